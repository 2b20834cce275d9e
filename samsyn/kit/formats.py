# SPDX-License-Identifier: EUPL-1.2
"""How numbers and dates are written, in the language of the page: 1 234, 3,4, −27 %, januari–april 2024."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from django.utils import timezone
from django.utils.translation import get_language, override

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"

Number = int | float | Decimal


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    first = language.partition("-")[0]
    return Locale(first if first in ("sv", "en", "fi") else "sv")


def locale() -> Locale:
    """The page's language as babel knows it; easy Swedish is written as Swedish."""
    return _locale(get_language() or "sv")


def _english() -> bool:
    return locale().language == "en"


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write numbers and dates in `language` inside the block."""
    with override(language):
        yield


def whole(value: Number) -> str:
    """A whole number: '1 234' with a no-break space ('1,234' in English), true minus."""
    number = round(value)
    mark = "," if _english() else NBSP
    text = f"{abs(number):,}".replace(",", mark)
    return MINUS + text if number < 0 else text


def decimal(value: Number, places: int = 1) -> str:
    """A number with decimals: '3,4' ('3.4' in English), true minus, no-break space for thousands."""
    text = f"{abs(value):,.{places}f}"
    if not _english():
        text = text.replace(",", NBSP).replace(".", ",")
    negative = value < 0 and bool(re.search(r"[1-9]", text))
    return MINUS + text if negative else text


def percent(share: Number, places: int = 0) -> str:
    """A share as percent: 0.34 becomes '34 %' with a no-break space ('34%' in English)."""
    text = decimal(share * 100, places) if places else whole(float(share) * 100)
    return text + ("%" if _english() else NBSP + "%")


def signed(value: Number, places: int = 0) -> str:
    """A number with its sign: '+7', '−3'; zero has none."""
    text = decimal(value, places) if places else whole(value)
    has_size = bool(re.search(r"[1-9]", text))
    return "+" + text if value > 0 and has_size else text


def change(ratio: float | None) -> str:
    """A ratio as a change in percent: 1.34 becomes '+34 %', 0.73 '−27 %'; nothing for None or infinity."""
    if ratio is None or not math.isfinite(ratio):
        return ""
    text = signed((ratio - 1) * 100)
    return text + ("%" if _english() else NBSP + "%")


def change_bare(ratio: float | None) -> str:
    """As `change`, without the percent sign, for the ends of an interval: '+7'."""
    if ratio is None or not math.isfinite(ratio):
        return ""
    return signed((ratio - 1) * 100)


def span(low: Number, high: Number, places: int = 0) -> str:
    """A range with an en dash: '3–9'; with 'till'-like spacing when an end is negative: '−3 – 9'."""
    left, right = (decimal(n, places) if places else whole(n) for n in (low, high))
    if left == right:
        return left
    return f"{left}{NBSP}{DASH} {right}" if low < 0 or high < 0 else f"{left}{DASH}{right}"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(timezone.get_current_timezone() or ZoneInfo("Europe/Stockholm"))
    return value


def as_date(value: date | datetime | str) -> date:
    """The local calendar day of a date, a time or an ISO text."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def month(number: int, *, short: bool = False, alone: bool = True) -> str:
    """The name of month 1–12: 'april', short 'apr', in the page's language."""
    context = "stand-alone" if alone else "format"
    name = locale().months[context]["abbreviated" if short else "wide"][number]
    return name.rstrip(".")[:3] if short and locale().language == "sv" else name.rstrip(".")


def weekday(number: int, *, short: bool = False) -> str:
    """The name of a weekday, 0 is Monday: 'tisdag', short 'tis'."""
    return locale().days["stand-alone"]["abbreviated" if short else "wide"][number].rstrip(".")


def day(value: date | datetime | str) -> str:
    """A day without its year: '30 april'."""
    d = as_date(value)
    name = month(d.month, alone=False)
    return f"{d.day}.{NBSP}{name}" if locale().language == "fi" else f"{d.day}{NBSP}{name}"


def full_date(value: date | datetime | str) -> str:
    """A date: '30 april 2024'."""
    d = as_date(value)
    return f"{day(d)} {d.year}"


def weekday_date(value: date | datetime | str, *, year: bool = False) -> str:
    """A day with its weekday: 'tisdag 21 maj'."""
    d = as_date(value)
    return f"{weekday(d.weekday())} {full_date(d) if year else day(d)}"


def clock_time(value: datetime | str) -> str:
    """A time of day: '15.20' ('15:20' in English)."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    moment = _local(moment)  # type: ignore[assignment]
    mark = ":" if _english() else "."
    return f"{moment.hour:02d}{mark}{moment.minute:02d}"


def _months(first: tuple[int, int], last: tuple[int, int], *, short: bool) -> str:
    (y1, m1), (y2, m2) = first, last
    year = f" {y2 % 100:02d}" if short else f" {y2}"
    if first == last:
        return month(m1, short=short) + year
    if y1 == y2:
        return f"{month(m1, short=short)}{DASH}{month(m2, short=short)}{year}"
    start = f" {y1 % 100:02d}" if short else f" {y1}"
    return f"{month(m1, short=short)}{start}{DASH}{month(m2, short=short)}{year}"


_PARTS = {"T": 4, "Q": 3, "H": 6}


def period_months(code: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """First and last month of a period code such as 2024-T1, 2024-Q2, 2024-H1, 2024-04 or 2024; None for others."""
    if match := re.fullmatch(r"(\d{4})-([TQH])(\d)", code):
        year, kind, number = int(match[1]), match[2], int(match[3])
        size = _PARTS[kind]
        return (year, (number - 1) * size + 1), (year, number * size)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", code):
        return (int(match[1]), int(match[2])), (int(match[1]), int(match[2]))
    if re.fullmatch(r"\d{4}", code):
        return (int(code), 1), (int(code), 12)
    return None


def period(code: str, *, short: bool = False) -> str:
    """A period in words: '2024-T1' is 'januari–april 2024' (short 'jan–apr 24'); '2024' stays; two dates become `dates`."""
    if ".." in code:
        start, _, end = code.partition("..")
        return dates(start, end, short=short)
    months = period_months(code)
    if months is None or re.fullmatch(r"\d{4}", code):
        return code
    return _months(*months, short=short)


def dates(start: date | datetime | str, end: date | datetime | str, *, short: bool = False) -> str:
    """From one day to another, both included; whole months are said as months: 'januari–april 2024'."""
    first, last = as_date(start), as_date(end)
    next_day = date.fromordinal(last.toordinal() + 1)
    if first.day == 1 and next_day.day == 1:
        if first.month == 1 and last.month == 12:
            return str(first.year) if first.year == last.year else f"{first.year}{DASH}{last.year}"
        return _months((first.year, first.month), (last.year, last.month), short=short)
    if first == last:
        return full_date(first)
    if first.year != last.year:
        return f"{full_date(first)}{DASH}{full_date(last)}"
    if first.month != last.month:
        return f"{day(first)}{DASH}{full_date(last)}"
    return f"{first.day}{DASH}{full_date(last)}"


def days(start: date | datetime | str, end: date | datetime | str) -> str:
    """From one day to another, both included, where the year stands beside: '25–31 augusti'; years that differ are said."""
    first, last = as_date(start), as_date(end)
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{full_date(first)}{DASH}{full_date(last)}"
    return f"{first.day if first.month == last.month else day(first)}{DASH}{day(last)}"


def grouped(code: str, size: int = 3) -> str:
    """A receipt code in groups of three, to be read aloud and copied: '482 709 316'."""
    kept = re.sub(r"\s", "", code)
    return NBSP.join(kept[i : i + size] for i in range(0, len(kept), size))
