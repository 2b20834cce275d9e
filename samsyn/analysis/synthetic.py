# SPDX-License-Identifier: EUPL-1.2
"""Did it matter in one area? The area beside a mixture of others that had followed it until then."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from scipy.optimize import nnls

from samsyn.analysis.result import Refusal, require

FEWEST_DONORS = 19
"""With fewer areas to mix, the area cannot be further out than chance would put it one time in twenty."""

FEWEST_BEFORE = 8
"""Periods before the start: a mixture is fitted to them, and to fewer anything can be fitted."""

WORST_FIT = 0.5
"""A mixture that misses by more than this share of the area's own spread before the start did not follow it."""


@dataclass(frozen=True)
class Synthetic:
    """What came of an area, beside what its mixture says would have come without the activity.

    `difference` is events after the start less those of the mixture (fewer is negative), over all periods after, and
    `difference_interval` the changes, alike in every period after, that the placebos do not leave out; `rate_ratio` and
    `interval` say the same as events over those of the mixture. `gaps` is the difference period by period, before and
    after. `weights` are the donors' shares, in their order. `p` is the share of all areas, this one counted, that
    differ from a mixture of the others by as much, in relation to how well the mixture fitted before; `fit` is the root
    of the mean squared gap before, over the area's own spread.
    """

    difference: float
    difference_interval: tuple[float, float]
    rate_ratio: float
    interval: tuple[float, float]
    gaps: tuple[float, ...]
    weights: tuple[float, ...]
    p: float
    fit: float


def synthetic(counts: Any, donors: Any, starts: int, level: float = 0.95) -> Synthetic | Refusal:
    """The area `counts` (one number a period) beside the mixture of `donors` (areas × periods), from period `starts`.

    The mixture's shares are at least 0, make 1 together, and give the smallest squared gap before the start. Counts are
    best given as rates where areas differ much in size: no mixture lies outside its donors. p is by placebo: each donor
    in turn is taken for the area, with the others to mix, and the ratio of squared gaps after to before is compared.
    The interval is that test turned round: which change, taken away from each period after, leaves p over 1 − `level`?
    It leaves out no change exactly where p does.

    Refuses under `FEWEST_DONORS` donors (more at a higher level), `FEWEST_BEFORE` periods before or one after, where no
    donor has an event before, where
    the mixture never followed the area or holds no events after, and where no one change fits the periods after.
    Abadie, Diamond & Hainmueller 2010, doi:10.1198/jasa.2009.ap08746; Firpo & Possebom 2018 (the interval).

    >>> import numpy as np
    >>> others = np.random.default_rng(1).poisson(20, (24, 16))
    >>> area = others[:4].mean(axis=0) - np.where(np.arange(16) >= 12, 9, 0)
    >>> found = synthetic(area, others, 12)
    >>> round(found.difference), round(found.p, 2)
    (-36, 0.04)
    """
    y, others = np.asarray(counts, dtype=float), np.asarray(donors, dtype=float)
    if y.ndim != 1 or others.ndim != 2 or others.shape[1] != y.size:
        raise ValueError("one count a period, and as many for each donor")
    if not (y >= 0).all() or not (others >= 0).all():
        raise ValueError("counts cannot be negative or missing")
    refused = (
        require("few_areas", max(FEWEST_DONORS, ceil(1 / (1 - level) - 1e-9) - 1), len(others))
        or require("few_periods", FEWEST_BEFORE, min(starts, y.size))
        or require("few_periods", 1, y.size - starts)
        or require("few_events", 1, float(others[:, :starts].sum()))
    )
    if refused is not None:
        return refused
    weights = _mixture(y[:starts], others[:, :starts])
    gaps = y - weights @ others
    spread = float(y[:starts].std())
    fit = float(np.sqrt(np.mean(gaps[:starts] ** 2))) / spread if spread else float(np.any(gaps[:starts]))
    if fit > WORST_FIT:
        return Refusal("no_mixture_follows", WORST_FIT, round(fit, 2))
    missed = _Missed([gaps, *_placebos(others, starts)], np.vstack([y, others]), starts)
    own, placebos = missed.ratios[0], np.sort(missed.ratios[1:])[::-1]
    p = (1 + int((placebos >= own).sum())) / (1 + len(placebos))
    # p stays over 1 − level as long as the area's ratio is at most this one.
    furthest = placebos[int((1 - level) * (1 + len(placebos)) + 1e-9) - 1]
    return _told(y, gaps, weights, starts, float(furthest * missed.before[0]), float(p), fit)


def _told(
    y: np.ndarray, gaps: np.ndarray, weights: np.ndarray, starts: int, furthest: float, p: float, fit: float
) -> Synthetic | Refusal:
    """The changes d for which the mean of (gap − d)² after is at most `furthest`."""
    after = gaps[starts:]
    room = furthest - float(after.var())
    if room < 0:
        return Refusal("no_one_change_fits", float(after.var()), round(float(after.var()) + room, 2))
    seen, difference = float(y[starts:].sum()), float(after.sum())
    if seen - difference <= 0:
        return Refusal("few_events", 1, round(seen - difference, 2))
    half = float(np.sqrt(room)) * after.size
    low, high = difference - half, difference + half
    return Synthetic(
        difference,
        (low, high),
        seen / (seen - difference),
        (seen / (seen - low), seen / (seen - high) if seen > high else float("inf")),
        tuple(float(gap) for gap in gaps),
        tuple(float(share) for share in weights),
        p,
        fit,
    )


def _mixture(y: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Shares of at least 0 that make 1 and miss `y` by least: least squares with the sum as one more, heavy equation."""
    heavy = 1e4 * max(1.0, float(np.abs(others).max()), float(np.abs(y).max()))
    system = np.vstack([others.T, np.full(len(others), heavy)])
    shares, _ = nnls(system, np.append(y, heavy), maxiter=50 * len(others))
    found: np.ndarray = shares / shares.sum()
    return found


def _placebos(others: np.ndarray, starts: int) -> list[np.ndarray]:
    """The gaps of each donor to a mixture of the other donors."""
    made = []
    for at in range(len(others)):
        rest = np.delete(others, at, axis=0)
        made.append(others[at] - _mixture(others[at, :starts], rest[:, :starts]) @ rest)
    return made


class _Missed:
    """How far each area is from its mixture: mean squared gap `before` and after the start, and their `ratios`.

    Where a mixture happened to fit better than is usual for an area of that level, the usual is taken: otherwise the
    areas that are let through for their fit would stand out afterwards, with nothing done.
    """

    def __init__(self, gaps: list[np.ndarray], counts: np.ndarray, starts: int) -> None:
        squared = np.asarray(gaps) ** 2
        before, after = squared[:, :starts].mean(axis=1), squared[:, starts:].mean(axis=1)
        size = counts[:, :starts].mean(axis=1)
        usual = float(np.median(before[size > 0] / size[size > 0]))
        self.before = np.maximum(np.maximum(before, usual * size), 1e-12)
        self.ratios = after / self.before
