# SPDX-License-Identifier: EUPL-1.2
"""From what somebody said about a place to an area and, where it is known, a point. From a local index alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from samsyn.ground.people.models import Partnership
from samsyn.ground.places import locating
from samsyn.ground.places import reads as places
from samsyn.ground.places.folding import folded
from samsyn.ground.places.models import Area, AreaKind, BoundarySource
from samsyn.ground.places.projection import to_metric
from samsyn.kit.callers import SYSTEM, Caller

SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Placing:
    """Where it is: an area, perhaps a point in metres, the names that were recognised, and whether it lies outside."""

    area: Area | None = None
    e: float | None = None
    n: float | None = None
    names: tuple[str, ...] = ()
    outside: bool = False


def choosable_areas(partnership: Partnership, *, seen_by: Caller) -> list[Area]:
    """The areas a person may choose from in a list: those points are placed in, else whatever there is."""
    found = places.placing_areas(partnership, seen_by=SYSTEM.inside(partnership.pk))
    return found or places.areas(partnership, seen_by=seen_by)


def at_point(partnership: Partnership, lon: float, lat: float, *, seen_by: Caller) -> Placing:
    """The area of a point in WGS 84. `outside` only where true borders say so; a coarse border says nothing."""
    east, north = to_metric([lon], [lat], partnership.metric_crs)
    e, n = float(east[0]), float(north[0])
    if not (math.isfinite(e) and math.isfinite(n)):
        return Placing(outside=True)
    eyes = SYSTEM.inside(partnership.pk)
    found = int(locating.locate(partnership, [e], [n], seen_by=eyes)[0])
    if found < 0:
        kind = places.placing_kind(partnership, seen_by=eyes)
        return Placing(e=e, n=n, outside=bool(kind))
    return Placing(area=_area(partnership, found, seen_by=seen_by), e=e, n=n)


def by_words(partnership: Partnership, text: str, *, seen_by: Caller) -> Placing:
    """The place that typed words name: a named place or an area whose name stands in them, the longest name first."""
    wanted = folded(text)
    if len(wanted) < 2:
        return Placing()
    eyes = SYSTEM.inside(partnership.pk)
    hits: list[tuple[int, str, Area | None, float | None, float | None]] = []
    for place in places.named_places(partnership, seen_by=eyes):
        if _names(place.folded, wanted):
            hits.append((len(place.folded) + 1000, place.name, place.area, place.e, place.n))
    for area in choosable_areas(partnership, seen_by=seen_by):
        if _names(area.folded, wanted):
            hits.append((len(area.folded), area.name, area, None, None))
    if not hits:
        return Placing()
    hits.sort(key=lambda hit: -hit[0])
    _, _, home, e, n = hits[0]
    if home is None and e is not None and n is not None:
        found = int(locating.locate(partnership, [e], [n], seen_by=eyes)[0])
        home = _area(partnership, found, seen_by=seen_by) if found >= 0 else None
    return Placing(area=home, e=e, n=n, names=tuple(hit[1] for hit in hits[:3]))


def area_of(partnership: Partnership, uuid: UUID, *, seen_by: Caller) -> Area | None:
    """One of the choosable areas by its public id."""
    rows = Area.objects.seen_by(SYSTEM.inside(partnership.pk)).defer("geometry", "shape")
    return rows.filter(partnership=partnership, uuid=uuid).first()


def borders(partnership: Partnership, *, seen_by: Caller) -> list[dict[str, Any]]:
    """Key, name and GeoJSON geometry of the areas that a point is placed in; borders are public."""
    kind = places.placing_kind(partnership, seen_by=SYSTEM.inside(partnership.pk)) or AreaKind.MUNICIPALITY
    found = places.boundaries(partnership, kind, seen_by=seen_by)["features"]
    return [
        {"key": one["properties"]["key"], "name": one["properties"]["name"], "geometry": one["geometry"]}
        for one in found
    ]


def has_true_borders(partnership: Partnership, *, seen_by: Caller) -> bool:
    """Whether the partnership has imported borders, which alone can say that a point is outside."""
    rows = Area.objects.seen_by(SYSTEM.inside(partnership.pk))
    return rows.filter(partnership=partnership, boundary_source=BoundarySource.IMPORTED).exists()


def _area(partnership: Partnership, pk: int, *, seen_by: Caller) -> Area | None:
    rows = Area.objects.seen_by(SYSTEM.inside(partnership.pk)).defer("geometry", "shape")
    return rows.filter(pk=pk).first()


def _names(name: str, wanted: str) -> bool:
    """Whether the whole name stands in the words, or the words begin the name."""
    if len(name) >= SHORTEST_NAME and f" {name} " in f" {_bare(wanted)} ":
        return True
    return len(wanted) >= SHORTEST_NAME and name.startswith(wanted)


def _bare(words: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in words).split())
