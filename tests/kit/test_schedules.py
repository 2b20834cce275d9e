# SPDX-License-Identifier: EUPL-1.2
"""Recurring schedules as people write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from samsyn.kit.schedules import read


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("varje helgfri torsdag 10–11 17 nov–18 maj", 27, (time(10), time(11))),
        ("varje torsdag kl 10-11 från 17 nov 2016 till 18 maj 2017", 27, (time(10), time(11))),
        ("fredagar och lördagar 1 juni–30 juni 2027", 8, (None, None)),
        ("varannan måndag 4 jan–28 feb 2027", 4, (None, None)),
    ],
)
def test_a_schedule_is_understood(text: str, days: int, times: tuple) -> None:
    found = read(text, date(2016, 11, 1))
    assert found is not None
    assert (len(found.days()), (found.time_from, found.time_to)) == (days, times)


@pytest.mark.parametrize("text", ["", "ibland", "varje torsdag", "17 nov–18 maj", "varje torsdag 40 nov–18 maj", "varje torsdag 18 maj 2027–17 nov 2026"])  # fmt: skip
def test_what_lacks_a_weekday_or_a_period_is_asked_about(text: str) -> None:
    assert read(text, date(2016, 11, 1)) is None
