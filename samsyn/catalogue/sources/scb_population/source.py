# SPDX-License-Identifier: EUPL-1.2
"""Reads population by area: one column a year as SCB's Excel gives it, or one row a year as its CSV does."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samsyn.catalogue.reading.figures import Figures, open_figures, place, value
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reading.periods import months
from samsyn.catalogue.reading.rows import each, flat
from samsyn.catalogue.reading.tables import Table
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, FigureRecord, Rejected

NAMES = {
    "place": (
        "deso",
        "desokod",
        "regso",
        "regsokod",
        "region",
        "regionkod",
        "kommunkod",
        "kod",
        "kommun",
        "område",
    ),
    "place_name": ("namn", "regionnamn", "kommunnamn", "områdesnamn", "kommun namn"),
    "year": ("år", "year", "tid", "period"),
    "value": ("befolkning", "folkmängd", "antal", "population", "invånare", "value", "värde"),
    "age": ("ålder", "age"),
    "sex": ("kön", "sex"),
}
# `befolkning_2023`, `Folkmängd 2023`, `2023`
_YEAR_COLUMN = re.compile(
    r"(?:(?:befolkning|folkmängd|population|antal|invånare)[ _]*)?((?:19|20)\d\d)$", re.I
)
# `alder_0_4`: which year it is of stands in the mapping, or such a column is left out
_AGE_COLUMN = re.compile(r"(?:alder|ålder|age)[ _]*(\d+)[ _-]+(\d+|w)?", re.I)
_SEXES = {
    "män": "men",
    "kvinnor": "women",
    "totalt": None,
    "båda könen": None,
    "1": "men",
    "2": "women",
    "1+2": None,
}
_BOUNDARIES = {9: 2018, 8: 2020}  # a DeSO code has nine signs, a RegSO code eight


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
) -> Iterator[FigureRecord | Rejected]:
    """The population of each area and year: the count on 31 December, given for the whole year it closes.

    `measure` is "population", `group` the age band or sex or None for all. The mapping's `year` tells which year
    columns without one are of. Raises SourceError.
    """
    with Opened(file) as opened:
        figures = open_figures(opened, mapping, NAMES, needed=_missing)
        year = figures.plan.options.get("year")
        yield from flat(each(figures.table, _reader(figures, int(year) if year else None)))


def _missing(at: Mapping[str, int], table: Table) -> list[str]:
    missing = [] if "place" in at else ["place"]
    if any(_YEAR_COLUMN.match(name) for name in table.header):
        return missing
    return missing + [field for field in ("year", "value") if field not in at]


def _reader(figures: Figures, year: int | None) -> Callable[[int, list[str]], list[FigureRecord]]:
    """The function that reads a row into its figures."""
    wide: list[tuple[int, int, str | None]] = []
    for i, name in enumerate(figures.table.header):
        if match := _YEAR_COLUMN.match(name):
            wide.append((i, int(match[1]), None))
        elif year and (match := _AGE_COLUMN.match(name)):
            wide.append((i, year, f"{match[1]}-{match[2] or ''}"))

    def one(row: int, cells: list[str]) -> list[FigureRecord]:
        code, name, boundaries = place(figures.need(cells, "place"))
        if code is None:
            raise BadRow("place", Reason.BAD_PLACE_CODE, value=(name or "")[:80])
        name = figures.cell(cells, "place_name") or name
        boundaries = boundaries or _BOUNDARIES.get(len(code))
        found: list[tuple[tuple[str, str], str | None, float | None]] = []
        if wide:
            found = [
                (months(of, 1, 12), group, value(cells[i], figures.table.header[i])) for i, of, group in wide
            ]
        else:
            found.append((figures.period(cells), _group(figures, cells), figures.value(cells, "value")))
        return [
            FigureRecord(
                row=row,
                place_code=code,
                place_name=name,
                period_from=period[0],
                period_to=period[1],
                measure="population",
                group=group,
                value=number,
                unit="inhabitants",
                definition="registered_31_december",
                boundary_year=boundaries,
            )
            for period, group, number in found
            if number is not None
        ]

    return one


def _group(figures: Figures, cells: list[str]) -> str | None:
    """Age and sex of a row; None for everybody."""
    age = figures.cell(cells, "age").casefold().removesuffix(" år").strip()
    sex = figures.cell(cells, "sex").casefold()
    age = "" if age in ("", "totalt", "samtliga", "totalt ålder", "total") else age.replace("–", "-")
    parts = [part for part in (age, _SEXES.get(sex, sex)) if part]
    return " ".join(parts) or None
