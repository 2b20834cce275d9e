# SPDX-License-Identifier: EUPL-1.2
"""Did it matter in one area? The area beside a mixture of others that had followed it until then."""

from __future__ import annotations

from dataclasses import dataclass
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

    `difference` is events after the start less those of the mixture (fewer is negative), over all periods after;
    `gaps` the same period by period, before and after. `weights` are the donors' shares, in their order. `p` is the
    share of all areas, this one counted, that differ from a mixture of the others by as much, in relation to how well
    the mixture fitted before; `fit` is the root of the mean squared gap before, over the area's own spread.
    """

    difference: float
    gaps: tuple[float, ...]
    weights: tuple[float, ...]
    p: float
    fit: float


def synthetic(counts: Any, donors: Any, starts: int) -> Synthetic | Refusal:
    """The area `counts` (one number a period) beside the mixture of `donors` (areas × periods), from period `starts`.

    The mixture's shares are at least 0, make 1 together, and give the smallest squared gap before the start. Counts are
    best given as rates where areas differ much in size: no mixture lies outside its donors. p is by placebo: each donor
    in turn is taken for the area, with the others to mix, and the ratio of squared gaps after to before is compared.

    Refuses under `FEWEST_DONORS` donors, `FEWEST_BEFORE` periods before or one after, and where the mixture never
    followed the area. Abadie, Diamond & Hainmueller (2010), doi:10.1198/jasa.2009.ap08746.

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
    refused = (
        require("few_areas", FEWEST_DONORS, len(others))
        or require("few_periods", FEWEST_BEFORE, min(starts, y.size))
        or require("few_periods", 1, y.size - starts)
    )
    if refused is not None:
        return refused
    weights = _mixture(y[:starts], others[:, :starts])
    gaps = y - weights @ others
    spread = float(y[:starts].std())
    fit = float(np.sqrt(np.mean(gaps[:starts] ** 2))) / spread if spread else float(np.any(gaps[:starts]))
    if fit > WORST_FIT:
        return Refusal("no_mixture_follows", WORST_FIT, round(fit, 2))
    own = _ratio(gaps, starts)
    placebos = [_placebo(others, at, starts) for at in range(len(others))]
    p = (1 + sum(ratio >= own for ratio in placebos)) / (1 + len(placebos))
    return Synthetic(
        float(gaps[starts:].sum()),
        tuple(float(gap) for gap in gaps),
        tuple(float(share) for share in weights),
        float(p),
        fit,
    )


def _mixture(y: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Shares of at least 0 that make 1 and miss `y` by least: least squares with the sum as one more, heavy equation."""
    heavy = 1e4 * max(1.0, float(np.abs(others).max()), float(np.abs(y).max()))
    system = np.vstack([others.T, np.full(len(others), heavy)])
    shares, _ = nnls(system, np.append(y, heavy), maxiter=50 * len(others))
    found: np.ndarray = shares / shares.sum()
    return found


def _placebo(others: np.ndarray, at: int, starts: int) -> float:
    rest = np.delete(others, at, axis=0)
    gaps = others[at] - _mixture(others[at, :starts], rest[:, :starts]) @ rest
    return _ratio(gaps, starts)


def _ratio(gaps: np.ndarray, starts: int) -> float:
    """Mean squared gap after the start over that before."""
    before = float(np.mean(gaps[:starts] ** 2))
    after = float(np.mean(gaps[starts:] ** 2))
    return after / before if before > 1e-12 else np.inf if after > 1e-12 else 0.0
