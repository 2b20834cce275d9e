# SPDX-License-Identifier: EUPL-1.2
"""Is something beginning somewhere? A scan over all squares and the last days for more than usual."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import xlogy

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
    baseline: Any = "history",
    max_radius: float = 1500,
    max_days: int = 28,
    min_cases: int = 3,
    replications: int = 999,
    looks_per_day: float = 1.0,
    max_p: float = 0.05,
    seed: int = 0,
) -> list[Cluster] | Refusal:
    """Find where the last 1–28 days hold more than usual, strongest first, none sharing a cell.

    `counts` is days × rows × columns (see `cube`), its last day today. `baseline` is "history" (each
    cell's share of the days before, doubt included; needs a year), "permutation" (only that place and
    day meet by chance; for short histories), or an array of expected counts for the last `max_days`.
    Clusters with p above `max_p` are not told. An empty list says that nothing was found.

    Refuses under 10 cases (the last days; all days for "permutation"), and under a year for "history".
    """
    seen = np.asarray(counts)
    if seen.ndim != 3 or seen.shape[1:] != area.shape:
        raise ValueError("counts are days × rows × columns of the area")
    recent = seen[-max_days:]
    by_permutation = isinstance(baseline, str) and baseline == "permutation"
    refused = require("few_events", FEWEST_CASES, int((seen if by_permutation else recent).sum()))
    if isinstance(baseline, str) and baseline == "history":
        refused = require("short_history", FEWEST_DAYS_OF_HISTORY, len(seen) - max_days) or refused
    if refused is not None:
        return refused
    rng = np.random.default_rng(seed)
    windows = _Windows(area, min(max_days, len(recent)), max_radius)
    if by_permutation:
        world: _World = _Permuted(seen, windows.days)
    else:
        world = _Dealt(seen, area, windows.days, None if isinstance(baseline, str) else np.asarray(baseline))
    judge = _Judge(windows.sums(world.expected()), world.total, min_cases, windows.usable)
    found = windows.sums(world.observed)
    llr = judge.every(found)
    highest = judge.highest_of(
        (windows.sums(world.replicate(rng)) for _ in range(replications)), replications
    )
    return _clusters(llr, found, judge.mean, windows, len(seen), highest, looks_per_day, max_p)


class _Windows:
    """All squares of odd width around each cell, times the last 1, 2, … days."""

    def __init__(self, area: Grid, days: int, max_radius: float) -> None:
        self.area, self.days = area, days
        self.reach = max(0, int(np.floor(max_radius / area.cell - 0.5)))
        self.usable = np.broadcast_to(area.mask, (self.reach + 1, days, *area.shape))

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Sum of days × rows × columns in each window: width × days back × rows × columns."""
        pad = self.reach + 1
        days, rows, columns = values.shape
        table = np.zeros((days, rows + 2 * pad, columns + 2 * pad), dtype=values.dtype)
        inner = table[:, pad : pad + rows, pad : pad + columns]
        inner[:] = values[::-1]
        # Running sums by whole slices: several times faster than cumsum across memory.
        for day in range(1, days):
            inner[day] += inner[day - 1]
        for row in range(pad + 1, table.shape[1]):
            table[:, row] += table[:, row - 1]
        np.cumsum(table, axis=2, out=table)
        out = np.empty((self.reach + 1, days, rows, columns), dtype=values.dtype)
        for r in range(self.reach + 1):
            low, high = pad - r - 1, pad + r
            np.subtract(
                table[:, high : high + rows, high : high + columns],
                table[:, low : low + rows, high : high + columns],
                out=out[r],
            )
            out[r] -= table[:, high : high + rows, low : low + columns]
            out[r] += table[:, low : low + rows, low : low + columns]
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

    def __init__(self, seen: np.ndarray, area: Grid, days: int, baseline: np.ndarray | None) -> None:
        self.total = int(seen[-days:].sum())
        self.kind = _narrowest(self.total)
        self.observed = seen[-days:].astype(self.kind)
        self.shape = self.observed.shape
        self.cells = np.flatnonzero(area.mask)
        self.prior: np.ndarray | None = None
        if baseline is None:
            before = seen[:-days].sum(axis=0).ravel()[self.cells].astype(float)
            self.prior = before + _pull(before)
            share = np.zeros(area.mask.size)
            share[self.cells] = self.prior / self.prior.sum()
            self.share = np.broadcast_to(share / days, (days, share.size)).reshape(self.shape)
        else:
            if baseline.shape != self.shape or np.any(baseline < 0) or baseline.sum() <= 0:
                raise ValueError("the baseline must be expected counts of the same days and cells")
            self.share = baseline / baseline.sum()
            self.steps = np.cumsum(self.share.ravel())

    def expected(self) -> np.ndarray:
        return self.share * self.total

    def replicate(self, rng: np.random.Generator) -> np.ndarray:
        size = int(np.prod(self.shape))
        if self.prior is None:
            at = np.minimum(np.searchsorted(self.steps, rng.random(self.total) * self.steps[-1]), size - 1)
        else:
            # The shares are known from history only: each world has its own.
            steps = np.cumsum(rng.standard_gamma(self.prior))
            cell = np.searchsorted(steps, rng.random(self.total) * steps[-1])
            cell = self.cells[np.minimum(cell, self.cells.size - 1)]
            at = rng.integers(self.shape[0], size=self.total) * (self.shape[1] * self.shape[2]) + cell
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
        self.mean, self.total = mean, total
        at_least = np.maximum(np.floor(mean) + 1, min_cases)
        # Windows that expect over half of everything say nothing of a place.
        least = np.where(usable & (mean > 0) & (mean <= total / 2), at_least, total + 1)
        self.least: np.ndarray = least.astype(_narrowest(total))

    def _ratio(self, count: np.ndarray, mean: np.ndarray) -> np.ndarray:
        rest, rest_mean = self.total - count, np.maximum(self.total - mean, 1e-12)
        return np.asarray(xlogy(count, count / mean) + xlogy(rest, rest / rest_mean))

    def every(self, counts: np.ndarray) -> np.ndarray:
        """The ratio of every window, 0 where it does not hold more than usual."""
        ratio = np.zeros(counts.shape)
        over = counts >= self.least
        ratio[over] = self._ratio(counts[over].astype(float), self.mean[over])
        return ratio

    def _highest(self, counts: np.ndarray, least: np.ndarray) -> float:
        over = np.flatnonzero(counts >= least)
        if not over.size:
            return 0.0
        return float(self._ratio(counts.ravel()[over].astype(float), self.mean.ravel()[over]).max())

    def highest_of(self, worlds: Any, replications: int) -> np.ndarray:
        """The highest ratio of each world.

        After a few worlds it is known how high the highest usually is; from then on only windows with
        enough cases to reach that are looked at, and a world without one is looked at in full.
        """
        highest = np.zeros(replications)
        strict, bar = self.least, 0.0
        for number, counts in enumerate(worlds):
            highest[number] = self._highest(counts, strict)
            if strict is not self.least and highest[number] < bar:
                highest[number] = self._highest(counts, self.least)
            if number + 1 == WARM_UP:
                bar = 0.85 * float(highest[:WARM_UP].min())
                strict = self._cases_to_reach(bar)
        return highest

    def _cases_to_reach(self, bar: float) -> np.ndarray:
        """Fewest cases with which each window's ratio is at least `bar` (by halving; the ratio rises)."""
        low, high = self.least.ravel().astype(np.int64), np.full(self.least.size, self.total + 1)
        mean = np.maximum(self.mean.ravel(), 1e-12)
        while np.any(low < high):
            middle = (low + high) // 2
            enough = (middle > self.total) | (
                self._ratio(np.minimum(middle, self.total).astype(float), mean) >= bar
            )
            high = np.where(enough, middle, high)
            low = np.where(enough, low, np.minimum(middle + 1, high))
        return low.reshape(self.least.shape).astype(self.least.dtype)


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
        r, back, row, column = (int(part) for part in np.unravel_index(at, llr.shape))
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
                observed=int(counts[r, back, row, column]),
                expected=float(mean[r, back, row, column]),
                llr=float(flat[at]),
                p=p,
                recurrence_days=1 / (p * looks_per_day),
            )
        )
    return found
