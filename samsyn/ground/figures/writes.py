# SPDX-License-Identifier: EUPL-1.2
"""Taking in official numbers and published events: new ones are added, revised ones changed in place, the rest left."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any, TypeVar

from django.db import transaction

from samsyn.catalogue.records import EventRecord, FigureRecord
from samsyn.ground.figures.models import ContextEvent, Figure
from samsyn.ground.imports import rules
from samsyn.ground.imports.models import Import
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.rows import RecordClass, time_fields

CHUNK = 500
Guard = Callable[[str], str]
T = TypeVar("T")


@dataclass
class Taken:
    """How many records were new, changed and already as they are, and the days they span."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    text_withheld: int = 0
    text_waiting: int = 0
    first_day: int | None = None
    last_day: int | None = None
    boundary_year: int = 0
    preliminary: bool = False

    def span(self, first: date, last: date) -> None:
        """Widen the period to hold these days."""
        one, other = first.toordinal(), last.toordinal()
        self.first_day = one if self.first_day is None else min(self.first_day, one)
        self.last_day = other if self.last_day is None else max(self.last_day, other)


@transaction.atomic
def take_figures(
    partnership: Partnership,
    records: Iterable[FigureRecord],
    *,
    import_row: Import,
    by: Caller,
    record_class: str = RecordClass.SHARED,
) -> Taken:
    """Take in numbers. One number is the same when source, place, period, measure, group, definition and boundary are."""
    rules.check_may_import(by, partnership)
    taken = Taken()
    for chunk in _chunks(records):
        wanted: dict[str, dict[str, Any]] = {}
        for record in chunk:
            columns = _figure_columns(import_row.source, record)
            wanted[columns["identity"]] = columns
            taken.span(columns["period_from"], columns["period_to"])
            taken.boundary_year = taken.boundary_year or columns["boundary_year"]
            taken.preliminary = taken.preliminary or columns["preliminary"]
        taken.unchanged += len(chunk) - len(wanted)
        kept = {
            row.identity: row
            for row in Figure.objects.filter(partnership=partnership, identity__in=list(wanted))
        }
        fresh, changed = [], []
        for identity, columns in wanted.items():
            row = kept.get(identity)
            if row is None:
                fresh.append(
                    Figure(
                        partnership=partnership,
                        owner_id=import_row.owner_id,
                        record_class=record_class,
                        imported=import_row,
                        **columns,
                    )
                )
            elif row.content_digest != columns["content_digest"]:
                for name, value in columns.items():
                    setattr(row, name, value)
                row.version += 1
                changed.append(row)
        Figure.objects.bulk_create(fresh)
        if changed:
            Figure.objects.bulk_update(changed, [*_REVISED, "version"])
        taken.created += len(fresh)
        taken.updated += len(changed)
        taken.unchanged += len(wanted) - len(fresh) - len(changed)
    return taken


@transaction.atomic
def take_events(
    partnership: Partnership,
    records: Iterable[EventRecord],
    *,
    import_row: Import,
    by: Caller,
    guard: Guard | None = None,
) -> Taken:
    """Take in published events by their id. What the source leaves out this time never erases what is known.

    `guard` says of a text "clear", "waiting" or "withheld"; a withheld summary is kept nowhere.
    """
    rules.check_may_import(by, partnership)
    taken = Taken()
    for chunk in _event_chunks(records):
        ids = list({record.event_id for record in chunk})
        kept = {
            row.event_id: row
            for row in ContextEvent.objects.filter(partnership=partnership, event_id__in=ids)
        }
        fresh: dict[str, ContextEvent] = {}
        changed: dict[str, ContextEvent] = {}
        for event_id, group in groupby(chunk, key=lambda record: record.event_id):
            versions = list(group)
            row = fresh.get(event_id) or kept.get(event_id)
            if row is None:
                row = fresh[event_id] = ContextEvent(
                    partnership=partnership,
                    owner_id=import_row.owner_id,
                    event_id=event_id,
                    imported=import_row,
                )
                _fill(row, versions.pop(0), guard, taken)
                taken.created += 1
            before = [getattr(row, name) for name in _EVENT]
            told = [_fill(row, record, guard, taken) for record in versions]
            # All its versions told again, from the first to the one that is known, have changed nothing.
            same = before == [getattr(row, name) for name in _EVENT]
            taken.updated += 0 if same else sum(told)
            taken.unchanged += len(told) if same else len(told) - sum(told)
            if not same and event_id not in fresh:
                changed[event_id] = row
            if row.local_day:
                taken.span(date.fromordinal(row.local_day), date.fromordinal(row.local_day))
        ContextEvent.objects.bulk_create(fresh.values())
        for row in changed.values():
            row.version += 1
        if changed:
            ContextEvent.objects.bulk_update(changed.values(), [*_EVENT, "version"])
    return taken


@transaction.atomic
def take_back(import_row: Import, *, by: Caller) -> int:
    """Take away the numbers and events that an import added; what it changed stays. Returns how many went."""
    rules.check_may_import(by, import_row.partnership)
    figures, _ = Figure.objects.filter(imported=import_row).delete()
    events, _ = ContextEvent.objects.filter(imported=import_row).delete()
    return figures + events


_REVISED = ("place_name", "value", "unit", "low", "high", "base", "preliminary", "content_digest")
_TOLD = ("kind", "type", "title", "summary", "url", "place_name", "published_at")
_EVENT = (*_TOLD, "wall_from", "wall_to", "zone", "local_day", "iso_week", "hour", "guard")


def _chunks(records: Iterable[T]) -> Iterator[list[T]]:
    walk = iter(records)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk


def _event_chunks(records: Iterable[EventRecord]) -> Iterator[list[EventRecord]]:
    """Chunks that never part the versions of one event, which stand together in their file."""
    chunk: list[EventRecord] = []
    for record in records:
        if len(chunk) >= CHUNK and chunk[-1].event_id != record.event_id:
            yield chunk
            chunk = []
        chunk.append(record)
    if chunk:
        yield chunk


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _figure_columns(source: str, record: FigureRecord) -> dict[str, Any]:
    code, name = record.place_code or "", record.place_name or ""
    group, definition, year = record.group or "", record.definition or "", record.boundary_year or 0
    first, last = date.fromisoformat(record.period_from), date.fromisoformat(record.period_to)
    where = code or name.casefold()
    revised = (name, record.value, record.unit, record.low, record.high, record.base, record.preliminary)
    return {
        "source": source,
        "place_code": code[:40],
        "place_name": name[:200],
        "period_from": first,
        "period_to": last,
        "measure": record.measure[:80],
        "group": group[:160],
        "value": record.value,
        "unit": record.unit[:60],
        "low": record.low,
        "high": record.high,
        "base": record.base,
        "preliminary": record.preliminary,
        "definition": definition[:120],
        "boundary_year": year,
        "identity": _digest(source, where, first, last, record.measure, group, definition, year),
        "content_digest": _digest(*revised),
    }


def _fill(row: ContextEvent, record: EventRecord, guard: Guard | None, taken: Taken) -> bool:
    """Lay what is told over what is known; whether anything became different."""
    told: dict[str, Any] = {
        "kind": record.kind,
        "type": record.type and record.type[:120],
        "title": record.title and record.title[:300],
        "url": record.url and record.url[:500],
        "place_name": record.place_name and record.place_name[:120],
        "published_at": record.published_at and record.published_at[:40],
        "summary": record.summary,
    }
    if record.wall_from:
        told |= time_fields(record.wall_from, "", record.zone)
    known = {name: value for name, value in told.items() if value is not None}
    summary = known.get("summary")
    if summary and summary != row.summary and guard is not None:
        row.guard = guard(summary)
        if row.guard == "withheld":
            known["summary"] = ""
            taken.text_withheld += 1
        taken.text_waiting += row.guard == "waiting"
    changed = False
    for name, value in known.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
