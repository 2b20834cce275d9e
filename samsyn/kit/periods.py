# SPDX-License-Identifier: EUPL-1.2
"""Periods by name: 2026-T1 (tertial), 2026-Q1, 2026-H1, 2026, or two dates with dots between."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from samsyn.kit.errors import BadInput

MONTHS = {"T": 4, "Q": 3, "H": 6}
NAMED = re.compile(r"^(\d{4})(?:-([TQH])(\d))?$")


@dataclass(frozen=True)
class Period:
    """A span of days with the name it is asked for by; both days are inside."""

    key: str
    start: date
    end: date

    @property
    def due_on(self) -> date:
        """When it should be told: the last day of the month after (T1: 31 May, T2: 30 September, T3: 31 January)."""
        year, month = (self.end.year + 1, 1) if self.end.month == 12 else (self.end.year, self.end.month + 1)
        return date(year, month, monthrange(year, month)[1])


def parse(key: str) -> Period:
    """The period behind a name. Raises BadInput("unknown_period")."""
    named = NAMED.match(key)
    if named:
        year = int(named[1])
        if named[2] is None:
            return _checked(key, year, 1, 12)
        length = MONTHS[named[2]]
        number = int(named[3])
        if not 1 <= number <= 12 // length:
            raise BadInput("unknown_period", field="period", period=key)
        return _checked(key, year, (number - 1) * length + 1, length)
    start, dots, end = key.partition("..")
    try:
        if not dots:
            raise ValueError(key)
        found = Period(key, date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        raise BadInput("unknown_period", field="period", period=key) from None
    if found.end < found.start:
        raise BadInput("period_backwards", field="period", period=key)
    return found


def tertial_of(day: date) -> Period:
    """The tertial that a day lies in."""
    return parse(f"{day.year}-T{(day.month - 1) // 4 + 1}")


def tertial_before(day: date) -> Period:
    """The latest tertial that was over on a day."""
    start = tertial_of(day).start
    return tertial_of(date.fromordinal(start.toordinal() - 1))


def _checked(key: str, year: int, month: int, length: int) -> Period:
    if not 1900 <= year <= 2200:
        raise BadInput("unknown_period", field="period", period=key)
    last = month + length - 1
    return Period(key, date(year, month, 1), date(year, last, monthrange(year, last)[1]))
