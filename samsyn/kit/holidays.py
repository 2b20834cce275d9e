# SPDX-License-Identifier: EUPL-1.2
"""Swedish public holidays, and how many times a weekday comes in a span when they are left out."""

from __future__ import annotations

from datetime import date, timedelta

FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))
# Days counted from Easter Sunday: Good Friday, Easter, Easter Monday, Ascension, Whit Sunday.
FROM_EASTER = (-2, 0, 1, 39, 49)


def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year by lag (1989:253), Sundays that are nothing more left out.

    >>> sorted(day.isoformat() for day in holidays(2026))[2:5]
    ['2026-04-03', '2026-04-05', '2026-04-06']
    """
    easter = _easter(year)
    moving = {easter + timedelta(days=days) for days in FROM_EASTER}
    midsummer = _first_saturday(date(year, 6, 20))
    all_saints = _first_saturday(date(year, 10, 31))
    return frozenset({date(year, month, day) for month, day in FIXED} | moving | {midsummer, all_saints})


def weekdays_between(start: date, end: date, weekday: int, *, holidays_too: bool = False) -> list[date]:
    """Every Monday (0) … Sunday (6) from `start` to `end`, both inside; holidays are left out unless asked for.

    >>> len(weekdays_between(date(2016, 11, 17), date(2017, 5, 18), 3))
    27
    """
    day = start + timedelta(days=(weekday - start.weekday()) % 7)
    found = []
    while day <= end:
        if holidays_too or day not in holidays(day.year):
            found.append(day)
        day += timedelta(days=7)
    return found


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - (c % 4)) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _first_saturday(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)
