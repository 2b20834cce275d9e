# SPDX-License-Identifier: EUPL-1.2
"""What is counted of one calendar month at a time: after a new report only its month is counted again.

Each month's count is kept in memory by all that decides which reports stand in it (`Events.months`). Months added up
give the same numbers as all reports counted at once. Each process keeps its own, and nothing that cannot be made again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis import hotspots as dense
from samsyn.cycle.pictures.compute import grouped

T = TypeVar("T")
Indexes = NDArray[np.int64]
CELL = 250
MOST = 2_000
"""How many counts of months are kept: some twenty questions about three years, at most 40 kB a month of a large town."""
FEWEST = 1_000
"""Fewer reports than these are counted as fast as what was kept is found."""
FEW_IN_ALL = 20
"""Under so many times that, all of them are counted at once as one month."""
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """Forget every month, as a process does when it ends."""
    with _lock:
        _kept.clear()


def by_month(events: Any, count: Callable[[Any], T], *rests_on: Hashable) -> list[T]:
    """`count` of the reports of each calendar month, in order; of few reports, of all at once. What it `rests_on` beside the reports must be named."""
    if len(events) < FEW_IN_ALL * FEWEST:
        return [count(events)] if len(events) else []
    found = []
    for month, stretch in events.months():
        key = None
        if month is not None and stretch.stop - stretch.start >= FEWEST:
            key = (count.__module__, count.__qualname__, rests_on, month)
        with _lock:
            known = _kept.get(key)
            if known is not None:
                _kept.move_to_end(key)
        if known is None:
            known = count(events.stretch(stretch))
            if key is not None:
                with _lock:
                    _kept[key] = known
                    while len(_kept) > MOST:
                        _kept.popitem(last=False)
        found.append(known)
    return found


@dataclass(frozen=True, eq=False)
class Given:
    """How many reports there are of each area, organisation and source, and the first and last day of them."""

    area: Indexes
    organisation: Indexes
    source: Indexes
    count: Indexes
    first: Indexes
    last: Indexes

    @property
    def total(self) -> int:
        """How many reports there are in all."""
        return int(self.count.sum())


def given(events: Any) -> Given:
    """Who gave the reports, of what kind, and in which area: the same row may come once a month."""
    months = by_month(events, _given)
    columns = zip(*months, strict=True) if months else [()] * 6
    return Given(*(np.concatenate([np.empty(0, dtype=np.int64), *column]) for column in columns))


def _given(events: Any) -> tuple[Indexes, ...]:
    area, organisation = np.asarray(events.area_id), np.asarray(events.organisation)
    areas, organisations = (np.unique(grouped.distinct(ids)) for ids in (area, organisation))
    sources = len(events.sources)
    # One number for each kind of row; nobody and nowhere (-1) come first.
    alike = (grouped.among(area, areas.tolist()) + 1) * (organisations.size + 1)
    alike = (alike + grouped.among(organisation, organisations.tolist()) + 1) * sources + events.source
    counts = np.bincount(alike)
    there = np.flatnonzero(counts)
    place = np.zeros(counts.size, dtype=np.int64)
    place[there] = np.arange(there.size)
    first, last = grouped.first_and_last(place[alike], np.asarray(events.local_day), there.size)
    rest, source = there // sources, there % sources
    at, by = rest // (organisations.size + 1), rest % (organisations.size + 1)
    return (
        np.concatenate([[-1], areas])[at],
        np.concatenate([[-1], organisations])[by],
        source,
        counts[there],
        first,
        last,
    )


def added(where: Indexes, counts: Indexes, groups: int) -> Indexes:
    """The counts of each group added up; -1 is none of them."""
    return np.bincount(where + 1, weights=counts, minlength=groups + 1)[1:].astype(np.int64)


@dataclass(frozen=True, eq=False)
class Squares:
    """Squares with reports, by row and column from nought metres; one may come several times, to be added up.

    `corners` are the lowest and highest easting, and the lowest and highest northing, of a report; None for none.
    """

    row: Indexes
    column: Indexes
    count: Indexes
    corners: tuple[float, float, float, float] | None

    @property
    def total(self) -> int:
        """How many reports have a place."""
        return int(self.count.sum())

    def on(self, mask: dense.Grid) -> NDArray[np.int64]:
        """Counts on the squares of a map."""
        row = self.row - round(mask.origin[1] / CELL)
        column = self.column - round(mask.origin[0] / CELL)
        inside = (row >= 0) & (row < mask.shape[0]) & (column >= 0) & (column < mask.shape[1])
        flat = row[inside] * mask.shape[1] + column[inside]
        counts = added(flat, self.count[inside], mask.shape[0] * mask.shape[1])
        return np.where(mask.mask, counts.reshape(mask.shape), 0)

    def chart(self, mask: dense.Grid) -> dense.Grid:
        """The same as `dense.grid` gives on that map."""
        counts = self.on(mask)
        return dense.Grid(counts, mask.mask, mask.origin, mask.cell, self.total - int(counts.sum()))

    def area(self) -> dense.Grid | None:
        """The same as `dense.study_area` gives; None where some lie so far off that it must choose among them."""
        if self.corners is None:
            return None
        west, east, south, north = self.corners
        if max(east - west, north - south) > dense.FARTHEST:
            return None
        row, column = int(self.row.min()), int(self.column.min())
        shape = int(self.row.max()) - row + 1, int(self.column.max()) - column + 1
        if shape[0] * shape[1] > dense.MOST_CELLS:
            return None
        origin = float(column * CELL), float(row * CELL)
        empty = dense.Grid(
            np.zeros(shape, dtype=np.int64), np.ones(shape, dtype=bool), origin, float(CELL), 0
        )
        counts = self.on(empty)
        return dense.Grid(counts, counts > 0, origin, float(CELL), 0)


def squares(events: Any) -> Squares:
    """How many reports there are in each square of 250 m."""
    months = by_month(events, _squares)
    if not months:
        nothing = np.empty(0, dtype=np.int64)
        return Squares(nothing, nothing, nothing, None)
    ends = [one.corners for one in months if one.corners is not None]
    corners = None
    if ends:
        west, east, south, north = zip(*ends, strict=True)
        corners = min(west), max(east), min(south), max(north)
    row, column, count = (
        np.concatenate([getattr(one, name) for one in months]) for name in ("row", "column", "count")
    )
    return Squares(row, column, count, corners)


def _squares(events: Any) -> Squares:
    placed = np.isfinite(events.e)
    e, n = np.asarray(events.e)[placed], np.asarray(events.n)[placed]
    if not e.size:
        nothing = np.empty(0, dtype=np.int64)
        return Squares(nothing, nothing, nothing, None)
    corners = float(e.min()), float(e.max()), float(n.min()), float(n.max())
    column, row = np.floor(e / CELL).astype(np.int64), np.floor(n / CELL).astype(np.int64)
    west, south = int(column.min()), int(row.min())
    width = int(column.max()) - west + 1
    keys, counts = _counted((row - south) * width + (column - west))
    return Squares(keys // width + south, keys % width + west, counts, corners)


def _counted(keys: Indexes) -> tuple[Indexes, Indexes]:
    """The different keys, all from 0 on, and how many there are of each."""
    if keys.size and int(keys.max()) >= grouped.MOST_IDS:
        return np.unique(keys, return_counts=True)
    counts = np.bincount(keys)
    there = np.flatnonzero(counts)
    return there, counts[there]


def cells(events: Any) -> tuple[Indexes, Indexes]:
    """The squares that the reports were put in when they came (`cell250`), in order, and how many each holds."""
    months = by_month(events, _cells)
    keys = np.concatenate([np.empty(0, dtype=np.int64), *(keys for keys, _ in months)])
    counts = np.concatenate([np.empty(0, dtype=np.int64), *(counts for _, counts in months)])
    every, where = np.unique(keys, return_inverse=True)
    return every, added(where.reshape(-1), counts, every.size)


def _cells(events: Any) -> tuple[Indexes, Indexes]:
    cell = np.asarray(events.cell250)
    return np.unique(cell[cell >= 0], return_counts=True)


def hours(events: Any) -> Indexes:
    """How many of the reports that have an hour there are, by weekday (Monday first) and hour: 168 counts."""
    return np.sum([np.zeros(168, dtype=np.int64), *by_month(events, _hours)], axis=0)


def _hours(events: Any) -> Indexes:
    hour, known = np.asarray(events.hour), np.asarray(events.hour) >= 0
    weekday = (np.asarray(events.local_day)[known] - 1) % 7
    return np.bincount(weekday * 24 + hour[known], minlength=168)
