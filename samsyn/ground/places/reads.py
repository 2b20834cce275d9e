# SPDX-License-Identifier: EUPL-1.2
"""Questions about areas, named places and the ground: which there are, which one a point is in, where a name is."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import shapely
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from samsyn.ground.people.models import Partnership
from samsyn.ground.places.folding import folded, sort_key
from samsyn.ground.places.models import (
    Area,
    AreaKind,
    BoundarySource,
    GroundLayer,
    LayerKind,
    NamedPlace,
    PlaceKind,
)
from samsyn.ground.places.projection import to_degrees
from samsyn.ground.places.shapes import largest_ring
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.kit.map import layers

# A point is placed in areas of one kind only: the first of these that the partnership has. Mixing kinds would count
# in parts that overlap.
PLACING_ORDER = (
    AreaKind.DISTRICT,
    AreaKind.REGSO,
    AreaKind.DESO,
    AreaKind.VILLAGE,
    AreaKind.OTHER,
    AreaKind.POLICE,
    AreaKind.MUNICIPALITY,
)


def areas(
    partnership: Partnership, kind: str = "", *, seen_by: Caller, year: int | None = None
) -> list[Area]:
    """The areas of a kind (of all kinds when empty) in Swedish order, with the newest boundaries unless a year is given.

    Geometry is left out until asked for.
    """
    rows = _of_year(partnership, seen_by=seen_by, year=year)
    rows = (rows.filter(kind=kind) if kind else rows).defer("geometry", "shape")
    return sorted(rows, key=lambda area: (area.kind, sort_key(area.name), area.key))


def area(partnership: Partnership, key: str, *, seen_by: Caller, kind: str = "") -> Area:
    """One area by its key, with its newest boundary; of several kinds the one points are placed in. Raises NotFound."""
    rows = _of_year(partnership, seen_by=seen_by, year=None).filter(key=key)
    found = sorted(
        rows.filter(kind=kind) if kind else rows, key=lambda row: PLACING_ORDER.index(AreaKind(row.kind))
    )
    if not found:
        raise NotFound("no_such_area", key=key)
    return found[0]


def placing_kind(partnership: Partnership, *, seen_by: Caller) -> str:
    """The kind of area that points are placed in here; empty when the partnership has none but coarse borders."""
    rows = Area.objects.seen_by(seen_by).filter(
        partnership=partnership, boundary_source=BoundarySource.IMPORTED
    )
    kinds = set(rows.values_list("kind", flat=True).distinct())
    return next((kind.value for kind in PLACING_ORDER if kind.value in kinds), "")


def placing_areas(partnership: Partnership, *, seen_by: Caller) -> list[Area]:
    """The areas that points are placed in, in Swedish order."""
    kind = placing_kind(partnership, seen_by=seen_by)
    return areas(partnership, kind, seen_by=seen_by) if kind else []


def in_older_borders(partnership: Partnership, *, seen_by: Caller) -> frozenset[int]:
    """Ids of areas of the kind that points are placed in, but with borders that newer ones have replaced."""
    kind = placing_kind(partnership, seen_by=seen_by)
    present = _of_year(partnership, seen_by=seen_by, year=None).filter(kind=kind)
    rows = Area.objects.seen_by(seen_by).filter(partnership=partnership, kind=kind)
    return frozenset(rows.exclude(pk__in=present.values("pk")).values_list("pk", flat=True))


def on_the_ground_of(partnership: Partnership, ids: Collection[int], *, seen_by: Caller) -> frozenset[int]:
    """Ids of the present areas that points are placed in which share ground with any of some areas.

    Less than a hundredth of the smaller one is two drawings of the same border, and no ground that is shared.
    """
    kind = placing_kind(partnership, seen_by=seen_by)
    present = _of_year(partnership, seen_by=seen_by, year=None).filter(kind=kind).values_list("pk", "shape")
    others = Area.objects.seen_by(seen_by).filter(partnership=partnership, pk__in=ids)
    older = [shapely.from_wkb(bytes(wkb)) for wkb in others.values_list("shape", flat=True)]
    found = set()
    for pk, wkb in present:
        shape = shapely.from_wkb(bytes(wkb))
        if any(
            one.intersects(shape) and one.intersection(shape).area > 0.01 * min(one.area, shape.area)
            for one in older
        ):
            found.add(pk)
    return frozenset(found)


def bounds(partnership: Partnership, *, seen_by: Caller) -> tuple[float, float, float, float] | None:
    """West, south, east and north in degrees of all present areas; None where there are none."""
    boxes = list(
        _of_year(partnership, seen_by=seen_by, year=None).values_list("west", "south", "east", "north")
    )
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def boundaries(partnership: Partnership, kind: str, *, seen_by: Caller) -> dict[str, Any]:
    """The areas of a kind as a GeoJSON collection in WGS 84, each with key, name, code and where its label stands."""
    rows = _of_year(partnership, seen_by=seen_by, year=None).filter(kind=kind).defer("shape")
    features = [
        {
            "type": "Feature",
            "id": row.pk,
            "geometry": json.loads(row.geometry),
            "properties": {
                "key": row.key,
                "name": row.name,
                "code": row.code,
                "year": row.boundary_year or None,
                "label": [row.label_lon, row.label_lat],
            },
        }
        for row in sorted(rows, key=lambda row: sort_key(row.name))
    ]
    return {"type": "FeatureCollection", "features": features}


# What people find their way by. A tunnel or a car park written on every map would be a place pointed out.
LANDMARKS = (
    PlaceKind.STATION,
    PlaceKind.SCHOOL,
    PlaceKind.SQUARE,
    PlaceKind.CENTRE,
    PlaceKind.PARK,
    PlaceKind.SPORTS,
)


def ground_layers(partnership: Partnership, *, seen_by: Caller) -> list[GroundLayer]:
    """The layers of the ground in the order they are drawn, without their collections until asked for."""
    rows = GroundLayer.objects.seen_by(seen_by).filter(partnership=partnership).defer("collection")
    order = [kind.value for kind in LayerKind]
    return sorted(rows, key=lambda row: order.index(row.kind))


def ground_stamp(partnership: Partnership, *, seen_by: Caller) -> str:
    """A short text that is another as soon as anything of the ground of the map is."""
    rows = GroundLayer.objects.seen_by(seen_by).filter(partnership=partnership)
    places = NamedPlace.objects.seen_by(seen_by).filter(partnership=partnership)
    areas_here = Area.objects.seen_by(seen_by).filter(partnership=partnership)
    facts = {
        "layers": sorted(rows.values_list("kind", "content_digest", "origin")),
        "places": places.aggregate(Count("id"), Max("id"), Sum("e"), Sum("n")),
        "areas": areas_here.aggregate(Count("id"), Max("id"), Sum("version")),
    }
    return frozen.digest(frozen.canonical(facts))[7:23]


def ground(partnership: Partnership, *, seen_by: Caller) -> str:
    """The whole ground as one JSON text: `layers` as the map draws them, `origins` who made them, public throughout.

    `outside` is what lies beyond the areas and the water that touches them; `landmarks` are names to find one's way by.
    """
    rows = GroundLayer.objects.seen_by(seen_by).filter(partnership=partnership).order_by("kind")
    parts = {row.kind: row.collection for row in rows}
    drawn = [
        json.loads(text)
        for text in _of_year(partnership, seen_by=seen_by, year=None)
        .filter(kind__in=(placing_kind(partnership, seen_by=seen_by), AreaKind.MUNICIPALITY))
        .values_list("geometry", flat=True)
    ]
    if drawn:
        water = json.loads(parts[LayerKind.WATER])["features"] if LayerKind.WATER in parts else []
        wet = [one["geometry"] for one in water if one["geometry"]["type"].endswith("Polygon")]
        parts["outside"] = frozen.canonical(layers.outside(drawn, or_touching=wet))
    named = named_places(partnership, seen_by=seen_by)
    known = [row for row in named if row.kind in LANDMARKS and row.e is not None]
    if known:
        lon, lat = to_degrees(
            [row.e or 0 for row in known], [row.n or 0 for row in known], partnership.metric_crs
        )
        parts["landmarks"] = frozen.canonical(
            layers.collection(
                layers.feature(
                    {"type": "Point", "coordinates": [round(float(x), 5), round(float(y), 5)]},
                    name=row.name,
                    kind=row.kind,
                )
                for row, x, y in zip(known, lon, lat, strict=True)
            )
        )
    origins = sorted({row.origin for row in rows if row.origin})
    inside = ",".join(f'"{name}":{text}' for name, text in sorted(parts.items()))
    return f'{{"layers":{{{inside}}},"origins":{frozen.canonical(origins)}}}'


def boundary_ring(area: Area) -> list[tuple[float, float]]:
    """The outer ring of an area's largest part, as (longitude, latitude)."""
    return largest_ring(area.geometry)


def named_places(partnership: Partnership, *, seen_by: Caller) -> list[NamedPlace]:
    """The named places of a partnership in Swedish order."""
    rows = NamedPlace.objects.seen_by(seen_by).filter(partnership=partnership).select_related("area")
    return sorted(rows, key=lambda row: sort_key(row.name))


def named_points(partnership: Partnership, *, seen_by: Caller) -> list[tuple[str, float, float]]:
    """Name, easting and northing of each named place that has a point, in the order they were added."""
    rows = NamedPlace.objects.seen_by(seen_by).filter(partnership=partnership, e__isnull=False)
    return [(name, e or 0.0, n or 0.0) for name, e, n in rows.order_by("id").values_list("name", "e", "n")]


def kinds_of_points(partnership: Partnership, *, seen_by: Caller) -> list[tuple[str, float, float]]:
    """Kind, easting and northing of each named place that has a point."""
    rows = NamedPlace.objects.seen_by(seen_by).filter(partnership=partnership, e__isnull=False)
    return [(kind, e or 0.0, n or 0.0) for kind, e, n in rows.order_by("id").values_list("kind", "e", "n")]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a `place` or an `area`, where it is in metres and degrees, and the area's key."""

    what: str
    name: str
    kind: str
    key: str
    area_id: int | None
    e: float
    n: float
    lon: float
    lat: float
    indoors: bool = False


def search(partnership: Partnership, text: str, *, seen_by: Caller, limit: int = 10) -> list[Found]:
    """Places and areas whose name holds the words of `text`, whatever its case and accents; those that begin so first."""
    wanted = folded(text)
    if not wanted:
        return []
    holds = Q()
    for word in wanted.split():
        holds &= Q(folded__contains=word)
    places = NamedPlace.objects.seen_by(seen_by).filter(holds, partnership=partnership, e__isnull=False)
    found_areas = _of_year(partnership, seen_by=seen_by, year=None).filter(holds).defer("geometry", "shape")
    hits: list[tuple[str, Found]] = []
    rows = list(places.select_related("area")[: limit * 5])
    if rows:
        lon, lat = to_degrees(
            [row.e or 0 for row in rows], [row.n or 0 for row in rows], partnership.metric_crs
        )
        for i, row in enumerate(rows):
            key = row.area.key if row.area else ""
            here = (float(row.e or 0), float(row.n or 0), round(float(lon[i]), 6), round(float(lat[i]), 6))
            hits.append(
                (row.folded, Found("place", row.name, row.kind, key, row.area_id, *here, row.indoors))
            )
    for area in found_areas[: limit * 5]:
        here = (area.label_e, area.label_n, area.label_lon, area.label_lat)
        hits.append((area.folded, Found("area", area.name, area.kind, area.key, area.pk, *here)))
    hits.sort(key=lambda hit: (not hit[0].startswith(wanted), sort_key(hit[1].name), hit[1].what))
    return [found for _, found in hits[:limit]]


def _of_year(partnership: Partnership, *, seen_by: Caller, year: int | None) -> QuerySet[Area]:
    """Areas with the boundaries of one year, or the newest of each kind (municipalities: of each)."""
    rows = Area.objects.seen_by(seen_by).filter(partnership=partnership)
    if year is not None:
        return rows.filter(boundary_year=year)
    newer = Area.objects.seen_by(seen_by).filter(
        partnership=partnership, kind=OuterRef("kind"), boundary_year__gt=OuterRef("boundary_year")
    )
    same = newer.filter(key=OuterRef("key"))
    return rows.filter(
        Q(kind=AreaKind.MUNICIPALITY) & ~Exists(same) | ~Q(kind=AreaKind.MUNICIPALITY) & ~Exists(newer)
    )
