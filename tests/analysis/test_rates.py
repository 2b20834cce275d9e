# SPDX-License-Identifier: EUPL-1.2
"""How many, compared with before and for so many people."""

import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes
from scipy.stats import binomtest, chi2

from samsyn.analysis.rates import Change, compare, compare_all, eb_rates, poisson_interval
from samsyn.analysis.result import Refusal


def test_a_clear_rise_is_told_with_its_interval():
    answer = compare(186, 139)
    assert answer.printed_ratio == 1.34
    assert answer.printed_interval == (1.07, 1.68)
    assert answer.verdict is Change.INCREASE


@pytest.mark.parametrize(
    ("now", "before", "printed", "verdict"),
    [
        (120, 97, (0.94, 1.63), "no_clear_change"),
        (40, 22, (1.05, 3.21), "increase"),
        (22, 40, (0.31, 0.95), "decrease"),
        (11, 8, (0.5, 3.94), "too_few_to_say"),
    ],
)
def test_the_verdict_follows_the_interval_that_is_printed(now, before, printed, verdict):
    answer = compare(now, before)
    assert answer.printed_interval == printed
    assert answer.verdict == verdict


def test_a_limit_printed_as_one_is_no_clear_change():
    later, earlier = np.meshgrid(np.arange(100, 200), np.arange(80, 160))
    answers = compare_all(later.ravel(), earlier.ravel())
    just_above = [a for a in answers if a.interval[0] > 1 and a.printed_interval[0] == 1]
    assert just_above
    assert {a.verdict for a in just_above} == {Change.NO_CLEAR_CHANGE}


def test_nothing_before_gives_no_ratio_but_may_still_be_a_rise():
    answer = compare(25, 0)
    assert answer.ratio is None
    assert answer.interval is None
    assert answer.verdict is Change.INCREASE
    assert compare(3, 0).verdict is Change.TOO_FEW_TO_SAY
    assert compare(0, 0).verdict is Change.TOO_FEW_TO_SAY


def test_nothing_now_is_a_fall_to_zero():
    answer = compare(0, 30)
    assert answer.ratio == 0
    assert answer.interval[0] == 0
    assert answer.verdict is Change.DECREASE


def test_unequal_periods_are_compared_by_their_length():
    assert compare(120, 60, 120, 60).ratio == pytest.approx(1.0)
    assert compare(120, 60, 120, 60).verdict is Change.NO_CLEAR_CHANGE


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_limits_are_clopper_pearson_as_in_scipy(level):
    for now, before in [(0, 7), (1, 1), (3, 40), (186, 139), (5000, 4900)]:
        share = binomtest(now, now + before).proportion_ci(level, "exact")
        odds = [bound / (1 - bound) for bound in share]
        assert compare(now, before, level=level).interval == pytest.approx(odds, rel=1e-9)


def test_many_pairs_at_once_answer_as_one_by_one():
    now, before = [3, 186, 0], [0, 139, 0]
    assert compare_all(now, before) == [compare(a, b) for a, b in zip(now, before, strict=True)]


@pytest.mark.parametrize("bad", [(-1, 2, 1, 1), (1.5, 2, 1, 1), (1, 2, 0, 1), (1, 2, 1, float("nan"))])
def test_what_cannot_be_a_count_or_a_length_is_an_error(bad):
    with pytest.raises(ValueError):
        compare(*bad)


@pytest.mark.parametrize("mean", [0.2, 1, 3, 30])
def test_the_poisson_interval_covers_at_least_as_often_as_it_says(mean):
    draws = np.random.default_rng(3).poisson(mean, 20_000)
    low, high = poisson_interval(draws)
    assert np.mean((low <= mean) & (mean <= high)) >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 20_000)


def test_the_poisson_interval_is_that_of_the_chi_square():
    low, high = poisson_interval([0, 1, 17], exposure=2)
    assert low == pytest.approx([0, chi2.ppf(0.025, 2) / 4, chi2.ppf(0.025, 34) / 4])
    assert high == pytest.approx([chi2.ppf(0.975, 2) / 4, chi2.ppf(0.975, 4) / 4, chi2.ppf(0.975, 36) / 4])


@pytest.mark.parametrize("mean", [3, 12, 60])
def test_no_change_is_called_a_change_no_more_often_than_said(mean):
    rng = np.random.default_rng(5)
    answers = compare_all(rng.poisson(mean, 4000), rng.poisson(mean, 4000))
    called = np.mean([a.verdict in (Change.INCREASE, Change.DECREASE) for a in answers])
    assert called <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 4000)


def test_the_interval_for_a_ratio_covers_the_true_ratio():
    rng = np.random.default_rng(6)
    answers = compare_all(rng.poisson(26, 4000), rng.poisson(20, 4000))
    held = np.mean([a.interval[0] <= 1.3 <= a.interval[1] for a in answers if a.interval])
    assert held >= 0.95 - 2 * np.sqrt(0.05 * 0.95 / 4000)


@pytest.mark.parametrize("mean", [0.2, 1, 3])
def test_the_interval_for_a_ratio_covers_also_where_events_are_few(mean):
    rng = np.random.default_rng(22)
    answers = compare_all(rng.poisson(mean * 1.5, 6000), rng.poisson(mean, 6000))
    # Where nothing happened before no interval is given, so that nothing wrong is said.
    held = np.mean([a.interval is None or a.interval[0] <= 1.5 <= a.interval[1] for a in answers])
    assert held >= 0.95 - 2 * np.sqrt(0.05 * 0.95 / 6000)


def test_steadied_rates_are_marshalls_as_in_esda():
    rng = np.random.default_rng(8)
    people = rng.integers(300, 9000, 80)
    events = rng.poisson(people * rng.gamma(4, 0.002, 80))
    oracle = Empirical_Bayes(events, people).r.ravel()
    assert eb_rates(events, people).shrunk == pytest.approx(oracle, rel=1e-10)


def test_a_small_place_is_drawn_further_than_a_large_one():
    answer = eb_rates([6, 30, 900, 500], [400, 4000, 40_000, 60_000])
    assert np.all(np.diff(answer.weight) > 0)
    assert answer.lower[0] < answer.shrunk[0] < answer.upper[0]


def test_places_that_differ_by_chance_only_get_the_overall_rate():
    answer = eb_rates([10, 10, 10], [1000, 1000, 1000])
    assert answer.shrunk == pytest.approx([0.01] * 3)
    assert answer.weight == pytest.approx([0] * 3)


def test_steadied_intervals_cover_the_true_rates():
    rng = np.random.default_rng(9)
    held = []
    for _ in range(200):
        people = rng.integers(500, 5000, 60)
        true = rng.gamma(5, 0.002, 60)
        answer = eb_rates(rng.poisson(people * true), people)
        held.append(np.mean((answer.lower <= true) & (true <= answer.upper)))
    assert 0.93 <= np.mean(held) <= 0.97


def test_a_rate_on_few_events_is_not_to_be_shown():
    answer = eb_rates([4, 200, 300], [500, 4000, 60_000])
    assert answer.shown.tolist() == [False, True, True]


def test_a_place_without_inhabitants_has_no_rate():
    answer = eb_rates([3, 20, 40], [0, 4000, 6000])
    assert np.isnan(answer.rate[0])
    assert np.isnan(answer.shrunk[0])
    assert not answer.shown[0]


def test_no_rates_for_one_place_or_from_nothing():
    assert eb_rates([5], [100]) == Refusal("few_areas", 2, 1)
    assert eb_rates([0, 0], [100, 100]) == Refusal("few_events", 1, 0.0)


def test_neighbours_draw_an_area_as_in_esda():
    from esda.smoothing import Spatial_Empirical_Bayes
    from libpysal.weights import lat2W

    rng = np.random.default_rng(21)
    people = rng.integers(800, 5_000, 36)
    events = rng.poisson(people * rng.gamma(4, 0.002, 36)) + 1
    w = lat2W(6, 6, rook=False)
    ours = eb_rates(events, people, method="spatial", neighbours=[w.neighbors[i] for i in range(36)])
    oracle = Spatial_Empirical_Bayes(events, people, w).r.ravel()
    assert ours.shrunk == pytest.approx(oracle, rel=1e-9)
    assert np.all((ours.lower <= ours.shrunk) & (ours.shrunk <= ours.upper))


def test_neighbours_are_given_where_they_are_to_count_and_only_there():
    with pytest.raises(ValueError, match="spatial with neighbours"):
        eb_rates([1, 2], [10, 20], method="spatial")
    with pytest.raises(ValueError, match="spatial with neighbours"):
        eb_rates([1, 2], [10, 20], neighbours=[[1], [0]])
