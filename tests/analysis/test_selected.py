# SPDX-License-Identifier: EUPL-1.2
"""Did it fall because of what was done, or because it had just been unusually high?"""

import numpy as np
import pytest

from samsyn.analysis.result import Refusal, Verdict
from samsyn.analysis.selected import corrected
from tests.analysis.proofs import at_least, at_most, worlds

KINDS_OF_TOWN = ["even", "uneven", "few_large"]


def town(rng, kind, areas=30, effect=1.0, restless=0.0):
    """Counts before and after, and the one area that was highest before."""
    level = {
        "even": np.full(areas, 20.0),
        "uneven": rng.gamma(2, 10, areas),
        "few_large": rng.gamma(0.5, 40, areas),
    }[kind]

    def year(factor=1.0):
        return rng.poisson(level * factor * np.exp(rng.normal(0, restless, areas)))

    before = year()
    picked = np.arange(areas) == before.argmax()
    return before, year(np.where(picked, effect, 1.0)), picked


@pytest.mark.proof
@pytest.mark.parametrize("restless", [0.0, 0.2])
@pytest.mark.parametrize("kind", KINDS_OF_TOWN)
def test_nothing_is_said_to_have_helped_where_the_highest_area_fell_by_itself(kind, restless):
    rng = np.random.default_rng(1)
    tried = worlds(1000, 200)
    found = [corrected(*town(rng, kind, restless=restless)) for _ in range(tried)]
    assert np.mean([one.clear and one.rate_ratio < 1 for one in found]) <= 0.05
    # Without the correction it would have been said far too often where areas are alike or restless.
    if restless or kind == "even":
        surprise = [np.log(one.naive_ratio) < -1.96 * np.sqrt(2 / one.expected) for one in found]
        assert np.mean(surprise) > at_most(0.025, tried)


@pytest.mark.proof
@pytest.mark.parametrize("effect", [1.0, 0.6])
@pytest.mark.parametrize("kind", KINDS_OF_TOWN)
def test_the_interval_holds_the_true_effect(kind, effect):
    rng = np.random.default_rng(2)
    tried = worlds(1000, 200)
    found = [corrected(*town(rng, kind, effect=effect, restless=0.1)) for _ in range(tried)]
    held = np.mean([one.interval[0] <= effect <= one.interval[1] for one in found])
    assert held >= at_least(0.95, tried)


def test_a_large_effect_is_seen_in_spite_of_the_correction():
    rng = np.random.default_rng(3)
    found = [corrected(*town(rng, "uneven", areas=60, effect=0.3)) for _ in range(40)]
    assert np.mean([one.clear for one in found]) >= 0.9
    assert np.median([one.rate_ratio for one in found]) == pytest.approx(0.3, abs=0.06)


def test_where_areas_keep_what_they_have_little_is_corrected_and_where_they_do_not_all_of_it():
    rng = np.random.default_rng(4)
    level = rng.gamma(1, 300, 80)
    lasting = corrected(rng.poisson(level), rng.poisson(level), level == level.max())
    fleeting = corrected(rng.poisson(30, 80), rng.poisson(30, 80), np.arange(80) == 3)
    assert lasting.kept > 0.9
    assert fleeting.kept < 0.5


def test_what_is_fewer_agrees_with_the_ratio():
    found = corrected(*town(np.random.default_rng(5), "uneven", effect=0.4))
    assert found.fewer == pytest.approx(found.expected - found.after)
    assert found.fewer_interval[0] <= found.fewer <= found.fewer_interval[1]
    low, high = found.interval
    assert found.fewer_interval == pytest.approx(
        (found.after / high - found.after, found.after / low - found.after)
    )


def test_an_area_far_above_all_others_is_no_comparison():
    rng = np.random.default_rng(6)
    before = rng.poisson(10, 30)
    before[0] = 90
    checks = {check.code: check for check in corrected(before, before, np.arange(30) == 0).checks}
    assert checks["within_what_others_had"].verdict is Verdict.FAILS


def test_few_other_areas_and_few_events_are_refused():
    ten = np.arange(10)
    assert corrected(ten + 30, ten + 30, ten == 9) == Refusal("few_areas", 10, 9)
    many = np.arange(12)
    assert corrected(many, many, many == 11) == Refusal("few_events", 20, 11)
    assert corrected(np.where(many == 11, 40, 1), many, many == 11).reason == "few_events_elsewhere"
    with pytest.raises(ValueError, match="whole"):
        corrected(many + 0.5, many, many == 11)
    with pytest.raises(ValueError, match="some are picked"):
        corrected(many, many, many > 99)
