# SPDX-License-Identifier: EUPL-1.2
"""Taking in many reports at once: each is new, changed or already as it is; all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from itertools import islice
from os import urandom
from typing import Any

import numpy as np
from django.db import connection, models, transaction
from django.db.models import Max, Min

from samsyn.catalogue import categories as catalogue
from samsyn.catalogue.records import ReportRecord
from samsyn.cycle.reports.compute import Guarded, guard
from samsyn.cycle.reports.models import Change, Guard, Report, Source, State
from samsyn.cycle.reports.writes.repeated import Repeats
from samsyn.ground.imports import rules
from samsyn.ground.imports.models import Import
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places import locating
from samsyn.ground.places import reads as places
from samsyn.ground.places.folding import folded
from samsyn.ground.places.projection import cells, project
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.rows import RecordClass

CHUNK = 5_000
TEXT_MOST = 4_000

# What a row of a file decides; everything else has its column's default, or is the same for the whole import.
TOLD = (
    *("wall_from", "wall_to", "zone", "local_day", "iso_week", "hour", "e", "n", "cell250", "area_id"),
    *("channel", "category", "subcategory", "text", "guard", "place_text", "place_kind", "certainty"),
    *("felt_effect", "weekdays", "reporter_organisation_id", "content_digest"),
)

# What is the same for a whole file, but differs for what was once sent here, as `Sent` tells.
SENT = ("source", "state", "created_at", "received_at", "received_day", "first_seen_at")


@dataclass(frozen=True, slots=True)
class Sent:
    """How a report once came in where it is taken over from another installation: who sent it, when, how far it got.

    `first_seen_at` is when somebody first looked at it, None where that is not known.
    """

    source: str
    received_at: datetime
    state: str
    first_seen_at: datetime | None = None


@dataclass
class Added:
    """What an import of reports did. `outside` counts points far from every area; they are kept."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    text_withheld: int = 0
    text_waiting: int = 0
    unplaced: int = 0
    outside: int = 0
    first_day: int | None = None
    last_day: int | None = None


@transaction.atomic
def add_many(
    partnership: Partnership,
    records: Iterable[ReportRecord],
    *,
    import_row: Import,
    by: Caller,
    record_class: str = RecordClass.SHARED,
    progress: Callable[[int], None] | None = None,
    sent: Callable[[ReportRecord], Sent] | None = None,
) -> Added:
    """Take in reports from a file. In one transaction: where the file or the database fails, nothing is left.

    A report is the same when its id in the source is (within its organisation), else when its whole content is,
    counted among equal rows. The journal's line is written by the import's end. `progress` is told of each chunk
    how many reports it held. `sent` says of each who once sent it and when, where a whole installation's reports are
    taken over: they are counted as residents' or staff's, not as an import's.
    """
    rules.check_may_import(by, partnership)
    # Two imports at once would both find a report missing: the second waits for the first.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    taking = _Taking(partnership, import_row, by, record_class, sent)
    walk = iter(records)
    while chunk := list(islice(walk, CHUNK)):
        taking.take(chunk)
        if progress is not None:
            progress(len(chunk))
    taking.note()
    return taking.added


@transaction.atomic
def take_back(import_row: Import, *, by: Caller) -> int:
    """Take away the reports that an import added and nobody has worked with; returns how many went."""
    rules.check_may_import(by, import_row.partnership)
    rows = Report.objects.filter(
        imported=import_row, merged=None, merged_into=None, answers=None, handlings=None
    )
    gone, _ = rows.delete()
    journal.record("imported reports removed", import_row, by=by, removed=gone)
    return gone


@transaction.atomic
def place_again(partnership: Partnership, *, by: Caller) -> int:
    """Find the area of every report with a point anew, after boundaries have changed; returns how many moved."""
    rules.check_may_import(by, partnership)
    index = locating.index(partnership, seen_by=by)
    rows = Report.objects.filter(partnership=partnership, e__isnull=False)
    moved = 0
    found = list(rows.values_list("pk", "e", "n", "area_id"))
    if found:
        pk, e, n, before = zip(*found, strict=True)
        after = index.area_of(np.array(e), np.array(n))
        changes: dict[int, list[int]] = {}
        for row, old, new in zip(pk, before, after.tolist(), strict=True):
            if (old if old is not None else -1) != new:
                changes.setdefault(new, []).append(row)
        for area, ids in changes.items():
            for start in range(0, len(ids), 500):
                part = Report.objects.filter(pk__in=ids[start : start + 500])
                moved += part.update(area_id=area if area >= 0 else None)
    if moved:
        journal.record("reports placed again", partnership, by=by, partnership=partnership, moved=moved)
    return moved


@dataclass
class _Taking:
    """One import under way: what is the same for all its rows, and what has been counted."""

    partnership: Partnership
    import_row: Import
    by: Caller
    record_class: str
    sent: Callable[[ReportRecord], Sent] | None = None
    added: Added = field(default_factory=Added)

    def __post_init__(self) -> None:
        self.index = locating.index(self.partnership, seen_by=self.by)
        self.area_ids: dict[str, int] = {}
        for area in places.placing_areas(self.partnership, seen_by=self.by):
            for name in (area.name, area.code, area.key):
                self.area_ids.setdefault(folded(name), area.pk)
        self.organisations = {
            folded(name): pk
            for pk, name in Organisation.objects.filter(partnership=self.partnership).values_list(
                "pk", "name"
            )
        }
        self.districts_only = {c.key for c in catalogue.every(retired=True) if c.district_only}
        self.known = Report.objects.filter(partnership=self.partnership).exclude(source_key="").exists()
        self.repeats = Repeats()
        self.days: dict[str, tuple[int, int]] = {}
        # Ids of two organisations are not the same, so their name stands before.
        self.prefixes: dict[str, str] = {}
        self.said: dict[str, Guarded] = {}
        self.insert_sql, self.same = _insert(self._common())
        self.uuids = _uuids()
        self.update_sql = _update()
        self.rewritten: list[int] = []

    def _common(self) -> dict[str, Any]:
        now = clock.now()
        return {
            "partnership_id": self.partnership.pk,
            "owner_id": self.import_row.owner_id,
            "record_class": self.record_class,
            "created_at": now,
            "received_at": now,
            "received_day": now.astimezone(clock.LOCAL).toordinal(),
            "source": Source.IMPORT,
            # It has been handled where it came from: the inbox is for what is reported here.
            "state": State.SEEN,
            "first_seen_at": None,
            "imported_id": self.import_row.pk,
        }

    def take(self, chunk: Sequence[ReportRecord]) -> None:
        """Write one chunk."""
        prints = [record.fingerprint() for record in chunk]
        keys = self._keys(chunk, prints)
        told = self._told(chunk, prints)
        kept = self._kept(keys) if self.known else {}
        fresh: dict[str, tuple[Any, ...]] = {}
        changed: list[tuple[Any, ...]] = []
        for key, columns, print_, came in zip(keys, told, prints, self._came(chunk), strict=True):
            old = kept.get(key)
            if old is None:
                if key in fresh:  # one id twice in a file: the later row stands
                    self.added.unchanged += 1
                else:
                    self.added.created += 1
                fresh[key] = (*columns, *came)
            elif old[1] == print_[:32]:
                self.added.unchanged += 1
            else:
                changed.append((*columns, old[0]))
                kept[key] = (old[0], print_[:32])
                self.added.updated += 1
        with connection.cursor() as cursor:
            if fresh:
                rows = [(*row, next(self.uuids), key, *self.same) for key, row in fresh.items()]
                cursor.executemany(self.insert_sql, rows)
            if changed:
                cursor.executemany(self.update_sql, changed)
                self.rewritten += [row[-1] for row in changed]
        self.known = self.known or self.repeats.has_ids

    def note(self) -> None:
        """Say which reports are new or other than before."""
        if self.added.created:
            ends = Report.objects.filter(imported=self.import_row).aggregate(first=Min("pk"), last=Max("pk"))
            Change.note_stretches([(self.partnership.pk, ends["first"], ends["last"])])
        Change.note_reports((self.partnership.pk, report) for report in self.rewritten)

    def _came(self, chunk: Sequence[ReportRecord]) -> Iterator[tuple[Any, ...]]:
        """The columns of SENT for each row."""
        if self.sent is None:
            common = self._common()
            same = tuple(_ready(name, common[name]) for name in SENT)
            yield from (same for _ in chunk)
            return
        for record in chunk:
            one = self.sent(record)
            day = one.received_at.astimezone(clock.LOCAL).toordinal()
            at = _ready("received_at", one.received_at)
            looked = _ready("first_seen_at", one.first_seen_at)
            yield Source(one.source).value, State(one.state).value, at, at, day, looked

    def _keys(self, chunk: Sequence[ReportRecord], prints: Sequence[str]) -> list[str]:
        """The identity of each row where it came from."""
        numbers = self.repeats.numbers(prints)
        keys = []
        for record, print_, number in zip(chunk, prints, numbers, strict=True):
            if record.source_id is None:
                # The day first: rows of one time stand together in the index.
                keys.append(f"row:{record.wall_from[:10]}:{print_[:40]}:{number}")
            else:
                self.repeats.has_ids = True
                organisation = record.organisation or ""
                if organisation not in self.prefixes:
                    self.prefixes[organisation] = f"{self.import_row.source}:{folded(organisation)}:"
                key = self.prefixes[organisation] + record.source_id
                keys.append(key if len(key) <= 80 else "id:" + sha256(key.encode()).hexdigest())
        return keys

    def _kept(self, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
        # Asked for the partial index's own condition, or SQLite would not see that it holds every row wanted.
        quote = connection.ops.quote_name
        marks = ", ".join(["%s"] * len(keys))
        sql = (
            f"SELECT source_key, id, content_digest FROM {quote(Report._meta.db_table)} "  # noqa: S608 - own names
            f"WHERE partnership_id = %s AND NOT (source_key = '') AND source_key IN ({marks})"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.partnership.pk, *keys])
            return {key: (pk, digest) for key, pk, digest in cursor.fetchall()}

    def _told(self, chunk: Sequence[ReportRecord], prints: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The columns of TOLD for each row."""
        e, n = self._points(chunk)
        cell = cells(e, n).tolist()
        area = self.index.area_of(e, n).tolist()
        lost = np.flatnonzero(np.array(area) < 0)  # only what is in no area can be far from all
        self.added.outside += int((~self.index.near(e[lost], n[lost])).sum())
        self.added.unplaced += int(np.isnan(e).sum())
        for i, (record, east, north) in enumerate(zip(chunk, e.tolist(), n.tolist(), strict=True)):
            day, week = self._day(record.wall_from)
            placed = east == east  # NaN is not itself
            area_id = area[i] if area[i] >= 0 else None
            if area_id is None and not placed and record.area:
                area_id = self.area_ids.get(folded(record.area))
            place_text = (record.place_text or (record.area if area_id is None else "") or "")[:300]
            text, verdict = "", Guard.CLEAR
            if record.text or place_text:
                text, place_text, verdict = self._guarded(record.text or "", place_text)
            if record.category in self.districts_only:
                # Where somebody may sleep is kept as a district alone.
                placed, place_text = False, ""
                if text and verdict == Guard.CLEAR:
                    verdict = Guard.WAITING
            hour = int(record.wall_from[11:13]) if len(record.wall_from) > 10 else None
            if hour is not None and record.wall_to and record.wall_to[:13] != record.wall_from[:13]:
                hour = None
            extra = record.extra
            yield (
                record.wall_from,
                record.wall_to or "",
                record.zone,
                day,
                week,
                hour,
                east if placed else None,
                north if placed else None,
                cell[i] if placed else None,
                area_id,
                record.channel[:20],
                record.category,
                record.subcategory or "",
                text,
                verdict.value,
                place_text,
                str(extra.get("place_type", ""))[:30] if extra else "",
                record.certainty or "",
                _small_number(extra.get("felt_effect")) if extra else None,
                str(extra.get("weekdays", ""))[:20] if extra else "",
                self.organisations.get(folded(record.organisation)) if record.organisation else None,
                prints[i][:32],
            )

    def _points(self, chunk: Sequence[ReportRecord]) -> tuple[Any, Any]:
        """Metres of each row, to a decimetre; NaN where there is no point."""
        e, n = np.full(len(chunk), np.nan), np.full(len(chunk), np.nan)
        by_crs: dict[str, list[int]] = {}
        for i, record in enumerate(chunk):
            if record.crs is not None and record.x is not None and record.y is not None:
                by_crs.setdefault(record.crs, []).append(i)
        for crs, at in by_crs.items():
            x, y = [chunk[i].x for i in at], [chunk[i].y for i in at]
            east, north = project(x, y, crs, self.partnership.metric_crs)  # type: ignore[arg-type]
            e[at], n[at] = np.round(east, 1), np.round(north, 1)
        return e, n

    def _day(self, wall: str) -> tuple[int, int]:
        """The ordinal and ISO week of a wall-clock text; most rows share their day with others."""
        text = wall[:10]
        found = self.days.get(text)
        if found is None:
            day = date.fromisoformat(text)
            year, week, _ = day.isocalendar()
            found = self.days[text] = (day.toordinal(), year * 100 + week)
            self.added.first_day = min(self.added.first_day or found[0], found[0])
            self.added.last_day = max(self.added.last_day or found[0], found[0])
        return found

    def _said(self, words: str) -> Guarded:
        """What the guard says of a text; names of places come again and again, so the short ones are remembered."""
        found = self.said.get(words)
        if found is None:
            found = guard(words) if words else Guarded(())
            if len(words) < 80 and len(self.said) < 10_000:
                self.said[words] = found
        return found

    def _guarded(self, text: str, place_text: str) -> tuple[str, str, Guard]:
        """The texts as they may be kept, and what the guard said of them."""
        text = text[:TEXT_MOST]
        verdict = Guard.CLEAR
        for words in (text, place_text):
            said = self._said(words)
            if said.refused:
                self.added.text_withheld += 1
                return "", "", Guard.WITHHELD
            if said.waits:
                verdict = Guard.WAITING
        self.added.text_waiting += verdict == Guard.WAITING
        return text, place_text, verdict


def _small_number(value: object) -> int | None:
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None


def _insert(common: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """The statement that adds a report, and what follows TOLD, SENT, the uuid and the key in each row."""
    fields = _fields()
    same = [name for name in fields if name not in (*TOLD, *SENT, *_OWN)]
    ready = [_ready(name, common.get(name, fields[name].get_default())) for name in same]
    names = [*TOLD, *SENT, *_OWN, *same]
    quoted = ", ".join(connection.ops.quote_name(str(fields[name].column)) for name in names)
    marks = ", ".join(["%s"] * len(names))
    table = connection.ops.quote_name(Report._meta.db_table)
    return f"INSERT INTO {table} ({quoted}) VALUES ({marks})", tuple(ready)  # noqa: S608 - our own columns


_OWN = ("uuid", "source_key")


def _ready(name: str, value: Any) -> Any:
    """A value as the database wants it in a column."""
    return None if value is None else _fields()[name].get_db_prep_save(value, connection)


@cache
def _fields() -> dict[str, Any]:
    return {f.attname: f for f in Report._meta.concrete_fields if not isinstance(f, models.AutoField)}


def _uuids() -> Iterator[str]:
    """Public ids that begin with the time (UUID version 7): rows added together stand together in the index."""
    moment = int(clock.now().timestamp() * 1000) << 12
    while True:
        noise = urandom(8 * CHUNK).hex()
        for i in range(CHUNK):
            part = noise[16 * i : 16 * i + 16]
            yield f"{moment >> 12:012x}7{moment & 0xFFF:03x}{'89ab'[int(part[0], 16) & 3]}{part[1:]}"
            moment += 1


def _update() -> str:
    """The statement that changes a report to what its source now says."""
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(name)} = %s" for name in TOLD)
    table = quote(Report._meta.db_table)
    return f'UPDATE {table} SET {columns}, "version" = "version" + 1 WHERE "id" = %s'  # noqa: S608 - own columns
