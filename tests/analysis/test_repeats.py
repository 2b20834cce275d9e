# SPDX-License-Identifier: EUPL-1.2
"""Does one event lead to another nearby soon after?"""

import csv
import gzip
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from samsyn.analysis.repeats import knox
from samsyn.analysis.result import Refusal


def test_pairs_are_counted_as_by_hand():
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 1500, (2, 150)).astype(float)
    x[:10], y[:10] = x[10:20], y[10:20]
    day = rng.integers(0, 60, 150)
    found = knox(x, y, day, permutations=9)
    by_hand = np.zeros((5, 4), dtype=int)
    for i in range(150):
        for j in range(i):
            row = np.searchsorted(found.distances, np.hypot(x[i] - x[j], y[i] - y[j]))
            column = np.searchsorted(found.days, abs(day[i] - day[j]))
            if row < 5 and column < 4:
                by_hand[row, column] += 1
    assert found.observed.tolist() == by_hand.tolist()


def test_places_and_days_that_have_nothing_to_do_with_each_other_rarely_show_repeats():
    rng = np.random.default_rng(2)
    shown = []
    for seed in range(150):
        x, y = rng.uniform(0, 4000, (2, 200))
        found = knox(x, y, rng.integers(0, 365, 200), permutations=199, seed=seed)
        shown.append((found.p_holm <= 0.05).any())
    assert np.mean(shown) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 150)


def test_repeats_are_found_in_the_cell_where_they_are():
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, 8000, (2, 400))
    day = rng.integers(0, 365, 400)
    x = np.r_[x, x[:60] + rng.uniform(-60, 60, 60)]
    y = np.r_[y, y[:60]]
    day = np.r_[day, day[:60] + rng.integers(0, 3, 60)]
    found = knox(x, y, day)
    assert found.p_holm[1, 0] <= 0.05
    assert np.nanargmax(found.observed[1]) == 0
    assert found.p_holm[4, 3] > 0.05


def test_the_same_seed_gives_the_same_table():
    rng = np.random.default_rng(4)
    x, y = rng.uniform(0, 3000, (2, 150))
    day = rng.integers(0, 100, 150)
    assert np.array_equal(
        knox(x, y, day, seed=2, permutations=99).p, knox(x, y, day, seed=2, permutations=99).p
    )


def test_few_events_are_refused():
    assert knox(np.zeros(99), np.zeros(99), np.zeros(99)) == Refusal("few_events", 100, 99)


@pytest.mark.skipif(
    "SAMSYN_REAL_DATA" not in os.environ, reason="SAMSYN_REAL_DATA names no folder of real data"
)
def test_chicago_burglaries_give_the_published_table():
    with gzip.open(
        Path(os.environ["SAMSYN_REAL_DATA"]) / "chicago-burglary-2016-knox.csv.gz", "rt", encoding="utf-8"
    ) as file:
        rows = [row for row in csv.DictReader(file) if row["date"]]
    x, y = (np.array([float(row[name]) for row in rows]) for name in ("X", "Y"))
    day = np.array([date.fromisoformat(row["date"][:10]).toordinal() for row in rows])
    found = knox(x, y, day, days=(2, 4, 7, 14))
    assert found.observed.tolist() == [
        [225, 52, 65, 98],
        [259, 141, 188, 395],
        [458, 335, 511, 1114],
        [715, 566, 772, 1794],
        [702, 554, 838, 1849],
    ]
    assert found.ratio[:, 0] == pytest.approx([12.5, 2.29, 1.36, 1.20, 1.12], rel=0.03)
