# SPDX-License-Identifier: EUPL-1.2
"""Where is it dense? Counts on a grid, and which cells stand out beside their neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from samsyn.analysis._permutation import MOST_DRAWS, conditional_p
from samsyn.analysis.result import Refusal, false_discovery, require

FEWEST_EVENTS = 60
FEWEST_CELLS = 100

FARTHEST = 250_000.0
"""Metres from the middle of all events; what lies farther off (swapped coordinates) is no part of a study area."""

MOST_CELLS = 20_000_000
"""A grid larger than this is a mistake in the places, and would fill the memory."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Events counted in square cells.

    `counts[row, column]`, rows northwards; `origin` is the lower left corner of the first cell, in metres;
    `mask` is True for the cells that can have events; `outside` counts events that fell off grid or mask.
    """

    counts: np.ndarray
    mask: np.ndarray
    origin: tuple[float, float]
    cell: float
    outside: int = 0

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.counts.shape[0], self.counts.shape[1]

    @property
    def events(self) -> int:
        """Events in the mask."""
        return int(self.counts.sum())

    @property
    def cells(self) -> int:
        """Cells in the mask."""
        return int(self.mask.sum())

    @property
    def expected(self) -> float:
        """Mean number of events per cell of the mask."""
        return self.events / max(self.cells, 1)

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """Lower left corner of a cell, in metres."""
        return self.origin[0] + column * self.cell, self.origin[1] + row * self.cell


@dataclass(frozen=True)
class Hotspot:
    """One cell that stands out: lower left corner, count, mean of the mask, z, p and q."""

    cell: tuple[float, float]
    count: int
    expected: float
    z: float
    p: float
    q: float


@dataclass(frozen=True, eq=False)
class LocalStat:
    """A local statistic per cell, NaN outside the mask.

    `p` is from conditional permutation, `q` the false discovery rate over all cells of this one map.
    `quadrant` (local Moran only): 1 high among high, 2 low among high, 3 low among low, 4 high among low.
    """

    z: np.ndarray
    p: np.ndarray
    q: np.ndarray
    significant: np.ndarray
    n_tests: int
    settings: dict[str, Any] = field(default_factory=dict)
    quadrant: np.ndarray | None = None

    def hotspots(self, grid: Grid) -> list[Hotspot]:
        """The significant cells of the grid, strongest first (then from the south-west)."""
        rows, columns = np.nonzero(self.significant)
        found = [
            Hotspot(
                grid.corner(r, c),
                int(grid.counts[r, c]),
                grid.expected,
                float(self.z[r, c]),
                float(self.p[r, c]),
                float(self.q[r, c]),
            )
            for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        return sorted(found, key=lambda spot: (-spot.z, spot.cell))


def grid(
    x: Any,
    y: Any,
    cell: float = 250,
    mask: Any = None,
    origin: tuple[float, float] | None = None,
    shape: tuple[int, int] | None = None,
) -> Grid:
    """Count events in square cells, corners at multiples of `cell` unless `origin` says otherwise.

    `x`, `y` in metres. `mask` is a `Grid` (its own cells, for instance from `study_area`) or an array of
    booleans that needs `origin`; without one every cell of the bounding box counts, which makes the
    empty forest part of what is normal. Not for events that only have a municipality's centre.
    """
    x, y = _places(x, y)
    if isinstance(mask, Grid):
        origin, cell, mask = mask.origin, mask.cell, mask.mask
    if mask is not None:
        if origin is None:
            raise ValueError("a mask needs the origin of its first cell")
        mask = np.asarray(mask, dtype=bool)
        shape = (mask.shape[0], mask.shape[1])
    if origin is None:
        if x.size == 0:
            raise ValueError("without events the origin must be given")
        origin = (float(np.floor(x.min() / cell) * cell), float(np.floor(y.min() / cell) * cell))
    column = np.floor((x - origin[0]) / cell).astype(np.int64)
    row = np.floor((y - origin[1]) / cell).astype(np.int64)
    if shape is None:
        shape = (int(row.max()) + 1, int(column.max()) + 1) if x.size else (1, 1)
    if shape[0] * shape[1] > MOST_CELLS:
        raise ValueError("the events lie too far apart for cells of this size")
    inside = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1])
    flat = row[inside] * shape[1] + column[inside]
    counts = np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)
    if mask is None:
        mask = np.ones(shape, dtype=bool)
    counts = np.where(mask, counts, 0)
    return Grid(counts, mask, (float(origin[0]), float(origin[1])), float(cell), int(x.size - counts.sum()))


def study_area(x: Any, y: Any, cell: float = 250, origin: tuple[float, float] | None = None) -> Grid:
    """The cells that have ever had an event: the default mask, to be handed to `grid`.

    Events more than 250 km from the middle of all are taken for misplaced and counted as `outside`.
    """
    x, y = _places(x, y)
    near = np.ones(x.shape, dtype=bool)
    # Where all lie within the distance of each other none is far from the middle, wherever that is.
    if x.size and max(np.ptp(x), np.ptp(y)) > FARTHEST:
        near = (np.abs(x - np.median(x)) <= FARTHEST) & (np.abs(y - np.median(y)) <= FARTHEST)
    counted = (
        grid(x[near], y[near], cell, origin=origin) if not near.all() else grid(x, y, cell, origin=origin)
    )
    outside = counted.outside + int((~near).sum())
    return Grid(counted.counts, counted.counts > 0, counted.origin, counted.cell, outside)


def gistar(
    grid: Grid,
    radius: int = 1,
    permutations: int = 9_999,
    tail: str = "upper",
    fdr: float = 0.05,
    seed: int = 0,
    most_draws: int = MOST_DRAWS,
) -> LocalStat | Refusal:
    """Getis and Ord's Gi*: is the sum of a cell and its neighbours more than the map would give?

    Neighbours are the cells of the mask within `radius` steps (king's moves). `tail` is "upper" (more
    than the rest), "lower" or "two". `permutations=0` gives z alone. Says where reports are dense now,
    not why, nor that they will be so tomorrow.

    Refuses under 60 events, under 100 cells, and where every cell has the same count.

    >>> counts = np.random.default_rng(1).poisson(1, (20, 20))
    >>> counts[4:6, 7:9] += 9
    >>> town = Grid(counts, counts >= 0, origin=(0, 0), cell=250)
    >>> row, column = np.nonzero(gistar(town).significant)
    >>> int(row.min()), int(row.max()), int(column.min()), int(column.max())
    (3, 5, 7, 8)
    """
    refused = _refusal(grid)
    if refused is not None:
        return refused
    value = grid.counts.astype(float)
    member = grid.mask
    n = grid.cells
    inside = value[member]
    mean, spread = inside.mean(), np.sqrt((inside**2).mean() - inside.mean() ** 2)
    weight = _box_sum(member.astype(float), radius)
    total = _box_sum(value, radius)
    z = np.full(grid.shape, np.nan)
    w = weight[member]
    z[member] = (total[member] - mean * w) / (spread * np.sqrt((n * w - w**2) / (n - 1)))
    settings = {"statistic": "gistar", "radius": radius, "permutations": permutations, "tail": tail}
    settings |= {"fdr": fdr, "seed": seed, "most_draws": most_draws}
    return _tested(grid, z, weight - 1, total - value, settings)


def local_moran(
    grid: Grid,
    radius: int = 1,
    permutations: int = 9_999,
    fdr: float = 0.05,
    seed: int = 0,
    most_draws: int = MOST_DRAWS,
) -> LocalStat | Refusal:
    """Anselin's local Moran's I (`z` holds I itself), two-sided; use it only to mark outliers.

    Refuses as `gistar` does.
    """
    refused = _refusal(grid)
    if refused is not None:
        return refused
    value = grid.counts.astype(float)
    member, inside = grid.mask, grid.counts[grid.mask].astype(float)
    neighbours = _box_sum(member.astype(float), radius) - 1
    around = _box_sum(value, radius) - value
    centred = value - inside.mean()
    with np.errstate(invalid="ignore", divide="ignore"):
        lag = np.where(neighbours > 0, around / neighbours - inside.mean(), 0.0)
    moran = np.full(grid.shape, np.nan)
    moran[member] = (centred * lag)[member] / (((inside - inside.mean()) ** 2).sum() / (grid.cells - 1))
    quadrant = np.where(lag > 0, np.where(centred > 0, 1, 2), np.where(centred > 0, 4, 3))
    settings = {"statistic": "local_moran", "radius": radius, "permutations": permutations, "tail": "two"}
    settings |= {"fdr": fdr, "seed": seed, "most_draws": most_draws}
    answer = _tested(grid, moran, neighbours, around, settings)
    return LocalStat(
        answer.z,
        answer.p,
        answer.q,
        answer.significant,
        answer.n_tests,
        answer.settings,
        np.where(member, quadrant, 0),
    )


@dataclass(frozen=True)
class Robustness:
    """How many hotspots remain when the grid is moved and its cells made smaller and larger.

    `share_surviving` is the mean over all variants; grade A from 0.8, B from 0.5, otherwise C. `centres`,
    `shares` and `grades` say the same of each hotspot (centre in metres).
    """

    share_surviving: float
    grade: str
    variants: int
    hotspots: int
    centres: tuple[tuple[float, float], ...] = ()
    shares: tuple[float, ...] = ()
    grades: tuple[str, ...] = ()


def hotspot_robustness(
    x: Any,
    y: Any,
    cells: tuple[float, ...] = (150, 250, 400),
    shifts: int = 4,
    base: float = 250,
    **settings: Any,
) -> Robustness | Refusal:
    """Compute the map again on moved and resized grids; which hotspots are still there?

    A hotspot survives where the cell that covers its centre is a hotspot too. `shifts` is how many
    offsets of half a cell are tried (at most 4: none, east, north, both). The study area is the cells
    with any event. Refuses as `gistar` does, and where the map has no hotspot.
    """
    x, y = _places(x, y)
    chart = grid(x, y, base, mask=study_area(x, y, base)) if x.size else None
    if chart is None:
        return Refusal("few_events", FEWEST_EVENTS, 0)
    first = gistar(chart, **settings)
    if isinstance(first, Refusal):
        return first
    rows, columns = np.nonzero(first.significant)
    if rows.size == 0:
        return Refusal("no_hotspots", 1, 0)
    centre_x = chart.origin[0] + (columns + 0.5) * base
    centre_y = chart.origin[1] + (rows + 0.5) * base
    survived = []
    for cell in cells:
        for east, north in [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)][:shifts]:
            if cell == base and east == north == 0.0:
                continue
            corner = (
                float(np.floor(x.min() / cell - 1) * cell + east * cell),
                float(np.floor(y.min() / cell - 1) * cell + north * cell),
            )
            other = grid(x, y, cell, mask=study_area(x, y, cell, corner))
            answer = gistar(other, **settings)
            if isinstance(answer, Refusal):
                continue
            r = np.floor((centre_y - corner[1]) / cell).astype(int)
            c = np.floor((centre_x - corner[0]) / cell).astype(int)
            on = (r >= 0) & (r < other.shape[0]) & (c >= 0) & (c < other.shape[1])
            survived.append(on & answer.significant[r * on, c * on])
    if not survived:
        return Refusal("few_cells", FEWEST_CELLS, chart.cells)
    each = np.mean(survived, axis=0)
    return Robustness(
        float(each.mean()),
        _grade(float(each.mean())),
        len(survived),
        int(rows.size),
        tuple(zip(centre_x.tolist(), centre_y.tolist(), strict=True)),
        tuple(each.tolist()),
        tuple(_grade(share) for share in each.tolist()),
    )


def _grade(share: float) -> str:
    return "A" if share >= 0.8 else "B" if share >= 0.5 else "C"


def _places(x: Any, y: Any) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError("x and y must be two lists of the same length")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("every event needs a finite position in metres")
    return x, y


def _refusal(grid: Grid) -> Refusal | None:
    inside = grid.counts[grid.mask]
    return (
        require("few_events", FEWEST_EVENTS, grid.events)
        or require("few_cells", FEWEST_CELLS, grid.cells)
        or require("no_variation", 2, 1 + bool(np.ptp(inside)))
    )


def _box_sum(values: np.ndarray, radius: int) -> np.ndarray:
    """Sum over the square of cells within `radius` steps, one axis after the other."""
    for axis in (0, 1):
        summed = values.copy()
        into, out = np.moveaxis(summed, axis, 0), np.moveaxis(values, axis, 0)
        for step in range(1, min(radius, len(out) - 1) + 1):
            into[step:] += out[:-step]
            into[:-step] += out[step:]
        values = summed
    return values


def _tested(
    grid: Grid, z: np.ndarray, neighbours: np.ndarray, around: np.ndarray, settings: dict[str, Any]
) -> LocalStat:
    """Add permutation p-values and q-values to a statistic that grows with the sum of the neighbours."""
    if settings["tail"] not in ("upper", "lower", "two"):
        raise ValueError("tail is upper, lower or two")
    settings = settings | {"cell": grid.cell, "n_cells": grid.cells, "n_events": grid.events}
    p = np.full(grid.shape, np.nan)
    significant = np.zeros(grid.shape, dtype=bool)
    if not settings["permutations"]:
        return LocalStat(z, p, p.copy(), significant, 0, settings)
    member = grid.mask
    p[member] = conditional_p(grid.counts[member], neighbours[member], around[member], settings)
    q = false_discovery(p)
    significant[member] = q[member] <= settings["fdr"]
    return LocalStat(z, p, q, significant, grid.cells, settings)
