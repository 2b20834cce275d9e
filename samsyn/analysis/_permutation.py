# SPDX-License-Identifier: EUPL-1.2
"""p-values of neighbour sums when the other cells' counts are dealt out anew around each cell."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

import numpy as np

from samsyn.analysis.result import false_discovery

MOST_DRAWS = 999_999
"""Cells that no draw has beaten get more draws, up to this many, where the floor decides."""

BATCH = 16_384
"""Draws held in memory at a time: a few megabytes whatever the number of draws."""

MOST_KEPT = 2_000_000
"""Dealt cells kept in memory for the next picture: 8 MB. Enough for the first two rounds of a town's map."""

TABLE = 1_000_000
"""Sums up to this are looked up in a table of how many draws fell below; larger ones by search."""


def conditional_p(
    value: np.ndarray, neighbours: np.ndarray, around: np.ndarray, settings: dict[str, Any]
) -> np.ndarray:
    """p for each cell of its sum `around`, given counts `value` and how many `neighbours` it has.

    The distribution depends only on how many neighbours a cell has, so one set of draws serves all
    cells: draw k different cells, sum, and for cell i leave out the draws that hold i itself. Cells that
    no draw has beaten are drawn for again (ten times more each time, up to `most_draws`) as long as
    their floor is what keeps them from significance: otherwise few real hotspots among 28,000 cells
    could reach a q of 0.05. A cell without neighbours has p = 1.
    """
    tail, rng = settings["tail"], np.random.default_rng(settings["seed"])
    k, observed = np.rint(neighbours).astype(np.int64), np.rint(around).astype(np.int64)
    tally = _Tally(value.astype(np.int64), k, observed, tail)
    tally.draw(settings["permutations"], rng)
    p = tally.p()
    while tally.drawn < settings["most_draws"]:
        floor = tally.at_floor()
        if not floor.any() or np.all(false_discovery(p)[floor] <= settings["fdr"]):
            break
        tally.draw(min(tally.drawn * 9 + 9, settings["most_draws"] - tally.drawn), rng, floor)
        p = tally.p()
    return p


class _Tally:
    """How many draws were at least, and at most, what each cell has around it."""

    def __init__(self, value: np.ndarray, k: np.ndarray, observed: np.ndarray, tail: str) -> None:
        self.value, self.k, self.observed, self.tail = value, k, observed, tail
        self.at_least = np.zeros(value.size, dtype=np.int64)
        self.at_most = np.zeros(value.size, dtype=np.int64)
        self.draws = np.zeros(value.size, dtype=np.int64)
        self.drawn = 0

    def draw(self, draws: int, rng: np.random.Generator, only: np.ndarray | None = None) -> None:
        """Add `draws` draws, for all cells or `only` some."""
        looked_at = self.k > 0 if only is None else only & (self.k > 0)
        groups = [
            (size, np.flatnonzero(looked_at & (self.k == size))) for size in _different(self.k[looked_at])
        ]
        widest = max((size for size, _ in groups), default=0)
        left = draws
        while left and widest:
            batch = min(left, BATCH)
            left -= batch
            drawn = _dealt(self.value.size, widest, batch, rng)
            sums = np.cumsum(self.value[drawn], axis=1)
            for size, cells in groups:
                self._count(cells, sums[:, size - 1])
            self.draws[looked_at] += batch
            self._leave_out_own(drawn, sums, looked_at)
        self.drawn += draws

    def _count(self, cells: np.ndarray, sums: np.ndarray) -> None:
        observed = self.observed[cells]
        top = max(int(sums.max()), int(observed.max())) + 1
        if top <= TABLE:
            below = np.zeros(top + 1, dtype=np.int64)
            np.cumsum(np.bincount(sums, minlength=top), out=below[1:])
        else:
            ordered = np.sort(sums)
        if self.tail != "lower":
            under = below[observed] if top <= TABLE else np.searchsorted(ordered, observed, "left")
            self.at_least[cells] += sums.size - under
        if self.tail != "upper":
            upto = below[observed + 1] if top <= TABLE else np.searchsorted(ordered, observed, "right")
            self.at_most[cells] += upto

    def _leave_out_own(self, drawn: np.ndarray, sums: np.ndarray, looked_at: np.ndarray) -> None:
        """Take back the draws that hold the cell itself: the others are dealt out, not the cell."""
        row, column = np.nonzero(looked_at[drawn] & (np.arange(drawn.shape[1]) < self.k[drawn]))
        own = drawn[row, column]
        total = sums[row, self.k[own] - 1]
        size = self.value.size
        self.draws -= np.bincount(own, minlength=size)
        if self.tail != "lower":
            self.at_least -= np.bincount(own[total >= self.observed[own]], minlength=size)
        if self.tail != "upper":
            self.at_most -= np.bincount(own[total <= self.observed[own]], minlength=size)

    def p(self) -> np.ndarray:
        """(1 + draws as extreme) / (1 + draws); two-sided p is twice the smaller side."""
        upper, lower = (self.at_least + 1) / (self.draws + 1), (self.at_most + 1) / (self.draws + 1)
        if self.tail == "two":
            return np.minimum(1.0, 2 * np.minimum(upper, lower))
        return np.asarray(upper if self.tail == "upper" else lower)

    def at_floor(self) -> np.ndarray:
        """Cells that no draw has beaten."""
        beaten = {
            "upper": self.at_least,
            "lower": self.at_most,
            "two": np.minimum(self.at_least, self.at_most),
        }
        return np.asarray((beaten[self.tail] == 0) & (self.k > 0))


_KEPT: OrderedDict[tuple[Any, ...], tuple[np.ndarray, Any]] = OrderedDict()
_LOCK = Lock()


def _dealt(n: int, k: int, draws: int, rng: np.random.Generator) -> np.ndarray:
    """`_subsets`, kept by the state of the generator: the same seed deals the same cells around again."""
    key = (str(rng.bit_generator.state), n, k, draws)
    with _LOCK:
        known = _KEPT.get(key)
    if known is None:
        drawn = _subsets(n, k, draws, rng)
        drawn.flags.writeable = False
        known = drawn, rng.bit_generator.state
        if draws * k <= MOST_KEPT:
            with _LOCK:
                _KEPT[key] = known
                while sum(dealt.size for dealt, _ in _KEPT.values()) > MOST_KEPT:
                    _KEPT.popitem(last=False)
    else:
        rng.bit_generator.state = known[1]
    return known[0]


def _different(values: np.ndarray) -> list[int]:
    return np.flatnonzero(np.bincount(values)).tolist() if values.size else []


def _subsets(n: int, k: int, draws: int, rng: np.random.Generator) -> np.ndarray:
    """`draws` rows of k different cells out of n, in random order."""
    if k * k > 2 * n:
        return np.array([rng.permutation(n)[:k] for _ in range(draws)], dtype=np.int32)
    drawn = rng.integers(n, size=(draws, k), dtype=np.int32)
    again = np.arange(draws)
    while again.size:
        ordered = np.sort(drawn[again], axis=1)
        again = again[(ordered[:, 1:] == ordered[:, :-1]).any(axis=1)]
        drawn[again] = rng.integers(n, size=(again.size, k), dtype=np.int32)
    return drawn
