# SPDX-License-Identifier: EUPL-1.2
"""What tables of figures share: columns by their names, place codes, values, periods; wide years as well as long."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from samsyn.catalogue.reading.mapping import FileMapping, checked
from samsyn.catalogue.reading.numbers import number
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reading.periods import Period, period
from samsyn.catalogue.reading.tables import Table, columns, opened_table
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, Rejected, SourceError

TIMES = ("from", "to", "period", "year", "month", "week", "quarter", "tertial")
NOT_GIVEN = frozenset({"", "..", ".", "x", "na", "n/a", "null", "none", "nan", "saknas", "uppgift saknas"})
ZERO = frozenset(
    {"-", "–", "—"}
)  # in official Swedish tables a dash is nothing to report, and dots are not known
YES = frozenset(
    {"1", "ja", "j", "yes", "y", "true", "sant", "x", "prel", "prel.", "preliminär", "preliminary"}
)

# A place: county, municipality, DeSO, RegSO, or 00 for the country; then perhaps the year of its boundaries or a name.
_PLACE = re.compile(
    r"(\d{4}[ABC]\d{4}|\d{4}R\d{3}|\d{4}|\d{2})(?:_(?:DeSO|RegSO)(\d{4}))?(?:[\s:,-]+(\D.*))?$", re.I
)


@dataclass(frozen=True)
class Figures:
    """A table of figures: its columns by field, and the mapping they came from."""

    table: Table
    plan: FileMapping
    at: Mapping[str, int]

    def cell(self, cells: Sequence[str], field: str) -> str:
        """The text of a field in a row, "" where the file has none."""
        i = self.at.get(field)
        return " ".join(cells[i].replace("\u00a0", " ").split()) if i is not None else ""

    def name(self, field: str) -> str:
        """What the column of a field is called."""
        i = self.at.get(field)
        return self.table.header[i] if i is not None else field

    def need(self, cells: Sequence[str], field: str) -> str:
        """The text of a field that must be there."""
        found = self.cell(cells, field)
        if not found:
            raise BadRow(field, Reason.MISSING_VALUE, column=self.name(field))
        return found

    def value(self, cells: Sequence[str], field: str) -> float | None:
        """A number that is not below zero; None where the source says that it is not known."""
        i = self.at.get(field)
        return value(cells[i], field) if i is not None else None

    def yes(self, cells: Sequence[str], field: str) -> bool:
        """Whether a field says yes."""
        return self.cell(cells, field).casefold() in YES

    def period(self, cells: Sequence[str]) -> Period:
        """The period of a row: one column, from and to, or year with month, week, quarter or tertial."""
        try:
            if "from" in self.at and "to" in self.at:
                return period(f"{self.need(cells, 'from')}..{self.need(cells, 'to')}")
            if "period" in self.at:
                return period(_trimmed(self.need(cells, "period")))
            year = _trimmed(self.need(cells, "year"))
            for field, letter in (("month", "M"), ("week", "W"), ("quarter", "Q"), ("tertial", "T")):
                inside = self.cell(cells, field)
                if inside and letter != "M":
                    return period(f"{year}{letter}{re.sub(r'[^0-9]', '', inside)}")
                if inside:
                    return period(f"{year}M{inside}" if inside.isdigit() else f"{inside} {year}")
            return period(year)
        except ValueError:
            said = [(name, self.cell(cells, name)) for name in TIMES if self.cell(cells, name)]
            raise BadRow(said[0][0], Reason.BAD_PERIOD, value=" ".join(text for _, text in said)[:80])


def _trimmed(text: str) -> str:
    """A period without the mark that its figures are preliminary, and without Excel's midnight."""
    text = re.sub(r"\s*(\*|\(?prel(iminär[a]?)?\.?\)?)$", "", text, flags=re.I)
    return text.removesuffix(" 00:00").removesuffix(".0")


def is_preliminary(text: str) -> bool:
    """Whether a period is marked as preliminary: `2025*` or `2025 prel.`"""
    return _trimmed(text) != text and "00:00" not in text and not text.endswith(".0")


def value(text: str, field: str, *, signed: bool = False) -> float | None:
    """The number in a cell of an official table. Raises BadRow for words, and below zero unless `signed`."""
    text = text.strip()
    if text.casefold() in NOT_GIVEN:
        return None
    if text in ZERO:
        return 0.0
    try:
        found = number(text.rstrip("*").removesuffix("%"))
    except ValueError:
        raise BadRow(field, Reason.BAD_NUMBER, value=text[:80])
    if found < 0 and not signed:
        raise BadRow(field, Reason.NEGATIVE_NUMBER, value=text[:80])
    return found


def place(text: str) -> tuple[str | None, str | None, int | None]:
    """Code, name and boundary year of a place as it is written.

    >>> place("0380 Uppsala"), place("0114A0010_DeSO2025"), place("Hela landet"), place("Uppsala kommun")
    (('0380', 'Uppsala', None), ('0114A0010', None, 2025), ('00', 'Hela landet', None), (None, 'Uppsala kommun', None))
    """
    match = _PLACE.match(text)
    if match:
        return match[1].upper(), match[3], int(match[2]) if match[2] else None
    if text.casefold() in ("riket", "hela landet", "sverige", "hela riket", "sweden"):
        return "00", text, None
    if re.fullmatch(r"\d+", text):
        raise BadRow("place", Reason.BAD_PLACE_CODE, value=text[:80])
    return None, text or None, None


def open_figures(
    opened: Opened,
    mapping: Mapping[str, Any] | None,
    names: Mapping[str, Sequence[str]],
    *,
    needed: Callable[[Mapping[str, int], Table], list[str]],
) -> Figures:
    """The table, its columns found by the mapping or by their names. Raises SourceError for fields that lack.

    `names` are names of columns by field, folded; `needed(at, table)` tells the fields that are still missing.
    """
    plan = checked(mapping, tuple(names))
    wanted = {name.strip().casefold() for name in plan.columns.values()}

    def is_header(cells: Sequence[str]) -> bool:
        if wanted:
            return wanted <= {cell.casefold() for cell in cells}
        guess = guessed(cells, names)
        return len(guess) > 1 and not needed(guess, Table(list(cells), (), "csv"))

    table = opened_table(opened, is_header=is_header, sheet=plan.options.get("sheet"))
    at = columns(table, plan.columns) if plan.columns else guessed(table.header, names)
    missing = needed(at, table)
    if missing:
        raise SourceError(Reason.MAPPING_INCOMPLETE, fields=missing, found=[n for n in table.header if n])
    return Figures(table, plan, at)


def guess_mapping(file: File, names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A mapping guessed from the names of the columns, with the first rows to show beside."""
    with Opened(file) as opened:
        table = opened_table(opened, is_header=lambda cells: len(guessed(cells, names)) > 1)
        columns_at = {field: table.header[i] for field, i in guessed(table.header, names).items()}
        rows = [item[1] for item in islice(table.rows, 5) if not isinstance(item, Rejected)]
    shown = {
        name: [row[i][:80] for row in rows if i < len(row)] for i, name in enumerate(table.header) if name
    }
    return {"columns": columns_at, "header": [name for name in table.header if name], "samples": shown}


def guessed(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where each field stands, told from the names of columns; a column is used once."""
    folded = [
        " ".join("".join(c if c.isalnum() or c == "%" else " " for c in n.casefold()).split()) for n in header
    ]
    found: dict[str, int] = {}
    for field, words in names.items():
        for word in words:
            i = folded.index(word) if word in folded else -1
            if i >= 0 and i not in found.values():
                found[field] = i
                break
    return found
