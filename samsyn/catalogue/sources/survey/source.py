# SPDX-License-Identifier: EUPL-1.2
"""Reads shares by question, group, area and year; answers of single persons are refused."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from samsyn.catalogue.reading.figures import NOT_GIVEN, Figures, open_figures, place, value
from samsyn.catalogue.reading.numbers import number
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reading.rows import each
from samsyn.catalogue.reading.tables import Table
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, FigureRecord, Rejected, SourceError

LEAST_ANSWERS = 5
NAMES = {
    "item": ("item", "fråga", "indikator", "frågeområde", "question", "mått"),
    "group": ("group", "grupp", "kön", "ålder", "åldersgrupp", "redovisningsgrupp"),
    "area_code": ("områdeskod", "area code", "kommunkod", "kod", "deso", "regso"),
    "area": ("area", "område", "kommun", "region", "stadsdel"),
    "period": ("period", "mätperiod", "tidsperiod"),
    "year": ("year", "år", "mätår"),
    "share": ("share", "andel", "andel %", "procent", "andel procent", "percent", "%"),
    "low": ("ci low", "low", "nedre", "nedre gräns", "konfidensintervall nedre", "ki nedre", "ci lower"),
    "high": ("ci high", "high", "övre", "övre gräns", "konfidensintervall övre", "ki övre", "ci upper"),
    "n": ("n", "antal svar", "antal svarande", "antal", "svarande", "bas", "base"),
    "source": ("source", "källa", "undersökning"),
}
# Two years in one, as NTU's areas are measured: 2023/2024 or 2023-2024
_PAIR = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})$")
_PERSONS = re.compile(
    r"respondent|svars?id|person|födelse|\bnamn\b|\bname\b|e ?post|mail|telefon|postn(umme)?r|adress|löpn(umme)?r|fri ?text"
    r"|öppet svar|kommentar|\bsvar\b|\banswer\b|\bresponse\b"
)


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
) -> Iterator[FigureRecord | Rejected]:
    """Each share, between 0 and 1, with its interval where the file has one, and the number of answers as `base`.

    `measure` is `survey.` and the question, which the mapping's `[values.item]` may turn into a code of its own.
    Shares are read as per cent where the column or any of its values says so. A row on fewer than five answers is
    rejected, a file of single answers refused. Raises SourceError.
    """
    with Opened(file) as opened:
        figures = open_figures(opened, mapping, NAMES, needed=_missing)
        _refuse_persons(figures)
        scale = _scale(figures)
        figures = open_figures(opened, mapping, NAMES, needed=_missing)
        yield from each(figures.table, _reader(figures, scale))


def _missing(at: Mapping[str, int], table: Table) -> list[str]:
    person = next((name for name in table.header if _is_person(name)), None)
    if person is not None and "share" not in at:
        raise SourceError(Reason.INDIVIDUAL_ROWS_REFUSED, column=person)
    missing = [field for field in ("item", "share", "n") if field not in at]
    missing += [] if {"area", "area_code"} & at.keys() else ["area"]
    return missing + ([] if {"year", "period"} & at.keys() else ["year"])


def _is_person(name: str) -> bool:
    return bool(_PERSONS.search(re.sub(r"[^\w]+|_", " ", name.casefold()).strip()))


def _refuse_persons(figures: Figures) -> None:
    """Refuse a file with a column of persons or single answers."""
    known = set(figures.at.values())
    for i, name in enumerate(figures.table.header):
        if i not in known and _is_person(name):
            raise SourceError(Reason.INDIVIDUAL_ROWS_REFUSED, column=name)


def _scale(figures: Figures) -> float:
    """100 where the shares are per cent: the column says so, or a value is above one. Looks through the table."""
    name, unit = figures.name("share").casefold(), figures.plan.options.get("unit")
    scale = 100.0 if unit == "percent" or "%" in name or "procent" in name or "percent" in name else 1.0
    answers = 0
    single = True
    for item in figures.table.rows:
        if isinstance(item, Rejected) or len(item[1]) < len(figures.table.header):
            continue
        text, n = figures.cell(item[1], "share"), figures.cell(item[1], "n")
        try:
            if unit is None and ("%" in text or number(text) > 1):
                scale = 100.0
        except ValueError:
            pass
        if n:
            answers += 1
            single = single and n.strip() in ("1", "1.0")
    if answers > 1 and single:
        raise SourceError(Reason.INDIVIDUAL_ROWS_REFUSED, column=figures.name("n"))
    return scale


def _reader(figures: Figures, scale: float) -> Callable[[int, list[str]], FigureRecord]:
    """The function that reads a row into its share."""

    def share(cells: list[str], field: str) -> float | None:
        found = figures.value(cells, field)
        if found is None:
            return None
        if found > scale:
            raise BadRow(field, Reason.SHARE_OUT_OF_RANGE, value=figures.cell(cells, field)[:80])
        return round(found / scale, 6)

    def one(row: int, cells: list[str]) -> FigureRecord:
        item = figures.need(cells, "item")
        item = figures.plan.values.get("item", {}).get(item.casefold(), item)
        code, name, boundaries = place(figures.cell(cells, "area_code") or figures.need(cells, "area"))
        first, last = _period(figures, cells)
        answers = value(figures.need(cells, "n"), "n")
        if answers is None:
            raise BadRow("n", Reason.MISSING_VALUE, column=figures.name("n"))
        if answers < LEAST_ANSWERS:
            raise BadRow("n", Reason.TOO_FEW_ANSWERS, answers=answers, least=LEAST_ANSWERS)
        found = share(cells, "share")
        if found is None:
            raise BadRow("share", Reason.MISSING_VALUE, column=figures.name("share"))
        low, high = share(cells, "low"), share(cells, "high")
        if (low is not None and low > found) or (high is not None and high < found):
            field = "low" if low is not None and low > found else "high"
            raise BadRow(field, Reason.SHARE_OUT_OF_RANGE, value=figures.cell(cells, field)[:80])
        group = figures.cell(cells, "group")
        return FigureRecord(
            row=row,
            place_code=code,
            place_name=figures.cell(cells, "area") if figures.cell(cells, "area_code") else name,
            period_from=first,
            period_to=last,
            measure=f"survey.{item}",
            group=None if group.casefold() in (*NOT_GIVEN, "alla", "totalt", "samtliga", "all") else group,
            value=found,
            unit="share",
            definition=figures.cell(cells, "source") or figures.plan.options.get("definition"),
            boundary_year=boundaries,
            low=low,
            high=high,
            base=answers,
        )

    return one


def _period(figures: Figures, cells: list[str]) -> tuple[str, str]:
    """The period of a row, which may be a pair of years."""
    for field in ("period", "year"):
        if match := _PAIR.match(figures.cell(cells, field)):
            if int(match[2]) != int(match[1]) + 1:
                raise BadRow(field, Reason.BAD_PERIOD, value=match[0])
            return f"{match[1]}-01-01", f"{match[2]}-12-31"
    return figures.period(cells)
