# SPDX-License-Identifier: EUPL-1.2
"""Is one cell far above what cells here come to, whatever its neighbours are like?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, gammainc

from samsyn.analysis.hotspots import FEWEST_CELLS, FEWEST_EVENTS, Grid
from samsyn.analysis.result import Refusal, false_discovery, require

LEFT_OUT = 0.01
"""Share of the cells, the highest (one at least), that do not tell what cells here come to."""

LONGEST_TABLE = 100_000


@dataclass(frozen=True, eq=False)
class Extremes:
    """Cells far above the rest of the map, NaN outside the mask.

    `p` is one-sided, `q` the false discovery rate over all cells of the map; `mean` and `spread` say what
    cells here come to (variance = mean + spread × mean²).
    """

    p: np.ndarray
    q: np.ndarray
    significant: np.ndarray
    mean: float
    spread: float
    n_tests: int


def extreme_cells(grid: Grid, fdr: float = 0.05) -> Extremes | Refusal:
    """Compare each cell's own count with a negative binomial fitted to the map without its highest cells.

    `gistar` asks whether a neighbourhood is high and keeps the cell's own count out of its p-value, so it never
    flags a lone cell: one address, one square. This does, and says nothing of its neighbours. The
    distribution is fitted to the mean and the variance of all but the highest 1 % of the cells, as those
    that such a cut would leave of it; a map whose cells vary much by themselves therefore has few extremes.

    Refuses under 60 events and under 100 cells.

    >>> counts = np.random.default_rng(1).poisson(1, (20, 20))
    >>> counts[7, 9] = 14
    >>> town = Grid(counts, counts >= 0, origin=(0, 0), cell=250)
    >>> np.argwhere(extreme_cells(town).significant).tolist()
    [[7, 9]]
    """
    refused = require("few_events", FEWEST_EVENTS, grid.events) or require(
        "few_cells", FEWEST_CELLS, grid.cells
    )
    if refused is not None:
        return refused
    counts = grid.counts[grid.mask].astype(np.int64)
    mean, spread = _fitted(counts)
    p = np.full(grid.shape, np.nan)
    p[grid.mask] = _at_least(counts, mean, spread)
    q = false_discovery(p)
    significant = np.zeros(grid.shape, dtype=bool)
    significant[grid.mask] = q[grid.mask] <= fdr
    return Extremes(p, q, significant, mean, spread, grid.cells)


def _kept(cells: int) -> int:
    return cells - max(1, int(LEFT_OUT * cells))


def _fitted(counts: np.ndarray) -> tuple[float, float]:
    """Mean and spread of the negative binomial whose lower part has the mean and variance seen there."""
    kept = np.sort(counts)[: _kept(counts.size)].astype(float)
    want_mean, want_var = max(float(kept.mean()), 1e-6), float(kept.var())
    mean, spread = want_mean, max(0.0, (want_var - want_mean) / want_mean**2)
    for _ in range(60):
        got_mean, got_var = _lower_part(mean, spread, counts.size)
        mean *= want_mean / max(got_mean, 1e-9)
        # More spread makes the lower part's variance larger, so it is moved by what is lacking.
        lacking = (want_var - got_var) / mean**2
        spread = float(np.clip(spread + 0.7 * lacking, 0.0, 1e4))
        if abs(want_mean - got_mean) < 1e-6 * want_mean and (
            abs(want_var - got_var) < 1e-6 * (want_var + 1e-9) or spread == 0.0
        ):
            break
    return float(mean), spread


def _lower_part(mean: float, spread: float, cells: int) -> tuple[float, float]:
    """Mean and variance of the part of the distribution that so many kept cells are."""
    top = min(int(mean + 60 * np.sqrt(mean + spread * mean**2)) + 20, LONGEST_TABLE)
    at = np.arange(top + 1)
    chance = _chances(at, mean, spread)
    part = _kept(cells) / cells
    share = np.clip(part - (np.cumsum(chance) - chance), 0.0, chance)
    share = share / max(share.sum(), 1e-12)
    got = float((share * at).sum())
    return got, float((share * at**2).sum() - got**2)


def _chances(at: np.ndarray, mean: float, spread: float) -> np.ndarray:
    """The chance of each count 0, 1, 2 …, each from the one before it."""
    if spread * mean < 1e-6:
        steps, none = mean / at[1:], -mean
    else:
        size = 1 / spread
        steps = (at[:-1] + size) / at[1:] * (spread * mean / (1 + spread * mean))
        none = -size * np.log1p(spread * mean)
    return np.exp(none + np.append(0.0, np.cumsum(np.log(steps))))


def _at_least(counts: np.ndarray, mean: float, spread: float) -> np.ndarray:
    some = np.maximum(counts, 1).astype(float)
    if spread * mean < 1e-6:
        p = gammainc(some, mean)
    else:
        p = betainc(some, 1 / spread, spread * mean / (1 + spread * mean))
    return np.where(counts > 0, p, 1.0)
