# SPDX-License-Identifier: EUPL-1.2
"""A small town for the picture's tests: two districts, and reports placed where a test wants them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from samsyn.cycle.reports.models import Report, Source
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.ground.places import writes as placing
from samsyn.ground.places.projection import to_degrees
from samsyn.kit.callers import SYSTEM
from samsyn.kit.rows import place_fields, time_fields

EAST, NORTH = 560_000, 6_490_000
SIDE = 10_000


def square(west: float, south: float, east: float, north: float) -> dict:
    """A rectangle in metres as a GeoJSON polygon in degrees."""
    x = [west, east, east, west, west]
    y = [south, south, north, north, south]
    lon, lat = to_degrees(x, y, "EPSG:3006")
    return {"type": "Polygon", "coordinates": [[[float(a), float(b)] for a, b in zip(lon, lat, strict=True)]]}


def districts(partnership: Partnership, version_year: int = 2025) -> None:
    """Two districts beside each other, Västra and Östra."""
    half = EAST + SIDE / 2
    features = [
        {"type": "Feature", "properties": {"namn": name}, "geometry": square(west, NORTH, east, NORTH + SIDE)}
        for name, west, east in (("Västra", EAST, half), ("Östra", half, EAST + SIDE))
    ]
    placing.import_areas(
        partnership, features, kind="district", name_field="namn", version_year=version_year, by=SYSTEM
    )


def reports(
    partnership: Partnership,
    count: int,
    *,
    category: str = "vandalism",
    start: date = date(2026, 1, 1),
    days: int = 120,
    at: tuple[float, float] | None = None,
    spread: float = SIDE,
    seed: int = 1,
    source: str = Source.STAFF,
) -> None:
    """`count` reports over some days, spread over the town or gathered around a point."""
    rng = np.random.default_rng(seed)
    middle = at or (EAST + SIDE / 2, NORTH + SIDE / 2)
    e = np.clip(middle[0] + rng.uniform(-spread / 2, spread / 2, count), EAST + 1, EAST + SIDE - 1)
    n = np.clip(middle[1] + rng.uniform(-spread / 2, spread / 2, count), NORTH + 1, NORTH + SIDE - 1)
    day = rng.integers(0, days, count)
    hour = rng.integers(0, 24, count)
    areas = {area.name: area for area in places.placing_areas(partnership, seen_by=SYSTEM)}
    rows = []
    for index in range(count):
        when = start + timedelta(days=int(day[index]))
        area = areas.get("Västra" if e[index] < EAST + SIDE / 2 else "Östra")
        rows.append(
            Report(
                partnership=partnership,
                category=category,
                source=source,
                area=area,
                **time_fields(f"{when.isoformat()}T{hour[index]:02d}:15"),
                **place_fields(e[index], n[index]),
            )
        )
    Report.objects.bulk_create(rows)
