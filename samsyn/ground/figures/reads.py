# SPDX-License-Identifier: EUPL-1.2
"""Questions about official numbers, by place code, measure and period; and about the police's published events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from samsyn.ground.figures.models import ContextEvent, Figure
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit.callers import Caller

# What sources call the number of people who live somewhere; the whole, not a part by age.
POPULATION = "population"


def figures(
    partnership: Partnership,
    *,
    seen_by: Caller,
    measure: str = "",
    place_codes: Iterable[str] | None = None,
    day_from: date | None = None,
    day_to: date | None = None,
    group: str | None = None,
    source: str = "",
) -> QuerySet[Figure]:
    """Numbers, oldest period first. A period counts when it lies inside the days asked for."""
    rows = Figure.objects.seen_by(seen_by).filter(partnership=partnership)
    if measure:
        rows = rows.filter(measure=measure)
    if source:
        rows = rows.filter(source=source)
    if place_codes is not None:
        rows = rows.filter(place_code__in=list(place_codes))
    if group is not None:
        rows = rows.filter(group=group)
    if day_from:
        rows = rows.filter(period_from__gte=day_from)
    if day_to:
        rows = rows.filter(period_to__lte=day_to)
    return rows.order_by("period_from", "place_code", "group", "pk")


def measures(partnership: Partnership, *, seen_by: Caller) -> list[tuple[str, str]]:
    """The (source, measure) pairs that there are numbers of."""
    rows = Figure.objects.seen_by(seen_by).filter(partnership=partnership)
    return list(rows.values_list("source", "measure").distinct().order_by("source", "measure"))


def population(area: Area, *, seen_by: Caller, on: date | None = None) -> float | None:
    """How many live in an area: the newest number with its code and boundary year (up to a day); None when not known."""
    return populations([area], seen_by=seen_by, on=on).get(area.pk)


def populations(areas: Iterable[Area], *, seen_by: Caller, on: date | None = None) -> dict[int, float]:
    """How many live in each area, by area id; areas without a number are left out.

    A number fits when the place code is the area's, and the boundary years agree where both are stated.
    """
    wanted = {area.pk: area for area in areas if area.code}
    if not wanted:
        return {}
    partnership_id = next(iter(wanted.values())).partnership_id
    rows = Figure.objects.seen_by(seen_by).filter(
        partnership_id=partnership_id, measure=POPULATION, group="", value__isnull=False
    )
    if on:
        rows = rows.filter(period_from__lte=on)
    found: dict[str, list[tuple[int, float]]] = {}
    for code, year, value in rows.order_by("period_to", "pk").values_list(
        "place_code", "boundary_year", "value"
    ):
        found.setdefault(code, []).append((year, float(value or 0)))
    out: dict[int, float] = {}
    for pk, area in wanted.items():
        fitting = [
            value
            for year, value in found.get(area.code, [])
            if not (year and area.boundary_year) or year == area.boundary_year
        ]
        if fitting:
            out[pk] = fitting[-1]
    return out


def context_events(
    partnership: Partnership,
    *,
    seen_by: Caller,
    kind: str = "event",
    place_name: str = "",
    day_from: date | None = None,
    day_to: date | None = None,
) -> QuerySet[ContextEvent]:
    """The police's published events (kind `event` or `summary`), newest first. Shown beside, never counted as crime."""
    rows = ContextEvent.objects.seen_by(seen_by).filter(partnership=partnership)
    if kind:
        rows = rows.filter(kind=kind)
    if place_name:
        rows = rows.filter(place_name=place_name)
    if day_from:
        rows = rows.filter(local_day__gte=day_from.toordinal())
    if day_to:
        rows = rows.filter(local_day__lte=day_to.toordinal())
    return rows.order_by(Coalesce(F("local_day"), 0).desc(), "-pk")
