# SPDX-License-Identifier: EUPL-1.2
"""Reads the events of polisen.se: a JSON list, one event a line, or the layout with every version of an event."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from samsyn.catalogue.reading.cells import fault
from samsyn.catalogue.reading.dates import MONTHS, zone
from samsyn.catalogue.reading.jsonrows import items
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, EventRecord, Rejected, SourceError

# No events: what sums up, corrects, or says that nobody is on duty.
SUMMARIES = ("sammanfattning", "uppdatering", "tillfälligt obemannat")

_TITLE = re.compile(r"\s*(\d{1,2})\s+([a-zåäö]+)\s+(?:kl\.?\s*)?(\d{1,2})[.:](\d{2})\b", re.I)
_PUBLISHED = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$"
)
_URL_DAY = re.compile(r"/(\d{4})/([a-zåäö]+)/(\d{1,2})/", re.I)


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
) -> Iterator[EventRecord | Rejected]:
    """Each event, in the order of the file; where an event has several versions, each of them, oldest first.

    A type that is not known passes. Needs no mapping and no coordinate system. Raises SourceError.
    """
    zone(timezone)
    with Opened(file) as opened:
        if opened.format not in ("json", "ndjson"):
            raise SourceError(Reason.FORMAT_NOT_FOR_SOURCE, format=opened.format, expected="json, ndjson")
        for item in items(opened):
            if isinstance(item, Rejected):
                yield item
                continue
            row, value = item
            for version in _versions(value):
                try:
                    yield event(row, version, timezone)
                except BadRow as bad:
                    yield bad.rejected(row, {})


def _versions(value: object) -> list[object]:
    """The versions of an event, which has the id of the whole where it has none."""
    if isinstance(value, dict) and isinstance(value.get("versions"), list):
        return [
            {"id": value.get("id"), **version} if isinstance(version, dict) else version
            for version in value["versions"]
        ]
    return [value]


def event(row: int, value: object, timezone: str) -> EventRecord:
    """One event. Raises BadRow for one without id, or with a time of publication that is none."""
    if not isinstance(value, dict):
        raise BadRow(None, Reason.NOT_AN_OBJECT, value=str(value)[:80])
    found = value.get("id")
    if found is None or isinstance(found, (dict, list, bool)) or not str(found).strip():
        raise BadRow("id", Reason.MISSING_ID)
    place = value.get("location")
    place = place if isinstance(place, dict) else {}
    title, kind_of, url = _text(value, "name"), _text(value, "type"), _text(value, "url")
    published = _published(_text(value, "datetime"))
    return EventRecord(
        row=row,
        event_id=str(found).strip(),
        kind=_kind(kind_of, title),
        type=kind_of,
        title=title,
        summary=_text(value, "summary"),
        url=url,
        place_name=_text(place, "name"),
        gps=_gps(place.get("gps")),
        published_at=published,
        wall_from=happened(title, published, url),
        zone=timezone,
    )


def _text(value: Mapping[str, object], name: str) -> str | None:
    """A text field; None where it is missing or empty, which erases nothing."""
    text = value.get(name)
    if not isinstance(text, (str, int, float)) or isinstance(text, bool):
        return None
    text = str(text).strip()
    reason = fault(text)
    if reason is not None:
        raise BadRow(name, reason, **{reason.facts[0]: name})
    return text or None


def _kind(kind_of: str | None, title: str | None) -> str | None:
    """Event or summary, by the type or else by the title's second part; None where neither is there."""
    if kind_of is None and title is None:
        return None
    said = kind_of if kind_of is not None else title.partition(",")[2] if title else ""
    return "summary" if said.strip().casefold().startswith(SUMMARIES) else "event"


def _published(text: str | None) -> str | None:
    """The time of publication with its offset. The hour is not padded in the police's own files."""
    if text is None:
        return None
    match = _PUBLISHED.match(text)
    if match is None:
        raise BadRow("datetime", Reason.BAD_DATE, value=text[:80])
    year, month, day, hour, minute, second, offset = match.groups()
    offset = {"Z": "+00:00", None: ""}.get(offset, offset)
    try:
        written = f"{year}-{month}-{day}T{hour:0>2}:{minute}:{second or '00'}{offset}"
        datetime.fromisoformat(written)
    except ValueError:
        raise BadRow("datetime", Reason.BAD_DATE, value=text[:80])
    return written


def happened(title: str | None, published: str | None, url: str | None = None) -> str | None:
    """When it happened, as wall clock: day and time of the title, in the year that is nearest to its publication.

    An event of 31 December that is published in January is of the year before, and some are told of some days
    ahead. None where the title has no time.

    >>> happened("31 december 23.50, Brand, Piteå", "2026-01-01T00:40:00+01:00")
    '2025-12-31T23:50'
    """
    match = _TITLE.match(title or "")
    if match is None or match[2].casefold() not in MONTHS:
        return None
    last = date.fromisoformat(published[:10]) if published else _day_of(url)
    if last is None:
        return None
    day, month, hour, minute = int(match[1]), MONTHS[match[2].casefold()], int(match[3]), int(match[4])
    if hour > 23 or minute > 59:
        return None
    found = []
    for year in range(last.year - 1, last.year + 2):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue  # 29 February
    nearest = min(found, key=lambda candidate: abs(candidate - last), default=None)
    return f"{nearest.isoformat()}T{hour:02}:{minute:02}" if nearest else None


def _day_of(url: str | None) -> date | None:
    """The day that stands in an address such as /aktuellt/handelser/2026/augusti/22/…"""
    match = _URL_DAY.search(url or "")
    if match is None or match[2].casefold() not in MONTHS:
        return None
    try:
        return date(int(match[1]), MONTHS[match[2].casefold()], int(match[3]))
    except ValueError:
        return None


def _gps(text: object) -> tuple[float, float] | None:
    """The midpoint of the municipality or county, lat and lon; None where it cannot be read."""
    try:
        lat, lon = (float(part) for part in str(text).split(","))
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 and (lat or lon) else None
