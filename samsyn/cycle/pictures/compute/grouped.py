# SPDX-License-Identifier: EUPL-1.2
"""Counting a million reports by group in one pass, and finding those near a point without asking all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Indexes = NDArray[np.int64]


MOST_IDS = 1_000_000


def among(ids: NDArray[np.int64], wanted: Sequence[int]) -> Indexes:
    """The position of each id among the wanted ones (each named once), -1 for what is none of them.

    >>> among(np.array([7, -1, 3, 9]), [3, 7]).tolist()
    [1, -1, 0, -1]
    """
    if not len(wanted):
        return np.full(ids.shape, -1, dtype=np.int64)
    highest = max(wanted)
    if min(wanted) >= 0 and highest < MOST_IDS:
        # One place for each id and one more, for those that are negative or higher.
        table = np.full(highest + 2, -1, dtype=np.int64)
        table[np.asarray(wanted)] = np.arange(len(wanted))
        return table[np.where((ids < 0) | (ids > highest), highest + 1, ids)]
    order = np.argsort(wanted)
    known = np.asarray(wanted, dtype=np.int64)[order]
    at = np.minimum(np.searchsorted(known, ids), known.size - 1)
    return np.where(known[at] == ids, order[at], -1)


def counts(where: Indexes, groups: int) -> Indexes:
    """How many there are of each group; -1 is none of them."""
    return np.bincount(where + 1, minlength=groups + 1)[1:]


def first_and_last(where: Indexes, day: NDArray[np.integer[Any]], groups: int) -> tuple[Indexes, Indexes]:
    """The lowest and highest day of each group; every group must have one. Days are above 0.

    >>> [days.tolist() for days in first_and_last(np.array([1, 0, 1]), np.array([9, 5, 3]), 2)]
    [[5, 3], [5, 9]]
    """
    first, last = np.full(groups, np.iinfo(np.int64).max), np.zeros(groups, dtype=np.int64)
    np.minimum.at(first, where, day.astype(np.int64))
    np.maximum.at(last, where, day.astype(np.int64))
    return first, last


def distinct(ids: NDArray[np.int64]) -> Indexes:
    """The different ids from 0 on, in order: small numbers are counted, which is quicker than putting them in order.

    >>> distinct(np.array([7, -1, 3, 7])).tolist()
    [3, 7]
    """
    if ids.size and int(ids.max()) < MOST_IDS:
        return np.flatnonzero(np.bincount(np.maximum(ids, -1) + 1)[1:])
    return np.unique(ids[ids >= 0])


class Nearby:
    """Points in metres, sorted once from west to east, so that those near a place are found among few."""

    def __init__(self, e: NDArray[np.float64], n: NDArray[np.float64]) -> None:
        self.e, self.n = e, n

    @cached_property
    def _order(self) -> Indexes:
        return np.argsort(self.e)

    @cached_property
    def _sorted(self) -> NDArray[np.float64]:
        return self.e[self._order]

    def box(self, e: float, n: float, reach: float) -> Indexes:
        """The indexes of the points at most `reach` metres east or west, and north or south, of a place.

        >>> Nearby(np.array([0.0, 90.0, 300.0]), np.array([0.0, 50.0, 0.0])).box(10, 10, 100).tolist()
        [0, 1]
        """
        first = np.searchsorted(self._sorted, e - reach, "left")
        last = np.searchsorted(self._sorted, e + reach, "right")
        few = self._order[first:last]
        return few[np.abs(self.n[few] - n) <= reach]

    def within(self, e: float, n: float, reach: float) -> Indexes:
        """The indexes of the points within `reach` metres of a place."""
        few = self.box(e, n, reach)
        return few[np.hypot(self.e[few] - e, self.n[few] - n) <= reach]
