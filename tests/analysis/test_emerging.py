# SPDX-License-Identifier: EUPL-1.2
"""Is something beginning somewhere? The scan is held to a count by hand and to its false alarms."""

import numpy as np
import pytest

from samsyn.analysis.emerging import _Judge, cube, scan
from samsyn.analysis.hotspots import Grid
from samsyn.analysis.result import Refusal
from tests.analysis.proofs import at_most, worlds


def land(rows=12, columns=14):
    return Grid(np.zeros((rows, columns), dtype=int), np.ones((rows, columns), dtype=bool), (0.0, 0.0), 250.0)


def town(rng, days=428, rows=12, columns=14, a_day=0.02):
    return rng.poisson(rng.gamma(0.8, a_day / 0.8, (rows, columns)), (days, rows, columns))


def test_the_strongest_cluster_is_that_of_counting_every_window_by_hand():
    rng = np.random.default_rng(1)
    counts = town(rng)
    counts[-5:, 3:5, 6:8] += rng.poisson(0.5, (5, 2, 2))
    usual = rng.gamma(2, 0.01, (28, 12, 14))
    best = scan(counts, land(), baseline=usual, max_p=1.0, replications=19)[0]
    recent = counts[-28:]
    total = recent.sum()
    mean = usual / usual.sum() * total
    by_hand = []
    for r in range(6):
        for back in range(28):
            for row in range(12):
                for column in range(14):
                    part = (
                        slice(27 - back, None),
                        slice(max(0, row - r), row + r + 1),
                        slice(max(0, column - r), column + r + 1),
                    )
                    c, mu = recent[part].sum(), mean[part].sum()
                    if c >= 3 and c > mu and mu <= total / 2:
                        rest = (total - c) * np.log((total - c) / (total - mu)) if c < total else 0
                        by_hand.append((c * np.log(c / mu) + rest, c, mu, back + 1))
    llr, c, mu, days = max(by_hand)
    assert best.llr == pytest.approx(llr, abs=1e-6)
    assert (best.observed, best.days) == (c, days)
    assert best.expected == pytest.approx(mu)


def test_looking_only_where_it_can_matter_gives_the_same_highest_ratio():
    rng = np.random.default_rng(2)
    mean = rng.gamma(1.0, 0.5, (3, 4, 8, 8))
    judge = _Judge(mean, 200, 3, np.ones(mean.shape, dtype=bool))
    worlds = [rng.poisson(mean) for _ in range(80)]
    assert judge.highest_of(iter(worlds), np.copy, 80) == pytest.approx(
        [judge.every(world).max() for world in worlds]
    )


@pytest.mark.proof
@pytest.mark.parametrize("baseline", ["seasonal", "history", "permutation"])
def test_where_nothing_is_beginning_there_are_no_more_alarms_than_said(baseline):
    alarms, tried = [], worlds(500, 60)
    for seed in range(tried):
        days = 120 if baseline == "permutation" else 393
        counts = town(np.random.default_rng(seed), days=days, rows=8, columns=9)
        found = scan(counts, land(8, 9), baseline, 900, max_days=14, replications=99, seed=seed)
        alarms.append(bool(found))
    assert np.mean(alarms) <= at_most(0.05, tried)


def test_a_bathing_place_that_fills_every_summer_is_no_news():
    days, rows, columns = 2 * 365 + 28, 16, 16
    season = 1 + 0.9 * np.sin(2 * np.pi * (np.arange(days) - days + 14 + 91) / 365.2425)
    mean = np.full((days, rows, columns), 0.02)
    mean[:, :8, :8] *= (season**3)[:, None, None]
    counts = np.random.default_rng(9).poisson(mean)
    every_year = scan(counts, land(rows, columns), "seasonal")
    blind = scan(counts, land(rows, columns), "history")
    assert len(blind) > len(every_year) == 0


def test_an_unknown_baseline_is_an_error():
    with pytest.raises(ValueError, match="baseline is"):
        scan(town(np.random.default_rng(1)), land(), baseline="guess")


@pytest.mark.parametrize("baseline", ["seasonal", "history", "permutation"])
def test_something_that_begins_is_found_where_and_when_it_is(baseline):
    rng = np.random.default_rng(4)
    counts = town(rng)
    counts[-6:, 5:7, 9:11] += 1
    found = scan(counts, land(), baseline=baseline)
    assert found[0].p <= 0.01
    assert found[0].days == 6
    assert found[0].start == 422
    assert abs(found[0].centre[0] - 2500) <= 500
    assert abs(found[0].centre[1] - 1500) <= 500
    assert found[0].recurrence_days == pytest.approx(1 / found[0].p)


def test_clusters_share_no_cell():
    counts = town(np.random.default_rng(5))
    counts[-4:, 2, 2] += 2
    counts[-9:, 9, 11] += 1
    found = scan(counts, land())
    assert len(found) == 2
    (a, b) = found
    gap = max(abs(a.centre[0] - b.centre[0]), abs(a.centre[1] - b.centre[1]))
    assert gap >= (a.width + b.width) / 2


def test_the_same_seed_gives_the_same_answer():
    counts = town(np.random.default_rng(6))
    assert scan(counts, land(), seed=3, replications=99, max_p=1) == scan(
        counts, land(), seed=3, replications=99, max_p=1
    )


def test_events_are_counted_by_day_and_cell():
    counted = cube([10.0, 260.0, 260.0], [10.0, 10.0, 10.0], [100, 99, 80], land(1, 2), last_day=100, days=3)
    assert counted.tolist() == [[[0, 0]], [[0, 1]], [[1, 0]]]


def test_short_histories_and_few_cases_are_refused():
    counts = town(np.random.default_rng(7), days=200)
    assert scan(counts, land()) == Refusal("short_history", 365, 172)
    none = np.zeros((400, 12, 14), dtype=int)
    assert scan(none, land()) == Refusal("few_events", 10, 0)
    assert scan(none, land(), baseline="permutation") == Refusal("few_events", 10, 0)
