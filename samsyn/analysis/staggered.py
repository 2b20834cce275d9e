# SPDX-License-Identifier: EUPL-1.2
"""Did the activity matter, where places started one after another?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from samsyn.analysis.result import Check, Refusal, Verdict, require

FEWEST_AREAS = 3
NEVER = -1
"""As the start of an area that did not start."""


@dataclass(frozen=True)
class Step:
    """The ratio of rates so many periods after the start (negative: before, where it should be 1)."""

    periods_after: int
    rate_ratio: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Staggered:
    """A ratio of rates over all starts, its interval, the same by time since the start, and the doubts."""

    rate_ratio: float
    interval: tuple[float, float]
    clear: bool
    starts: int
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]


def staggered(
    counts: Any,
    start: Any,
    before: int = 4,
    after: int = 4,
    ready: int = 0,
    settling: int = 0,
    cluster_bootstrap: int = 999,
    level: float = 0.95,
    seed: int = 0,
) -> Staggered | Refusal:
    """Stack one comparison for each start: those that start then beside those that have not started yet.

    `counts` is areas × periods; `start` the period in which each area starts, −1 for never. Each comparison
    uses the `before` periods before the start and the `after` periods from it on; an area that has
    started is never a control (it would turn a lasting effect upside down). `ready` periods just before
    the start are left out of the time before, because an activity can be felt before it begins, and
    `settling` periods from the start on are left out of the time after. The ratios are joined by Mantel and Haenszel's estimate; the interval is a studentised bootstrap over areas.

    Refuses under three areas that start, under three controls, under two periods on either side, and where
    the sums are 0.
    """
    y, first = np.asarray(counts, dtype=float), np.asarray(start, dtype=np.int64)
    if y.ndim != 2 or first.shape != (y.shape[0],) or np.any(y < 0) or not np.isfinite(y).all():
        raise ValueError("counts are areas × periods, with one start for each area")
    refused = require("few_periods", 2, min(before, after - settling))
    if refused is not None:
        return refused
    stacks = _stacks(y, first, before, after, ready)
    cells = _cells(stacks, y.shape[0], slice(None, before), slice(before + ready + settling, None))
    used = cells.sum(axis=(1, 2)) > 0
    begun = used & (first >= 0) & cells[:, :, :2].any(axis=(1, 2))
    controls = used & cells[:, :, 2:].any(axis=(1, 2))
    refused = require("few_areas", FEWEST_AREAS, min(int(begun.sum()), int(controls.sum())))
    if refused is not None:
        return refused
    sums = cells.sum(axis=0)
    over, under = (sums[:, 1] * sums[:, 2]).sum(), (sums[:, 0] * sums[:, 3]).sum()
    refused = require("no_events", 1, min(over, under))
    if refused is not None:
        return refused
    rng = np.random.default_rng(seed)
    weights = _draws(first >= 0, used, cluster_bootstrap, rng)
    estimate, low, high = _studentised(cells, weights, level)
    interval = (float(np.exp(low)), float(np.exp(high)))
    checks = []
    half = before // 2
    if half >= 1:
        early = _cells(stacks, y.shape[0], slice(None, half), slice(half, before))
        fake, fake_low, fake_high = _studentised(early, weights, level)
        if np.isfinite(fake):
            verdict = Verdict.HOLDS if fake_low <= 0 <= fake_high else Verdict.FAILS
            checks.append(Check("placebo_in_time", verdict, float(np.exp(fake))))
    checks.append(Check("starts", Verdict.INFORMS, float(len(stacks))))
    steps = _steps(stacks, y.shape[0], before, after, ready, weights, level)
    clear = round(interval[0], 2) > 1 or round(interval[1], 2) < 1
    return Staggered(float(np.exp(estimate)), interval, clear, len(stacks), steps, tuple(checks))


@dataclass(frozen=True)
class _Stack:
    """One start: which areas start, which are controls, and their counts in the periods around it."""

    begins: np.ndarray
    controls: np.ndarray
    window: np.ndarray


def _stacks(y: np.ndarray, first: np.ndarray, before: int, after: int, ready: int) -> list[_Stack]:
    found = []
    for at in np.unique(first[first >= 0]).tolist():
        low, high = at - ready - before, at + after
        if low < 0 or high > y.shape[1]:
            continue
        untouched = (first < 0) | (first - ready >= high)
        if untouched.any():
            found.append(_Stack(first == at, untouched, y[:, low:high]))
    return found


def _cells(stacks: list[_Stack], areas: int, early: slice, late: slice) -> np.ndarray:
    """Each area's part of each stack's four sums: areas × stacks × (begins before, after, control …)."""
    cells = np.zeros((areas, max(len(stacks), 1), 4))
    for number, stack in enumerate(stacks):
        sums = np.column_stack([stack.window[:, early].sum(axis=1), stack.window[:, late].sum(axis=1)])
        cells[stack.begins, number, :2] = sums[stack.begins]
        cells[stack.controls, number, 2:] = sums[stack.controls]
    return cells


def _draws(begun: np.ndarray, used: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """How often each area is in each draw; those that start and those that never do keep their numbers."""
    weights = np.zeros((draws, begun.size))
    for group in (np.flatnonzero(begun & used), np.flatnonzero(~begun & used)):
        if group.size:
            weights[:, group] = rng.multinomial(group.size, np.full(group.size, 1 / group.size), size=draws)
    return weights


def _pooled(sums: np.ndarray, cells: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log of Mantel and Haenszel's ratio for each draw, and its standard error over areas (linearised)."""
    b0, b1, c0, c1 = np.moveaxis(sums, -1, 0)
    total = np.maximum(sums.sum(axis=-1), 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        up, down = b1 * c0 / total, b0 * c1 / total
        over, under = up.sum(axis=-1), down.sum(axis=-1)
        estimate = np.log(over / under)
        # How the estimate moves when one event is added to each of the four sums of each stack.
        up_over, down_under = up / over[..., None], down / under[..., None]
        pull = np.stack(
            [
                (-up_over / total) - (np.where(b0 > 0, down_under / b0, 0) - down_under / total),
                (np.where(b1 > 0, up_over / b1, 0) - up_over / total) + down_under / total,
                (np.where(c0 > 0, up_over / c0, 0) - up_over / total) + down_under / total,
                (-up_over / total) - (np.where(c1 > 0, down_under / c1, 0) - down_under / total),
            ],
            axis=-1,
        )
    part = np.einsum("dsk,ask->da", pull, cells)
    used = cells.any(axis=(1, 2)).sum()
    variance = (weights * part**2).sum(axis=1) * used / max(used - 1, 1)
    return np.where(np.isfinite(estimate), estimate, np.nan), np.sqrt(variance)


def _studentised(cells: np.ndarray, weights: np.ndarray, level: float) -> tuple[float, float, float]:
    whole = np.ones((1, cells.shape[0]))
    estimate, error = (one[0] for one in _pooled(cells.sum(axis=0)[None], cells, whole))
    again, again_error = _pooled(np.einsum("da,ask->dsk", weights, cells), cells, weights)
    usable = np.isfinite(again) & (again_error > 0)
    tails = [(1 - level) / 2, (1 + level) / 2]
    begun = cells[:, :, :2].any(axis=(1, 2)).sum()
    few = int(min(begun, cells.any(axis=(1, 2)).sum() - begun))
    low, high = stdtrit(max(few - 1, 1), tails)
    if usable.sum() >= len(weights) / 2 and np.isfinite(estimate):
        # With a handful of areas to each start the bootstrap is too sure of itself: the wider of the two holds.
        drawn = np.quantile((again - estimate)[usable] / again_error[usable], tails)
        low, high = min(low, drawn[0]), max(high, drawn[1])
    return float(estimate), float(estimate - high * error), float(estimate - low * error)


def _steps(
    stacks: list[_Stack],
    areas: int,
    before: int,
    after: int,
    ready: int,
    weights: np.ndarray,
    level: float,
) -> tuple[Step, ...]:
    """Each period beside the whole time before (a period before, beside the others before)."""
    found = []
    for at in range(before + ready + after):
        now = slice(at, at + 1)
        cells = _cells(stacks, areas, slice(None, before), now)
        if at < before:
            cells[:, :, 0] -= cells[:, :, 1]
            cells[:, :, 2] -= cells[:, :, 3]
        estimate, low, high = _studentised(cells, weights, level)
        known = np.isfinite([estimate, low, high]).all()
        found.append(
            Step(
                at - before - ready,
                float(np.exp(estimate)) if known else None,
                (float(np.exp(low)), float(np.exp(high))) if known else None,
            )
        )
    return tuple(found)
