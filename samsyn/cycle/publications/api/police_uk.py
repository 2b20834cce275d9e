# SPDX-License-Identifier: EUPL-1.2
"""Promises in the shape of data.police.uk, so that programs made for it read us unchanged.

A force is a partnership, a neighbourhood one of its districts, a priority a promise. People are always [] (nobody is
named) and no offence is ever given. Shape: https://data.police.uk/docs/.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.api.answering import absolute, in_json, partnerships
from samsyn.cycle.publications.models import Kind
from samsyn.ground.figures import reads as figures
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import locating
from samsyn.ground.places import reads as places
from samsyn.ground.places.models import Area
from samsyn.ground.places.projection import to_metric
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotFound
from samsyn.kit.periods import tertial_before, tertial_of


@in_json
def forces(request: HttpRequest) -> list[dict[str, str]]:
    """Every partnership."""
    return [{"id": row.key, "name": row.name} for row in partnerships()]


@in_json
def force(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """One partnership: who answers for it, by function, and where its page is."""
    return {
        "id": partnership.key,
        "name": partnership.name,
        "description": escape(partnership.contact_role) or None,
        "url": absolute(request, reverse("publications-front", kwargs={"key": partnership.key})),
        "telephone": None,
        "engagement_methods": [],
    }


@in_json
def people(request: HttpRequest, partnership: Partnership, place: str = "") -> list[Any]:
    """Nobody: persons are never published."""
    if place:
        _area(partnership, place)
    return []


@in_json
def neighbourhoods(request: HttpRequest, partnership: Partnership) -> list[dict[str, str]]:
    """The districts that counts are given for."""
    return [{"id": area.key, "name": area.name} for area in _areas(partnership)]


@in_json
def neighbourhood(request: HttpRequest, partnership: Partnership, place: str) -> dict[str, Any]:
    """One district: its name, where it lies and how many live there, where that is known."""
    area = _area(partnership, place)
    number = figures.population(area, seen_by=PUBLIC)
    front = absolute(request, reverse("publications-front", kwargs={"key": partnership.key}))
    return {
        "id": area.key,
        "name": area.name,
        "description": None,
        "population": None if number is None else str(round(number)),
        "centre": {"latitude": str(area.label_lat), "longitude": str(area.label_lon)},
        "url_force": front,
        "contact_details": {"web": front},
        "links": [],
        "locations": [],
    }


@in_json
def boundary(request: HttpRequest, partnership: Partnership, place: str) -> list[dict[str, str]]:
    """The outer ring of the district's largest part."""
    ring = places.boundary_ring(_area(partnership, place))
    return [{"latitude": str(lat), "longitude": str(lon)} for lon, lat in ring]


@in_json
def priorities(request: HttpRequest, partnership: Partnership, place: str) -> list[dict[str, Any]]:
    """The promises that hold in the district, newest first: what was promised, and what came of it so far."""
    area = _area(partnership, place)
    found = []
    for row in reads.holding_in(partnership, area, seen_by=PUBLIC):
        content = compute.content(row)
        promise = content["chain"]["promise"]
        told = reads.followups(partnership, row.slug, seen_by=PUBLIC)
        facts = {"partnership": partnership, "row": row, "standing": content["standing"]} | {
            "activities": [entry for entry in content["chain"]["activities"] if entry.get("done")]
        }
        found.append(
            {
                "issue": escape(row.title),
                "issue-date": f"{promise['signed_on'] or row.published_at.date()}T00:00:00",
                "action": render_to_string("publications/api/action.html", facts).strip(),
                "action-date": f"{(told[0] if told else row).published_at.date()}T00:00:00",
            }
        )
    return sorted(found, key=lambda entry: entry["issue-date"], reverse=True)


@in_json
def events(request: HttpRequest, partnership: Partnership, place: str) -> list[dict[str, Any]]:
    """When residents are told next: the last day of the follow-up of the tertial that is due or running."""
    _area(partnership, place)
    if not reads.standing(partnership, Kind.PROMISE, seen_by=PUBLIC).exists():
        return []
    today = clock.today()
    before, running = tertial_before(today), tertial_of(today)
    told = reads.standing(partnership, Kind.FOLLOWUP, seen_by=PUBLIC).filter(period=before.key).exists()
    due = [period for period in (before, running) if period is running or not told]
    return [
        {
            "title": render_to_string("publications/api/event.html", {"period": period.key}).strip(),
            "type": "followup",
            "description": None,
            "address": absolute(request, reverse("publications-promises", kwargs={"key": partnership.key})),
            "start_date": f"{period.due_on}T00:00:00",
            "end_date": f"{_next_day(period.due_on)}T00:00:00",
            "contact_details": {},
        }
        for period in due
    ]


@in_json
def locate(request: HttpRequest) -> dict[str, str]:
    """The partnership and district that a point (`q=latitude,longitude`) lies in. Raises NotFound and BadInput."""
    try:
        latitude, longitude = (float(part) for part in request.GET.get("q", "").split(","))
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(latitude)
    except ValueError:
        raise BadInput("bad_point", field="q") from None
    for partnership in partnerships():
        areas = {area.pk: area for area in _areas(partnership)}
        if not areas:
            continue
        e, n = to_metric([longitude], [latitude], partnership.metric_crs)
        inside = int(locating.locate(partnership, e, n, seen_by=PUBLIC)[0])
        if inside in areas:
            return {"force": partnership.key, "neighbourhood": areas[inside].key}
    raise NotFound("no_such_page")


def _areas(partnership: Partnership) -> list[Area]:
    return places.placing_areas(partnership, seen_by=PUBLIC)


def _area(partnership: Partnership, key: str) -> Area:
    return reads.district(partnership, key, seen_by=PUBLIC)


def _next_day(day: date) -> date:
    return day + timedelta(days=1)
