# SPDX-License-Identifier: EUPL-1.2
"""From one coordinate system to another, many points at a time; x is always east and y north."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer
from pyproj.exceptions import CRSError

from samsyn.kit.errors import BadInput

WGS84 = "EPSG:4326"
Floats = NDArray[np.float64]


@lru_cache(maxsize=32)
def transformer(source: str, target: str) -> Transformer:
    """The transformer between two systems, made once. Raises BadInput("unknown_crs")."""
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except CRSError:
        raise BadInput("unknown_crs", field="crs", crs=f"{source} / {target}") from None


def project(x: ArrayLike, y: ArrayLike, source: str, target: str) -> tuple[Floats, Floats]:
    """Arrays of x (east, longitude) and y (north, latitude) in `source` as arrays in `target`.

    What is NaN or outside the target's reach comes back as NaN, never as infinity.
    """
    xs, ys = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if source == target:
        return xs.copy(), ys.copy()
    east, north = transformer(source, target).transform(xs, ys)
    east, north = np.asarray(east, dtype=float), np.asarray(north, dtype=float)
    lost = ~(np.isfinite(east) & np.isfinite(north))
    east[lost] = np.nan
    north[lost] = np.nan
    return east, north


def to_metric(lon: ArrayLike, lat: ArrayLike, metric_crs: str) -> tuple[Floats, Floats]:
    """Degrees in WGS 84 as metres in a partnership's metric CRS."""
    return project(lon, lat, WGS84, metric_crs)


def to_degrees(e: ArrayLike, n: ArrayLike, metric_crs: str) -> tuple[Floats, Floats]:
    """Metres in a partnership's metric CRS as longitude and latitude in WGS 84."""
    return project(e, n, metric_crs, WGS84)


def cells(e: Floats, n: Floats, size: int = 250) -> NDArray[np.int64]:
    """Cell keys of many points at once, as `kit.rows.cell_key`; -1 where a point is NaN."""
    placed = np.isfinite(e) & np.isfinite(n)
    east = np.floor_divide(np.where(placed, e, 0), size).astype(np.int64) * size
    north = np.floor_divide(np.where(placed, n, 0), size).astype(np.int64) * size
    return np.where(placed, east * 10_000_000 + north, -1)
