# SPDX-License-Identifier: EUPL-1.2
"""Dates and times as people write them, kept as wall clock text: never a zone shift, never a rejected summer hour."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import SourceError

EARLIEST, LATEST = 1900, 2100
CACHE = 100_000

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb february",
            "mars mar march",
            "april apr",
            "maj may",
            "juni jun june",
            "juli jul july",
            "augusti aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(.+))?$", re.I)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d{4}(?:\d\d)?|\d\d?[:.]\d\d.*))?$", re.I)
_SHORT = re.compile(r"(\d\d)(\d\d)(\d\d)(?:[ T]+(.+))?$")
_SLASHED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})(?:[T ,]+(.+))?$", re.I)
_NAMED = re.compile(r"(?:den\s+)?(\d{1,2})(?::?e|:?a|\.)?\s+([a-zåäö]+)\.?,?\s+(\d{4})(?:[T ,]+(.+))?$", re.I)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?$")
_TIME = re.compile(
    r"(?:kl(?:ockan)?\.?\s*)?(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?\s*([ap]\.?m\.?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?$",
    re.I,
)
_DIGITS = re.compile(r"(\d{2})(\d{2})(?:\d{2})?$")
EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)  # a wall clock; the zone only keeps it from being shifted


class BadDate(ValueError):
    """A date or time that cannot be read; `reason` says which."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


def zone(name: str) -> ZoneInfo:
    """The time zone, or SourceError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SourceError(Reason.ZONE_UNKNOWN, zone=name) from None


class WallClock:
    """Reads dates into `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` in one zone; remembers what it has read.

    Day before month in slashed dates unless `month_first`. A time with its own offset is turned into wall clock.

    >>> clock = WallClock("Europe/Stockholm")
    >>> clock.read("1/3 2024"), clock.read("2024-03-01 14:30"), clock.read("45352"), clock.read("20240301")
    ('2024-03-01', '2024-03-01T14:30', '2024-03-01', '2024-03-01')
    """

    def __init__(self, timezone: str, *, month_first: bool = False) -> None:
        self.zone = zone(timezone)
        self.month_first = month_first
        self._days: dict[str, str] = {}
        self._times: dict[str, str] = {}
        self._whole: dict[str, str] = {}

    def read(self, text: str) -> str:
        """The wall clock text. Raises BadDate. Most rows take two look-ups, one for the day and one for the time."""
        day = self._days.get(text[:10])
        if day is not None:
            time = self._times.get(text[10:])
            if time is not None:
                return day + time
        found = self._whole.get(text)
        if found is None:
            found = self._parse(text.strip())
            self._remember(text, found)
        return found

    def _remember(self, text: str, found: str) -> None:
        for cache in (self._days, self._times, self._whole):
            if len(cache) > CACHE:
                cache.clear()
        rest = text[10:]
        # Only plain ISO is taken apart: with an offset the day depends on the time.
        if text[:10] == found[:10] and (
            not rest or (len(rest) in (6, 9) and rest[0] in "T " and rest[3] == ":")
        ):
            self._days[text[:10]] = found[:10]
            self._times[rest] = found[10:]
        else:
            self._whole[text] = found

    def _parse(self, text: str) -> str:
        for pattern in (_ISO, _COMPACT, _SLASHED, _NAMED, _SHORT):
            match = pattern.match(text)
            if match is None:
                continue
            one, two, three, rest = match.groups()
            if pattern in (_ISO, _COMPACT):
                year, month, day = int(one), int(two), int(three)
            elif pattern is _SLASHED:
                year, month, day = int(three), int(two), int(one)
                if self.month_first:
                    month, day = day, month
            elif pattern is _NAMED:
                if two.casefold() not in MONTHS:
                    raise BadDate(Reason.BAD_DATE)
                year, month, day = int(three), MONTHS[two.casefold()], int(one)
            else:
                year, month, day = 2000 + int(one), int(two), int(three)
            return self._joined(year, month, day, rest)
        if _SERIAL.match(text):
            return self.serial(float(text.replace(",", ".")))
        raise BadDate(Reason.BAD_DATE)

    def serial(self, days: float) -> str:
        """An Excel serial number (days since 1899-12-30) as wall clock; seconds are cut off."""
        if not 1 <= days < 80_000:
            raise BadDate(Reason.DATE_OUT_OF_RANGE)
        moment = EXCEL_EPOCH + timedelta(seconds=round(days * 86_400))  # the fraction may fall a hair short
        return moment.strftime("%Y-%m-%d" if float(days).is_integer() else "%Y-%m-%dT%H:%M")

    def _joined(self, year: int, month: int, day: int, rest: str | None) -> str:
        try:
            found = date(year, month, day)
        except ValueError:
            raise BadDate(Reason.BAD_DATE) from None
        if not EARLIEST <= year <= LATEST:
            raise BadDate(Reason.DATE_OUT_OF_RANGE)
        if not rest or not rest.strip():
            return found.isoformat()
        hour, minute, offset = clock_time(rest)
        if offset is not None:
            return self.at_offset(found, hour, minute, offset)
        if hour == 24:
            found, hour = found + timedelta(days=1), 0
        return f"{found.isoformat()}T{hour:02}:{minute:02}"

    def at_offset(self, day: date, hour: int, minute: int, offset: timedelta) -> str:
        """A time that carries its offset, as the clock on the wall showed it in this zone."""
        moment = datetime.combine(day, time(hour % 24, minute), UTC) - offset
        return moment.astimezone(self.zone).strftime("%Y-%m-%dT%H:%M")

    def ends_before(self, start: str, end: str) -> bool:
        """Whether an interval ends before it starts, an hour that comes twice in autumn taken into account."""
        if end >= start[: len(end)]:
            return False
        if len(start) < 16 or len(end) < 16:
            return True
        first = datetime.fromisoformat(start).replace(tzinfo=self.zone, fold=0)
        last = datetime.fromisoformat(end).replace(tzinfo=self.zone, fold=1)
        return last.timestamp() < first.timestamp()


def clock_time(text: str) -> tuple[int, int, timedelta | None]:
    """Hour (0-24), minute and offset of a written time: 14:30, 14.30, 1430, kl 14, 2:30 PM, 14:30Z. Raises BadDate.

    >>> clock_time("kl. 14.30")[:2], clock_time("1430")[:2], clock_time("2:30:00 PM")[:2]
    ((14, 30), (14, 30), (14, 30))
    """
    text = text.strip()
    digits = _DIGITS.match(text)
    if digits:
        hour, minute, half, offset = int(digits[1]), int(digits[2]), None, None
    else:
        match = _TIME.match(text)
        if match is None:
            raise BadDate(Reason.BAD_TIME)
        hour, minute = int(match[1]), int(match[2] or 0)
        half, offset = match[4], match[5]
        if int(match[3] or 0) > 60:
            raise BadDate(Reason.BAD_TIME)
    if half:
        if not 1 <= hour <= 12:
            raise BadDate(Reason.BAD_TIME)
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise BadDate(Reason.BAD_TIME)
    if not offset:
        return hour, minute, None
    if offset in "zZ":
        return hour, minute, timedelta(0)
    sign = -1 if offset[0] == "-" else 1
    return hour, minute, sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
