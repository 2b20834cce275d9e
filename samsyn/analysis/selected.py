# SPDX-License-Identifier: EUPL-1.2
"""Did it fall because of what was done, or because it had just been unusually high?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import betainc, gammainc, ndtri, stdtrit

from samsyn.analysis.result import Check, Refusal, Verdict, require

FEWEST_OTHERS = 10
"""Fewer other areas than this do not show how far a high count falls by itself."""

FEWEST_EVENTS = 20
ROUNDS = 12
HALVINGS = 45
"""In the search for a limit: far finer than any figure that is read."""


@dataclass(frozen=True)
class Corrected:
    """What the picked areas had after, beside what they would have had without the activity.

    `rate_ratio` is `after` over `expected`; `naive_ratio` is what comparing before with after, less the
    others' change, would say. `kept` is the share of a surplus that the other areas keep from one period to
    the next (1: all of it, 0: none), `spread` how much areas vary beyond chance (variance = mean +
    spread × mean²). `fewer` is expected − after with its interval.
    """

    after: int
    expected: float
    rate_ratio: float
    interval: tuple[float, float]
    naive_ratio: float
    kept: float
    spread: float
    fewer: float
    fewer_interval: tuple[float, float]
    clear: bool
    checks: tuple[Check, ...]


def corrected(before: Any, after: Any, picked: Any, level: float = 0.95) -> Corrected | Refusal:
    """Compare the picked areas with what areas that stood as high before came to by themselves.

    `before` and `after` are counts per area over the two periods, `picked` True where the activity was. All
    other areas must be of the same kind and untouched. What the others keep of a surplus is fitted to them
    (a line from before to after, weighted by its variance); the picked areas are read off that line, with the
    doubt of the line, the areas' own ups and downs, and the chance of counts in the interval. Valid whether or
    not the areas were picked for being high; refuses under ten other areas, and under 20 events in the picked
    areas or in each period of the others.

    >>> rng = np.random.default_rng(1)
    >>> level = rng.gamma(2, 10, 40)
    >>> before, after = rng.poisson(level), rng.poisson(level)
    >>> found = corrected(before, after, before == before.max())
    >>> bool(found.naive_ratio < found.rate_ratio), found.clear
    (True, False)
    """
    y0, y1 = _counts(before), _counts(after)
    group = np.asarray(picked, dtype=bool)
    if not y0.shape == y1.shape == group.shape or y0.ndim != 1 or not group.any():
        raise ValueError("every area needs a count before, a count after, and some are picked")
    others = ~group
    refused = (
        require("few_areas", FEWEST_OTHERS, int(others.sum()))
        or require("few_events", FEWEST_EVENTS, float(y0[group].sum()))
        or require("few_events_elsewhere", FEWEST_EVENTS, float(min(y0[others].sum(), y1[others].sum())))
    )
    if refused is not None:
        return refused
    line = _Line(y0[others], y1[others])
    count, n = int(y1[group].sum()), int(group.sum())
    mean, doubt = line.ahead(y0[group])
    expected = float(mean.sum())
    # What few others tell of how areas stray is itself uncertain, as for a mean of few.
    few = float(stdtrit(int(others.sum()) - 2, (1 + level) / 2) / ndtri((1 + level) / 2)) ** 2
    spread = few * (line.spread * float((mean**2).sum()) + doubt)
    low, high = _limits(count, expected, spread / expected**2, level)
    change = y1[others].sum() / y0[others].sum()
    naive = count / (y0[group].sum() * change)
    checks = (
        Check("regression_to_the_mean", Verdict.INFORMS, float(expected / (y0[group].sum() * change))),
        Check(
            "within_what_others_had",
            Verdict.HOLDS if y0[group].max() <= 1.5 * max(y0[others].max(), 1) else Verdict.FAILS,
            float(y0[group].max() / max(y0[others].max(), 1)),
        ),
        Check("picked_areas", Verdict.INFORMS, float(n)),
    )
    return Corrected(
        after=count,
        expected=expected,
        rate_ratio=count / expected,
        interval=(low, high),
        naive_ratio=float(naive),
        kept=float(line.slope / change),
        spread=line.spread,
        fewer=expected - count,
        fewer_interval=(_fewer(count, high), _fewer(count, low)),
        clear=round(low, 2) > 1 or round(high, 2) < 1,
        checks=checks,
    )


class _Line:
    """after = at + slope × before over the untouched areas, and how far areas stray from it."""

    def __init__(self, before: np.ndarray, after: np.ndarray) -> None:
        n = before.size
        change = after.sum() / before.sum()
        self.middle, self.spread = float(before.mean()), 0.0
        design = np.column_stack([np.ones(n), before - self.middle])
        mean = np.maximum(after.mean(), 0.5) * np.ones(n)
        for _ in range(ROUNDS):
            weight = 1 / (mean + self.spread * mean**2)
            information = design.T @ (weight[:, None] * design)
            coef = np.linalg.pinv(information, hermitian=True) @ (design.T @ (weight * after))
            # Between keeping nothing of a surplus and keeping all of it.
            slope = float(np.clip(coef[1], 0.0, change))
            centre = float(np.average(before, weights=weight))
            at = float(np.average(after, weights=weight)) - slope * (centre - self.middle)
            mean = np.maximum(at + slope * (before - self.middle), 0.25)
            known, self.spread = self.spread, _spread(after, mean, 2)
            if abs(self.spread - known) <= 1e-9 * (1 + known):
                break
        self.at, self.slope = at, slope
        self.cov = np.linalg.pinv(information, hermitian=True)

    def ahead(self, before: np.ndarray) -> tuple[np.ndarray, float]:
        """Mean of each area with such a count before, and the variance of their sum that the line has."""
        mean = np.maximum(self.at + self.slope * (before - self.middle), 0.25)
        row = np.array([before.size, float((before - self.middle).sum())])
        return mean, float(row @ self.cov @ row)


def _spread(after: np.ndarray, mean: np.ndarray, used: int) -> float:
    """How much areas vary beyond chance: the value at which Pearson's χ² is what it should be."""
    due = after.size - used

    def surplus(spread: float) -> float:
        return float(((after - mean) ** 2 / (mean + spread * mean**2)).sum()) - due

    if surplus(0.0) <= 0:
        return 0.0
    low, high = 0.0, 1.0
    while surplus(high) > 0 and high < 1e6:
        high *= 4
    return _halved(surplus, low, high)


def _limits(count: int, expected: float, relative: float, level: float) -> tuple[float, float]:
    """Ratios at which a count so low, or so high, would come with half of what the level leaves."""
    tail = (1 - level) / 2

    def as_many(ratio: float) -> float:
        return tail - _at_least(count, ratio * expected, relative)

    def as_few(ratio: float) -> float:
        return 1 - _at_least(count + 1, ratio * expected, relative) - tail

    most = 4.0 * (count + 10) / expected * (1 + relative)
    while as_few(most) > 0 and most < 1e9:
        most *= 4
    low = _halved(as_many, 0.0, most) if count else 0.0
    return float(low), float(_halved(as_few, 0.0, most))


def _at_least(count: int, mean: float, relative: float) -> float:
    """Chance of at least `count` where the variance is mean + relative × mean² (negative binomial)."""
    if count <= 0:
        return 1.0
    if relative * mean < 1e-9:
        return float(gammainc(count, mean))
    return float(betainc(count, 1 / relative, relative * mean / (1 + relative * mean)))


def _halved(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses nothing."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if falling(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _fewer(count: int, ratio: float) -> float:
    """How many fewer (−: more) a count is than what such a ratio would make of it."""
    return count / ratio - count if ratio > 0 else float("inf")


def _counts(values: Any) -> np.ndarray:
    array = np.asarray(values, dtype=float)
    if np.any(array < 0) or not np.isfinite(array).all() or np.any(array != np.round(array)):
        raise ValueError("counts must be whole and not negative")
    return array
