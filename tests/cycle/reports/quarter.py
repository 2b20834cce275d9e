# SPDX-License-Identifier: EUPL-1.2
"""A small town for the tests of reports: two districts beside each other, and a school in one of them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from samsyn.cycle.reports import writes
from samsyn.cycle.reports.models import Report, Source
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import writes as places
from samsyn.ground.places.models import Area
from samsyn.ground.places.projection import to_metric
from samsyn.kit.callers import PUBLIC, SYSTEM, Caller
from tests import people

WEST, SOUTH, STEP = 15.60, 58.40, 0.02


def _square(name: str, column: int) -> dict[str, Any]:
    west, east, south, north = WEST + column * STEP, WEST + (column + 1) * STEP, SOUTH, SOUTH + STEP
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def town(key: str = "almstad") -> Partnership:
    """A partnership with the districts Lötäng (west) and Stenbro (east), and Lötängsskolan."""
    here = people.partnership(key, f"Trygga {key}") if key != "almstad" else people.partnership()
    if not Area.objects.filter(partnership=here).exists():
        squares = [_square("Lötäng", 0), _square("Stenbro", 1)]
        places.import_areas(here, squares, kind="district", name_field="name", by=SYSTEM)
        e, n = metres(here, *IN_LOTANG)
        places.add_named_place(here, "Lötängsskolan", e=e, n=n, kind="school", by=SYSTEM)
    return here


IN_LOTANG = (WEST + STEP / 2, SOUTH + STEP / 2)
IN_STENBRO = (WEST + STEP * 1.5, SOUTH + STEP / 2)
FAR_AWAY = (WEST + 2, SOUTH + 1)


def metres(here: Partnership, lon: float, lat: float) -> tuple[float, float]:
    """A point in the partnership's metric CRS."""
    e, n = to_metric([lon], [lat], here.metric_crs)
    return float(e[0]), float(n[0])


def district(here: Partnership, name: str = "Lötäng") -> Area:
    """One of the two districts."""
    return Area.objects.get(partnership=here, name=name)


def typed(**changed: object) -> dict[str, object]:
    """What a resident types at the least: what, where, when."""
    told: dict[str, object] = {
        "client_id": str(uuid4()),
        "category": "vandalism",
        "place_text": "Lötängsskolan",
        "when": "today",
    }
    return {name: value for name, value in (told | changed).items() if value is not None}


def resident_report(here: Partnership, **changed: Any) -> Report:
    """A stored report of a resident."""
    facts = {"category": "vandalism", "wall_from": "2026-05-02", "area": district(here)} | changed
    return writes.receive(here, writes.Sighting(**facts), by=PUBLIC).report


def staff_report(here: Partnership, by: Caller, **changed: Any) -> Report:
    """A stored report of a member."""
    facts = {"category": "vandalism", "wall_from": "2026-05-02", "area": district(here)} | changed
    return writes.receive(here, writes.Sighting(**facts), by=by, source=Source.STAFF, channel="own").report
