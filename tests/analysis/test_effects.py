# SPDX-License-Identifier: EUPL-1.2
"""Did the activity matter? Coverage, oracles, placebos, and what could be seen at all."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from samsyn.analysis.effects import did_poisson, power_before_after, wdd
from samsyn.analysis.rates import Change, compare_all
from samsyn.analysis.result import Refusal, Verdict


def test_the_displacement_difference_is_the_papers():
    found = wdd((50, 20), (48, 46), (30, 28), (29, 31))
    assert found.local == (20 - 50) - (46 - 48)
    assert found.displaced == (28 - 30) - (31 - 29)
    assert found.total == found.local + found.displaced
    assert found.se == pytest.approx(np.sqrt(50 + 20 + 48 + 46 + 30 + 28 + 29 + 31))


@pytest.mark.parametrize("phi", [1.0, 2.0])
def test_its_interval_holds_the_truth_also_when_weeks_are_uneven(phi):
    rng = np.random.default_rng(1)

    def count(mean):
        return rng.poisson(mean) if phi == 1 else rng.negative_binomial(mean / (phi - 1), 1 / phi)

    held = []
    for _ in range(3000):
        found = wdd((count(60), count(40)), (count(50), count(50)), phi=phi)
        held.append(found.interval[0] <= -20 <= found.interval[1])
    assert np.mean(held) >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 3000)


def test_weights_weigh_each_kind_and_its_variance():
    light = wdd(([30, 10], [20, 4]), ([28, 9], [27, 10]), weights=[1, 10])
    assert light.local == (-10 + 1) + 10 * (-6 - 1)
    assert light.se == pytest.approx(np.sqrt(30 + 20 + 28 + 27 + 100 * (10 + 4 + 9 + 10)))
    assert wdd(([30], [20]), ([28], [27]), weights=[1]).interval == wdd((30, 20), (28, 27)).interval
    with pytest.raises(ValueError, match="one count of each kind"):
        wdd((30, 20), (28, 27), weights=[1, 2])


def test_long_rows_give_what_the_table_gives():
    counts, treated, post = town(np.random.default_rng(8), areas=8, periods=6)
    area, period = np.indices(counts.shape)
    mixed = np.random.default_rng(9).permutation(counts.size)
    rows = [part.ravel()[mixed] for part in (counts, treated[area], post[period], area, period)]
    long = did_poisson(*rows[:3], area=rows[3], period=rows[4], cluster_bootstrap=99)
    assert long == did_poisson(counts, treated, post, cluster_bootstrap=99)
    with pytest.raises(ValueError, match="one row of each period"):
        did_poisson(*(part[1:] for part in rows[:3]), area=rows[3][1:], period=rows[4][1:])


def test_the_quotient_is_shown_only_where_the_target_area_changed():
    assert wdd((50, 48), (48, 46), (30, 20), (29, 31)).quotient is None
    assert wdd((150, 50), (100, 100), (60, 50), (58, 60)).quotient == pytest.approx(
        (50 / 100 - 60 / 100) / (50 / 100 - 150 / 100)
    )


def test_surroundings_need_a_control_of_their_own():
    with pytest.raises(ValueError, match="control of its own"):
        wdd((5, 3), (5, 5), displacement=(4, 4))


def town(rng, areas=24, periods=16, effect=1.0, uneven=0.3):
    level = rng.gamma(1 / uneven, uneven * 12, areas)
    season = 1 + 0.3 * np.sin(np.arange(periods))
    treated = np.arange(areas) < areas // 2
    post = np.arange(periods) >= periods // 2
    drift = np.exp(rng.normal(0, 0.15, (areas, 1)) * post)
    mean = level[:, None] * season * drift * np.where(np.outer(treated, post), effect, 1.0)
    return rng.poisson(mean), treated, post


def test_the_estimate_is_that_of_a_poisson_regression_with_area_and_period_effects():
    counts, treated, post = town(np.random.default_rng(2), areas=8, periods=6, effect=0.7)
    area, period = np.indices(counts.shape)
    both = np.outer(treated, post).astype(float).ravel()
    design = np.column_stack(
        [area.ravel() == a for a in range(8)] + [period.ravel() == t for t in range(1, 6)] + [both]
    ).astype(float)
    oracle = sm.GLM(counts.ravel(), design, family=sm.families.Poisson()).fit(tol=1e-13)
    assert np.log(did_poisson(counts, treated, post).rate_ratio) == pytest.approx(oracle.params[-1], abs=1e-8)


@pytest.mark.parametrize("effect", [1.0, 0.7])
def test_the_interval_holds_the_true_effect_as_often_as_it_says(effect):
    rng = np.random.default_rng(3)
    held = []
    for seed in range(250):
        found = did_poisson(*town(rng, effect=effect), cluster_bootstrap=199, seed=seed)
        held.append(found.interval[0] <= effect <= found.interval[1])
    assert np.mean(held) >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 250)


def test_a_real_effect_is_clear_and_stands_the_placebos():
    found = did_poisson(*town(np.random.default_rng(4), effect=0.5))
    checks = {check.code: check for check in found.checks}
    assert found.clear
    assert found.interval[1] < 1
    assert checks["placebo_in_space"].verdict is Verdict.HOLDS
    assert checks["placebo_in_time"].verdict is Verdict.HOLDS
    assert checks["uneven_before"].verdict is Verdict.INFORMS


def test_an_effect_before_the_start_fails_the_placebo_in_time():
    counts, treated, post = town(np.random.default_rng(5), effect=1.0)
    falling = np.where(np.outer(treated, np.arange(16) >= 4), 0.4, 1.0)
    counts = np.random.default_rng(6).binomial(counts, falling)
    checks = {check.code: check for check in did_poisson(counts, treated, post).checks}
    assert checks["placebo_in_time"].verdict is Verdict.FAILS


def test_few_areas_or_periods_are_refused():
    rng = np.random.default_rng(7)
    counts, treated, post = town(rng, areas=4, periods=6)
    assert did_poisson(counts, treated, post) == Refusal("few_areas", 3, 2)
    counts, treated, post = town(rng, areas=8, periods=2)
    assert did_poisson(counts, treated, post) == Refusal("few_periods", 2, 1)
    assert did_poisson(np.zeros((8, 6)), np.arange(8) < 4, np.arange(6) > 2).reason == "no_events"


@pytest.mark.parametrize(("count", "fall"), [(14, 83), (42, 54), (60, 47)])
def test_the_smallest_fall_that_can_be_seen(count, fall):
    assert power_before_after(count).smallest_fall == fall


def test_the_power_is_how_often_the_comparison_would_say_decrease():
    rng = np.random.default_rng(8)
    answers = compare_all(rng.poisson(24, 4000), rng.poisson(60, 4000))
    seen = np.mean([answer.verdict is Change.DECREASE for answer in answers])
    assert power_before_after(60, effect=0.6).power == pytest.approx(seen, abs=0.02)


def test_so_few_events_that_no_fall_could_be_seen():
    assert power_before_after(4).smallest_fall is None


def test_uneven_counts_are_worth_less():
    assert power_before_after(42, phi=3.0).smallest_fall == power_before_after(14).smallest_fall


@pytest.mark.parametrize("base", [0.3, 2.5, 14.0, 60.0, 333.0])
@pytest.mark.parametrize("ratio", [0.0, 0.4, 0.9, 1.0])
@pytest.mark.parametrize("longer", [0.5, 1.0, 3.0])
def test_the_power_is_the_sum_over_all_pairs_of_counts(base: float, ratio: float, longer: float) -> None:
    asked = power_before_after(base, effect=1 - ratio, exposure_after=longer).power
    before, after = (stats.poisson(mean) for mean in (base, base * ratio * longer))
    many = np.arange(int(base * (1 + longer) + 12 * np.sqrt(base * (1 + longer)) + 30))
    found = stats.binom.cdf(many[None, :], many[:, None] + many[None, :], longer / (1 + longer)) <= 0.025
    pairs = before.pmf(many)[:, None] * after.pmf(many)[None, :]
    assert asked == pytest.approx(float(pairs[found].sum()), abs=1e-9)


def test_of_very_many_a_fall_of_one_percent_can_be_told() -> None:
    assert [power_before_after(count).smallest_fall for count in (10_000, 100_000, 200_000)] == [4, 2, 1]
