# SPDX-License-Identifier: EUPL-1.2
"""From a file's features to a layer of the ground: sorted by kind, mended, simplified in metres, small enough to send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from samsyn.ground.places.models import LayerKind
from samsyn.ground.places.projection import WGS84, project, to_degrees

DECIMALS = 5  # a metre: the ground is looked at, never measured
TOLERANCE_M = {"streets": 3.0, "main_streets": 3.0, "rail": 5.0, "water": 5.0, "green": 8.0, "built": 8.0}
SMALLEST_M2 = {"water": 400.0, "green": 1_500.0, "built": 400.0}
LINES = ("LineString", "MultiLineString")
POLYGONS = ("Polygon", "MultiPolygon")
FORMS = {
    LayerKind.STREETS: LINES,
    LayerKind.MAIN_STREETS: LINES,
    LayerKind.RAIL: LINES,
    LayerKind.WATER: LINES + POLYGONS,
    LayerKind.GREEN: POLYGONS,
    LayerKind.BUILT: POLYGONS,
}

# Tags of OpenStreetMap, so that an extract can be taken in as it is. The first that fits decides.
TAGS: tuple[tuple[str, frozenset[str], str], ...] = (
    ("railway", frozenset({"rail", "light_rail", "tram", "narrow_gauge"}), LayerKind.RAIL),
    (
        "highway",
        frozenset({"motorway", "trunk", "primary", "secondary", "motorway_link", "trunk_link"}),
        LayerKind.MAIN_STREETS,
    ),
    (
        "highway",
        frozenset({"tertiary", "residential", "living_street", "unclassified", "pedestrian", "service"}),
        LayerKind.STREETS,
    ),
    ("natural", frozenset({"water", "bay"}), LayerKind.WATER),
    ("waterway", frozenset({"river", "riverbank", "canal"}), LayerKind.WATER),
    ("leisure", frozenset({"park", "golf_course", "nature_reserve", "playground"}), LayerKind.GREEN),
    ("natural", frozenset({"wood", "scrub", "grassland"}), LayerKind.GREEN),
    ("landuse", frozenset({"forest", "grass", "meadow", "recreation_ground", "cemetery"}), LayerKind.GREEN),
    ("landuse", frozenset({"residential", "commercial", "retail", "industrial"}), LayerKind.BUILT),
)


@dataclass
class Sorted:
    """Features by kind, ready to be stored; `rejected` holds row, field and reason, `left_out` what no kind draws."""

    read: int = 0
    left_out: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    kinds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def kind_by_tags(properties: Mapping[str, Any]) -> str:
    """The kind of layer that OpenStreetMap's tags speak of; empty for what the map does not draw."""
    for name, values, kind in TAGS:
        if str(properties.get(name, "")) in values:
            return str(kind)
    return ""


def sort(
    features: Iterable[Mapping[str, Any]],
    *,
    kind: str,
    metric_crs: str,
    crs: str = WGS84,
    name_field: str = "",
) -> Sorted:
    """Sort features into layers; `kind` is that of all of them, or empty to go by OpenStreetMap's tags."""
    found = Sorted()
    for row, feature in enumerate(features, start=1):
        found.read += 1
        properties = feature.get("properties") or {} if isinstance(feature, Mapping) else {}
        layer = kind or kind_by_tags(properties)
        if not layer:
            found.left_out += 1
            continue
        try:
            form = shapely.force_2d(shape(feature["geometry"]))
        except Exception:
            found.rejected.append({"row": row, "field": "geometry", "reason": "geometry_unreadable"})
            continue
        if form.geom_type not in FORMS[LayerKind(layer)]:
            if kind:
                reason = "geometry_not_line" if FORMS[LayerKind(layer)] == LINES else "geometry_not_area"
                found.rejected.append({"row": row, "field": "geometry", "reason": reason})
            else:
                found.left_out += 1
            continue
        drawn = _drawn(form, layer, metric_crs, crs)
        if drawn is None:
            found.left_out += 1
            continue
        name = " ".join(str(properties.get(name_field) or "").split())[:120] if name_field else ""
        found.kinds.setdefault(layer, []).append(
            {"type": "Feature", "properties": {"name": name} if name else {}, "geometry": drawn}
        )
    return found


def _drawn(form: Any, kind: str, metric_crs: str, crs: str) -> dict[str, Any] | None:
    """The geometry simplified in metres and written in degrees; None for what is too small to see or outside."""
    metric = shapely.transform(form, lambda xy: np.column_stack(project(xy[:, 0], xy[:, 1], crs, metric_crs)))
    if form.is_empty or not np.isfinite(shapely.get_coordinates(metric)).all():
        return None
    metric = shapely.simplify(metric, TOLERANCE_M[kind])
    if not shapely.is_valid(metric):
        metric = shapely.make_valid(metric)
    if metric.is_empty or (metric.area and metric.area < SMALLEST_M2.get(kind, 0)):
        return None
    degrees = shapely.transform(
        metric, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1], metric_crs))
    )
    west, south, east, north = degrees.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        return None
    return {"type": degrees.geom_type, "coordinates": _rounded(mapping(degrees).get("coordinates", ()))}


def _rounded(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_rounded(part) for part in value]
    return round(float(value), DECIMALS)
