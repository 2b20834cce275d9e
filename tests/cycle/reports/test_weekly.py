# SPDX-License-Identifier: EUPL-1.2
"""You said, we did, a week at a time: what came, what was answered, and no number that is small."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.models import Report, Source
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
WEEK = "/almstad/svar/vecka/"
NOW, IN_WEEK, SUNDAY = date(2026, 5, 20), date(2026, 5, 13), date(2026, 5, 17)


@pytest.fixture
def here() -> Any:
    with clock.frozen(NOW):
        yield quarter.town()


def reported(here: Any, many: int, *, on: date = IN_WEEK, **changed: Any) -> list[Report]:
    with clock.frozen(on):
        return [quarter.resident_report(here, wall_from=on.isoformat(), **changed) for _ in range(many)]


def page(typed: str = "") -> str:
    return Client().get(WEEK + (f"?vecka={typed}" if typed else "")).content.decode()


def test_the_last_whole_week_says_what_came_and_what_was_answered(here) -> None:
    reported(here, 6)
    reported(here, 1, category="traffic")
    reported(here, 1, on=NOW)
    with clock.frozen(SUNDAY):
        writes.tell(here, "activity_done", area=quarter.district(here), text="Lamporna är bytta", by=SYSTEM)
    said = page()
    assert "vecka 20" in said and "7 rapporter kom in" in said and "Lamporna är bytta" in said
    assert "Mest om: skadegörelse." in " ".join(said.split())
    assert f"/almstad/plats/{quarter.district(here).uuid}/" in said


def test_below_the_limit_no_number_and_no_category_is_told(here) -> None:
    for row in reported(here, 4):
        with clock.frozen(IN_WEEK):
            writes.move(row, "handled", by=people.officer())
    told = reads.week_told(here, "", seen_by=PUBLIC)
    assert (told.reported, told.mostly, told.handled, told.limit) == (None, (), None, 5)
    assert "Färre än 5 rapporter kom in." in page()


def test_what_was_handled_is_counted_once_each(here) -> None:
    for row in reported(here, 5):
        with clock.frozen(IN_WEEK):
            for state in ("handled", "seen", "handled"):
                row = writes.move(row, state, by=people.officer()) or row
    assert reads.week_told(here, "", seen_by=PUBLIC).handled == 5


def test_a_file_that_was_read_in_is_not_told_as_this_weeks_reports(here) -> None:
    for row in reported(here, 6):
        Report.objects.filter(pk=row.pk).update(source=Source.IMPORT)
    assert reads.week_told(here, "", seen_by=PUBLIC).reported is None


def test_an_answer_about_one_report_is_told_to_its_holder_alone(here) -> None:
    (row,) = reported(here, 1)
    with clock.frozen(IN_WEEK):
        writes.tell(here, "answered", report=row, text="Bara till dig", by=people.officer())
    assert "Bara till dig" not in page()


@pytest.mark.parametrize(
    "typed", ["2026-W19", "2026-W99", "0-W0", "x", "2026-W21", "2030-W01", "1999-W01", "\x00"]
)
def test_any_week_that_is_typed_gives_a_whole_week_that_is_over(here, typed) -> None:
    told = reads.week_told(here, typed, seen_by=PUBLIC)
    assert told.monday.weekday() == 0 and told.sunday < NOW
    assert told.number == (19 if typed == "2026-W19" else 20)
    assert (told.before, told.after) == (("2026-W18", "2026-W20") if told.number == 19 else ("2026-W19", ""))
    assert Client().get(WEEK, {"vecka": typed}).status_code == 200
