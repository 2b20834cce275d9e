# SPDX-License-Identifier: EUPL-1.2
"""How much of the latest weeks is not yet registered?"""

import csv
import gzip
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from samsyn.analysis.delay import nowcast, nowcast_by
from samsyn.analysis.result import Refusal


def world(rng, days=400, a_day=6.0, longest=30.0):
    happened = np.repeat(np.arange(days), rng.poisson(a_day, days))
    return happened, happened + np.minimum(rng.exponential(longest / 4, happened.size), 90).astype(int)


def test_the_delay_is_found_although_the_late_ones_are_missing():
    happened, known = world(np.random.default_rng(1))
    found = nowcast(happened, known, as_of=399)
    true = 1 - np.exp(-(np.arange(91) + 1) / 7.5)
    assert np.abs(found.cdf[:60] - true[:60]).max() < 0.04
    naive = np.mean((known - happened)[(known <= 399) & (happened > 380)] <= 3)
    assert naive > true[3] + 0.05


def test_the_interval_holds_what_the_weeks_came_to():
    held = []
    for seed in range(150):
        happened, known = world(np.random.default_rng(seed))
        found = nowcast(happened, known, as_of=390)
        final = np.bincount((390 - happened[happened <= 390]) // 7, minlength=6)[:6]
        held += ((found.lower[:6] <= final) & (final <= found.upper[:6])).tolist()
    assert np.mean(held) >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / len(held)) - 0.01


def test_the_latest_week_is_not_usable_and_old_ones_are():
    happened, known = world(np.random.default_rng(3))
    found = nowcast(happened, known, as_of=399)
    assert not found.usable[0]
    assert found.usable[4:].all()
    assert found.estimate[0] > found.count[0]


def test_when_all_is_registered_at_once_nothing_is_added():
    days = np.arange(300)
    found = nowcast(days, days, as_of=299)
    assert found.share == pytest.approx(1.0)
    assert found.estimate == pytest.approx(found.count)
    assert np.array_equal(found.lower, found.upper)


def test_few_events_are_refused_and_impossible_days_are_errors():
    assert nowcast(np.arange(49), np.arange(49), as_of=60) == Refusal("few_events", 50, 49)
    with pytest.raises(ValueError, match="before it happened"):
        nowcast([5], [4], as_of=9)


@pytest.mark.skipif(
    "SAMSYN_REAL_DATA" not in os.environ, reason="SAMSYN_REAL_DATA names no folder of real data"
)
def test_swedish_fire_damage_is_registered_as_late_as_measured():
    with gzip.open(
        Path(os.environ["SAMSYN_REAL_DATA"]) / "se-anmalda-brott-deso.csv.gz", "rt", encoding="utf-8"
    ) as file:
        rows = [row for row in csv.DictReader(file) if row["brottskod"] == "1210" and row["brottsdatum"]]
    days = np.array(
        [
            [date.fromisoformat(row[name][:10]).toordinal() for name in ("brottsdatum", "inskrivningsdatum")]
            for row in rows
            if row["inskrivningsdatum"]
        ]
    )
    days = days[days[:, 1] >= days[:, 0]]
    end = int(days.max())
    found = nowcast(days[:, 0], days[:, 1], as_of=end, window=end)
    assert found.cdf[[0, 3, 7, 14, 28]] == pytest.approx([0.52, 0.85, 0.92, 0.96, 0.98], abs=0.02)


def test_each_source_has_its_own_delay_and_a_thin_one_is_refused():
    rng = np.random.default_rng(31)
    day = rng.integers(700, 1000, 3000)
    source = np.array(["fast", "slow", "thin"])[np.minimum(rng.integers(0, 60, 3000) // 30 + 0, 1)]
    source[:20] = "thin"
    known = day + np.where(source == "slow", rng.integers(0, 60, 3000), rng.integers(0, 3, 3000))
    found = nowcast_by(source, day, known, as_of=1000)
    assert list(found) == ["fast", "slow", "thin"]
    assert found["fast"].usable[1]
    assert not found["slow"].usable[1]
    assert isinstance(found["thin"], Refusal)


def test_the_share_that_has_come_is_the_product_limit_counted_event_by_event():
    happened, known = world(np.random.default_rng(6), days=120)
    kept = known <= 119
    delay, age = np.minimum((known - happened)[kept], 40), (119 - happened)[kept]
    share = np.ones(41)
    for d in range(40, 0, -1):
        at_risk, exactly = ((delay <= d) & (age >= d)).sum(), ((delay == d) & (age >= d)).sum()
        share[d - 1] = share[d] * (1 - exactly / at_risk)
    assert nowcast(happened, known, as_of=119, max_delay=40).cdf.tolist() == share.tolist()
