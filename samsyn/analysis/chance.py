# SPDX-License-Identifier: EUPL-1.2
"""Are there more in an area than its share would give by chance, or more on a day than the other days would?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammainc

from samsyn.analysis.result import Refusal, false_discovery, require

FEWEST_EVENTS = 20
FEWEST_SUDDEN = 10
SELDOM = 1e-6


@dataclass(frozen=True, eq=False)
class Excess:
    """Observed over expected for each area, with one-sided p and the false discovery rate q."""

    ratio: np.ndarray
    p: np.ndarray
    q: np.ndarray
    draws: int


def excess(observed: Any, share: Any, draws: int = 9_999, seed: int = 0) -> Excess | Refusal:
    """Compare each area's count with its share (of inhabitants, dwellings, visits) of all events.

    The same number of events is dealt out again `draws` times, each area getting its share on average.
    Says nothing about why an area stands out, nor about neighbours: see `hotspots` for that. Refuses
    under 20 events.

    >>> found = excess([18, 2, 4], [1, 1, 1])
    >>> found.ratio.round(2).tolist(), bool(found.p[0] < 0.05)
    ([2.25, 0.25, 0.5], True)
    """
    counts, part = np.asarray(observed), np.asarray(share, dtype=float)
    if counts.shape != part.shape or counts.ndim != 1 or not np.all(counts >= 0) or not np.all(part > 0):
        raise ValueError("every area needs a count and a share above 0")
    counts = counts.astype(np.int64)
    refused = require("few_events", FEWEST_EVENTS, int(counts.sum()))
    if refused is not None:
        return refused
    part = part / part.sum()
    dealt = np.random.default_rng(seed).multinomial(counts.sum(), part, size=draws)
    p = ((dealt >= counts).sum(axis=0) + 1) / (draws + 1)
    return Excess(counts / (counts.sum() * part), p, false_discovery(p), draws)


@dataclass(frozen=True)
class Burst:
    """A day with far more than the other days would give: its number, what came, and what was to be expected."""

    day: int
    count: int
    expected: float


def sudden(days: Any, length: int) -> list[Burst]:
    """Days, of `length` in a row, with so many events that the pace of the others gives as many less than once in 10⁶.

    `days` holds one whole number an event. The pace is that of all other days, with one event more, so that a silent
    series does not make everything sudden; the chance is Poisson's. Under ten on a day is never sudden. It tells
    neither what happened nor how many people are behind it.

    >>> sudden([5] * 12 + [1, 9, 30], 90)
    [Burst(day=5, count=12, expected=0.0449438202247191)]
    """
    seen, counts = np.unique(np.asarray(days, dtype=np.int64), return_counts=True)
    found = is_sudden(counts, counts.sum(), length)
    usual = (counts.sum() - counts + 1) / max(length - 1, 1)
    return [
        Burst(day, count, expected)
        for day, count, expected in zip(
            seen[found].tolist(), counts[found].tolist(), usual[found].tolist(), strict=True
        )
    ]


def is_sudden(count: Any, total: Any, length: int) -> np.ndarray:
    """Whether `count` of `total` events on one day of `length` is sudden, as in `sudden`; arrays or single values.

    The more on the day, the more sudden: a series whose highest day is not has no day that is.
    """
    here, whole = np.asarray(count, dtype=np.int64), np.asarray(total, dtype=np.int64)
    usual = (whole - here + 1) / max(length - 1, 1)
    return np.asarray((here >= FEWEST_SUDDEN) & (gammainc(np.maximum(here, 1), usual) <= SELDOM))
