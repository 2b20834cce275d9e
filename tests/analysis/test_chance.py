# SPDX-License-Identifier: EUPL-1.2
"""Are there more in an area than chance would give, or on a day?"""

import numpy as np
import pytest
from scipy.stats import binom, poisson

from samsyn.analysis.chance import Burst, excess, is_sudden, sudden
from samsyn.analysis.result import Refusal


def test_chance_raises_no_more_false_alarms_than_it_says():
    rng = np.random.default_rng(7)
    worlds = [rng.multinomial(60, [0.25] * 4) for _ in range(300)]
    alarms = [excess(world, [1] * 4, draws=399, seed=i).p <= 0.05 for i, world in enumerate(worlds)]
    assert np.mean(alarms) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 1200)


def test_p_is_that_of_the_binomial_but_for_chance():
    counts, share = np.array([18, 7, 5, 10]), np.array([0.3, 0.2, 0.1, 0.4])
    exact = binom.sf(counts - 1, 40, share)
    assert excess(counts, share, draws=20_000).p == pytest.approx(exact, abs=4 * np.sqrt(0.25 / 20_000))


def test_few_events_are_refused_and_an_area_without_share_is_an_error():
    assert excess([10, 9], [1, 1]) == Refusal("few_events", 20, 19)
    with pytest.raises(ValueError, match="share"):
        excess([10, 20], [1, 0])


def test_a_sudden_day_is_found_and_few_or_spread_out_are_not():
    even = [day for week in range(13) for day in (7 * week, 7 * week + 3)]
    assert sudden(even, 91) == []
    assert sudden([*even, *[40] * 9], 91) == []
    [one] = sudden([*even, *[40] * 10], 91)
    assert one == Burst(40, 10, pytest.approx(27 / 90))
    assert sudden([], 91) == []


def test_a_sudden_day_is_rarer_than_one_in_a_million_by_poisson():
    for others in (0, 50, 400, 2_000):
        counts = [n for n in range(1, 120) if sudden([500] * n + list(range(1_000, 1_000 + others)), 366)]
        usual = (others + 1) / 365
        assert counts[0] == max(10, int(poisson.isf(1e-6, usual)) + 1)
        assert counts == list(range(counts[0], 120))


def test_an_even_pace_gives_no_sudden_day_in_a_thousand_years():
    rng = np.random.default_rng(3)
    assert not [year for year in range(1_000) if sudden(rng.integers(0, 365, 700), 365)]


def test_a_series_without_a_sudden_highest_day_has_no_sudden_day():
    rng = np.random.default_rng(8)
    for level in (0.05, 0.5, 3.0, 9.0):
        for extra in (0, 9, 12, 40):
            days = np.r_[np.repeat(np.arange(90), rng.poisson(level, 90)), np.full(extra, 7)]
            most = np.bincount(days, minlength=90).max()
            assert bool(is_sudden(most, days.size, 90)) is bool(sudden(days, 90))
