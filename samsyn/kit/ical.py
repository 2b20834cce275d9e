# SPDX-License-Identifier: EUPL-1.2
"""A calendar file (RFC 5545) of whole days and hours, that any calendar program reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from samsyn.kit import clock

LONGEST_LINE = 75  # octets


@dataclass(frozen=True, slots=True)
class Event:
    """One event: a whole day, or an hour from `starts_at` (wall clock in Sweden). `uid` names it for ever.

    `until` is the last of several whole days.
    """

    uid: str
    day: date
    summary: str
    starts_at: time | None = None
    place: str = ""
    until: date | None = None
    note: str = ""


def calendar(name: str, events: Iterable[Event], *, host: str) -> str:
    """The calendar as text. The same event keeps its UID, so that reading it in again moves it and adds no double."""
    stamp = clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Samsyn//Samsyn//SV", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += ["BEGIN:VEVENT", f"UID:{_text(event.uid)}@{host}", f"DTSTAMP:{stamp}", *_when(event)]
        lines.append(f"SUMMARY:{_text(event.summary)}")
        lines += [f"LOCATION:{_text(event.place)}"] if event.place else []
        lines += [f"DESCRIPTION:{_text(event.note)}"] if event.note else []
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _when(event: Event) -> list[str]:
    if event.starts_at is None:
        after = (event.until or event.day) + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    start = datetime.combine(event.day, event.starts_at, tzinfo=clock.LOCAL).astimezone(UTC)
    end = start + timedelta(hours=1)
    return [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]


def _text(value: str) -> str:
    """Typed text, made harmless: no line of it can become a property of its own.

    >>> _text("Möte; sal 1, plan 2")
    'Möte\\\\; sal 1\\\\, plan 2'
    """
    plain = " ".join(value.replace("\x00", "").split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """A line in parts of at most 75 octets, the following ones begun by a space; no letter is cut in two."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            parts.append(part)
            part = " "
        part += sign
    return [*parts, part]
