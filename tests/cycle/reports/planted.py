# SPDX-License-Identifier: EUPL-1.2
"""A town where every field of a few reports holds a word that stands nowhere else, to be looked for in every answer."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.db import models
from PIL import Image

from samsyn.cycle.reports import writes
from samsyn.cycle.reports.models import Guard, Handling, HandOver, Look, Photo, Report, State
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.ground.places.projection import to_degrees
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.photos import redrawn
from samsyn.kit.rows import RecordClass, place_fields
from tests import people
from tests.cycle.pictures import town

DAY = date(2025, 10, 7)
# Fields that take any word; the others hold codes, numbers and moments, and are tried by changing them.
FREE = ("text", "place_text", "place_shape", "journey_line", "action_taken", "state_reason", "source_key")
CODED = ("channel", "place_kind", "certainty", "content_digest")


@dataclass
class Planted:
    """The reports by kind, the words that were planted in each field of each, and the code to the first."""

    reports: dict[str, Report]
    words: dict[tuple[str, str], list[str]]
    photos: dict[str, Photo]
    code: str

    def field(self, kind: str, name: str) -> list[str]:
        """What a field of a report looks like where it stands in an answer."""
        return self.words.get((kind, name), [])


def planted(here: Partnership) -> Planted:
    """Reports of five kinds, with words in all their fields, notes and a sending, and two photos."""
    town.districts(here)
    area = Area.objects.get(partnership=here, name="Västra")
    association = people.member("reporter", "association")
    housing = people.organisation("housing")
    kinds = {
        "read": ("theft.bicycle", association, "phone", {}),
        "held": ("theft.bicycle", association, "phone", {"guard": Guard.WAITING}),
        "police": ("drugs.dealing", people.officer(), "own", {"record_class": RecordClass.POLICE}),
        "fault": ("vandalism.graffiti", association, "phone", {}),
        "told": ("vandalism.graffiti", PUBLIC, "open311", {}),
    }
    found = Planted({}, {}, {}, "")
    for number, (kind, (category, by, channel, more)) in enumerate(kinds.items()):
        seen = writes.Sighting(category, f"{DAY}T03:{17 + number}", area=area)
        source = "resident" if by is PUBLIC else "staff"
        received = writes.receive(here, seen, by=by, source=source, channel=channel)
        found.code = found.code or received.code
        facts = _facts(number, kind, found) | {"with_organisation": housing, "state": State.HANDLED} | more
        if channel == "open311":
            facts["channel"] = channel
            del found.words[kind, "channel"]
        Report.objects.filter(pk=received.report.pk).update(**facts)
        row = found.reports[kind] = Report.objects.get(pk=received.report.pk)
        for name in ("uuid", "client_id", "receipt_digest"):
            found.words[kind, name] = [str(getattr(row, name))]
        _point(row, kind, found)
        _hang_on(row, number, kind, found)
    return found


def _facts(number: int, kind: str, found: Planted) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for index, name in enumerate(FREE + CODED):
        word = f"zq{number}{index:02}x"
        facts[name] = word
        found.words[kind, name] = [word]
    # Hours away from now: a page that tells what the clock is must not tell a planted word.
    hour = (clock.now().astimezone(UTC).hour + 8 + number) % 24
    for index, name in enumerate(("received_at", "first_seen_at", "created_at")):
        facts[name] = datetime(2025, 10, 7, hour, 41 + index, 13, tzinfo=UTC)
        local = f"{(hour + 2) % 24:02}"
        if name != "received_at":  # the moment it came is told the one who holds the code, and of a fault
            found.words[kind, name] = [f"{local}:{41 + index}", f"{local}.{41 + index}"]
    east, north = town.EAST + 2113.7 + 500 * number, town.NORTH + 3217.3 + 500 * number
    return facts | place_fields(east, north) | {"felt_effect": 3, "told_police": True, "helped": "yes"}


def _point(row: Report, kind: str, found: Planted) -> None:
    east, north = to_degrees([row.e], [row.n], row.partnership.metric_crs)
    for name, metres, degrees in (("e", row.e, float(east[0])), ("n", row.n, float(north[0]))):
        whole = f"{metres:.0f}"
        spaced = [f"{whole[:-6]}{gap}{whole[-6:-3]}{gap}{whole[-3:]}".strip(gap) for gap in " \u00a0\u202f"]
        found.words[kind, name] = [f"{metres:.1f}", whole, *spaced, f"{degrees:.4f}"]
    found.words[kind, "cell250"] = [str(row.cell250)]


def _hang_on(row: Report, number: int, kind: str, found: Planted) -> None:
    """A note, a sending, and on a fault two photos: one that a moderator has looked at and one that waits."""
    common = {
        "partnership": row.partnership,
        "owner": row.owner,
        "report": row,
        "record_class": row.record_class,
    }
    Handling.objects.create(done="noted", text=f"zq{number}notex", **common)
    found.words[kind, "Handling.text"] = [f"zq{number}notex"]
    receiver = writes.add_receiver(
        row.partnership,
        by=people.coordinator(),
        name=f"Lagare {number}",
        way="mail",
        address="fel@almstad.example",
    )
    HandOver.objects.create(
        receiver=receiver, text=f"zq{number}sentx", outside_id=f"zq{number}outx", state="sent", **common
    )
    found.words[kind, "HandOver.text"] = [f"zq{number}sentx"]
    found.words[kind, "HandOver.outside_id"] = [f"zq{number}outx"]
    if kind != "fault":
        return
    for index, look in enumerate(Look):
        canvas = io.BytesIO()
        Image.new("RGB", (60 + index, 40), (10, 200 * index, 90)).save(canvas, "JPEG")
        drawn = redrawn(canvas.getvalue())
        found.photos[look] = Photo.objects.create(
            number=index + 1, look=look, width=drawn.width, height=drawn.height, sha256=drawn.sha256,
            content=drawn.content, **common,
        )  # fmt: skip


def another(row: models.Model, field: Any, here: Partnership) -> Any:
    """Another value that the field may hold: what an answer says must not depend on it where it is hidden."""
    value = getattr(row, field.attname)
    if field.choices:
        return next(code for code, _ in field.choices if code != value)
    if field.is_relation:
        others = field.related_model._base_manager.exclude(pk=value)
        if issubclass(field.related_model, Report):
            others = others.exclude(pk=row.pk)
        if any(one.name == "partnership" for one in field.related_model._meta.concrete_fields):
            others = others.filter(partnership=here)
        found = others.values_list("pk", flat=True).first()
        return found if found is not None else value
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.UUIDField):
        return uuid4()
    if isinstance(field, models.DateTimeField):
        return datetime(2025, 10, 9, 1, 2, 3, tzinfo=UTC)
    if isinstance(field, models.FloatField):
        return (value or 0.0) + 1.0  # within the cell: the point is hidden, the cell is counted
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    if isinstance(field, models.BinaryField):
        return bytes(value) + b"zq"
    said = {
        "wall_from": "2025-10-08T05:06", "wall_to": "2025-10-08T07:08", "zone": "Europe/Helsinki", "weekdays": "25",
        "category": "drugs", "subcategory": "drugs.use", "certainty": "heard", "channel": "counter",
    }  # fmt: skip
    return said.get(field.name, f"annat{row.pk}")[: field.max_length or 100]
