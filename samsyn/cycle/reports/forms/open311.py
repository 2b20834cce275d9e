# SPDX-License-Identifier: EUPL-1.2
"""What an application may send and ask by Open311: read leniently, refused with one sentence for each fault.

Names, addresses and telephone numbers of the sender belong to the standard; here they are not read at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4, uuid5

from samsyn.catalogue import categories
from samsyn.cycle.reports.forms.fields import safe_text
from samsyn.cycle.reports.reads import placing, stretches
from samsyn.cycle.reports.reads.faults import MOST, Asked
from samsyn.cycle.reports.writes import TEXT_MOST, Sighting
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

CERTAINTIES = ("seen", "heard", "suspected")
EARLIEST = datetime(2000, 1, 1, tzinfo=clock.LOCAL)
PLACE_MOST = 300
# What may be said of a fault from outside, and the move here that it means.
STATUSES = {
    "open": "seen",
    "investigating": "with_organisation",
    "in_progress": "with_organisation",
    "action_scheduled": "with_organisation",
    "fixed": "handled",
    "closed": "handled",
    "no_further_action": "no_action",
    "not_councils_responsibility": "no_action",
    "duplicate": "no_action",
}
_ATTRIBUTE = re.compile(r"^attribute\[(\w{1,60})\](?:\[\])?$")


def asked(given: Mapping[str, Any]) -> Asked:
    """The questions of a list. Raises BadInput for a time, a number or a status that cannot be read."""
    status = {word.strip() for word in _text(given, "status").lower().split(",") if word.strip()}
    if status - {"open", "closed"}:
        raise BadInput("open311_status", field="status")
    return Asked(
        ids=_ids(_text(given, "service_request_id")),
        codes=tuple(code.strip() for code in _text(given, "service_code").split(",") if code.strip()),
        closed=None if len(status) != 1 else "closed" in status,
        since=moment(given, "start_date"),
        until=moment(given, "end_date"),
        updated_since=moment(given, "updated_after"),
        updated_until=moment(given, "updated_before"),
        words=_text(given, "q")[:200],
        page=_number(given, "page", 1),
        per_page=_number(given, "per_page", _number(given, "page_size", MOST)),
    )


def sighting(partnership: Partnership, given: Mapping[str, Any], *, seen_by: Caller) -> Sighting:
    """What was sent, ready to be stored. Raises BadInput with the field that is missing or wrong."""
    code = _text(given, "service_code")
    if not code:
        raise BadInput("open311_service_missing", field="service_code")
    category = categories.get(code)
    if category is None or category.retired or not categories.exists(code):
        raise BadInput("open311_service_unknown", field="service_code")
    text = _text(given, "description")
    if len(text) > TEXT_MOST:
        raise BadInput("open311_too_long", field="description", most=TEXT_MOST)
    placed, words = _place(partnership, given, seen_by)
    told = {found[1]: value for name, value in given.items() if (found := _ATTRIBUTE.match(name))}
    certainty = _text(told, "certainty")
    if certainty not in ("", *CERTAINTIES):
        raise BadInput("open311_attribute", field="attribute[certainty]", name="certainty")
    wall = _wall(told)
    return Sighting(
        category=code,
        wall_from=wall,
        text=text,
        area=placed.area,
        e=placed.e,
        n=placed.n,
        place_text=words,
        certainty=certainty,
    )


def sending_id(given: str, application: UUID) -> UUID:
    """The id of a sending: the client's own where it gives one, so that sending it again stores nothing twice."""
    return uuid5(application, given[:200]) if given.strip() else uuid4()


def update(given: Mapping[str, Any]) -> tuple[UUID, str, str]:
    """What is said of a fault: its id, the state it moves to ("" for none), and words. Raises BadInput."""
    try:
        about = UUID(_text(given, "service_request_id"))
    except ValueError:
        raise BadInput("open311_request_missing", field="service_request_id") from None
    status = _text(given, "status").lower()
    if status and status not in STATUSES:
        raise BadInput("open311_status", field="status")
    words = " ".join(_text(given, "description").split())
    if len(words) > PLACE_MOST:
        raise BadInput("open311_too_long", field="description", most=PLACE_MOST)
    if not status and not words:
        raise BadInput("open311_update_empty", field="status")
    return about, STATUSES.get(status, ""), words


def told_id(given: Mapping[str, Any]) -> str:
    """The number that the sender has given its own update; only told back."""
    return _text(given, "update_id")[:100]


def moment(given: Mapping[str, Any], name: str) -> datetime | None:
    """A time with its zone; one without is Swedish wall clock. Raises BadInput."""
    typed = _text(given, name).replace(" ", "+", 1) if "T" in _text(given, name) else _text(given, name)
    if not typed:
        return None
    try:
        found = datetime.fromisoformat(typed)
        if found.tzinfo is None:
            found = found.replace(tzinfo=clock.LOCAL)
        found.astimezone(clock.LOCAL)
        if not 1900 <= found.year <= 2200:
            raise ValueError
    except (ValueError, OverflowError):
        raise BadInput("open311_time", field=name) from None
    return found


def _place(partnership: Partnership, given: Mapping[str, Any], person: Caller) -> tuple[placing.Placing, str]:
    words = " ".join(_text(given, "address_string").split())
    if len(words) > PLACE_MOST:
        raise BadInput("open311_too_long", field="address_string", most=PLACE_MOST)
    lat, lon = _text(given, "lat"), _text(given, "long")
    if lat or lon:
        try:
            x, y = float(lon), float(lat)
        except ValueError:
            raise BadInput("open311_point", field="lat") from None
        if not (math.isfinite(x) and math.isfinite(y) and -180 <= x <= 180 and -90 <= y <= 90):
            raise BadInput("open311_point", field="lat")
        found = placing.at_point(partnership, x, y, seen_by=person)
        if found.outside:
            raise BadInput("open311_outside", field="lat")
        return found, words
    if key := _text(given, "address_id"):
        areas = placing.choosable_areas(partnership, seen_by=person)
        area = next((area for area in areas if key in (str(area.uuid), area.key)), None)
        if area is None:
            raise BadInput("open311_address", field="address_id")
        return placing.Placing(area=area), words
    if words:
        return stretches.of_words(partnership, words, seen_by=person), words
    raise BadInput("open311_place_missing", field="lat")


def _wall(told: Mapping[str, Any]) -> str:
    now = clock.now().astimezone(clock.LOCAL)
    typed = _text(told, "occurred")
    if not typed:
        return now.strftime("%Y-%m-%dT%H:%M")
    found = moment(told, "occurred")
    if found is None or not EARLIEST <= found <= now:
        raise BadInput("open311_time", field="attribute[occurred]")
    local = found.astimezone(clock.LOCAL)
    day_alone = len(typed) == 10 and local.time() == time(0)
    return local.date().isoformat() if day_alone else local.strftime("%Y-%m-%dT%H:%M")


def _ids(typed: str) -> tuple[UUID, ...] | None:
    if not typed:
        return None
    found = []
    for word in typed.split(",")[:MOST]:
        try:
            found.append(UUID(word.strip()))
        except ValueError:
            continue  # no fault has such an id
    return tuple(found)


def _number(given: Mapping[str, Any], name: str, default: int) -> int:
    typed = _text(given, name)
    if not typed:
        return default
    if not (typed.isascii() and typed.isdigit() and 1 <= len(typed) <= 6 and int(typed) >= 1):
        raise BadInput("open311_number", field=name)
    return int(typed)


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return safe_text(str(value)).strip() if value is not None else ""
