# SPDX-License-Identifier: EUPL-1.2
"""Periods as official tables write them: year, month, quarter, tertial, half year, week, day, or from and to."""

import re
from datetime import date, timedelta

from samsyn.catalogue.reading.dates import EARLIEST, LATEST, MONTHS

Period = tuple[str, str]

_YEAR = re.compile(r"(\d{4})$")
_MONTH = re.compile(r"(\d{4})\s*(?:-|/|M)\s*(\d{1,2})$", re.I)
_PART = re.compile(r"(\d{4})\s*-?\s*([TQKHV W])\s*-?\s*(\d{1,2})$", re.I)
_PART_FIRST = re.compile(
    r"([TQKHVW])(?:ertial|vartal|uarter|alvår|ecka|eek|\.)?\s*(\d{1,2})[\s,-]+(\d{4})$", re.I
)
_NAMED = re.compile(r"([a-zåäö]+)\.?\s+(\d{4})$", re.I)
_NAMED_LAST = re.compile(r"(\d{4})\s+([a-zåäö]+)\.?$", re.I)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)\s*(?:\.\.|--|–|-|/|till|to)\s*(\d{4}-\d\d-\d\d)$")
_COMPACT = re.compile(r"(\d{4})(\d\d)$")
_PARTS = {"T": 4, "Q": 3, "K": 3, "H": 6}  # months in a tertial, quarter (kvartal), half year


def period(text: str) -> Period:
    """First and last day of a period, both included. Raises ValueError.

    >>> period("2024"), period("2024M02"), period("2024-T1"), period("vecka 1 2026")
    (('2024-01-01', '2024-12-31'), ('2024-02-01', '2024-02-29'), ('2024-01-01', '2024-04-30'), ('2025-12-29', '2026-01-04'))
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    if match := _YEAR.match(text):
        return months(int(match[1]), 1, 12)
    if match := _RANGE.match(text):
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
        if last < first:
            raise ValueError(text)
        return first.isoformat(), last.isoformat()
    if match := _DAY.match(text):
        return (date.fromisoformat(text).isoformat(),) * 2
    if match := _MONTH.match(text) or _COMPACT.match(text):
        return months(int(match[1]), int(match[2]), 1)
    if match := _PART.match(text):
        return part(int(match[1]), match[2], int(match[3]))
    if match := _PART_FIRST.match(text):
        return part(int(match[3]), match[1], int(match[2]))
    if match := _NAMED.match(text):
        return months(int(match[2]), _month(match[1]), 1)
    if match := _NAMED_LAST.match(text):
        return months(int(match[1]), _month(match[2]), 1)
    raise ValueError(text)


def part(year: int, letter: str, number: int) -> Period:
    """A tertial (T), quarter (Q or K), half year (H) or ISO week (W or V) of a year."""
    letter = letter.upper()
    if letter in "VW ":
        first = date.fromisocalendar(_sound(year), number, 1)
        return first.isoformat(), (first + timedelta(days=6)).isoformat()
    length = _PARTS[letter]
    if not 1 <= number <= 12 // length:
        raise ValueError(number)
    return months(year, (number - 1) * length + 1, length)


def months(year: int, first: int, count: int) -> Period:
    """First and last day of some months in a row within one year."""
    start = date(_sound(year), first, 1)
    after = date(year + (first + count - 1) // 12, (first + count - 1) % 12 + 1, 1)
    return start.isoformat(), (after - timedelta(days=1)).isoformat()


def _month(word: str) -> int:
    found = MONTHS.get(word.casefold())
    if found is None:
        raise ValueError(word)
    return found


def _sound(year: int) -> int:
    if not EARLIEST <= year <= LATEST:
        raise ValueError(year)
    return year
