# SPDX-License-Identifier: EUPL-1.2
"""What comes back every year (Brå's second step): when it usually is, and where an entry of the year wheel falls in a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from samsyn.rhythm import law
from samsyn.rhythm.models import Pattern, YearEntry


def usual(pattern: str, year: int) -> tuple[date, date | None]:
    """The days that a pattern usually has, from a year's start of it; to be changed to the place's own."""
    return _DAYS[Pattern(pattern)](year)


def occurrence(entry: YearEntry, year: int) -> tuple[date, date | None] | None:
    """First and last day of an entry's occurrence that begins in a year; None where it has none.

    Midsummer and the autumn holiday move with the calendar; the rest keep their dates, 29 February becoming 28.
    """
    if entry.day.year != year and not (entry.yearly and entry.day.year < year):
        return None
    if entry.pattern in MOVING and entry.day.year != year:
        return usual(entry.pattern, year)
    first = law.years_after(entry.day, year - entry.day.year)
    if entry.until is None:
        return first, None
    return first, law.years_after(entry.until, year - entry.day.year)


def _midsummer(year: int) -> tuple[date, date | None]:
    """Friday and Saturday, between 19 and 26 June."""
    eve = date(year, 6, 19)
    eve += timedelta(days=(4 - eve.weekday()) % 7)
    return eve, eve + timedelta(days=1)


def _halloween(year: int) -> tuple[date, date | None]:
    """From the Monday of week 44, which is the schools' holiday, to the Sunday after."""
    monday = date.fromisocalendar(year, 44, 1)
    return monday, monday + timedelta(days=6)


MOVING = frozenset({Pattern.MIDSUMMER, Pattern.HALLOWEEN})

_DAYS: dict[Pattern, Callable[[int], tuple[date, date | None]]] = {
    Pattern.WALPURGIS: lambda year: (date(year, 4, 30), None),
    Pattern.SCHOOL_ENDS: lambda year: (date(year, 6, 8), date(year, 6, 14)),
    Pattern.MIDSUMMER: _midsummer,
    Pattern.SUMMER: lambda year: (date(year, 6, 15), date(year, 8, 15)),
    Pattern.SCHOOL_STARTS: lambda year: (date(year, 8, 17), date(year, 8, 30)),
    Pattern.HALLOWEEN: _halloween,
    Pattern.DARK: lambda year: (date(year, 11, 1), date(year + 1, 1, 31)),
    Pattern.LUCIA: lambda year: (date(year, 12, 12), date(year, 12, 13)),
    Pattern.NEW_YEAR: lambda year: (date(year, 12, 28), date(year + 1, 1, 1)),
    Pattern.OTHER: lambda year: (date(year, 9, 1), None),
}
