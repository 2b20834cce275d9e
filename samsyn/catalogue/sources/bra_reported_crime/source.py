# SPDX-License-Identifier: EUPL-1.2
"""Reads reported crime by place, period and kind of crime: counts and rates apart, preliminary ones marked."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samsyn.catalogue.reading.figures import Figures, is_preliminary, open_figures, place, value
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reading.periods import months
from samsyn.catalogue.reading.rows import each, flat
from samsyn.catalogue.reading.tables import Table
from samsyn.catalogue.records import FigureRecord, Rejected

NAMES = {
    "place_code": ("kommunkod", "regionkod", "kod", "code"),
    "place": ("region", "kommun", "område", "place", "län", "kommunnamn"),
    "period": ("period", "tid", "tidsperiod"),
    "year": ("år", "year"),
    "month": ("månad", "month"),
    "quarter": ("kvartal", "quarter"),
    "crime": ("brottstyp", "brott", "crime", "brottskategori", "brottskod", "brottsgrupp"),
    "count": ("antal", "count", "anmälda brott", "antal anmälda brott", "antal brott"),
    "rate": (
        *("antal per 100 000", "per 100 000", "per 100 000 invånare", "antal per 100 000 invånare"),
        *("antal 100 000", "per 100000", "per 100 000 inv", "rate", "antal 100 000 inv"),
    ),
    "preliminary": ("preliminär", "preliminary", "prel", "status"),
}
# A column for each year: `Antal 2023`, `Per 100 000 2023`, `2023`, the mark of preliminary figures after it
_WIDE = re.compile(
    r"(?P<rate>.*per 100 ?000.*?)?(?:antal|anmälda brott)?\s*(?P<year>(?:19|20)\d\d)(?P<mark>\*| ?prel\w*\.?)?$",
    re.I,
)


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
) -> Iterator[FigureRecord | Rejected]:
    """Counts (`reported_crime`) and rates (`reported_crime_per_100000`) as Brå gives them, group = kind of crime.

    A dash is none, two dots are not known. Raises SourceError.
    """
    with Opened(file) as opened:
        figures = open_figures(opened, mapping, NAMES, needed=_missing)
        yield from flat(each(figures.table, _reader(figures)))


def _missing(at: Mapping[str, int], table: Table) -> list[str]:
    missing = [] if {"place", "place_code"} & at.keys() else ["place"]
    if any(_WIDE.match(name) for name in table.header):
        return missing
    if not {"year", "period"} & at.keys():
        missing.append("year")
    if not {"count", "rate"} & at.keys():
        missing.append("count")
    return missing


def _reader(figures: Figures) -> Callable[[int, list[str]], list[FigureRecord]]:
    """The function that reads a row into its figures."""
    wide = [(i, match) for i, name in enumerate(figures.table.header) if (match := _WIDE.match(name))]
    definition = str(figures.plan.options.get("definition", "bra_reported_crime"))

    def one(row: int, cells: list[str]) -> list[FigureRecord]:
        written = figures.cell(cells, "place_code")
        name_written = figures.need(cells, "place") if not written else figures.cell(cells, "place")
        code, name, year = place(written or name_written)
        name = name_written if written and name_written else name
        crime = figures.cell(cells, "crime") or None
        found: list[tuple[tuple[str, str], str, float | None, bool]] = []
        if wide:
            for i, match in wide:
                measure = "rate" if match["rate"] else "count"
                number = value(cells[i], figures.table.header[i])
                found.append((months(int(match["year"]), 1, 12), measure, number, bool(match["mark"])))
        else:
            said = any(is_preliminary(figures.cell(cells, field)) for field in ("year", "period"))
            said = said or figures.yes(cells, "preliminary")
            period = figures.period(cells)
            found = [(period, field, figures.value(cells, field), said) for field in ("count", "rate")]
        return [
            FigureRecord(
                row=row,
                place_code=code,
                place_name=name,
                period_from=period[0],
                period_to=period[1],
                measure="reported_crime" if measure == "count" else "reported_crime_per_100000",
                group=crime,
                value=number,
                unit="count" if measure == "count" else "per_100000",
                preliminary=preliminary,
                definition=definition,
                boundary_year=year,
            )
            for period, measure, number, preliminary in found
            if number is not None
        ]

    return one
