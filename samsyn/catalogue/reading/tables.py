# SPDX-License-Identifier: EUPL-1.2
"""Any table as a header and a stream of rows of text: CSV, Excel, NDJSON, a JSON list or GeoJSON points."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain

from samsyn.catalogue.reading import csvrows, excel, jsonrows
from samsyn.catalogue.reading.cells import fault, shown
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Rejected, SourceError

Row = tuple[int, list[str]]
HEADER_SEARCH = 20


@dataclass(frozen=True)
class Table:
    """A header and its rows, each with the number that a person finds it by. A row that is no row is Rejected."""

    header: list[str]
    rows: Iterable[Row | Rejected]
    format: str
    crs: str | None = None

    def raw(self, cells: Sequence[str]) -> dict[str, str]:
        """A row by column name, as it stood; cells beyond the header as +1, +2 …"""
        return by_name(self.header, cells)

    def named(self, item: Rejected) -> Rejected:
        """A rejected line of a CSV file with its cells by column name."""
        return (
            replace(item, raw=self.raw(list(item.raw.values())))
            if item.raw and self.format == "csv"
            else item
        )


def by_name(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells by column name; a name that comes twice is numbered, a cell beyond the header is +1, +2 …"""
    names: dict[str, int] = {}
    out: dict[str, str] = {}
    for i, cell in enumerate(cells):
        name = header[i] if i < len(header) else f"+{i - len(header) + 1}"
        names[name] = names.get(name, 0) + 1
        out[name if names[name] == 1 else f"{name} ({names[name]})"] = cell
    return out


def opened_table(
    opened: Opened,
    *,
    formats: Iterable[str] = ("csv", "excel", "json", "ndjson"),
    is_header: Callable[[Sequence[str]], bool] | None = None,
    sheet: str | None = None,
) -> Table:
    """The table in an opened file. Raises SourceError where there is none.

    The header is the first row of the first twenty that `is_header` knows, else the first that is not empty: files
    exported for people begin with a title.
    """
    if opened.format not in formats:
        raise SourceError(Reason.FORMAT_NOT_FOR_SOURCE, format=opened.format, expected=", ".join(formats))
    if opened.format in ("json", "ndjson"):
        header, rows, crs = jsonrows.rows(opened)
        return Table(header, _sound(rows, header), opened.format, crs)
    if opened.format == "csv":  # which looks at its cells itself, a chunk at a time
        header, rest = _after_header(csvrows.rows(opened), is_header)
        return Table(header, rest, opened.format)
    header, rest = _after_header(excel.rows(opened, sheet=sheet), is_header)
    return Table(header, _sound(rest, header), opened.format)


def _sound(rows: Iterable[Row | Rejected], header: Sequence[str]) -> Iterator[Row | Rejected]:
    """Rows whose every cell a database takes: no zero character, no half of a character pair, no endless text."""
    for item in rows:
        if isinstance(item, Rejected):
            yield item
            continue
        faults = ((fault(cell), i) for i, cell in enumerate(item[1]))
        reason, at = next((found for found in faults if found[0] is not None), (None, 0))
        if reason is None:
            yield item
            continue
        facts = {"limit": csvrows.CELL_LIMIT} if reason is Reason.CELL_TOO_LONG else {"column": header[at]}
        yield Rejected(
            item[0], None, reason, facts, reason.hint, by_name(header, [shown(c) for c in item[1]])
        )


def _after_header(
    numbered: Iterator[Row | Rejected], is_header: Callable[[Sequence[str]], bool] | None
) -> tuple[list[str], Iterator[Row | Rejected]]:
    """The header and the rows after it."""
    seen: list[Row | Rejected] = []
    first: int | None = None
    for item in numbered:
        seen.append(item)
        if isinstance(item, Rejected) or not any(item[1]):
            continue
        if first is None:
            first = len(seen) - 1
        if is_header is None or is_header(clean_header(item[1])):
            first = len(seen) - 1
            break
        if len(seen) >= HEADER_SEARCH:
            break
    if first is None:
        broken = next((item for item in seen if isinstance(item, Rejected)), None)
        if broken is not None:
            raise SourceError(broken.reason, **dict(broken.facts))
        raise SourceError(Reason.FILE_EMPTY)
    header = seen[first]
    assert not isinstance(header, Rejected)

    return clean_header(header[1]), chain(seen[first + 1 :], numbered)


def clean_header(cells: Sequence[str]) -> list[str]:
    """Column names without the spaces around them."""
    return [" ".join(cell.replace("\u00a0", " ").split()) for cell in cells]


def open_file(file: File) -> Opened:
    """The file, opened: use as a context manager around the reading."""
    return Opened(file)


def columns(table: Table, wanted: Mapping[str, str]) -> dict[str, int]:
    """Where each wanted column stands: field to index. Raises SourceError for what is missing or there twice."""
    exact: dict[str, list[int]] = {}
    loose: dict[str, list[int]] = {}
    for i, name in enumerate(table.header):
        exact.setdefault(name, []).append(i)
        loose.setdefault(name.casefold(), []).append(i)
    found, missing, twice = {}, [], []
    for field, name in wanted.items():
        name = clean_header([name])[0]
        places = exact.get(name) or loose.get(name.casefold()) or []
        if not places:
            missing.append(name)
        elif len(places) > 1:
            twice.append(name)
        else:
            found[field] = places[0]
    if missing:
        similar = {name: get_close_matches(name, table.header, n=1, cutoff=0.6) for name in missing}
        raise SourceError(
            Reason.COLUMNS_MISSING,
            missing=missing,
            found=[name for name in table.header if name],
            similar={name: close[0] for name, close in similar.items() if close},
        )
    if twice:
        raise SourceError(Reason.DUPLICATE_HEADER, columns=twice)
    return found
