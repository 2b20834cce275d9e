# SPDX-License-Identifier: EUPL-1.2
"""Where and when: the activities of a time window on the map of the areas. For those who work with them, never in public."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q

from samsyn.cycle.activities.models import Activity, State
from samsyn.cycle.activities.reads.activities import occasions, planned_rows
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import basemap
from samsyn.ground.places import reads as places
from samsyn.ground.places.projection import to_degrees
from samsyn.kit.callers import Caller
from samsyn.kit.map import layers


def in_window(partnership: Partnership, day_from: date, day_to: date, *, seen_by: Caller) -> list[Activity]:
    """The activities that go on between two days and are not called off, numbered (`.number`) in their order.

    Those with weekdays only where one of their days lies in the window; those without any dates always. `.days` holds
    the planned days of a recurring one.
    """
    rows = planned_rows(partnership, seen_by=seen_by).exclude(state=State.CANCELLED)
    rows = rows.filter(Q(period_from=None) | Q(period_from__lte=day_to))
    rows = rows.filter(Q(period_to=None) | Q(period_to__gte=day_from))
    found = []
    for row in rows:
        row.days = occasions(row, day_from, day_to) if row.weekdays else []  # type: ignore[attr-defined]
        if not row.weekdays or row.days:  # type: ignore[attr-defined]
            found.append(row)
    for number, row in enumerate(found, 1):
        row.number = number  # type: ignore[attr-defined]
    return found


def map_of_activities(partnership: Partnership, rows: list[Any], *, seen_by: Caller) -> dict[str, Any] | None:
    """The areas with the activities in each, and a numbered point for each that has one; None where there are no areas."""
    kind = places.placing_kind(partnership, seen_by=seen_by)
    borders = places.boundaries(partnership, kind, seen_by=seen_by)["features"] if kind else []
    if not borders:
        return None
    here: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.area is not None:
            here[row.area.key].append(row)
    drawn, labels = layers.areas(
        {
            "key": border["properties"]["key"],
            "name": border["properties"]["name"],
            "geometry": border["geometry"],
            "said": _said(border["properties"]["name"], here[border["properties"]["key"]]),
        }
        for border in borders
    )
    placed = [row for row in rows if row.e is not None and row.n is not None]
    points = []
    if placed:
        lon, lat = to_degrees([row.e for row in placed], [row.n for row in placed], partnership.metric_crs)
        points = [
            layers.feature(
                {"type": "Point", "coordinates": [float(x), float(y)]}, sign=str(row.number), name=row.title
            )
            for row, x, y in zip(placed, lon, lat, strict=True)
        ]
    return {
        "bounds": layers.bounds(drawn),
        "layers": {
            "areas": drawn,
            "points": layers.collection(points),
            "labels": layers.collection([*labels["features"], *points]),
        },
        **basemap.under(partnership),
    }


def _said(name: str, rows: list[Any]) -> str:
    """An area's name with what goes on there, as it is read out: names as people wrote them."""
    return f"{name}: {', '.join(f'{row.number}. {row.title}' for row in rows)}" if rows else name
