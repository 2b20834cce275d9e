# SPDX-License-Identifier: EUPL-1.2
"""Did the activity matter? Estimates with the doubts beside them, and what could be seen at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import bdtr, gammaln, ndtri, pdtr, xlogy

from samsyn.analysis.result import Check, Refusal, Verdict, require

Pair = tuple[float | Sequence[float], float | Sequence[float]]
"""Counts before and after; of several kinds, where they are weighed."""

FEWEST_AREAS = 3
"""Under so many treated or so many control areas their differences cannot be told from chance."""


@dataclass(frozen=True)
class Displacement:
    """Weighted displacement difference: events fewer (−) or more (+) than the control areas lead to expect.

    `local` is the target area alone, `displaced` its surroundings, `total` both; intervals are two-sided.
    `quotient` (WDQ) is None where the change in the target area may be nothing.
    """

    local: float
    displaced: float | None
    total: float
    local_interval: tuple[float, float]
    interval: tuple[float, float]
    se: float
    quotient: float | None
    clear: bool


@dataclass(frozen=True)
class Effect:
    """A ratio of rates (under 1: fewer than without), its interval, and each doubt that was tried."""

    rate_ratio: float
    interval: tuple[float, float]
    clear: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Power:
    """What a before–after comparison could see: `smallest_fall` in whole percent, None if no fall could.

    `power` is the chance to see the fall that was asked about (None where none was).
    """

    smallest_fall: int | None
    power: float | None


def wdd(
    treated: Pair,
    control: Pair,
    displacement: Pair | None = None,
    displacement_control: Pair | None = None,
    weights: Sequence[float] | None = None,
    phi: float = 1.0,
    level: float = 0.95,
) -> Displacement:
    """Change in the target area, less the change in its control area, and the same for the surroundings.

    Each pair is (before, after) over equal periods. `phi` is the dispersion of such counts (see `trends`);
    at 1 the variance is Poisson, which is too small where weeks are uneven. Says nothing of why, and
    nothing at all if the control areas were touched by the activity.

    With `weights` (the harm of each kind of event, say) each part of a pair is one count per kind, and all is in the
    weights' unit; the variance of a sum of independent counts is that of each times its weight squared. There is no
    quotient of weighted sums. Wheeler & Ratcliffe (2018), doi:10.1186/s40163-018-0085-5.

    >>> found = wdd((50, 20), (48, 46), (30, 28), (29, 31))
    >>> found.total, round(found.se, 2), found.clear
    (-32.0, 16.79, False)
    """
    if (displacement is None) != (displacement_control is None):
        raise ValueError("a displacement area needs a control of its own")
    kinds = np.ones(1) if weights is None else np.asarray(weights, dtype=float)
    none = (np.zeros_like(kinds), np.zeros_like(kinds))
    pairs = [
        [np.atleast_1d(np.asarray(part, dtype=float)) for part in pair or none]
        for pair in (treated, control, displacement, displacement_control)
    ]
    if any(part.shape != kinds.shape for pair in pairs for part in pair):
        raise ValueError("weights need one count of each kind, before and after")
    if any(np.any(part < 0) for pair in pairs for part in pair):
        raise ValueError("counts cannot be negative")
    target, beside, around, around_beside = (float(kinds @ (after - before)) for before, after in pairs)
    spread = [float(kinds**2 @ (before + after)) for before, after in pairs]
    local, displaced = target - beside, around - around_beside
    z = float(ndtri((1 + level) / 2))
    local_se, se = float(np.sqrt(phi * sum(spread[:2]))), float(np.sqrt(phi * sum(spread)))
    total = local + displaced
    interval = (total - z * se, total + z * se)
    local_interval = (local - z * local_se, local + z * local_se)
    quotient = None
    if displacement is not None and weights is None and not local_interval[0] <= 0 <= local_interval[1]:
        (t0, t1), (c0, c1), (d0, d1) = ((float(one[0]), float(two[0])) for one, two in pairs[:3])
        if min(c0, c1) > 0 and (success := t1 / c1 - t0 / c0):
            quotient = (d1 / c1 - d0 / c0) / success
    return Displacement(
        local,
        None if displacement is None else displaced,
        total,
        local_interval,
        interval,
        se,
        quotient,
        not interval[0] <= 0 <= interval[1],
    )


def _table(
    counts: np.ndarray, treated: np.ndarray, post: np.ndarray, area: np.ndarray, period: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of an area and a period as a table of areas × periods, with a flag for each area and each period."""
    if not counts.shape == treated.shape == post.shape == area.shape == period.shape or counts.ndim != 1:
        raise ValueError("in long form each row has a count, two flags, an area and a period")
    areas, row = np.unique(area, return_inverse=True)
    periods, column = np.unique(period, return_inverse=True)
    at = row * len(periods) + column
    if counts.size != len(areas) * len(periods) or len(np.unique(at)) != counts.size:
        raise ValueError("each area needs one row of each period")
    order = np.argsort(at)
    shape = (len(areas), len(periods))
    y, group, after = (part[order].reshape(shape) for part in (counts, treated, post))
    if np.any(group != group[:, :1]) or np.any(after != after[:1]):
        raise ValueError("an area is treated or not, and a period is after the start for all areas or none")
    return y, group[:, 0], after[0]


def did_poisson(
    counts: Any,
    treated: Any,
    post: Any,
    cluster_bootstrap: int = 999,
    level: float = 0.95,
    seed: int = 0,
    *,
    area: Any = None,
    period: Any = None,
) -> Effect | Refusal:
    """Difference in differences on counts (areas × periods), with area and period effects.

    With `area` and `period` the counts are in long form instead: one row for each area and period, with the two flags
    of its row; each area must have one row of each period.

    `treated` is True for areas with the activity, `post` True for periods after its start, the same for
    all. With a common start the Poisson estimate is the ratio of ratios of the four sums. The interval is
    a studentised bootstrap over areas. Checks: `placebo_in_time` (a made-up start halfway through the
    time before should show nothing), `placebo_in_space` (share of made-up sets of treated areas that
    show as much), `uneven_before`.

    Refuses under three treated or three control areas, under two periods on either side, and where one
    of the four sums is 0.
    """
    y = np.asarray(counts, dtype=float)
    group, after = np.asarray(treated, dtype=bool), np.asarray(post, dtype=bool)
    if area is not None or period is not None:
        y, group, after = _table(y, group, after, np.asarray(area), np.asarray(period))
    if y.ndim != 2 or group.shape != (y.shape[0],) or after.shape != (y.shape[1],):
        raise ValueError("counts are areas × periods, with one flag for each")
    if np.any(y < 0):
        raise ValueError("counts cannot be negative")
    sums = np.column_stack([y[:, ~after].sum(axis=1), y[:, after].sum(axis=1)])
    refused = (
        require("few_areas", FEWEST_AREAS, min(int(group.sum()), int((~group).sum())))
        or require("few_periods", 2, min(int(after.sum()), int((~after).sum())))
        or require("no_events", 1, min(sums[group].sum(axis=0).min(), sums[~group].sum(axis=0).min()))
    )
    if refused is not None:
        return refused
    rng = np.random.default_rng(seed)
    estimate, low, high = _studentised(sums, group, cluster_bootstrap, level, rng)
    interval = (float(np.exp(low)), float(np.exp(high)))
    checks = [_placebo_in_space(sums, group, estimate, cluster_bootstrap, rng)]
    before = y[:, ~after]
    half = before.shape[1] // 2
    if half >= 1:
        early = np.column_stack([before[:, :half].sum(axis=1), before[:, half:].sum(axis=1)])
        if early[group].sum(axis=0).min() > 0 and early[~group].sum(axis=0).min() > 0:
            fake, fake_low, fake_high = _studentised(early, group, cluster_bootstrap, level, rng)
            verdict = Verdict.HOLDS if fake_low <= 0 <= fake_high else Verdict.FAILS
            checks.append(Check("placebo_in_time", verdict, float(np.exp(fake))))
    rate = sums[:, 0]
    uneven = float(rate[group].mean() / max(rate[~group].mean(), 1e-9))
    checks.append(Check("uneven_before", Verdict.INFORMS, uneven))
    clear = round(interval[0], 2) > 1 or round(interval[1], 2) < 1
    return Effect(float(np.exp(estimate)), interval, clear, tuple(checks))


def power_before_after(
    base_count: float,
    phi: float = 1.0,
    effect: float | None = None,
    level: float = 0.95,
    power: float = 0.8,
    exposure_after: float = 1.0,
) -> Power:
    """Which fall could be seen, comparing a period with one control period by the exact two-sided test?

    `base_count` is expected in the period before, `exposure_after` how much longer the one after is;
    `phi` above 1 makes each count worth less. `effect` is a fall to ask about, as a share (0.2 = −20 %).

    >>> [power_before_after(count).smallest_fall for count in (14, 42, 60)]
    [83, 54, 47]
    """
    if base_count <= 0 or phi <= 0 or exposure_after <= 0:
        raise ValueError("count, dispersion and length must be positive")
    base = base_count / phi
    asked = None if effect is None else _power(base, 1 - effect, exposure_after, level)
    falls = range(1, 101)
    # The power grows with the fall: look for the first by halving.
    low, high = 0, len(falls)
    while low < high:
        middle = (low + high) // 2
        if _power(base, 1 - falls[middle] / 100, exposure_after, level) >= power:
            high = middle
        else:
            low = middle + 1
    return Power(falls[low] if low < len(falls) else None, asked)


def _power(base: float, ratio: float, exposure: float, level: float) -> float:
    """Chance that the exact conditional test finds a fall, over all pairs of counts."""
    before, share = _likely(base), exposure / (1 + exposure)
    # Beside each count before, the highest after that is still found too low (-1: none is): the higher it is, the less
    # it stands out, so it is looked for by halving. What is as high as was to be expected is never found.
    found, not_found = np.full(before.shape, -1), (before * exposure).astype(np.int64) + 1
    while (open_ := not_found - found > 1).any():
        middle = (found + not_found) // 2
        low = bdtr(np.maximum(middle, 0), before + middle, share) <= (1 - level) / 2
        found = np.where(open_ & low, middle, found)
        not_found = np.where(open_ & ~low, middle, not_found)
    below = pdtr(np.maximum(found, 0), base * max(ratio, 0.0) * exposure)
    return float((_poisson(before, base) * np.where(found >= 0, below, 0.0)).sum())


def _poisson(count: np.ndarray, mean: float) -> np.ndarray:
    """The chance of each count at this mean. Worked out here, since scipy's distributions take seconds to load."""
    return np.asarray(np.exp(xlogy(count, mean) - gammaln(count + 1) - mean))


def _likely(mean: float) -> np.ndarray:
    reach = 8 * np.sqrt(mean) + 12
    return np.arange(max(0, int(mean - reach)), int(mean + reach) + 1)


def _log_ratio(inside: np.ndarray, outside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log of the ratio of ratios, and its standard error over areas (linearised).

    Both are … × areas × (before, after); NaN where a sum is 0.
    """
    logs, variance = np.zeros(inside.shape[:-2]), np.zeros(inside.shape[:-2])
    with np.errstate(divide="ignore", invalid="ignore"):
        for part, sign in ((inside, 1.0), (outside, -1.0)):
            total = part.sum(axis=-2)
            logs = logs + sign * np.log(total[..., 1] / total[..., 0])
            pull = part[..., 1] / total[..., 1, None] - part[..., 0] / total[..., 0, None]
            variance = variance + (pull**2).sum(axis=-1) * part.shape[-2] / (part.shape[-2] - 1)
    return np.where(np.isfinite(logs), logs, np.nan), np.sqrt(variance)


def _studentised(
    sums: np.ndarray, group: np.ndarray, draws: int, level: float, rng: np.random.Generator
) -> tuple[float, float, float]:
    inside, outside = sums[group], sums[~group]
    estimate, error = _log_ratio(inside, outside)
    again, again_error = _log_ratio(
        inside[rng.integers(len(inside), size=(draws, len(inside)))],
        outside[rng.integers(len(outside), size=(draws, len(outside)))],
    )
    usable = np.isfinite(again) & (again_error > 0)
    tails = [(1 - level) / 2, (1 + level) / 2]
    if usable.sum() < draws / 2:
        low, high = ndtri(tails)
    else:
        low, high = np.quantile((again - estimate)[usable] / again_error[usable], tails)
    return float(estimate), float(estimate - high * error), float(estimate - low * error)


def _placebo_in_space(
    sums: np.ndarray, group: np.ndarray, estimate: float, draws: int, rng: np.random.Generator
) -> Check:
    """Deal out which areas had the activity: how often does a made-up set show as much?"""
    dealt = np.argsort(rng.random((draws, len(sums))), axis=1)
    size = int(group.sum())
    fake = _log_ratio(sums[dealt[:, :size]], sums[dealt[:, size:]])[0]
    as_much = int(np.sum(np.isnan(fake) | (np.abs(fake) >= abs(estimate) - 1e-12)))
    p = (as_much + 1) / (draws + 1)
    return Check("placebo_in_space", Verdict.HOLDS if p <= 0.05 else Verdict.FAILS, p)
