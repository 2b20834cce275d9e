# SPDX-License-Identifier: EUPL-1.2
"""What lies in a demo town's inbox to be handled: photos, texts held back, one matter told by several, long places."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import numpy as np
import shapely
import shapely.ops

from samsyn.cycle.reports import writes
from samsyn.cycle.reports.reads import stretches
from samsyn.demo import pictured
from samsyn.demo.geography import CRS, Place
from samsyn.demo.laid import Ground, Plan
from samsyn.demo.streets import Layers
from samsyn.ground.places.projection import to_degrees, to_metric
from samsyn.kit import clock, photos
from samsyn.kit.callers import Caller

SPACE = UUID("8d4f6a52-3c0e-5b7f-9a61-2f1f0c5de002")
LINE_M = 420.0
"""How far along a street a report tells of a stretch of it, in metres."""
AREA_M = 45.0


def told_of(name: str) -> dict[str, Any]:
    """A town's own file of what lies in its inbox."""
    return tomllib.loads((Path(__file__).parent / "towns" / f"{name}-inbox.toml").read_text("utf-8"))


def fill(made: Ground, planned: Plan, name: str) -> None:
    """Send what the town's file tells, each at its hour, and handle it as far as the file says."""
    all_told = told_of(name)
    with clock.frozen(planned.calendar.start):
        receiver = all_told["receiver"]
        writes.add_receiver(
            made.partnership, receiver["name"], "mail", receiver["address"], by=made.callers["coordinator"]
        )
    sent: dict[str, Any] = {}
    for number, told in enumerate(all_told["sent"]):
        at = _at(planned.calendar.as_of - timedelta(days=1), told)
        with clock.frozen(at + timedelta(minutes=9)):
            report = _send(made, planned, told, number, at)
        if "name" in told:
            sent[told["name"]] = report
        with clock.frozen(at + timedelta(hours=15)):
            _handle(made, told, report, sent)


def _at(last: date, told: Mapping[str, Any]) -> datetime:
    day = last - timedelta(days=told["back"])
    return datetime.combine(day, time.fromisoformat(told["at"]), clock.LOCAL)


def _send(made: Ground, planned: Plan, told: Mapping[str, Any], number: int, at: datetime) -> Any:
    partnership = made.partnership
    place = planned.town.places[told["place"]]
    shape = _shape(place, planned.ground, told["shape"]) if "shape" in told else None
    placing = stretches.of_shape(partnership, shape, seen_by=_sender(made, told)) if shape else None
    photo = (photos.redrawn(pictured.drawn(told["photo"], planned.told["seed"])),) if "photo" in told else ()
    received = writes.receive(
        partnership,
        writes.Sighting(
            category=told["category"],
            wall_from=at.strftime("%Y-%m-%dT%H:%M"),
            text=told["text"],
            area=made.areas[place.district],
            e=placing.e if placing else place.e,
            n=placing.n if placing else place.n,
            place_text=told.get("words", place.name),
            place_kind=placing.kind if placing else "",
            place_shape=placing.shape if placing else "",
            photos=photo,
        ),
        by=_sender(made, told),
        source="staff" if "of" in told else "resident",
        channel="web",
        client_id=uuid5(SPACE, f"{partnership.key}:{number}:{at}"),
    )
    return received.report


def _sender(made: Ground, told: Mapping[str, Any]) -> Caller:
    organisation = made.organisations.get(told.get("of", ""))
    return Caller(
        "machine",
        "demo",
        partnership_id=made.partnership.pk,
        organisation_id=organisation.pk if organisation else None,
        organisation_kind=organisation.kind if organisation else "",
    )


def _handle(made: Ground, told: Mapping[str, Any], report: Any, sent: Mapping[str, Any]) -> None:
    by = made.callers["coordinator"]
    if told.get("look") == "shown":
        for photo in report.photos.all():
            writes.show_photo(photo, by=by)
    if "to" in told:
        writes.assign(report, made.organisations[told["to"]], by=by)
    elif "state" in told:
        writes.move(report, told["state"], by=by)
    if "same_as" in told:
        writes.merge(report, sent[told["same_as"]], by=by)


def _shape(place: Place, ground: Layers, kind: str) -> stretches.Shape:
    """What a reporter would draw there: along the street that runs nearest to a place, or round the place."""
    if kind == stretches.AREA:
        metres = np.array(shapely.Point(place.e, place.n).buffer(AREA_M, cap_style="square").exterior.coords)
    else:
        metres = _along(place, ground)
    lon, lat = to_degrees(metres[:, 0], metres[:, 1], CRS)
    points = [(round(float(x), 6), round(float(y), 6)) for x, y in zip(lon, lat, strict=True)]
    return stretches.Shape(kind, tuple(points))


def _along(place: Place, ground: Layers) -> Any:
    at = shapely.Point(place.e, place.n)
    streets = [_metres(row) for row in [*ground["main_streets"], *ground["streets"]]]
    long = [line for line in streets if line.length > LINE_M]
    street = min(long, key=lambda line: line.distance(at))
    middle = street.project(at)
    start = min(max(0.0, middle - LINE_M / 2), street.length - LINE_M)
    return np.array(shapely.ops.substring(street, start, start + LINE_M).coords)


def _metres(feature: Mapping[str, Any]) -> Any:
    form = shapely.geometry.shape(feature["geometry"])
    parts = max(getattr(form, "geoms", [form]), key=lambda part: part.length)
    degrees = np.array(parts.coords)
    e, n = to_metric(degrees[:, 0], degrees[:, 1], CRS)
    return shapely.LineString(np.column_stack([e, n]))
