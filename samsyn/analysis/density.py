# SPDX-License-Identifier: EUPL-1.2
"""A smooth picture of where reports lie, for looking only: never significant, never a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import correlate1d

from samsyn.analysis.hotspots import MOST_CELLS, Grid
from samsyn.analysis.result import Refusal, require

REACH = 5.0
"""The kernel is cut at so many bandwidths; what is cut off weighs under a millionth and is put back."""

CHUNK = 32_768
"""Events binned at a time, so that the arrays stay near the processor."""


@dataclass(frozen=True, eq=False)
class Surface:
    """Share of all events per square metre, at the centres of square cells; NaN outside the mask.

    Times `events` and a million it is events per square kilometre. `integral` is 1 without edge correction.
    """

    density: np.ndarray
    origin: tuple[float, float]
    cell: float
    bandwidth: float
    events: int
    integral: float


def kde(
    x: Any,
    y: Any,
    bandwidth: float = 300,
    cell: float = 100,
    mask: Grid | None = None,
    weights: Any = None,
    edge: bool = True,
) -> Surface | Refusal:
    """Gaussian kernel density with one fixed bandwidth, all lengths in metres.

    With a `mask` its cells are used, and `edge` divides by the part of the kernel that lies inside, so
    that a shore does not look safe. Without one the surface reaches five bandwidths beyond the events.
    Refuses under two events, and cells larger than the bandwidth.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    weight = None if weights is None else np.asarray(weights, dtype=float)
    if mask is not None:
        cell = mask.cell
    refused = require("few_events", 2, x.size) or require("coarse_cells", cell, bandwidth)
    if refused is not None:
        return refused
    west, east, south, north = (float(end) for end in (x.min(), x.max(), y.min(), y.max()))
    # What is missing or endless in any place shows in these: looking at each place once more would cost.
    if not np.isfinite([west, east, south, north]).all():
        raise ValueError("every event needs a finite position in metres")
    pad = int(np.ceil(REACH * bandwidth / cell)) + 1
    if mask is not None:
        origin, shape = mask.origin, mask.shape
    else:
        origin = (float(np.floor(west / cell) * cell), float(np.floor(south / cell) * cell))
        shape = (int((north - origin[1]) / cell) + 1, int((east - origin[0]) / cell) + 1)
    corner = (origin[0] - pad * cell, origin[1] - pad * cell)
    padded = (shape[0] + 2 * pad, shape[1] + 2 * pad)
    if padded[0] * padded[1] > MOST_CELLS:
        raise ValueError("the events lie too far apart for cells of this size")
    on = np.ones(x.shape, dtype=bool)
    if mask is not None:
        # Events beyond the reach of the padded area cannot be seen from inside it.
        on = (x >= corner[0] + cell) & (x < corner[0] + (padded[1] - 1) * cell)
        on &= (y >= corner[1] + cell) & (y < corner[1] + (padded[0] - 1) * cell)
    total = float(x.size if weight is None else weight.sum())
    if not on.all():
        x, y, weight = x[on], y[on], None if weight is None else weight[on]
    first = (corner[0] + cell / 2, corner[1] + cell / 2)
    binned = _binned(x, y, weight, first, cell, padded)
    # Sharing events between cell centres spreads them a little already: so much less is left to smooth.
    sigma = float(np.sqrt((bandwidth / cell) ** 2 - 1 / 6))
    density = _smoothed(binned, sigma) / (total * cell * cell)
    if mask is None:
        return Surface(density, corner, cell, bandwidth, int(on.sum()), float(density.sum() * cell * cell))
    inner = (slice(pad, -pad), slice(pad, -pad))
    member = np.zeros(padded)
    member[inner] = mask.mask
    density = density[inner]
    if edge:
        density = density / np.where(mask.mask, _smoothed(member, bandwidth / cell)[inner], 1.0)
    density = np.where(mask.mask, density, np.nan)
    return Surface(density, origin, cell, bandwidth, int(on.sum()), float(np.nansum(density) * cell * cell))


def _binned(
    x: np.ndarray,
    y: np.ndarray,
    weight: np.ndarray | None,
    first: tuple[float, float],
    cell: float,
    shape: tuple[int, int],
) -> np.ndarray:
    """Share each event between the four cell centres around it (linear binning)."""
    size = shape[0] * shape[1]

    def shared(start: int) -> tuple[np.ndarray, np.ndarray]:
        a, b = x[start : start + CHUNK] - first[0], y[start : start + CHUNK] - first[1]
        a *= 1 / cell
        b *= 1 / cell
        column, line = np.floor(a), np.floor(b)
        a -= column
        b -= line
        line *= shape[1]
        line += column
        flat = line.astype(np.intp)
        shares = np.empty((2, a.size), dtype=complex)
        shares[0].real, shares[0].imag, shares[1].real = 1.0, a, b
        np.multiply(a, b, out=shares[1].imag)
        if weight is not None:
            shares *= weight[start : start + CHUNK]
        return flat, shares

    # Two numbers at a time, as the parts of a complex one. Not side by side: adding up holds Python's lock all the time.
    sums = np.zeros((2, size), dtype=complex)
    for flat, shares in map(shared, range(0, x.size, CHUNK)):
        for into, share in zip(sums, shares, strict=True):
            np.add.at(into, flat, share)
    ones, east = sums[0].real.reshape(shape), sums[0].imag.reshape(shape)
    north, both = sums[1].real.reshape(shape), sums[1].imag.reshape(shape)
    binned = ones - east - north + both
    binned[:, 1:] += (east - both)[:, :-1]
    binned[1:, :] += (north - both)[:-1, :]
    binned[1:, 1:] += both[:-1, :-1]
    return binned


def _smoothed(values: np.ndarray, sigma: float) -> np.ndarray:
    """Two passes of a Gaussian whose weights sum to one."""
    reach = int(np.ceil(REACH * sigma))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        values = correlate1d(values, kernel, axis=axis, mode="constant")
    return values
