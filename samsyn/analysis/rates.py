# SPDX-License-Identifier: EUPL-1.2
"""How many, compared with how many before, and for so many people (small places steadied)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.special import betaincinv, gammaincinv

from samsyn.analysis.result import Refusal, require

FEWEST_FOR_A_VERDICT = 20
"""Under this many events in both periods together nothing is said of a change."""

FEWEST_EXPECTED = 20
FEWEST_OBSERVED = 5
"""A rate is shown only with at least so many expected and observed events."""


class Change(StrEnum):
    """What may be said of two counts."""

    TOO_FEW_TO_SAY = "too_few_to_say"
    INCREASE = "increase"
    DECREASE = "decrease"
    NO_CLEAR_CHANGE = "no_clear_change"


@dataclass(frozen=True)
class Comparison:
    """Two counts, the ratio of their rates, its exact interval and what may be said.

    `ratio` and `interval` are unrounded; what people read is `printed_ratio` and `printed_interval`
    (two decimals), and the verdict is drawn from those, so that figure and verdict never disagree.
    Both are None where nothing happened before.
    """

    now: int
    before: int
    ratio: float | None
    interval: tuple[float, float] | None
    verdict: Change

    @property
    def printed_ratio(self) -> float | None:
        """The ratio as people read it."""
        return None if self.ratio is None else round(self.ratio, 2)

    @property
    def printed_interval(self) -> tuple[float, float] | None:
        """The interval as people read it."""
        return None if self.interval is None else (round(self.interval[0], 2), round(self.interval[1], 2))


@dataclass(frozen=True, eq=False)
class Rates:
    """Rates per inhabitant (or other unit of `population`), raw and drawn towards the whole.

    `weight` is how much of each raw rate is kept (1 = all); `shown` is False where a rate would rest on
    fewer than 20 expected or 5 observed events.
    """

    rate: np.ndarray
    shrunk: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    weight: np.ndarray
    shown: np.ndarray
    overall: float


def compare(
    now: int, before: int, exposure_now: float = 1.0, exposure_before: float = 1.0, level: float = 0.95
) -> Comparison:
    """Compare two counts exactly, given how long (or how many) each was counted over.

    Given their sum, the later count is binomial; Clopper–Pearson limits for its share become limits for
    the ratio of rates. Says nothing about why, nor about a trend already under way: see `trends`.

    >>> more = compare(186, 139)
    >>> more.printed_ratio, more.printed_interval, str(more.verdict)
    (1.34, (1.07, 1.68), 'increase')
    >>> str(compare(11, 6).verdict)
    'too_few_to_say'

    Raises ValueError for negative or fractional counts and exposures that are not positive.
    """
    return compare_all([now], [before], exposure_now, exposure_before, level)[0]


def compare_all(
    now: Any, before: Any, exposure_now: Any = 1.0, exposure_before: Any = 1.0, level: float = 0.95
) -> list[Comparison]:
    """`compare` for many pairs at once; exposures may be one for all or one for each."""
    later, earlier = np.broadcast_arrays(_counts(now), _counts(before))
    later, earlier = np.atleast_1d(later), np.atleast_1d(earlier)
    scale = _positive(exposure_before) / _positive(exposure_now)
    scale = np.broadcast_to(scale, later.shape)
    low, high = _ratio_limits(later, earlier, scale, level)
    return [
        _comparison(int(a), int(b), float(s), float(lo), float(hi))
        for a, b, s, lo, hi in zip(later, earlier, scale, low, high, strict=True)
    ]


def poisson_interval(count: Any, exposure: Any = 1.0, level: float = 0.95) -> tuple[Any, Any]:
    """Exact (Garwood 1936) interval for the rate behind a count; arrays or single values.

    >>> low, high = poisson_interval(10)
    >>> round(float(low), 3), round(float(high), 3)
    (4.795, 18.39)
    """
    events, time = _counts(count).astype(float), _positive(exposure)
    tail = (1 - level) / 2
    low = np.where(events > 0, gammaincinv(np.maximum(events, 1), tail), 0.0) / time
    return low, gammaincinv(events + 1, 1 - tail) / time


def eb_rates(
    observed: Any,
    population: Any,
    level: float = 0.95,
    method: str = "marshall",
    neighbours: Any = None,
) -> Rates | Refusal:
    """Rates of areas, each drawn towards the overall rate as far as its size calls for.

    "marshall" is Marshall's (1991) global empirical Bayes estimate; "spatial" draws each area towards the
    rate of itself and its `neighbours` instead (a list of neighbour numbers for each area). The interval is
    that of the Gamma posterior with the same mean. Areas without inhabitants give NaN. Use only where the population is the right
    denominator (dwelling burglary: dwellings); for offences in the street show counts.

    Refuses under two areas with inhabitants and where nothing at all was observed.
    """
    events, people = np.broadcast_arrays(_counts(observed).astype(float), np.asarray(population, dtype=float))
    if np.any(people < 0):
        raise ValueError("a population cannot be negative")
    lived_in = people > 0
    refused = require("few_areas", 2, int(lived_in.sum())) or require("few_events", 1, events[lived_in].sum())
    if refused is not None:
        return refused
    if method not in ("marshall", "spatial") or (method == "spatial") != (neighbours is not None):
        raise ValueError("method is marshall, or spatial with neighbours")
    total_events, total_people = events[lived_in].sum(), people[lived_in].sum()
    overall = total_events / total_people
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = np.where(lived_in, events / people, np.nan)
    if method == "spatial":
        return _spatial(events, people, raw, neighbours, float(overall), level)
    spread = float(np.sum(people[lived_in] * (raw[lived_in] - overall) ** 2) / total_people)
    between = max(0.0, spread - overall / (total_people / lived_in.sum()))
    if between == 0.0:
        # No more spread than chance gives: every area has the overall rate, known as well as all data allow.
        low, high = poisson_interval(int(total_events), total_people, level)
        weight = np.zeros_like(raw)
        lower, upper = np.full_like(raw, low), np.full_like(raw, high)
    else:
        prior_people = overall / between
        shape, rate = events + overall * prior_people, people + prior_people
        weight = people / rate
        tail = (1 - level) / 2
        lower, upper = gammaincinv(shape, tail) / rate, gammaincinv(shape, 1 - tail) / rate
    shrunk = overall + weight * (np.where(lived_in, raw, overall) - overall)
    shown = lived_in & (overall * people >= FEWEST_EXPECTED) & (events >= FEWEST_OBSERVED)
    blank = [np.where(lived_in, values, np.nan) for values in (shrunk, lower, upper, weight)]
    return Rates(raw, blank[0], blank[1], blank[2], blank[3], shown, float(overall))


def _spatial(
    events: np.ndarray, people: np.ndarray, raw: np.ndarray, neighbours: Any, overall: float, level: float
) -> Rates:
    """Marshall's local estimate: mean and spread are those of the area and its neighbours."""
    if len(neighbours) != events.size:
        raise ValueError("one list of neighbours for each area")
    mean, between = np.full(events.size, overall), np.zeros(events.size)
    for area, near in enumerate(neighbours):
        here = np.array([area, *(one for one in near if one != area)])
        here = here[people[here] > 0]
        if not here.size or not events[here].sum():
            continue
        crowd = people[here].sum()
        mean[area] = events[here].sum() / crowd
        spread = float((people[here] * (raw[here] - mean[area]) ** 2).sum() / crowd)
        between[area] = max(0.0, spread - mean[area] / (crowd / here.size))
    # Where neighbours differ by chance only, all keep their common rate, known as well as they tell it.
    pull = np.where(between > 0, mean / np.maximum(between, 1e-300), np.inf)
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where(people > 0, people / (people + pull), np.nan)
        shrunk = mean + weight * (np.where(people > 0, raw, mean) - mean)
    known = np.array([max(people[[a, *near]].sum(), 1e-9) for a, near in enumerate(neighbours)])
    base = np.minimum(pull, known)
    shape, rate = shrunk * (people + base), people + base
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore"):
        lower = gammaincinv(np.maximum(shape, 1e-9), tail) / rate
        upper = gammaincinv(np.maximum(shape, 0.0) + np.where(shape < 0.5, 1, 0), 1 - tail) / rate
    shown = (people > 0) & (overall * people >= FEWEST_EXPECTED) & (events >= FEWEST_OBSERVED)
    blank = [np.where(people > 0, values, np.nan) for values in (shrunk, lower, upper, weight)]
    return Rates(raw, blank[0], blank[1], blank[2], blank[3], shown, overall)


def _ratio_limits(
    now: np.ndarray, before: np.ndarray, scale: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    tail = (1 - level) / 2
    a, b = now.astype(float), before.astype(float)
    low = np.where(a > 0, betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
    high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1), 1 - tail), 1.0)
    with np.errstate(divide="ignore"):
        return low / (1 - low) * scale, high / (1 - high) * scale


def _comparison(now: int, before: int, scale: float, low: float, high: float) -> Comparison:
    ratio = now / before * scale if before else None
    if now + before < FEWEST_FOR_A_VERDICT:
        verdict = Change.TOO_FEW_TO_SAY
    elif round(low, 2) > 1:
        verdict = Change.INCREASE
    elif round(high, 2) < 1:
        verdict = Change.DECREASE
    else:
        verdict = Change.NO_CLEAR_CHANGE
    return Comparison(now, before, ratio, (low, high) if before else None, verdict)


def _counts(values: Any) -> np.ndarray:
    array = np.asarray(values)
    if array.dtype.kind not in "iub" and not np.array_equal(array, np.round(array.astype(float))):
        raise ValueError("counts must be whole numbers")
    array = array.astype(np.int64)
    if np.any(array < 0):
        raise ValueError("counts cannot be negative")
    return array


def _positive(values: Any) -> np.ndarray:
    array = np.asarray(values, dtype=float)
    if not np.all(np.isfinite(array) & (array > 0)):
        raise ValueError("exposures must be positive")
    return array
