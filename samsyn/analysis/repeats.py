# SPDX-License-Identifier: EUPL-1.2
"""Does one event lead to another nearby soon after?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from samsyn.analysis._threads import in_order
from samsyn.analysis.result import Refusal, holm, require

FEWEST_EVENTS = 100
MOST_PAIRS = 30_000_000
"""Above this many near pairs the table is refused rather than the server filled: split by category."""

TOGETHER = 128
"""Permutations looked at side by side: one row of days for each event, read in one go."""

STRETCH = 255
"""Pairs counted into a single byte."""


@dataclass(frozen=True, eq=False)
class KnoxTable:
    """Pairs of events by distance (rows) and time (columns), beside what chance gives.

    `ratio` is observed over the median of the permutations (NaN where that is 0); `p` is one-sided,
    `p_holm` corrected over the cells. `distances` and `days` are the upper ends of rows and columns.
    """

    observed: np.ndarray
    expected: np.ndarray
    ratio: np.ndarray
    p: np.ndarray
    p_holm: np.ndarray
    pairs: int
    distances: tuple[float, ...]
    days: tuple[float, ...]


def knox(
    x: Any,
    y: Any,
    day: Any,
    distances: tuple[float, ...] = (0.1, 100, 200, 300, 400),
    days: tuple[float, ...] = (2, 7, 14, 28),
    permutations: int = 999,
    seed: int = 0,
) -> KnoxTable | Refusal:
    """Count pairs near in place and time, and deal the days out again to see what chance gives.

    Metres and whole days. The first row is the same address. Permuting days keeps every place and every
    day as they are, so only their meeting is tested; over more than two years changing places would look
    like repeats: cut the period. Refuses under 100 events.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    when = np.asarray(day, dtype=np.int64)
    if not x.shape == y.shape == when.shape or x.ndim != 1:
        raise ValueError("every event needs x, y and a day")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("every event needs a finite position in metres")
    if list(distances) != sorted(distances) or list(days) != sorted(days):
        raise ValueError("distances and days must rise")
    refused = require("few_events", FEWEST_EVENTS, x.size)
    if refused is not None:
        return refused
    points = np.column_stack([x - x.min(), y - y.min()])
    tree = cKDTree(points)
    near = int((tree.count_neighbors(tree, distances[-1]) - x.size) // 2)
    if near > MOST_PAIRS:
        return Refusal("too_many_pairs", MOST_PAIRS, near)
    pairs = tree.query_pairs(distances[-1], output_type="ndarray")
    apart = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T)
    band = np.searchsorted(np.asarray(distances), apart, "left")
    # Pairs in order of distance, so that each row of the table is one stretch of the list.
    by_band = np.argsort(band, kind="stable")
    ends = np.searchsorted(band[by_band], np.arange(len(distances)), "right")
    first, second = (np.ascontiguousarray(side[by_band].astype(np.intp)) for side in pairs.T)
    when = when - when.min()
    short = when.astype(np.int16 if when.max() < 32_000 else np.int32)
    limits = [int(np.floor(limit)) for limit in days]
    observed = _tables(short[:, None], first, second, ends, limits)[0]

    def count(drawn: np.ndarray) -> np.ndarray:
        return _tables(_dealt(drawn, short), first, second, ends, limits)

    draw = np.random.default_rng(seed).bit_generator.random_raw
    blocks = (min(TOGETHER, permutations - begun) for begun in range(0, permutations, TOGETHER))
    parts = list(in_order(count, (draw((block, x.size)) for block in blocks)))
    dealt = np.concatenate(parts) if parts else observed[None]
    expected = np.median(dealt, axis=0)
    p = (1 + (dealt >= observed).sum(axis=0)) / (permutations + 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(expected > 0, observed / expected, np.nan)
    return KnoxTable(observed, expected, ratio, p, holm(p), len(pairs), tuple(distances), tuple(days))


def _dealt(drawn: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The days dealt out anew by each row of random bits: event × permutation.

    Sorted by a random number, which brings its day along in the last bits. A few rows at a time stay in the cache.
    """
    bits = np.uint64(8 * days.dtype.itemsize)
    whole = days.astype(np.uint64)
    dealt = np.empty((days.size, len(drawn)), dtype=days.dtype)
    drawn >>= np.uint64(1)
    drawn <<= bits
    for begun in range(0, len(drawn), 16):
        rows = drawn[begun : begun + 16]
        rows |= whole
        rows.sort(axis=1)
        dealt[:, begun : begun + 16] = rows.astype(days.dtype).T
    return dealt


def _tables(
    dealt: np.ndarray, first: np.ndarray, second: np.ndarray, ends: np.ndarray, limits: list[int]
) -> np.ndarray:
    """Count the pairs of each permutation (columns of `dealt`): permutation × distance × days apart."""
    width = dealt.shape[1]
    upto = np.zeros((len(ends), len(limits), width), dtype=np.int64)
    block = STRETCH * max(1, 4096 // STRETCH)
    for band, (start, end) in enumerate(zip(np.r_[0, ends[:-1]].tolist(), ends.tolist(), strict=True)):
        for at in range(start, end, block):
            pairs = slice(at, min(at + block, end))
            apart = dealt.take(first[pairs], axis=0)
            apart -= dealt.take(second[pairs], axis=0)
            np.abs(apart, out=apart)
            whole = len(apart) // STRETCH * STRETCH
            for column, limit in enumerate(limits):
                near = (apart <= limit).view(np.uint8)
                stretches = near[:whole].reshape(-1, STRETCH, width)
                upto[band, column] += stretches.sum(axis=1, dtype=np.uint8).sum(axis=0, dtype=np.int64)
                upto[band, column] += near[whole:].sum(axis=0, dtype=np.uint8)
    return np.diff(upto, axis=1, prepend=0).transpose(2, 0, 1)
