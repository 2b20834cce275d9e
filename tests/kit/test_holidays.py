# SPDX-License-Identifier: EUPL-1.2
"""Holidays of known years, and a real promise that counts on them."""

from datetime import date

import pytest

from samsyn.kit.holidays import holidays, weekdays_between


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 3, 29), date(2024, 3, 31), date(2024, 5, 9), date(2024, 6, 22), date(2024, 11, 2),
        date(2025, 4, 20), date(2025, 6, 21), date(2026, 4, 6), date(2026, 5, 14), date(2017, 4, 14),
    ],
)  # fmt: skip
def test_a_holiday_of_a_known_year_is_found(day: date) -> None:
    assert day in holidays(day.year)


def test_maundy_thursday_is_a_working_day() -> None:
    assert date(2017, 4, 13) not in holidays(2017)


def test_the_thursdays_promised_in_bjorbo_are_27() -> None:
    assert len(weekdays_between(date(2016, 11, 17), date(2017, 5, 18), 3)) == 27


def test_ascension_day_is_no_thursday_to_count() -> None:
    span = date(2017, 5, 19), date(2017, 6, 1)
    assert [day.isoformat() for day in weekdays_between(*span, 3)] == ["2017-06-01"]
    assert len(weekdays_between(*span, 3, holidays_too=True)) == 2
