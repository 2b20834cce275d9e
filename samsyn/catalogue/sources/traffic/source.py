# SPDX-License-Identifier: EUPL-1.2
"""Reads speeds: counts by class of speed, or one row a vehicle, which are put together by place, day and km/h at once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samsyn.catalogue.reading.dates import BadDate, WallClock
from samsyn.catalogue.reading.figures import Figures, open_figures, value
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reading.rows import each, flat
from samsyn.catalogue.reading.tables import Table
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, FigureRecord, Rejected, SourceError

FASTEST = 300  # km/h
NAMES = {
    "site": ("site", "plats", "mätplats", "mätpunkt", "gata", "place", "station"),
    "site_code": ("site code", "mätpunkt id", "platskod", "punkt id"),
    "period": ("period", "mätperiod"),
    "date": ("date", "datum", "tid", "tidpunkt", "datum och tid", "time", "dag"),
    "limit": ("limit", "hastighetsgräns", "skyltad hastighet", "gräns", "skyltad", "vmax"),
    "speed_from": ("speed from", "hastighet från", "från km h", "från"),
    "speed_to": ("speed to", "hastighet till", "till km h", "till"),
    "speed_class": ("speed class", "hastighetsklass", "klass", "intervall"),
    "count": ("count", "antal", "antal fordon"),
    "speed": ("speed", "hastighet", "hastighet km h", "km h"),
    "vehicle": ("vehicle class", "fordonstyp", "fordonsklass", "vehicle"),
}
# 30-40, 30–39 km/h, >70, 70+, <30, -30
_CLASS = re.compile(
    r"(?:(?P<a>\d{1,3})\s*[-–]\s*(?P<b>\d{1,3})|[>≥]\s*(?P<over>\d{1,3})|(?P<plus>\d{1,3})\s*\+|[<≤-]\s*(?P<under>\d{1,3}))(?:\s*km/?h)?$"
)
_PLATES = re.compile(r"reg ?n(umme)?r|registreringsn|plate|ägare|owner|chassi")


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
) -> Iterator[FigureRecord | Rejected]:
    """Counts of vehicles by place, period and class of speed (`group`, such as "30-40"; "70-" has no upper end).

    `extra` holds `speed_from`, `speed_to` (km/h, None above the last class) and `limit`; the indicators compute v85
    and the share over the limit from them. The limit is also a number of its own (`speed_limit`), once a place and
    period. Single vehicles are put together by day and km/h; no time of a passage
    is kept. Number plates are refused. Raises SourceError.
    """
    with Opened(file) as opened:
        figures = open_figures(opened, mapping, NAMES, needed=_missing)
        plates = next((n for n in figures.table.header if _PLATES.search(n.casefold())), None)
        if plates is not None:
            raise SourceError(Reason.PERSON_COLUMN_REFUSED, column=plates, kind="vehicle")
        clock = WallClock(timezone)
        if "speed" in figures.at and "count" not in figures.at:
            yield from _vehicles(figures, clock)
        else:
            yield from flat(each(figures.table, _classes(figures, clock)))


def _missing(at: Mapping[str, int], table: Table) -> list[str]:
    missing = [] if {"site", "site_code"} & at.keys() else ["site"]
    missing += [] if {"date", "period"} & at.keys() else ["date"]
    if any(_class_of(name) for name in table.header) or "speed" in at:
        return missing
    missing += [] if "count" in at else ["count"]
    return missing + ([] if {"speed_from", "speed_class"} & at.keys() else ["speed_class"])


def _days(figures: Figures, cells: list[str], clock: WallClock) -> tuple[str, str]:
    if "period" in figures.at:
        return figures.period(cells)
    text = figures.need(cells, "date")
    try:
        day = clock.read(text)[:10]
    except BadDate as bad:
        raise BadRow("date", bad.reason, value=text[:80])
    return day, day


def _limit(figures: Figures, cells: list[str]) -> float | None:
    return figures.value(cells, "limit")


def _record(
    row: int,
    site: tuple[str | None, str | None],
    days: tuple[str, str],
    low: float,
    high: float | None,
    count: float,
    limit: float | None,
) -> FigureRecord:
    """A class of speed at one place."""
    return FigureRecord(
        row=row,
        place_code=site[0],
        place_name=site[1],
        period_from=days[0],
        period_to=days[1],
        measure="speed_count",
        group=f"{low:g}-" + (f"{high:g}" if high is not None else ""),
        value=count,
        unit="vehicles",
        definition="km/h",
        extra={"speed_from": low, "speed_to": high, "limit": limit},
    )


def _stated(
    row: int, site: tuple[str | None, str | None], days: tuple[str, str], limit: float
) -> FigureRecord:
    """The limit that held where and when it was measured."""
    return FigureRecord(
        row=row,
        place_code=site[0],
        place_name=site[1],
        period_from=days[0],
        period_to=days[1],
        measure="speed_limit",
        group=None,
        value=limit,
        unit="km_per_hour",
        definition="km/h",
    )


def _site(figures: Figures, cells: list[str]) -> tuple[str | None, str | None]:
    code, name = figures.cell(cells, "site_code"), figures.cell(cells, "site")
    if not code and not name:
        figures.need(cells, "site" if "site" in figures.at else "site_code")
    return code or None, name or None


def speed_class(text: str, field: str = "speed_class") -> tuple[float, float | None]:
    """Lower and upper end (km/h) of a class as it is written. Raises BadRow.

    >>> speed_class("30-40 km/h"), speed_class(">70"), speed_class("<30")
    ((30.0, 40.0), (70.0, None), (0.0, 30.0))
    """
    match = _CLASS.match(text.strip())
    if match is None:
        raise BadRow(field, Reason.BAD_NUMBER, value=text[:80])
    if match["under"]:
        return 0.0, float(match["under"])
    if match["a"]:
        low, high = float(match["a"]), float(match["b"])
        if high <= low:
            raise BadRow(field, Reason.BAD_NUMBER, value=text[:80])
        return low, high
    return float(match["over"] or match["plus"]), None


def _class_of(column: str) -> tuple[float, float | None] | None:
    """The class that a column is called by, None where it is called something else."""
    try:
        return speed_class(column)
    except BadRow:
        return None


def _classes(figures: Figures, clock: WallClock) -> Callable[[int, list[str]], list[FigureRecord]]:
    """Rows of counts: a column for each class, or a row for each."""
    wide = [
        (i, found) for i, name in enumerate(figures.table.header) if (found := _class_of(name)) is not None
    ]

    told: set[object] = set()

    def one(row: int, cells: list[str]) -> list[FigureRecord]:
        site, days, limit = _site(figures, cells), _days(figures, cells, clock), _limit(figures, cells)
        if wide:
            ends = [(low, high, value(cells[i], figures.table.header[i])) for i, (low, high) in wide]
        elif "speed_class" in figures.at:
            ends = [(*speed_class(figures.need(cells, "speed_class")), figures.value(cells, "count"))]
        else:
            low, high = figures.value(cells, "speed_from"), figures.value(cells, "speed_to")
            if low is None:
                raise BadRow("speed_from", Reason.MISSING_VALUE, column=figures.name("speed_from"))
            if high is not None and high <= low:
                raise BadRow("speed_to", Reason.BAD_NUMBER, value=figures.cell(cells, "speed_to")[:80])
            ends = [(low, high, figures.value(cells, "count"))]
        found = [
            _record(row, site, days, low, high, count, limit)
            for low, high, count in ends
            if count is not None
        ]
        if limit is not None and found and (site, days, limit) not in told:
            told.add((site, days, limit))
            found.append(_stated(row, site, days, limit))
        return found

    return one


def _vehicles(figures: Figures, clock: WallClock) -> Iterator[FigureRecord | Rejected]:
    """Single vehicles, counted by place, day and whole km/h; in memory are only the counts."""
    counts: Counter[tuple[tuple[str | None, str | None], tuple[str, str], float | None, int]] = Counter()

    def one(row: int, cells: list[str]) -> None:
        speed = figures.value(cells, "speed")
        if speed is None:
            raise BadRow("speed", Reason.MISSING_VALUE, column=figures.name("speed"))
        if not 0 < speed <= FASTEST:
            raise BadRow("speed", Reason.BAD_NUMBER, value=figures.cell(cells, "speed")[:80])
        site, days = _site(figures, cells), _days(figures, cells, clock)
        # A speed of 50.4 lies between 50 and 51; one of exactly 50 belongs to the class that ends at 50.
        counts[(site, days, _limit(figures, cells), int(-(-speed // 1)) - 1)] += 1

    for found in each(figures.table, one):
        if isinstance(found, Rejected):
            yield found
    ordered = sorted(
        counts.items(), key=lambda item: (str(item[0][0]), item[0][1], item[0][2] or 0, item[0][3])
    )
    told: set[object] = set()
    for row, ((site, days, limit, low), count) in enumerate(ordered, start=1):
        yield _record(row, site, days, float(low), float(low + 1), float(count), limit)
        if limit is not None and (site, days, limit) not in told:
            told.add((site, days, limit))
            yield _stated(row, site, days, limit)
