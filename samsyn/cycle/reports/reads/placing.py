# SPDX-License-Identifier: EUPL-1.2
"""From what somebody said about a place to an area and, where it is known, a point. From a local index alone."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum

from samsyn.ground.people.models import Partnership
from samsyn.ground.places import locating
from samsyn.ground.places import reads as places
from samsyn.ground.places.folding import folded
from samsyn.ground.places.models import Area, AreaKind, BoundarySource, NamedPlace
from samsyn.ground.places.projection import to_metric
from samsyn.kit.callers import SYSTEM, Caller

SHORTEST_NAME = 4
# Fifty reports a second ask for the same names: whether one has changed is asked once for them all.
NAMES_SECONDS = 1.0
_LATELY: dict[tuple[UUID, Caller], tuple[float, tuple[tuple[str, Hit], ...]]] = {}


@dataclass(frozen=True, slots=True)
class Placing:
    """Where it is: an area, perhaps a point in metres, the names that were recognised, and whether it lies outside.

    `kind` is line, area, indoors or empty; `shape` is the line or area as JSON pairs of metres.
    """

    area: Area | None = None
    e: float | None = None
    n: float | None = None
    names: tuple[str, ...] = ()
    outside: bool = False
    kind: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A named place or an area whose name stands in typed words."""

    name: str
    area: Area | None
    e: float | None
    n: float | None
    indoors: bool = False


def choosable_areas(partnership: Partnership, *, seen_by: Caller) -> list[Area]:
    """The areas a person may choose from in a list: those points are placed in, else whatever there is."""
    found = places.placing_areas(partnership, seen_by=SYSTEM.inside(partnership.pk))
    return found or places.areas(partnership, seen_by=seen_by)


def indoor_places(partnership: Partnership, *, seen_by: Caller) -> list[NamedPlace]:
    """Stairwells, cellars and laundries that somebody has registered: chosen in the list, never typed with a flat."""
    found = places.named_places(partnership, seen_by=SYSTEM.inside(partnership.pk))
    return [place for place in found if place.indoors]


def indoors(partnership: Partnership, uuid: UUID, *, seen_by: Caller) -> Placing | None:
    """Where a registered indoor place is; None where there is none with this id."""
    for place in indoor_places(partnership, seen_by=seen_by):
        if place.uuid == uuid:
            return Placing(place.area, place.e, place.n, (place.name,), kind="indoors")
    return None


def at_point(partnership: Partnership, lon: float, lat: float, *, seen_by: Caller) -> Placing:
    """The area of a point in WGS 84. `outside` only where true borders say so; a coarse border says nothing."""
    east, north = to_metric([lon], [lat], partnership.metric_crs)
    e, n = float(east[0]), float(north[0])
    if not (math.isfinite(e) and math.isfinite(n)):
        return Placing(outside=True)
    return at_metres(partnership, e, n, seen_by=seen_by)


def at_metres(partnership: Partnership, e: float, n: float, *, seen_by: Caller) -> Placing:
    """The same for a point in the partnership's metric CRS."""
    eyes = SYSTEM.inside(partnership.pk)
    found = int(locating.locate(partnership, [e], [n], seen_by=eyes)[0])
    if found < 0:
        kind = places.placing_kind(partnership, seen_by=eyes)
        return Placing(e=e, n=n, outside=bool(kind))
    return Placing(area=_area(partnership, found, seen_by=seen_by), e=e, n=n)


def places_in_words(partnership: Partnership, text: str, *, seen_by: Caller) -> list[Hit]:
    """The named places and areas whose names stand in typed words: places before areas, the longest name first."""
    wanted = folded(text)
    if len(wanted) < 2:
        return []
    around = f" {_bare(wanted)} "
    known = _known_names(partnership, seen_by=seen_by)
    found = [hit for name, hit in known if _names(name, wanted, around)]
    if found and found[0].area is None and found[0].e is not None and found[0].n is not None:
        home = at_metres(partnership, found[0].e, found[0].n, seen_by=seen_by).area
        found[0] = replace(found[0], area=home)
    return found


def _known_names(partnership: Partnership, *, seen_by: Caller) -> tuple[tuple[str, Hit], ...]:
    """All names that a place may be told by, in the order they are believed; a new one is known within a second."""
    now = time.monotonic()
    asked, known = _LATELY.get((partnership.uuid, seen_by), (-math.inf, ()))
    if now - asked < NAMES_SECONDS:
        return known
    eyes = SYSTEM.inside(partnership.pk)
    named = NamedPlace.objects.seen_by(eyes).filter(partnership=partnership)
    areas = Area.objects.seen_by(eyes).filter(partnership=partnership)
    stamp = (
        *named.aggregate(Count("pk"), Max("pk"), Sum("e"), Sum("n"), Sum("area_id"), Sum("version")).values(),
        *areas.aggregate(Count("pk"), Max("pk"), Max("created_at"), Sum("version")).values(),
    )
    known = _read_names(partnership.pk, seen_by, stamp)
    if len(_LATELY) > 100:
        _LATELY.clear()
    _LATELY[partnership.uuid, seen_by] = (now, known)
    return known


@lru_cache(maxsize=16)
def _read_names(
    partnership_id: int, seen_by: Caller, stamp: tuple[object, ...]
) -> tuple[tuple[str, Hit], ...]:
    partnership = Partnership.objects.get(pk=partnership_id)
    eyes = SYSTEM.inside(partnership_id)
    hits: list[tuple[int, str, Hit]] = []
    for place in places.named_places(partnership, seen_by=eyes):
        hit = Hit(place.name, place.area, place.e, place.n, place.indoors)
        hits.append((len(place.folded) + 1000, place.folded, hit))
    for area in choosable_areas(partnership, seen_by=seen_by):
        hits.append((len(area.folded), area.folded, Hit(area.name, area, None, None)))
    return tuple((name, hit) for _, name, hit in sorted(hits, key=lambda one: -one[0]))


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


def _names(name: str, wanted: str, around: str) -> bool:
    """Whether the whole name stands in the words (`around`: bare, with a space at each end), or they begin the name."""
    if len(name) >= SHORTEST_NAME and f" {name} " in around:
        return True
    return len(wanted) >= SHORTEST_NAME and name.startswith(wanted)


def _bare(words: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in words).split())
