# SPDX-License-Identifier: EUPL-1.2
"""What no town should send: every analysis refuses it, or says in words what is wrong, and never warns by the way."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from samsyn.analysis import (
    alarms,
    chance,
    density,
    emerging,
    extremes,
    hotspots,
    rates,
    repeats,
    synthetic,
    trends,
)
from samsyn.analysis import selected as picked
from samsyn.analysis.result import Refusal

SOME = np.random.default_rng(1).uniform(0, 5_000, 300)
DAYS = np.resize(np.arange(100), 300) + 739_000


@pytest.fixture(autouse=True)
def nothing_warns() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


PLACED: dict[str, Callable[[Any, Any], Any]] = {
    "density": lambda x, y: density.kde(x, y),
    "density on a map": lambda x, y: density.kde(x, y, mask=hotspots.study_area(SOME, SOME)),
    "grid": lambda x, y: hotspots.grid(x, y),
    "study area": lambda x, y: hotspots.study_area(x, y),
    "robustness": lambda x, y: hotspots.hotspot_robustness(x, y, permutations=99),
    "near-repeats": lambda x, y: repeats.knox(x, y, DAYS, permutations=9),
    "cube": lambda x, y: emerging.cube(x, y, DAYS, hotspots.study_area(SOME, SOME), 739_099, 100),
}


@pytest.mark.parametrize("what", PLACED)
@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_a_place_that_is_missing_or_endless_is_said_to_be(what: str, odd: float) -> None:
    x = SOME.copy()
    x[7] = odd
    with pytest.raises(ValueError, match="finite position in metres"):
        PLACED[what](x, SOME)
    with pytest.raises(ValueError, match="finite position in metres"):
        PLACED[what](SOME, x)


GRIDS = {
    "one cell": np.array([[5]]),
    "nothing anywhere": np.zeros((30, 30), dtype=int),
    "the same everywhere": np.full((30, 30), 3),
}


@pytest.mark.parametrize("name", GRIDS)
def test_a_map_without_differences_is_refused_or_shows_none(name: str) -> None:
    counts = GRIDS[name]
    grid = hotspots.Grid(counts, np.ones(counts.shape, dtype=bool), (0.0, 0.0), 250.0, 0)
    for found in (hotspots.gistar(grid, permutations=99), hotspots.local_moran(grid, permutations=99)):
        assert isinstance(found, Refusal) or not found.significant.any()
    extreme = extremes.extreme_cells(grid)
    assert isinstance(extreme, Refusal) or not extreme.significant.any()
    still = np.zeros((400, *counts.shape), dtype=int)
    for baseline in ("seasonal", "permutation"):
        scanned = emerging.scan(still, grid, baseline=baseline, replications=19)
        assert isinstance(scanned, Refusal) or scanned == []


@pytest.mark.parametrize("before", ["nothing", "the area alone"])
def test_donors_without_events_cannot_be_mixed(before: str) -> None:
    donors = np.zeros((24, 16))
    donors[:, 12:] = 5
    area = np.full(16, 5.0) if before == "the area alone" else np.zeros(16)
    found = synthetic.synthetic(area, donors, 12)
    assert isinstance(found, Refusal) and found.reason == "few_events"


@pytest.mark.parametrize("odd", [-1.0, np.nan])
def test_counts_below_nothing_or_missing_are_said_to_be(odd: float) -> None:
    line = np.full(400, 5.0)
    line[3] = odd
    for work in (
        lambda: alarms.surveil(line[None, :]),
        lambda: trends.seasonal_baseline(line[None, :]),
        lambda: synthetic.synthetic(line[:16], np.full((24, 16), 5.0), 12),
        lambda: synthetic.synthetic(np.full(16, 5.0), np.tile(line[:16], (24, 1)), 12),
        lambda: chance.excess(line[:9], np.full(9, 1 / 9)),
    ):
        with pytest.raises(ValueError, match=r"negative or missing|needs a count"):
            work()


def test_no_town_at_all_is_refused() -> None:
    nothing = np.empty(0)
    assert isinstance(density.kde(nothing, nothing), Refusal)
    assert isinstance(repeats.knox(nothing, nothing, nothing), Refusal)
    assert isinstance(rates.eb_rates(nothing, nothing), Refusal)
    assert rates.compare_all([], []) == []
    assert chance.sudden(nothing, 30) == []
    with pytest.raises(ValueError, match="every area needs"):
        picked.corrected(nothing, nothing, nothing)
