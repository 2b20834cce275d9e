# SPDX-License-Identifier: EUPL-1.2
"""Numbers and dates as a Swedish reader expects them, and as an English one does on the English pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit import formats
from samsyn.kit.formats import written_in

NB = "\u00a0"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (7, "7"), (1312, f"1{NB}312"), (-6, "\u22126"), (1234567, f"1{NB}234{NB}567")],
)
def test_thousands_are_parted_by_a_space_that_never_breaks_the_line(number: int, said: str) -> None:
    with written_in("sv"):
        assert formats.whole(number) == said


def test_a_ratio_is_said_as_a_change_with_its_sign() -> None:
    with written_in("sv"):
        assert formats.change(1.34) == f"+34{NB}%"
        assert formats.change(0.73) == f"\u221227{NB}%"
        assert formats.change(1.0) == f"0{NB}%"
        assert formats.change(None) == ""
        assert formats.change(float("inf")) == ""
    with written_in("en"):
        assert formats.change(1.34) == "+34%"


def test_decimals_have_a_comma_in_swedish_and_a_point_in_english() -> None:
    with written_in("sv"):
        assert formats.decimal(8.14) == "8,1"
        assert formats.percent(0.126, 1) == f"12,6{NB}%"
        assert formats.decimal(-0.04) == "0,0", "no minus before what is written as zero"
    with written_in("en"):
        assert formats.decimal(1234.5) == "1,234.5"


def test_ranges_have_an_en_dash() -> None:
    with written_in("sv"):
        assert formats.span(3, 9) == "3–9"
        assert formats.span(5, 5) == "5"
        assert formats.span(-3, 9) == f"\u22123{NB}– 9"


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("2024-T1", "januari–april 2024", "jan–apr 24"),
        ("2024-T2", "maj–augusti 2024", "maj–aug 24"),
        ("2023-T3", "september–december 2023", "sep–dec 23"),
        ("2024-Q2", "april–juni 2024", "apr–jun 24"),
        ("2024-H2", "juli–december 2024", "jul–dec 24"),
        ("2024-05", "maj 2024", "maj 24"),
        ("2024", "2024", "2024"),
        ("2018-10-01..2019-09-30", "oktober 2018–september 2019", "okt 18–sep 19"),
    ],
)
def test_periods_are_said_by_their_months(code: str, long: str, short: str) -> None:
    with written_in("sv"):
        assert formats.period(code) == long
        assert formats.period(code, short=True) == short


def test_two_days_are_said_without_repeating_what_they_share() -> None:
    with written_in("sv"):
        assert formats.dates(date(2024, 1, 1), date(2024, 4, 30)) == "januari–april 2024"
        assert formats.dates(date(2021, 1, 1), date(2023, 12, 31)) == "2021–2023"
        assert formats.dates(date(2024, 5, 3), date(2024, 5, 9)) == f"3–9{NB}maj 2024"
        assert formats.dates(date(2024, 5, 25), date(2024, 6, 15)) == f"25{NB}maj–15{NB}juni 2024"
        assert formats.dates("2024-05-25", "2024-05-25") == f"25{NB}maj 2024"


def test_days_whose_year_stands_beside_name_the_month_once() -> None:
    with written_in("sv"):
        assert formats.days(date(2026, 8, 25), date(2026, 8, 31)) == f"25–31{NB}augusti"
        assert formats.days(date(2026, 8, 25), date(2026, 9, 3)) == f"25{NB}augusti–3{NB}september"
        assert formats.days("2026-08-25", "2026-08-25") == f"25{NB}augusti"
        assert formats.days(date(2025, 12, 29), date(2026, 1, 4)) == f"29{NB}december 2025–4{NB}januari 2026"


def test_dates_and_hours() -> None:
    with written_in("sv"):
        assert formats.full_date(date(2024, 4, 30)) == f"30{NB}april 2024"
        assert formats.weekday_date(date(2024, 5, 21)) == f"tisdag 21{NB}maj"
        assert formats.clock_time(datetime(2024, 5, 16, 13, 20, tzinfo=UTC)) == "15.20", "said in local time"
        assert formats.clock_time("2024-05-16T15:20") == "15.20"
    with written_in("en"):
        assert formats.full_date(date(2024, 4, 30)) == f"30{NB}April 2024"
        assert formats.clock_time("2024-05-16T15:20") == "15:20"


def test_easy_swedish_is_written_as_swedish() -> None:
    with written_in("sv-lattlast"):
        assert formats.full_date(date(2024, 4, 30)) == f"30{NB}april 2024"
        assert formats.whole(1312) == f"1{NB}312"


def test_the_receipt_code_is_said_in_threes() -> None:
    assert formats.grouped("482709316") == f"482{NB}709{NB}316"
    assert formats.grouped("482 709 316") == f"482{NB}709{NB}316"


@given(st.integers(-(10**9), 10**9))
def test_every_whole_number_can_be_read_back(number: int) -> None:
    with written_in("sv"):
        text = formats.whole(number)
    assert int(text.replace(NB, "").replace("\u2212", "-")) == number


@given(st.dates(date(1990, 1, 1), date(2080, 12, 30)), st.integers(0, 900))
def test_any_two_days_can_be_said_on_one_line(start: date, days: int) -> None:
    with written_in("sv"):
        text = formats.dates(start, date.fromordinal(start.toordinal() + days))
    assert text
    assert "\n" not in text
    assert str(start.year) in text or days < 900
