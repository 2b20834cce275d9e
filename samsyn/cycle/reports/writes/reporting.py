# SPDX-License-Identifier: EUPL-1.2
"""A report arrives: checked, guarded, stored once, and answered with a code."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction

from samsyn.catalogue import categories
from samsyn.cycle.reports import rules
from samsyn.cycle.reports.compute import guard as ask_guard
from samsyn.cycle.reports.models import Guard, Photo, QuietWeek, Report, Source
from samsyn.cycle.reports.reads.answers import CODE_DIGITS, code_digest
from samsyn.cycle.reports.writes.photos import PHOTOS_MOST
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area, AreaKind
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.photos import Drawn
from samsyn.kit.rows import place_fields, time_fields

TEXT_MOST = 2000
# What a member may type beside the text: looked at by the guard in the same way.
GUARDED = ("text", "place_text", "journey_line", "action_taken")
DISTRICT_KINDS = (AreaKind.DISTRICT, AreaKind.REGSO, AreaKind.VILLAGE, AreaKind.MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What somebody saw: `category` may be a dotted subcategory; `e`, `n` are metres in the partnership's CRS.

    `wall_from` and `wall_to` are ISO wall-clock text; `weekdays` holds the digits 1–7 of a recurring event.
    """

    category: str
    wall_from: str = ""
    wall_to: str = ""
    weekdays: str = ""
    text: str = ""
    area: Area | None = None
    e: float | None = None
    n: float | None = None
    place_text: str = ""
    place_kind: str = ""
    certainty: str = ""
    felt_effect: int | None = None
    told_police: bool | None = None
    told_fault: bool | None = None
    action_taken: str = ""
    place_shape: str = ""
    journey_line: str = ""
    photos: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A stored report and its code. `created` is False when the same sending had already arrived."""

    report: Report
    code: str
    created: bool


def receive(
    partnership: Partnership,
    seen: Sighting,
    *,
    by: Caller,
    source: str = Source.RESIDENT,
    channel: str = "",
    client_id: UUID | None = None,
) -> Received:
    """Store one report exactly once, by `client_id`, and give its code.

    Raises BadInput("personal_data", field, marks) where the guard is certain: then nothing is stored anywhere.
    Raises BadInput("unknown_category"), BadInput("choose_district") where a sleeping place has no district, and
    BadInput("photo_not_here" or "photos_too_many").
    """
    if source != Source.RESIDENT:
        rules.check_may_report(by, partnership)
    if not categories.exists(seen.category):
        raise BadInput("unknown_category", field="category", category=seen.category[:60])
    client_id = client_id or uuid4()
    _check_photos(seen)
    guard = _guarded(seen)
    kept, hidden = _coarse(seen)
    guard = Guard.WAITING if hidden and kept.text else guard
    made = Report(
        partnership=partnership,
        source=source,
        channel=channel,
        reporter_organisation_id=by.organisation_id,
        owner_id=by.organisation_id,
        guard=guard,
        received_day=clock.today().toordinal(),
        **_columns(kept),
    )
    told = repr((seen.category, seen.text, seen.place_text, seen.area and seen.area.pk))
    # A page gone back to and written anew still has the id of the first sending: two reports, not one lost.
    for sending in (client_id, uuid5(client_id, told)):
        received = _store(made, sending, kept.photos, by=by)
        if received.created or sending != client_id or _is_same(received.report, seen):
            return received
    raise BadInput("no_code_left")


def _store(made: Report, sending: UUID, photos: Sequence[Drawn], *, by: Caller) -> Received:
    """Store a report under the id of its sending; where that sending has arrived already, what it was."""
    here = made.partnership
    for attempt in range(100):
        code = _code(here, sending, attempt)
        made.client_id, made.receipt_digest = sending, code_digest(here, code)
        try:
            with transaction.atomic():
                made.insert()
                _keep_photos(made, photos)
                journal.record("report received", made, by=by, source=str(made.source), guard=str(made.guard))
            return Received(made, code, True)
        except IntegrityError:
            # Asked only now: almost every sending is the first, and the table itself refuses the second.
            made.pk = None
            before = _already(here, sending, by=by)
            if before is not None:
                return before
            if not Report.objects.filter(partnership=here, receipt_digest=made.receipt_digest).exists():
                raise
    raise BadInput("no_code_left")


@transaction.atomic
def say_nothing_to_report(partnership: Partnership, iso_week: int, *, by: Caller) -> QuietWeek:
    """Record that the caller's organisation had nothing to report in a week (year * 100 + week). Once is enough."""
    rules.check_may_report(by, partnership)
    if by.organisation_id is None:
        raise BadInput("no_organisation", field="organisation")
    year, week = divmod(iso_week, 100)
    if not (2000 <= year <= 2200 and 1 <= week <= 53):
        raise BadInput("unknown_week", field="week")
    quiet, made = QuietWeek.objects.get_or_create(
        partnership=partnership, owner_id=by.organisation_id, iso_week=iso_week
    )
    if made:
        journal.record("nothing to report", quiet, by=by, week=iso_week)
    return quiet


def _already(partnership: Partnership, client_id: UUID, *, by: Caller) -> Received | None:
    """The report of the same sending, with the code it was given; the code is made again, it is not kept."""
    report = Report.objects.filter(partnership=partnership, client_id=client_id).first()
    if report is None:
        return None
    for attempt in range(100):
        code = _code(partnership, client_id, attempt)
        if code_digest(partnership, code) == report.receipt_digest:
            return Received(report, code, False)
    return Received(report, "", False)


def _is_same(report: Report, seen: Sighting) -> bool:
    """Whether a sending tells what the stored report tells. The time is left out: "now" moves while one tries again."""
    kept, _ = _coarse(seen)
    if (report.subcategory or report.category) != kept.category:
        return False
    if report.guard == Guard.WITHHELD:
        return True
    if (report.text, report.place_text) != (kept.text, kept.place_text):
        return False
    # Once somebody has handled it, its place may have been put right.
    return report.version > 1 or report.area_id == (kept.area.pk if kept.area else None)


def _code(partnership: Partnership, client_id: UUID, attempt: int) -> str:
    message = f"code:{partnership.uuid}:{client_id}:{attempt}".encode()
    drawn = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(drawn[:12], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _guarded(seen: Sighting) -> str:
    """What the guard says of all that was typed; raises BadInput("personal_data") where it is certain."""
    waits = False
    for field in GUARDED:
        text = getattr(seen, field)
        if not text:
            continue
        found = ask_guard(text)
        if found.refused:
            raise BadInput("personal_data", field=field, marks=found.marks)
        waits = waits or found.waits
    return Guard.WAITING if waits else Guard.CLEAR


def _check_photos(seen: Sighting) -> None:
    """Photos are of places: only the categories that say so take them."""
    category = categories.get(seen.category)
    if seen.photos and not (category and category.photo_allowed):
        raise BadInput("photo_not_here", field="photo")
    if len(seen.photos) > PHOTOS_MOST:
        raise BadInput("photos_too_many", field="photo", most=PHOTOS_MOST)


def _keep_photos(report: Report, photos: Sequence[Drawn]) -> None:
    for number, photo in enumerate(photos, start=1):
        Photo.objects.create(
            partnership_id=report.partnership_id,
            owner_id=report.owner_id,
            report=report,
            number=number,
            width=photo.width,
            height=photo.height,
            sha256=photo.sha256,
            content=photo.content,
        )


def _coarse(seen: Sighting) -> tuple[Sighting, bool]:
    """Where somebody may sleep is kept as a district alone: no point, no cell, no typed place.

    The second answer is True then: what was written may still tell the place, so a moderator reads it first.
    """
    category = categories.get(seen.category)
    if category is None or not category.district_only:
        return seen, False
    if seen.area is None or seen.area.kind not in DISTRICT_KINDS:
        raise BadInput("choose_district", field="area")
    return replace(seen, e=None, n=None, place_text="", place_shape="", journey_line=""), True


def _columns(seen: Sighting) -> dict[str, object]:
    category, _, part = seen.category.partition(".")
    return {
        "category": category,
        "subcategory": seen.category if part else "",
        "text": seen.text,
        "place_text": seen.place_text,
        "place_kind": seen.place_kind,
        "place_shape": seen.place_shape,
        "journey_line": seen.journey_line,
        "area": seen.area,
        "certainty": seen.certainty,
        "felt_effect": seen.felt_effect,
        "told_police": seen.told_police,
        "told_fault": seen.told_fault,
        "action_taken": seen.action_taken,
        "weekdays": seen.weekdays,
        **time_fields(seen.wall_from, seen.wall_to),
        # The day it was told is none of the days it happens on: its hours are shared over those, see time_spans.
        **({"hour": None} if seen.weekdays else {}),
        **place_fields(seen.e, seen.n),
    }
