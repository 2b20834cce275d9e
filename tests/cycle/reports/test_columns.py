# SPDX-License-Identifier: EUPL-1.2
"""What is counted is read once and remembered until a report changes, each caller's sight for itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.models import Change, Report, Source
from samsyn.cycle.reports.reads import columns, shelf
from samsyn.kit.callers import SYSTEM
from samsyn.kit.rows import RecordClass, place_fields, time_fields
from tests import people
from tests.cycle.reports.test_bulk import record, taken_in

pytestmark = pytest.mark.django_db


def a_report(wall: str = "2026-03-01T21:30", **more: object) -> Report:
    given = time_fields(wall) | place_fields(585_012.3, 6_475_260.0)
    return Report.objects.create(
        partnership=people.partnership(), **({"category": "theft", "source": Source.STAFF} | given | more)
    )


def ended() -> None:
    """The process ends: what it keeps in memory is gone, what it was writing is written."""
    shelf.settle()
    columns._kept.rows.clear()


def counted(seen_by: object = SYSTEM) -> int:
    return len(reads.events(people.partnership(), seen_by=seen_by))  # type: ignore[arg-type]


def imported() -> object:
    row, _ = taken_in(record(1))
    return row


def changed_by_hand(report: Report) -> None:
    report.category = "vandalism"
    report.save_checked(fields=["category"])


WAYS: dict[str, Callable[[Report], object]] = {
    "received": lambda report: writes.receive(
        people.partnership(), writes.Sighting("theft", "2026-03-01"), by=people.coordinator(), source="staff"
    ),
    "handled": lambda report: writes.move(report, "handled", by=people.coordinator()),
    "merged": lambda report: writes.merge(report, a_report(), by=people.coordinator()),
    "edited": changed_by_hand,
    "edited in bulk": lambda report: Report.objects.filter(pk=report.pk).update(category="vandalism"),
    "imported": lambda report: imported(),
    "added many": lambda report: Report.objects.bulk_create(
        [Report(partnership=people.partnership(), category="theft", source="staff")]
    ),
    "deleted": lambda report: report.delete(),
    "deleted in bulk": lambda report: Report.objects.filter(pk=report.pk).delete(),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_way_a_report_changes_the_mark_changes(way: str) -> None:
    report = a_report()
    before = reads.mark(people.partnership(), seen_by=SYSTEM)
    assert before == reads.mark(people.partnership(), seen_by=SYSTEM)
    WAYS[way](report)
    assert reads.mark(people.partnership(), seen_by=SYSTEM) != before


def test_an_import_that_changes_nothing_leaves_the_mark_and_one_taken_back_changes_it() -> None:
    row = imported()
    before = reads.mark(people.partnership(), seen_by=SYSTEM)
    imported()
    assert reads.mark(people.partnership(), seen_by=SYSTEM) == before
    assert counted() == 1
    writes.take_back(row, by=SYSTEM)  # type: ignore[arg-type]
    assert counted() == 0


def test_reports_are_read_from_the_database_once_and_again_after_a_change() -> None:
    a_report()
    assert counted() == 1
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert counted() == 1
    assert not any("reports_report" in query["sql"] for query in asked)
    a_report()
    assert counted() == 2


def test_what_an_undone_transaction_held_is_never_taken_for_what_came_after() -> None:
    a_report()
    for category in ("theft", "vandalism"):
        with transaction.atomic():
            made = a_report(category=category)
            assert category in reads.events(people.partnership(), seen_by=SYSTEM).categories
            if category == "theft":
                transaction.set_rollback(True)
    assert reads.events(people.partnership(), seen_by=SYSTEM).categories == ("theft", "vandalism")
    assert made.pk


def test_one_callers_sight_is_never_given_to_another() -> None:
    police = people.organisation("police")
    a_report()
    a_report(record_class=RecordClass.POLICE)
    a_report(record_class=RecordClass.OWN, owner=police)
    for _ in range(2):  # the second round is answered from memory
        assert counted(people.officer()) == 3
        assert counted(people.coordinator()) == 1
        assert counted(people.outsider()) == 0
        assert counted(SYSTEM) == 3


def test_days_areas_and_categories_are_chosen_from_what_is_remembered() -> None:
    a_report("2026-03-01", subcategory="theft.bicycle")
    a_report("2026-03-31T23:59", category="vandalism")
    a_report("", category="traffic")
    home = people.partnership()
    in_march = reads.events(home, seen_by=SYSTEM, day_from=date(2026, 3, 1), day_to=date(2026, 3, 31))
    assert in_march.categories == ("theft", "vandalism")
    assert sorted(in_march.categories[i] for i in in_march.category) == ["theft", "vandalism"]
    assert len(reads.events(home, seen_by=SYSTEM, categories=["theft.bicycle", "traffic"])) == 2
    assert len(reads.events(home, seen_by=SYSTEM, area_ids=[7])) == 0
    assert len(reads.events(home, seen_by=SYSTEM)) == 3


def test_old_changes_are_dropped_and_the_newest_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Change, "KEPT", 1)
    for _ in range(5):
        a_report()
    assert Change.objects.count() == 1
    assert reads.mark(people.partnership(), seen_by=SYSTEM)


def test_a_new_process_reads_the_columns_from_beside_the_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(shelf, "FEWEST", 1)
    a_report()
    a_report("", category="vandalism", record_class=RecordClass.POLICE)
    first = reads.events(people.partnership(), seen_by=SYSTEM)
    ended()
    with CaptureQueriesContext(connection) as asked:
        again = reads.events(people.partnership(), seen_by=SYSTEM)
    assert not any('FROM "reports_report"' in query["sql"] for query in asked)
    assert again.categories == first.categories and again.local_day.tolist() == first.local_day.tolist()
    assert again.cell250.tolist() == first.cell250.tolist()
    assert counted(people.coordinator()) == 1  # what the system saw is no file of the coordinator's


@pytest.mark.parametrize("harm", ["torn", "of another change", "empty", "gone", "not in order of days"])
def test_a_file_that_was_killed_half_written_or_is_old_is_made_anew(
    harm: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(shelf, "FEWEST", 1)
    a_report()
    assert counted() == 1
    ended()
    (file,) = (tmp_path / "columns").glob("*.npz")
    if harm == "torn":
        file.write_bytes(file.read_bytes()[:-200])
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "gone":
        file.unlink()
    elif harm == "not in order of days":
        with np.load(file) as kept:
            held = {name: kept[name] for name in kept.files}
        twice = {name: np.repeat(held[name], 2) for name in columns._NAMES}
        np.savez(file, **held | twice | {"local_day": twice["local_day"] - [0, 1]})
    else:
        a_report()
    draft = file.with_name(".killed.npz")
    draft.write_bytes(b"half")
    os.utime(draft, (0, 0))
    assert counted() == (2 if harm == "of another change" else 1)
    ended()
    assert counted() == (2 if harm == "of another change" else 1)
    shelf.settle()
    family = reads.mark(people.partnership(), seen_by=SYSTEM).rpartition("@")[0]
    assert shelf.fetch(family, columns._NAMES) is not None
    # A draft that nobody goes on with is swept away when a file is written.
    left = {file.name} if harm != "of another change" else {file.name, draft.name}
    assert {one.name for one in (tmp_path / "columns").iterdir()} == left


def whole(numbers: Any) -> list[tuple[Any, ...]]:
    """Every row of what is remembered, in an order that does not depend on how it came there."""
    words = numbers.names
    told = [
        [words[name][index] for index in column] if name in words else column.tolist()
        for name, column in sorted(numbers.numbers.items())
    ]
    return sorted(map(repr, zip(*told, strict=True)))  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
def test_only_what_changed_is_read_again_and_nothing_differs_from_reading_all(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = a_report()
    for day in range(1, 6):
        a_report(f"2026-04-0{day}", category="drugs", weekdays="15")
    for eyes in (SYSTEM, people.coordinator(), people.officer()):
        columns.seen(people.partnership(), seen_by=eyes)
    WAYS[way](report)
    read: list[int] = []
    rows = columns._read
    monkeypatch.setattr(columns, "_read", lambda query: read.append(query.count()) or rows(query))
    eyes = (SYSTEM, people.coordinator(), people.officer())
    caught_up = [whole(columns.seen(people.partnership(), seen_by=one)) for one in eyes]
    assert max(read) <= 2
    for one in eyes:
        days = columns.seen(people.partnership(), seen_by=one).numbers["local_day"].tolist()
        assert days == sorted(days), "a period is a stretch of the rows"
    columns._kept.rows.clear()
    assert caught_up == [whole(columns.seen(people.partnership(), seen_by=one)) for one in eyes]


@pytest.mark.parametrize("noted", ["as a stretch", "as any of all"])
@pytest.mark.parametrize("way", ["added", "edited", "deleted", "imported", "imported anew", "taken back"])
def test_many_changes_at_once_are_read_again_together(
    noted: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Change, "FEW", 2)
    if noted == "as any of all":
        monkeypatch.setattr(Change, "TOGETHER", 1)
    before = [a_report(f"2026-04-0{day}").pk for day in range(1, 8)]
    row, _ = taken_in(*(record(day) for day in range(1, 6)))
    few = Report.objects.filter(pk__in=before[2:6])
    for eyes in (SYSTEM, people.coordinator()):
        columns.seen(people.partnership(), seen_by=eyes)
    ways: dict[str, Callable[[], object]] = {
        "added": lambda: Report.objects.bulk_create(
            Report(partnership=people.partnership(), category="drugs", source="staff", **time_fields(wall))
            for wall in ("2026-04-02", "2026-04-02", "2026-01-02", "2026-12-02T10:00", "")
        ),
        "edited": lambda: few.update(category="vandalism", local_day=739_000),
        "deleted": lambda: few.delete(),
        "imported": lambda: taken_in(*(record(day) for day in range(6, 11))),
        "imported anew": lambda: taken_in(*(record(day, category="drugs") for day in range(1, 6))),
        "taken back": lambda: writes.take_back(row, by=SYSTEM),
    }
    ways[way]()
    read: list[int] = []
    rows = columns._read
    monkeypatch.setattr(columns, "_read", lambda query: read.append(query.count()) or rows(query))
    caught_up = [
        whole(columns.seen(people.partnership(), seen_by=one)) for one in (SYSTEM, people.coordinator())
    ]
    if noted == "as a stretch":
        assert max(read) <= 5
    else:
        assert max(read) >= 7
    columns._kept.rows.clear()
    for one, eyes in zip(caught_up, (SYSTEM, people.coordinator()), strict=True):
        assert one == whole(columns.seen(people.partnership(), seen_by=eyes))


def test_more_than_a_share_of_the_reports_is_read_with_all_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Change, "FEW", 2)
    monkeypatch.setattr(columns, "MOST_AGAIN", 3)
    for day in range(1, 5):
        a_report(f"2026-04-0{day}")
    assert counted() == 4
    Report.objects.filter(partnership=people.partnership()).update(category="vandalism")
    assert reads.events(people.partnership(), seen_by=SYSTEM).categories == ("vandalism",)


@pytest.mark.parametrize("left", ["enough", "too few"])
def test_changes_dropped_since_are_followed_only_where_none_can_have_been_missed(
    left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Change, "KEPT", 4 if left == "enough" else 400)
    for day in range(1, 7):
        a_report(f"2026-04-0{day}")
    older = columns.seen(people.partnership(), seen_by=SYSTEM)
    # Old lines are dropped by chance, so that four to six of them stand.
    lines: columns.Lines = dict.fromkeys(sorted(older.lines)[-3:], (1, 1))
    # Within a transaction what was read may be undone: then no line may be missing at all.
    assert not older.settled and not columns._followed(older, lines)
    settled = replace(older, settled=True)
    assert columns._followed(settled, lines) is (left == "enough")
    assert not columns._followed(settled, lines | {(min(older.lines)[0] - 1, 5): (1, 1)})
