# SPDX-License-Identifier: EUPL-1.2
"""Is something beginning somewhere? A scan over all squares and the last days for more than usual."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import local
from typing import Any

import numpy as np
from scipy.special import xlogy

from samsyn.analysis._seasons import Season, season
from samsyn.analysis._threads import in_order
from samsyn.analysis.hotspots import Grid
from samsyn.analysis.result import Refusal, require

FEWEST_CASES = 10
FEWEST_DAYS_OF_HISTORY = 365
WARM_UP = 19


@dataclass(frozen=True)
class Cluster:
    """A square and its last days with more than usual.

    `centre` in metres, `width` of the square in metres, `start` the first day as an index of the counted
    days. `p` holds over all squares and lengths at once; `recurrence_days`: so seldom would chance show
    as much, with one look a day.
    """

    centre: tuple[float, float]
    width: float
    start: int
    days: int
    observed: int
    expected: float
    llr: float
    p: float
    recurrence_days: float


def cube(x: Any, y: Any, day: Any, area: Grid, last_day: int, days: int) -> np.ndarray:
    """Events counted by day (the last is `last_day`), row and column of `area`; others are left out."""
    x, y, when = np.asarray(x, dtype=float), np.asarray(y, dtype=float), np.asarray(day, dtype=np.int64)
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("every event needs a finite position in metres")
    t = when - (last_day - days + 1)
    column = np.floor((x - area.origin[0]) / area.cell).astype(np.int64)
    row = np.floor((y - area.origin[1]) / area.cell).astype(np.int64)
    rows, columns = area.shape
    keep = (t >= 0) & (t < days) & (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    flat = (t[keep] * rows + row[keep]) * columns + column[keep]
    counted = np.bincount(flat, minlength=days * rows * columns).reshape(days, rows, columns)
    return np.where(area.mask, counted, 0)


def scan(
    counts: Any,
    area: Grid,
    baseline: Any = "seasonal",
    max_radius: float = 1500,
    max_days: int = 28,
    min_cases: int = 3,
    replications: int = 999,
    looks_per_day: float = 1.0,
    max_p: float = 0.05,
    seed: int = 0,
) -> list[Cluster] | Refusal:
    """Find where the last 1–28 days hold more than usual, strongest first, none sharing a cell.

    `counts` is days × rows × columns (see `cube`), its last day today. `baseline` is "seasonal" (each
    cell's share of the days before, with what its part of town has at this time of year and the town
    on such weekdays; doubt included; needs a year), "history" (the same without seasons), "permutation"
    (only that place and day meet by chance; for short histories), or an array of expected counts for the
    last `max_days`. Clusters with p above `max_p` are not told. An empty list says that nothing was found.

    Refuses under 10 cases (the last days; all days for "permutation"), and under a year for the first two.
    """
    seen = np.asarray(counts)
    if seen.ndim != 3 or seen.shape[1:] != area.shape:
        raise ValueError("counts are days × rows × columns of the area")
    recent = seen[-max_days:]
    by_permutation = isinstance(baseline, str) and baseline == "permutation"
    by_history = isinstance(baseline, str) and baseline in ("seasonal", "history")
    if isinstance(baseline, str) and not (by_permutation or by_history):
        raise ValueError("baseline is seasonal, history, permutation or an array")
    refused = require("few_events", FEWEST_CASES, int((seen if by_permutation else recent).sum()))
    if by_history:
        refused = require("short_history", FEWEST_DAYS_OF_HISTORY, len(seen) - max_days) or refused
    if refused is not None:
        return refused
    rng = np.random.default_rng(seed)
    windows = _Windows(area, min(max_days, len(recent)), max_radius)
    if by_permutation:
        world: _World = _Permuted(seen, windows.days)
    else:
        given = None if isinstance(baseline, str) else np.asarray(baseline)
        world = _Dealt(
            seen, area, windows.days, given, seasonal=baseline == "seasonal" if by_history else False
        )
    judge = _Judge(windows.sums(world.expected()), world.total, min_cases, windows.usable)
    found = windows.sums(world.observed).copy()
    llr = judge.every(found)
    highest = judge.highest_of(
        (world.replicate(rng) for _ in range(replications)), windows.sums, replications
    )
    return _clusters(llr, found, judge.mean, windows, len(seen), highest, looks_per_day, max_p)


class _Windows:
    """All squares of odd width around each cell, times the last 1, 2, … days.

    The counts stand in a frame wide enough for the largest square, summed over days back and over rows. A
    square one step wider is then the list itself moved one place either way, whatever the width: a few long
    lists added. Windows whose middle lies in the frame hold nonsense and are not `usable`.
    """

    def __init__(self, area: Grid, days: int, max_radius: float) -> None:
        self.area, self.days = area, days
        self.reach = max(0, int(np.floor(max_radius / area.cell - 0.5)))
        self.pad = self.reach + 1
        # Row, days back, column: then a step of one row is one stretch of the list.
        self.frame = (area.shape[0] + 2 * self.pad, days, area.shape[1] + 2 * self.pad)
        self.step = days * self.frame[2]
        self.margin = self.pad * self.step + self.pad
        self.length = int(np.prod(self.frame)) - 2 * self.margin
        inside = np.zeros(self.frame, dtype=bool)
        inside[self.pad : -self.pad, :, self.pad : -self.pad] = area.mask[:, None, :]
        cut = inside.ravel()[self.margin : self.margin + self.length]
        self.usable = np.broadcast_to(cut, (self.reach + 1, self.length))
        self.rooms = local()

    def place(self, at: int) -> tuple[int, int, int, int]:
        """Reach, days back, row and column of a window."""
        reach, flat = divmod(at, self.length)
        row, back, column = (int(part) for part in np.unravel_index(flat + self.margin, self.frame))
        return reach, back, row - self.pad, column - self.pad

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Sum of days × rows × columns in each window: reach × place (overwritten by the same thread's next call)."""
        kind = values.dtype.str
        room: dict[str, tuple[np.ndarray, ...]] = self.rooms.__dict__
        if kind not in room:
            size = int(np.prod(self.frame))
            room[kind] = (
                np.zeros(self.frame, dtype=values.dtype),
                np.zeros(size, dtype=values.dtype),
                np.empty((self.reach + 1, self.length), dtype=values.dtype),
            )
        table, across, out = room[kind]
        recent = values[::-1].copy()
        for day in range(1, self.days):
            recent[day] += recent[day - 1]
        table[: self.pad] = 0
        table[self.pad : -self.pad, :, self.pad : -self.pad] = recent.transpose(1, 0, 2)
        for row in range(self.pad + 1, self.frame[0] - self.pad):
            table[row] += table[row - 1]
        table[-self.pad :] = table[-self.pad - 1]
        flat = table.reshape(-1)
        across[:] = flat
        begin, end = self.margin, self.margin + self.length
        for r in range(self.reach + 1):
            if r:
                across[r:] += flat[:-r]
                across[:-r] += flat[r:]
            up, down = r * self.step, (r + 1) * self.step
            np.subtract(across[begin + up : end + up], across[begin - down : end - down], out=out[r])
        return out


def _narrowest(total: int) -> type:
    """Small numbers take small room, which is most of the speed."""
    return np.int16 if total < 32_000 else np.int32


class _World(ABC):
    """What happened, what was to be expected, and worlds in which nothing is beginning."""

    observed: np.ndarray
    total: int

    @abstractmethod
    def expected(self) -> np.ndarray:
        """How many cases each cell and day should have had."""

    @abstractmethod
    def replicate(self, rng: np.random.Generator) -> np.ndarray:
        """One world of the same size in which nothing is beginning."""


class _Dealt(_World):
    """The recent cases dealt out by each cell's usual share."""

    def __init__(
        self, seen: np.ndarray, area: Grid, days: int, baseline: np.ndarray | None, seasonal: bool
    ) -> None:
        self.total = int(seen[-days:].sum())
        self.kind = _narrowest(self.total)
        self.observed = seen[-days:].astype(self.kind)
        self.shape = self.observed.shape
        self.cells = np.flatnonzero(area.mask)
        self.prior: np.ndarray | None = None
        self.season: Season | None = None
        self.by_day = np.full(days, 1 / days)
        if baseline is None:
            before = seen[:-days].sum(axis=0).ravel()[self.cells].astype(float)
            self.prior = before + _pull(before)
            cell = self.prior.copy()
            if seasonal:
                self.season = season(seen, area.mask, days)
                self.by_day = self.season.by_day
                cell *= self.season.mean[self.season.block]
            share = np.zeros(area.mask.size)
            share[self.cells] = cell / cell.sum()
            self.share = (self.by_day[:, None] * share).reshape(self.shape)
        else:
            if baseline.shape != self.shape or np.any(baseline < 0) or baseline.sum() <= 0:
                raise ValueError("the baseline must be expected counts of the same days and cells")
            self.share = baseline / baseline.sum()
            self.steps = np.cumsum(self.share.ravel())
        # Which day each of 65,536 equal parts of chance falls on.
        self.days = np.searchsorted(np.cumsum(self.by_day)[:-1], (np.arange(65_536) + 0.5) / 65_536)

    def expected(self) -> np.ndarray:
        return self.share * self.total

    def replicate(self, rng: np.random.Generator) -> np.ndarray:
        size = int(np.prod(self.shape))
        if self.prior is None:
            # In order, because looking up what is near the last one is quick; nobody asks which came first.
            drawn = np.sort(rng.random(self.total)) * self.steps[-1]
            at = np.minimum(np.searchsorted(self.steps, drawn), size - 1)
        else:
            # The shares are known from history only: each world has its own.
            cell_share = rng.standard_gamma(self.prior)
            if self.season is not None:
                cell_share *= self.season.drawn(rng)[self.season.block]
            steps = np.cumsum(cell_share)
            cell = np.searchsorted(steps, np.sort(rng.random(self.total)) * steps[-1])
            cell = self.cells[np.minimum(cell, self.cells.size - 1)]
            day = self.days[rng.integers(65_536, size=self.total, dtype=np.uint16)]
            at = day * (self.shape[1] * self.shape[2]) + cell
        return np.bincount(at, minlength=size).astype(self.kind).reshape(self.shape)


def _pull(before: np.ndarray) -> float:
    """What to add to each cell's history, by how unlike the cells are (Gamma prior, by moments).

    A first case in a quiet cell is then not beyond belief.
    """
    mean = before.mean()
    between = before.var() - mean
    return float(np.clip(mean**2 / between, 0.1, 50.0)) if between > 0 else 50.0


class _Permuted(_World):
    """The same places and the same days, meeting by chance (Kulldorff's permutation model)."""

    def __init__(self, seen: np.ndarray, days: int) -> None:
        self.total = int(seen.sum())
        self.kind = _narrowest(self.total)
        self.observed = seen[-days:].astype(self.kind)
        self.by_cell = seen.sum(axis=0)
        self.by_day = self.observed.sum(axis=(1, 2))
        self.place = np.repeat(np.arange(self.by_cell.size), self.by_cell.ravel())
        self.when = np.repeat(np.arange(days), self.by_day)

    def expected(self) -> np.ndarray:
        return self.by_day[:, None, None] * self.by_cell / self.total

    def replicate(self, rng: np.random.Generator) -> np.ndarray:
        cell = rng.permutation(self.place)[: self.when.size]
        flat = self.when * self.by_cell.size + cell
        return np.bincount(flat, minlength=self.observed.size).astype(self.kind).reshape(self.observed.shape)


class _Judge:
    """The log-likelihood ratio of a window: c·ln(c/μ) + (C − c)·ln((C − c)/(C − μ)) for c above μ."""

    def __init__(self, mean: np.ndarray, total: int, min_cases: int, usable: np.ndarray) -> None:
        self.mean, self.total = np.where(usable, mean, 0.0), total
        least = np.maximum(np.floor(self.mean) + 1, min_cases)
        # Windows that expect over half of everything say nothing of a place.
        told = usable & (self.mean > 0) & (self.mean <= total / 2)
        kind = _narrowest(total)
        # More than this is more than usual; nothing is more than the highest number of its kind.
        self.usual: np.ndarray = np.where(told, least - 1, np.iinfo(kind).max).astype(kind)

    def _ratio(self, count: np.ndarray, mean: np.ndarray) -> np.ndarray:
        rest, rest_mean = self.total - count, np.maximum(self.total - mean, 1e-12)
        return np.asarray(xlogy(count, count / mean) + xlogy(rest, rest / rest_mean))

    def every(self, counts: np.ndarray) -> np.ndarray:
        """The ratio of every window, 0 where it does not hold more than usual."""
        ratio = np.zeros(counts.shape)
        over = counts > self.usual
        ratio[over] = self._ratio(counts[over].astype(float), self.mean[over])
        return ratio

    def _highest(self, counts: np.ndarray, usual: np.ndarray) -> float:
        over = np.flatnonzero(counts > usual)
        if not over.size:
            return 0.0
        return float(self._ratio(counts.ravel()[over].astype(float), self.mean.ravel()[over]).max())

    def highest_of(
        self, worlds: Iterator[np.ndarray], sums: Callable[[np.ndarray], np.ndarray], replications: int
    ) -> np.ndarray:
        """The highest ratio of each world, whose windows `sums` adds up.

        After a few worlds it is known how high the highest usually is; from then on only windows with
        enough cases to reach that are looked at, and a world without one is looked at more closely.
        """
        highest = np.zeros(replications)
        bars = [(0.0, self.usual)]

        def look(world: np.ndarray) -> float:
            counts, found = sums(world), 0.0
            for bar, usual in reversed(bars):
                found = self._highest(counts, usual)
                if found >= bar:
                    break
            return found

        first = min(WARM_UP, replications)
        for number in range(first):
            highest[number] = look(next(worlds))
            if number == 0:
                bars.append(self._bar(0.6 * float(highest[0])))
        if replications > first:
            known = highest[:first]
            bars[1:] = [self._bar(0.85 * float(known.min())), self._bar(float(np.median(known)))]
            highest[first:] = list(in_order(look, worlds))
        return highest

    def _bar(self, bar: float) -> tuple[float, np.ndarray]:
        """A ratio, and one under the fewest cases with which each window's ratio is so high."""
        # For each number of cases the largest mean that still gives the ratio, by halving; it rises with cases.
        cases = np.arange(1, self.total + 1, dtype=float)
        low, high = np.zeros(cases.size), cases.copy()
        for _ in range(50):
            middle = (low + high) / 2
            enough = self._ratio(cases, np.maximum(middle, 1e-300)) >= bar
            low, high = np.where(enough, middle, low), np.where(enough, high, middle)
        kind = self.usual.dtype
        fewer = np.searchsorted(np.maximum.accumulate(low), self.mean.ravel()).astype(kind)
        return bar, np.maximum(self.usual, fewer.reshape(self.usual.shape))


def _clusters(
    llr: np.ndarray,
    counts: np.ndarray,
    mean: np.ndarray,
    windows: _Windows,
    days_seen: int,
    highest: np.ndarray,
    looks_per_day: float,
    max_p: float,
) -> list[Cluster]:
    area = windows.area
    taken = np.zeros(area.shape, dtype=bool)
    found: list[Cluster] = []
    flat = llr.ravel()
    order = np.flatnonzero(flat > 0)
    order = order[np.lexsort((order, -flat[order]))]
    for at in order.tolist():
        p = (1 + int(np.sum(highest >= flat[at]))) / (len(highest) + 1)
        if p > max_p:
            break
        r, back, row, column = windows.place(at)
        square = (slice(max(0, row - r), row + r + 1), slice(max(0, column - r), column + r + 1))
        if taken[square].any():
            continue
        taken[square] = True
        west, south = area.corner(row, column)
        found.append(
            Cluster(
                centre=(west + area.cell / 2, south + area.cell / 2),
                width=(2 * r + 1) * area.cell,
                start=days_seen - back - 1,
                days=back + 1,
                observed=int(counts.ravel()[at]),
                expected=float(mean.ravel()[at]),
                llr=float(flat[at]),
                p=p,
                recurrence_days=1 / (p * looks_per_day),
            )
        )
    return found
