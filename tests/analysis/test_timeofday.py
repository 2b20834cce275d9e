# SPDX-License-Identifier: EUPL-1.2
"""When does it happen, where only a span is known?"""

import numpy as np
import pytest

from samsyn.analysis.result import Refusal
from samsyn.analysis.timeofday import aoristic


def test_an_event_is_shared_over_its_hours_by_how_much_of_each_it_covers():
    start, end = np.full(20, 22.5), np.full(20, 25.0)
    found = aoristic(start, end, bins="hour_of_day")
    assert found.weight[[22, 23, 0]] / 20 == pytest.approx([0.2, 0.4, 0.4])
    assert found.weight.sum() == pytest.approx(20)


def test_a_known_time_falls_in_its_hour_and_sunday_runs_into_monday():
    start = np.r_[np.full(20, 5.25), np.full(20, 167.5)]
    end = np.r_[np.full(20, 5.25), np.full(20, 168.5)]
    found = aoristic(start, end)
    assert found.weight[0, 5] == pytest.approx(20)
    assert found.weight[6, 23] == pytest.approx(10)
    assert found.weight[0, 0] == pytest.approx(10)


def test_every_usable_event_weighs_one_and_long_spans_are_counted_apart():
    rng = np.random.default_rng(1)
    start = rng.uniform(0, 168, 500)
    end = start + rng.exponential(15, 500)
    found = aoristic(start, end)
    assert found.dropped == np.sum(end - start > 24)
    assert found.events + found.dropped == 500
    assert found.weight.sum() == pytest.approx(found.events)


def test_the_peak_is_found_where_the_start_of_the_span_misleads():
    rng = np.random.default_rng(2)
    true = rng.normal(17.0, 0.7, 400)
    start, end = true - rng.uniform(0, 10, 400), true + rng.exponential(2, 400)
    peak = aoristic(start + 24, end + 24, bins="hour_of_day").weight.argmax()
    first_seen = np.bincount((start % 24).astype(int), minlength=24)
    assert abs(peak - 16.5) <= 1
    assert first_seen[:15].sum() > first_seen[15:].sum()


def test_the_band_holds_the_true_share():
    rng = np.random.default_rng(3)
    held = []
    for seed in range(100):
        hour = rng.integers(0, 24, 300) + 0.5
        found = aoristic(hour, hour, bins="hour_of_day", seed=seed)
        held.append(np.mean((found.lower <= 12.5) & (found.upper >= 12.5)))
    assert np.mean(held) >= 0.91


def test_the_same_seed_gives_the_same_band():
    start = np.arange(40.0)
    assert np.array_equal(aoristic(start, start + 3, seed=5).lower, aoristic(start, start + 3, seed=5).lower)


def test_few_events_are_refused_and_turned_spans_are_errors():
    assert aoristic(np.zeros(30), np.full(30, 48.0)) == Refusal("few_events", 20, 0)
    with pytest.raises(ValueError, match="end before"):
        aoristic([5.0], [4.0])
