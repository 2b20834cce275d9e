# SPDX-License-Identifier: EUPL-1.2
"""Builds the layers that the map draws, from metric coordinates and shapes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pyproj import Transformer
from shapely import Polygon, box, unary_union
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

Feature = dict[str, Any]
Collection = dict[str, Any]

# Counts per 250 m cell and tertial: the lower ends of classes 1–6.
LIMITS = (1, 2, 4, 7, 11, 17)
_PLACES = 6


@lru_cache(maxsize=16)
def _to_wgs84(crs: str) -> Transformer:
    return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


def scaled_limits(days: int, size_m: int = 250) -> tuple[int, ...]:
    """Class limits for a period of `days` and cells of `size_m`: those of a tertial (121 days), scaled and rising."""
    factor = max(days, 1) / 121 * (size_m / 250) ** 2
    limits: list[int] = []
    for limit in LIMITS:
        scaled = max(1, round((limit - 1) * factor) + 1)
        limits.append(max(scaled, limits[-1] + 1) if limits else 1)
    return tuple(limits)


def level_of(count: int, limits: Sequence[int] = LIMITS) -> int:
    """The class 1–6 of a count; 0 for none."""
    return sum(count >= limit for limit in limits)


def labels_of(limits: Sequence[int] = LIMITS) -> list[str]:
    """What stands under each step of the legend: '1', '2–3', …, '17 +'."""
    said = []
    for low, after in zip(limits, [*limits[1:], None], strict=True):
        if after is None:
            said.append(f"{low}\u00a0+")
        else:
            said.append(str(low) if after - 1 == low else f"{low}–{after - 1}")
    return said


def feature(geometry: BaseGeometry | Mapping[str, Any], **properties: Any) -> Feature:
    """One GeoJSON feature."""
    form = mapping(geometry) if isinstance(geometry, BaseGeometry) else dict(geometry)
    return {"type": "Feature", "properties": properties, "geometry": form}


def collection(features: Iterable[Feature]) -> Collection:
    """A GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def _ring(corners: Sequence[tuple[float, float]], crs: str) -> list[list[float]]:
    eastings, northings = zip(*corners, strict=True)
    longitudes, latitudes = _to_wgs84(crs).transform(eastings, northings)
    return [[round(x, _PLACES), round(y, _PLACES)] for x, y in zip(longitudes, latitudes, strict=True)]


def cells(
    rows: Iterable[tuple[int, int, int]],
    *,
    crs: str,
    size_m: int = 250,
    limits: Sequence[int] = LIMITS,
    sure: Iterable[tuple[int, int]] = (),
    area_names: Mapping[tuple[int, int], str] | None = None,
) -> tuple[Collection, Collection]:
    """Cells with their class, and the outline round those that are more than chance gives.

    Args:
        rows: (e, n, count) with the lower left corner in metres.
        crs: the partnership's metric reference system, such as 'EPSG:3006'.
        size_m: the side of a cell in metres.
        limits: the lower ends of the classes.
        sure: lower left corners of the cells to outline.
        area_names: the area each cell is read out with.

    Returns:
        Two collections in WGS84, `cells` and `outline`.
    """
    marked = set(sure)
    names = area_names or {}
    counted = list(rows)
    # All corners in one go: a call for each cell would cost more than the rest of the page.
    corners = [
        corner
        for e, n, _ in counted
        for corner in ((e, n), (e + size_m, n), (e + size_m, n + size_m), (e, n + size_m), (e, n))
    ]
    ring = _ring(corners, crs) if corners else []
    drawn = [
        feature(
            {"type": "Polygon", "coordinates": [ring[5 * index : 5 * index + 5]]},
            n=count,
            level=level_of(count, limits),
            sure=(e, n) in marked,
            area=names.get((e, n), ""),
        )
        for index, (e, n, count) in enumerate(counted)
    ]
    merged = unary_union([box(e, n, e + size_m, n + size_m) for e, n in sorted(marked)])
    parts = [] if merged.is_empty else list(getattr(merged, "geoms", [merged]))
    rings = [one for part in parts for one in (part.exterior, *part.interiors)]
    lines = [feature({"type": "LineString", "coordinates": _ring(list(one.coords), crs)}) for one in rings]
    return collection(drawn), collection(lines)


SIGNS = {"increase": "▲", "decrease": "▼", "no_clear_change": "≈", "too_few_to_say": "…", "cannot_tell": "…"}


def areas(rows: Iterable[Mapping[str, Any]], *, signs: bool = True) -> tuple[Collection, Collection]:
    """Areas by verdict with a label point each.

    Args:
        rows: mappings with `key`, `name`, `geometry` (GeoJSON or shapely, WGS84) and, where known, `verdict`
            (drawn in the diverging ramp), `few` (hatched) and `said` (read out when chosen).
        signs: whether the label carries the verdict's sign.

    Returns:
        Two collections, `areas` and `labels`.
    """
    drawn, labels = [], []
    for row in rows:
        form = row["geometry"]
        geometry = form if isinstance(form, BaseGeometry) else shape(form)
        verdict = row.get("verdict")
        known = {
            "key": row["key"],
            "name": row["name"],
            "few": bool(row.get("few", verdict in ("too_few_to_say", "cannot_tell"))),
        }
        if verdict:
            known["verdict"] = verdict
        if row.get("said"):
            known["said"] = row["said"]
        drawn.append(feature(geometry, **known))
        sign = {"sign": SIGNS[verdict]} if signs and verdict in SIGNS else {}
        labels.append(feature(geometry.representative_point(), name=row["name"], **sign))
    return collection(drawn), collection(labels)


def outside(
    land: Iterable[BaseGeometry | Mapping[str, Any]],
    reach: float = 2.0,
    *,
    or_touching: Iterable[BaseGeometry | Mapping[str, Any]] = (),
) -> Collection:
    """All that lies outside the municipality, as far as `reach` degrees away: drawn as paper.

    What is in `or_touching` and touches the land counts as inside: a lake at the edge of the town is seen whole.
    """
    whole = unary_union([_form(one) for one in land])
    if whole.is_empty:
        return collection([])
    whole = unary_union([whole, *(wet for wet in map(_form, or_touching) if wet.intersects(whole))])
    west, south, east, north = whole.bounds
    around: Polygon = box(west - reach, south - reach, east + reach, north + reach)
    return collection([feature(around.difference(whole))])


def _form(given: BaseGeometry | Mapping[str, Any]) -> BaseGeometry:
    return given if isinstance(given, BaseGeometry) else shape(given)


def bounds(*layers: Collection) -> list[float] | None:
    """The box round all features, west south east north; None where there is nothing to show."""
    boxes = [shape(one["geometry"]).bounds for layer in layers for one in layer["features"]]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    found = [min(west), min(south), max(east), max(north)]
    return found if all(math.isfinite(n) for n in found) else None
