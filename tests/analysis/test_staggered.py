# SPDX-License-Identifier: EUPL-1.2
"""Did the activity matter, where places started one after another? An oracle, coverage, and who may be a control."""

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from samsyn.analysis.result import Refusal, Verdict
from samsyn.analysis.staggered import staggered
from tests.analysis.proofs import worlds


def town(rng, effect=1.0, areas=24, periods=20, restless=0.15):
    level = rng.gamma(3, 6, areas)
    start = np.where(np.arange(areas) < areas // 2, 6 + 2 * (np.arange(areas) % 4), -1)
    at = np.arange(periods)
    on = (at >= start[:, None]) & (start[:, None] >= 0)
    season = 1 + 0.3 * np.sin(at)
    noise = np.exp(rng.normal(0, restless, (areas, periods)))
    return rng.poisson(level[:, None] * season * noise * np.where(on, effect, 1.0)), start


def test_the_estimate_is_that_of_mantel_and_haenszel():
    counts, start = town(np.random.default_rng(1), effect=0.7)
    tables = []
    for at in np.unique(start[start >= 0]):
        window, begins = counts[:, at - 4 : at + 4], start == at
        controls = (start < 0) | (start >= at + 4)
        before, after = window[:, :4].sum(axis=1), window[:, 4:].sum(axis=1)
        tables.append(
            [
                [after[begins].sum(), before[begins].sum()],
                [after[controls].sum(), before[controls].sum()],
            ]
        )
    oracle = StratifiedTable(np.array(tables, dtype=float).transpose(1, 2, 0)).oddsratio_pooled
    assert staggered(counts, start).rate_ratio == pytest.approx(oracle, abs=1e-8)


@pytest.mark.proof
@pytest.mark.parametrize("effect", [1.0, 0.7])
def test_the_interval_holds_the_true_effect(effect):
    rng = np.random.default_rng(2)
    tried = worlds(400, 100)
    found = [staggered(*town(rng, effect), cluster_bootstrap=199, seed=i) for i in range(tried)]
    held = np.mean([one.interval[0] <= effect <= one.interval[1] for one in found])
    assert held >= 0.93 - 2 * np.sqrt(0.93 * 0.07 / tried)


def test_an_area_that_has_started_is_never_a_control():
    # All start sooner or later and the effect lasts: comparing late starters with early ones would hide it.
    rng = np.random.default_rng(3)
    start = np.repeat([4, 12, -1], 8)
    on = (np.arange(20) >= start[:, None]) & (start[:, None] >= 0)
    counts = rng.poisson(np.where(on, 20, 60))
    late_only = counts.copy()
    late_only[:8, 8:] = 10_000
    assert staggered(counts, start).rate_ratio == pytest.approx(1 / 3, rel=0.1)
    assert staggered(late_only, start).rate_ratio == pytest.approx(1 / 3, rel=0.1)


def test_each_step_has_its_ratio_and_those_before_the_start_are_about_one():
    found = staggered(*town(np.random.default_rng(4), effect=0.4, restless=0.0))
    steps = {step.periods_after: step.rate_ratio for step in found.steps}
    assert sorted(steps) == list(range(-4, 4))
    assert all(0.75 < steps[at] < 1.33 for at in range(-4, 0))
    assert all(steps[at] < 0.55 for at in range(4))


def test_periods_of_getting_ready_and_of_settling_belong_to_neither_side():
    rng = np.random.default_rng(5)
    start = np.repeat([8, -1], 10)
    counts = rng.poisson(40, (20, 16))
    counts[:10, 7] = 0  # felt a period early
    counts[:10, 8] = 400  # and upside down at first
    counts[:10, 9:] = rng.poisson(20, (10, 7))
    found = staggered(counts, start, ready=1, settling=1)
    assert found.rate_ratio == pytest.approx(0.5, rel=0.1)
    checks = {check.code: check.verdict for check in found.checks}
    assert checks["placebo_in_time"] is Verdict.HOLDS


def test_a_fall_before_the_start_fails_the_placebo():
    rng = np.random.default_rng(6)
    counts, start = town(rng, restless=0.0)
    fell = (np.arange(20) >= start[:, None] - 2) & (start[:, None] >= 0)
    checks = {
        c.code: c.verdict for c in staggered(rng.binomial(counts, np.where(fell, 0.3, 1.0)), start).checks
    }
    assert checks["placebo_in_time"] is Verdict.FAILS


def test_the_same_seed_gives_the_same_interval():
    counts, start = town(np.random.default_rng(7))
    assert staggered(counts, start, seed=3) == staggered(counts, start, seed=3)
    assert staggered(counts, start, seed=3).interval != staggered(counts, start, seed=4).interval


def test_few_areas_short_sides_and_empty_sums_are_refused():
    counts = np.ones((8, 12))
    assert staggered(counts, [5, 5, -1, -1, -1, -1, -1, -1]) == Refusal("few_areas", 3, 2)
    assert staggered(counts, [5, 5, 5, 5, 5, 5, 5, 5]) == Refusal("few_areas", 3, 0)
    assert staggered(counts, [5] * 4 + [-1] * 4, after=1) == Refusal("few_periods", 2, 1)
    assert staggered(np.zeros((8, 12)), [5] * 4 + [-1] * 4).reason in ("no_events", "few_areas")
    with pytest.raises(ValueError, match="one start"):
        staggered(counts, [5, 5])
