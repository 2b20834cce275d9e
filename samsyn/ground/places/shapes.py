# SPDX-License-Identifier: EUPL-1.2
"""From GeoJSON to an area's columns: mended where it can be, measured in metres, with a point surely inside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from samsyn.ground.places.projection import WGS84, project, to_degrees
from samsyn.kit import frozen

DECIMALS = 6  # a decimetre


class NoShape(Exception):
    """The geometry cannot be an area; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def columns(
    geometry: Mapping[str, Any] | None, metric_crs: str, crs: str = WGS84
) -> tuple[dict[str, Any], bool]:
    """The columns of an Area from a GeoJSON geometry, and whether it had to be mended. Raises NoShape."""
    polygons, mended = _polygons(geometry)
    if crs != WGS84:
        polygons = _moved(polygons, crs, WGS84)
    _check_degrees(polygons)
    metric = _moved(polygons, WGS84, metric_crs)
    if not shapely.is_valid(metric):
        metric = _only_polygons(shapely.make_valid(metric))
        mended = True
    if metric.is_empty or metric.area <= 0:
        raise NoShape("empty_geometry")
    inside = shapely.point_on_surface(metric)
    lon, lat = to_degrees([inside.x], [inside.y], metric_crs)
    west, south, east, north = polygons.bounds
    text = frozen.canonical(_rounded(mapping(polygons)))
    return {
        "geometry": text,
        "shape": shapely.to_wkb(metric),
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "label_lon": round(float(lon[0]), DECIMALS),
        "label_lat": round(float(lat[0]), DECIMALS),
        "label_e": round(inside.x, 1),
        "label_n": round(inside.y, 1),
        "square_metres": round(float(metric.area), 1),
    }, mended


def largest_ring(geometry: str) -> list[tuple[float, float]]:
    """The outer ring of the largest polygon of a GeoJSON text, as (longitude, latitude)."""
    found = shape(json.loads(geometry))
    parts = list(found.geoms) if found.geom_type == "MultiPolygon" else [found]
    ring = max(parts, key=lambda part: part.area).exterior
    return [(x, y) for x, y in ring.coords]


def _polygons(geometry: Mapping[str, Any] | None) -> tuple[Any, bool]:
    if not geometry:
        raise NoShape("no_geometry")
    try:
        found = shapely.force_2d(shape(geometry))
    except Exception:
        raise NoShape("geometry_unreadable") from None
    if found.geom_type not in ("Polygon", "MultiPolygon", "GeometryCollection"):
        raise NoShape("geometry_not_area")
    mended = False
    if not shapely.is_valid(found):
        found, mended = shapely.make_valid(found), True
    found = _only_polygons(found)
    if found.is_empty:
        raise NoShape("empty_geometry")
    return found, mended


def _only_polygons(found: Any) -> Any:
    """What is left of a geometry when lines and points are taken away."""
    parts = [part for part in _flat(found) if part.geom_type == "Polygon" and part.area > 0]
    if len(parts) == 1:
        return parts[0]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _flat(found: Any) -> Iterator[Any]:
    if hasattr(found, "geoms"):
        for part in found.geoms:
            yield from _flat(part)
    else:
        yield found


def _moved(found: Any, source: str, target: str) -> Any:
    def move(points: np.ndarray) -> np.ndarray:
        return np.column_stack(project(points[:, 0], points[:, 1], source, target))

    moved = shapely.transform(found, move)
    if not np.isfinite(shapely.get_coordinates(moved)).all():
        raise NoShape("geometry_outside_crs")
    return moved


def _check_degrees(found: Any) -> None:
    west, south, east, north = found.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise NoShape("geometry_not_degrees")


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, (list, tuple)):
        return [_rounded(part) for part in value]
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return value
