# SPDX-License-Identifier: EUPL-1.2
"""Reads counts by period, area and group; a file with a column of text, names, numbers of persons or addresses is refused."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samsyn.catalogue.reading.figures import Figures, open_figures, place
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reading.rows import each
from samsyn.catalogue.reading.tables import Table
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, FigureRecord, Rejected
from samsyn.catalogue.sources.police_counts.refusals import check_counts_only

NAMES = {
    "period": ("period", "tidsperiod", "datum", "date", "dag"),
    "from": ("från", "from", "fr o m", "startdatum"),
    "to": ("till", "to", "t o m", "slutdatum"),
    "year": ("år", "year"),
    "week": ("vecka", "week", "v", "veckonummer"),
    "month": ("månad", "month"),
    "tertial": ("tertial",),
    "quarter": ("kvartal", "quarter"),
    "area_code": ("områdeskod", "area code", "kod", "deso", "kommunkod"),
    "area": (
        "område",
        "area",
        "stadsdel",
        "områdesnamn",
        "lokalpolisområde",
        "kommun",
        "distrikt",
        "polisområde",
    ),
    "group": (
        "brottsgrupp",
        "grupp",
        "group",
        "brottstyp",
        "brottskategori",
        "kategori",
        "brott",
        "händelsetyp",
    ),
    "count": ("antal", "count", "antal händelser", "antal brott", "antal anmälningar"),
}


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
) -> Iterator[FigureRecord | Rejected]:
    """Each count. The whole file is looked through first, so that nothing of a refused one is handed over.

    Raises SourceError: `text_column_refused`, `person_column_refused` with the column, and the usual ones.
    """
    with Opened(file) as opened:
        check_counts_only(open_figures(opened, mapping, NAMES, needed=_missing))
        figures = open_figures(opened, mapping, NAMES, needed=_missing)
        yield from each(figures.table, _reader(figures))


def _missing(at: Mapping[str, int], table: Table) -> list[str]:
    missing = [] if {"period", "year", "from"} & at.keys() else ["period"]
    return missing + [field for field in ("area", "group", "count") if field not in at]


def _reader(figures: Figures) -> Callable[[int, list[str]], FigureRecord]:
    """The function that reads a row into its count."""
    definition = str(figures.plan.options.get("definition", "local_police_extract"))

    def one(row: int, cells: list[str]) -> FigureRecord:
        period = figures.period(cells)
        code, name, year = place(figures.cell(cells, "area_code") or figures.need(cells, "area"))
        count = figures.value(cells, "count")
        if count is None:
            raise BadRow("count", Reason.MISSING_VALUE, column=figures.name("count"))
        if not count.is_integer():
            raise BadRow("count", Reason.BAD_NUMBER, value=figures.cell(cells, "count")[:80])
        return FigureRecord(
            row=row,
            place_code=code,
            place_name=figures.cell(cells, "area") if figures.cell(cells, "area_code") else name,
            period_from=period[0],
            period_to=period[1],
            measure="police_count",
            group=figures.need(cells, "group"),
            value=count,
            unit="count",
            definition=definition,
            boundary_year=year,
        )

    return one
