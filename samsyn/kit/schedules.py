# SPDX-License-Identifier: EUPL-1.2
"""Recurring schedules: which days they give, and how people write them ("varje helgfri torsdag 10–11 17 nov–18 maj")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from samsyn.kit.holidays import weekdays_between

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
HOURS = re.compile(
    r"\b(?:kl(?:ockan|\.)?\s*)?(\d{1,2})(?:[.:](\d\d))?\s?[–-]\s?(\d{1,2})(?:[.:](\d\d))?(?!\s*[a-zåäö])"
)
DAY = rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})[a-zåäö]*\.?(?:\s+(\d{{4}}))?"
SPAN = re.compile(rf"(?:från\s+(?:och med\s+)?)?{DAY}\s*(?:–|-|till(?: och med)?)\s*{DAY}", re.IGNORECASE)
EVERY = {"varannan": 2, "vartannat": 2, "var tredje": 3, "var fjärde": 4}


@dataclass(frozen=True)
class Schedule:
    """Weekdays (0 = Monday) of a period, every so many weeks counted from its first day; both days are inside."""

    weekdays: tuple[int, ...]
    start: date
    end: date
    every: int = 1
    holidays_too: bool = True
    time_from: time | None = None
    time_to: time | None = None

    def days(self) -> list[date]:
        """Every day of the schedule, in order.

        >>> len(Schedule((3,), date(2016, 11, 17), date(2017, 5, 18), holidays_too=False).days())
        27
        """
        monday = self.start - timedelta(days=self.start.weekday())
        found = [
            day
            for weekday in self.weekdays
            for day in weekdays_between(self.start, self.end, weekday, holidays_too=self.holidays_too)
            if ((day - monday).days // 7) % self.every == 0
        ]
        return sorted(set(found))


def read(text: str, today: date) -> Schedule | None:
    """The schedule that a text says, or None where weekday or period is missing: then it is asked about.

    A period without years begins in the next such month counted from `today`.

    >>> found = read("varje helgfri torsdag 10–11 17 nov 2016–18 maj 2017", date(2016, 11, 1))
    >>> found.weekdays, found.holidays_too, len(found.days())
    ((3,), False, 27)
    """
    low = " ".join(text.lower().split())
    weekdays = tuple(n for n, name in enumerate(WEEKDAYS) if re.search(rf"\b{name}(?:ar|arna|en)?\b", low))
    span = SPAN.search(low)
    if not weekdays or span is None:
        return None
    try:
        start, end = _period(span, today)
    except ValueError:
        return None
    rest = low.replace(span[0], " ")
    hours = HOURS.search(rest)
    times = (_time(hours[1], hours[2]), _time(hours[3], hours[4])) if hours else (None, None)
    every = next((weeks for words, weeks in EVERY.items() if words in rest), 1)
    return Schedule(weekdays, start, end, every, "helgfri" not in rest, *times) if end >= start else None


def _period(span: re.Match[str], today: date) -> tuple[date, date]:
    """Both days; a year that is said of the last day alone holds for the first too, where it then comes before."""
    if span[6] and not span[3]:
        end = _day(span[4], span[5], span[6], today)
        start = date(end.year, MONTHS.index(span[2]) + 1, int(span[1]))
        return (start if start <= end else start.replace(year=end.year - 1)), end
    start = _day(span[1], span[2], span[3], today)
    return start, _day(span[4], span[5], span[6], start)


def _day(day: str, month: str, year: str | None, after: date) -> date:
    number = MONTHS.index(month) + 1
    if year:
        return date(int(year), number, int(day))
    found = date(after.year, number, int(day))
    return found if found >= after.replace(day=1) else date(after.year + 1, number, int(day))


def _time(hour: str, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if int(hour) < 24 and int(minute or 0) < 60 else None
