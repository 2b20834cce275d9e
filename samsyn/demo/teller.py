# SPDX-License-Identifier: EUPL-1.2
"""What those who tell a demo town's story share: its days, who tells it, and what has come to be so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock, periods
from samsyn.kit.callers import Caller


@dataclass(frozen=True)
class Calendar:
    """The days of a story: year 0 is the one in which the promises were signed, the year before the last tertial's."""

    as_of: date
    last: periods.Period

    @property
    def start(self) -> date:
        """The first day of the three years of reports."""
        after = self.last.end + timedelta(days=1)
        return after.replace(year=after.year - 3)

    @property
    def change(self) -> date:
        """The day on which the planted decline begins: in time for the last tertial to show it."""
        return min(self.day("1-04-14"), self.last.start - timedelta(days=17))

    def day(self, told: str) -> date:
        """The day behind year-month-day, the year counted from year 0; "change" is the day of the decline."""
        if told == "change":
            return self.change
        year, month, day = told.rsplit("-", 2)
        return date(self.last.start.year - 1 + int(year), int(month), int(day))

    def key(self, period: periods.Period) -> str:
        """A tertial's name with its year counted from year 0."""
        return f"{period.start.year - self.last.start.year + 1}-T{(period.start.month - 1) // 4 + 1}"

    def tertials(self, first: date) -> list[periods.Period]:
        """The finished tertials from the one that a day lies in to the last."""
        found = [self.last]
        while found[0].start > first:
            found.insert(0, periods.tertial_before(found[0].start))
        return found


@dataclass
class Teller:
    """A story under way: who tells it, and what has come to be, by the names that its file uses."""

    partnership: Partnership
    told: Mapping[str, Any]
    calendar: Calendar
    coordinator: Caller
    officer: Caller
    organisations: Mapping[str, Organisation]
    areas: Mapping[str, Area]
    pictures: dict[str, Any] = field(default_factory=dict)
    findings: dict[str, Any] = field(default_factory=dict)
    focus: dict[str, Any] = field(default_factory=dict)
    promises: dict[str, Any] = field(default_factory=dict)
    indicators: dict[str, Any] = field(default_factory=dict)
    causes: dict[str, Any] = field(default_factory=dict)
    targets: dict[str, Any] = field(default_factory=dict)
    activities: dict[str, Any] = field(default_factory=dict)
    serves: dict[str, list[Any]] = field(default_factory=dict)
    plan: Any = None

    @contextmanager
    def on(self, day: date, hour: int = 10) -> Iterator[bool]:
        """Stop the clock on a day, never after the day the demo is made for."""
        day = min(day, self.calendar.as_of)
        with clock.frozen(datetime.combine(day, time(hour), clock.LOCAL)):
            yield True
