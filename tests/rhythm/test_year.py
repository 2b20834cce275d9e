# SPDX-License-Identifier: EUPL-1.2
"""The year wheel: what comes back, days that move, spans over the new year, leap days, owners."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samsyn.kit import clock
from samsyn.kit.errors import BadInput
from samsyn.rhythm import patterns, reads, writes
from samsyn.rhythm import year as years
from samsyn.rhythm.models import Pattern
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
WORK = "/almstad/arbete/arshjul/"
TODAY = date(2026, 10, 6)


def entry(title: str, day: date, **fields: Any) -> Any:
    return writes.add_year_entry(people.partnership(), title, day, by=people.coordinator(), **fields)


def days(year: int) -> list[tuple[str, date, date | None]]:
    lines = years.lines(people.partnership(), year, seen_by=people.coordinator())
    return [(line.facts["title"], line.day, line.until) for line in lines if line.code == "own"]


def test_days_that_move_are_counted_anew_each_year() -> None:
    assert patterns.usual("midsummer", 2026) == (date(2026, 6, 19), date(2026, 6, 20))
    assert patterns.usual("midsummer", 2027)[0] == date(2027, 6, 25)
    assert patterns.usual("halloween", 2026) == (date(2026, 10, 26), date(2026, 11, 1))
    with clock.frozen(TODAY):
        entry("Midsommar", date(2026, 6, 19), until=date(2026, 6, 20), pattern="midsummer")
        assert days(2027) == [("Midsommar", date(2027, 6, 25), date(2027, 6, 26))]
        assert days(2025) == []


def test_a_span_over_the_new_year_is_drawn_in_both_years_and_told_once() -> None:
    with clock.frozen(TODAY):
        entry("Mörker", date(2026, 11, 1), until=date(2027, 1, 31), pattern="dark")
        assert days(2026) == [("Mörker", date(2026, 11, 1), date(2027, 1, 31))]
        assert years.spans(people.partnership(), 2027, seen_by=people.coordinator()) == [
            (date(2027, 1, 1), date(2027, 1, 31)),
            (date(2027, 11, 1), date(2027, 12, 31)),
        ]


def test_a_leap_day_falls_back_and_comes_again() -> None:
    with clock.frozen(TODAY):
        entry("Skottdag", date(2024, 2, 29), until=date(2024, 3, 1), yearly=True)
        assert days(2027) == [("Skottdag", date(2027, 2, 28), date(2027, 3, 1))]
        assert days(2028) == [("Skottdag", date(2028, 2, 29), date(2028, 3, 1))]


def test_a_suggested_pattern_is_added_once_and_shown_with_last_years_reports() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 7, start=date(2025, 10, 27), days=5)
    client = people.signed_in(people.coordinator())
    with clock.frozen(TODAY):
        assert people.signed_in(people.member("reporter")).post(f"{WORK}monster/halloween/").status_code == 403  # fmt: skip
        assert client.post(f"{WORK}monster/finns-inte/").status_code == 404
        with people.journalled("year entry added"):
            assert client.post(f"{WORK}monster/halloween/").status_code == 302
        page = client.get(WORK).content.decode().replace("\xa0", " ")
        assert 'data-label="Rapporter förra gången">7<' in page and "wheel-span" in page
        assert "monster/halloween/" not in page and "monster/lucia/" in page
        calendar = client.get(f"{WORK}kalender.ics").content.decode()
        assert "DTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261102" in calendar
    assert {row.pattern for row in reads.year_entries(people.partnership(), seen_by=people.officer())} == {
        Pattern.HALLOWEEN
    }


def test_who_answers_for_a_date_stands_in_list_and_calendar() -> None:
    client = people.signed_in(people.coordinator())
    typed = {"title": "Marknad", "day": "2026-11-07", "until": "2026-11-08", "pattern": "other", "note": "Fler vuxna ute"}  # fmt: skip
    with clock.frozen(TODAY):
        typed["organisation"] = str(people.organisation("housing").uuid)
        assert client.post(f"{WORK}rad/", typed).status_code == 302
        assert "Almstads bostäder. Fler vuxna ute" in client.get(WORK).content.decode()
        assert "DESCRIPTION:Almstads bostäder Fler vuxna ute" in client.get(f"{WORK}kalender.ics").content.decode()  # fmt: skip
        for wrong, code in (
            ({"until": date(2026, 11, 1)}, "period_backwards"),
            ({"until": date(2027, 11, 1)}, "span_too_long"),
            ({"pattern": "unknown"}, "unknown_answer"),
        ):
            with pytest.raises(BadInput) as refused:
                entry("Marknad", date(2026, 11, 7), **wrong)
            assert refused.value.code == code
