# SPDX-License-Identifier: EUPL-1.2
"""Very many reports are read a column at a time, and the columns hold what reading them row by row gives."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import connection

from samsyn.cycle.reports.models import Report
from samsyn.cycle.reports.reads import columns, wholesale
from samsyn.ground.places import reads as places
from samsyn.ground.places import writes as placing
from samsyn.kit.callers import SYSTEM
from samsyn.kit.rows import RecordClass, cell_key, place_fields, time_fields
from tests import people
from tests.ground.places import squares

WALLS = (
    ("2026-03-01", ""),
    ("2026-03-01T21:30", ""),
    ("2026-03-01T21:30:10", ""),
    ("2026-03-01T21:30", "2026-03-01T21:59"),
    ("2026-03-01T21:30", "2026-03-02T06:00"),
    ("2026-03-01T21:30", "2026-03-01"),
    ("2026-03-01", "2026-03-04"),
    ("2024-12-30T00:00", ""),
    ("1999-01-03T23:59", ""),
    ("", ""),
)
"""Wall clocks as they come: a day, a clock, one with seconds, within an hour, over midnight, over several days, none."""


def town(count: int = 240) -> None:
    """Reports of every kind: with and without time, place, area and sender, of common and of rare words."""
    rng = random.Random(5)
    home, police = people.partnership(), people.organisation("police")
    square = {"type": "Polygon", "coordinates": squares.square(585_000, 6_475_000)}
    features = [{"type": "Feature", "properties": {"namn": "Centrum"}, "geometry": square}]
    placing.import_areas(home, features, kind="district", name_field="namn", by=SYSTEM)
    (area,) = places.placing_areas(home, seen_by=SYSTEM)
    made = []
    for number in range(count):
        wall_from, wall_to = rng.choice(WALLS)
        place: tuple[float | None, float | None] = (None, None)
        if rng.random() < 0.8:
            place = (rng.uniform(580_000, 590_000), rng.uniform(6_470_000, 6_480_000))
        made.append(
            Report(
                partnership=home,
                category=rng.choice(["theft", "vandalism", f"rare{number // 60}"]),
                subcategory=rng.choice(["", "", "theft.bicycle"]),
                place_kind=rng.choice(["", "street"]),
                source=rng.choice(["staff", "resident", "import"]),
                weekdays=rng.choice(["", "", "15", "7"]),
                area=area if rng.random() < 0.5 else None,
                reporter_organisation=police if rng.random() < 0.5 else None,
                record_class=rng.choice([RecordClass.SHARED, RecordClass.POLICE]),
                received_day=rng.choice([None, 739_000]),
                **time_fields(wall_from, wall_to),
                **place_fields(*place),
            )
        )
    Report.objects.bulk_create(made)


def both(monkeypatch: pytest.MonkeyPatch, caller: Any = SYSTEM) -> tuple[columns.Columns, columns.Columns]:
    """The same reports read a column at a time and row by row."""
    rows = Report.objects.seen_by(caller).filter(partnership=people.partnership())
    plain = columns._read(rows)
    with monkeypatch.context() as here:
        here.setattr(wholesale, "FEWEST", 0)
        here.setattr(wholesale, "AT_ONCE", 50)
        return columns._read_all(rows), plain


def assert_same(found: columns.Columns, plain: columns.Columns) -> None:
    assert found.names == plain.names
    assert set(found.numbers) == set(plain.numbers)
    assert (np.diff(found.numbers["local_day"]) >= 0).all()
    # Within a day they stand in no order that means anything.
    ours, theirs = (np.argsort(one.numbers["id"]) for one in (found, plain))
    for name, column in plain.numbers.items():
        assert found.numbers[name].dtype == column.dtype, name
        np.testing.assert_array_equal(found.numbers[name][ours], column[theirs], err_msg=name)


def never(*_: Any) -> wholesale.Part:
    raise AssertionError("read row by row")


@pytest.mark.django_db
def test_a_column_at_a_time_gives_what_row_by_row_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    town()
    plain = both(monkeypatch)[1]
    monkeypatch.setattr(columns, "_row_by_row", never)
    with monkeypatch.context() as here:
        here.setattr(wholesale, "FEWEST", 0)
        here.setattr(wholesale, "AT_ONCE", 50)
        assert_same(columns._read_all(Report.objects.all()), plain)
    assert len(plain) == 240


@pytest.mark.django_db
def test_each_caller_sees_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    town(120)
    counts = []
    for caller in (people.coordinator(), people.officer(), people.outsider()):
        found, plain = both(monkeypatch, caller)
        assert_same(found, plain)
        counts.append(len(found))
    assert 0 == counts[2] < counts[0] < counts[1] == 120


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ["ids", "words"])
def test_what_cannot_be_carried_is_read_row_by_row(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    town(120)
    if limit == "ids":
        monkeypatch.setattr(wholesale, "_ID", 1)
    else:
        monkeypatch.setitem(wholesale._BITS, "category", 1)
    assert_same(*both(monkeypatch))


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory has one reader")
    town()
    plain = both(monkeypatch)[1]
    monkeypatch.setattr(columns, "_row_by_row", never)
    with monkeypatch.context() as here:
        here.setattr(wholesale, "FEWEST", 0)
        here.setattr(wholesale, "AT_ONCE", 50)
        assert_same(columns._read_all(Report.objects.all()), plain)


def test_weeks_are_those_of_the_calendar() -> None:
    days = [date(1995, 1, 1) + timedelta(days=day) for day in range(15_000)]
    found = wholesale.iso_weeks(np.array([-1, *(day.toordinal() for day in days)], dtype=np.int32))
    assert found.tolist() == [-1, *(day.isocalendar()[0] * 100 + day.isocalendar()[1] for day in days)]


def test_cells_are_those_that_a_point_alone_is_given() -> None:
    rng = np.random.default_rng(3)
    e, n = rng.uniform(200_000, 900_000, 500).round(1), rng.uniform(6_100_000, 7_700_000, 500).round(1)
    e[0], n[0], e[1], n[1] = 250_000.0, 6_500_250.0, 249_999.9, 6_500_249.9
    expected = [cell_key(float(a), float(b)) for a, b in zip(e, n, strict=True)]
    assert wholesale.cell_keys(np.append(e, np.nan), np.append(n, np.nan)).tolist() == [*expected, -1]
