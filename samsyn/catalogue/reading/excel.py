# SPDX-License-Identifier: EUPL-1.2
"""Excel by calamine, which holds the whole sheet: so capped by size and by how much it unpacks to."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from samsyn.catalogue.reading.opening import Opened
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Rejected, SourceError

FILE_LIMIT_MB = 50
UNPACKED_LIMIT_MB = 400
RATIO_LIMIT = 200
RATIO_MATTERS_FROM = 20_000_000  # a small sheet of repeated cells packs well and is harmless

Row = tuple[int, list[str]]


def rows(opened: Opened, *, sheet: str | None = None) -> Iterator[Row | Rejected]:
    """Each row of a sheet as text with its number in Excel. Raises SourceError for a file too large or broken."""
    book = workbook(opened)
    name = _sheet_name(book, sheet)
    try:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        raise SourceError(Reason.EXCEL_BROKEN) from None
    with_time = _columns_with_time(cells)
    for number, row in enumerate(cells, start=1):
        yield number, [_text(cell, i in with_time) for i, cell in enumerate(row)]


def workbook(opened: Opened) -> CalamineWorkbook:
    """The workbook, after its size has been looked at."""
    opened.raw.seek(0)
    data = opened.raw.read(FILE_LIMIT_MB * 1_000_000 + 1)
    if len(data) > FILE_LIMIT_MB * 1_000_000:
        raise SourceError(Reason.EXCEL_TOO_LARGE, limit_mb=FILE_LIMIT_MB)
    if data[:2] == b"PK":
        try:
            parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise SourceError(Reason.EXCEL_BROKEN) from None
        unpacked = sum(part.file_size for part in parts)
        ratio = unpacked / max(1, sum(part.compress_size for part in parts))
        if unpacked > UNPACKED_LIMIT_MB * 1_000_000 or (
            unpacked > RATIO_MATTERS_FROM and ratio > RATIO_LIMIT
        ):
            raise SourceError(Reason.EXCEL_TOO_LARGE, limit_mb=UNPACKED_LIMIT_MB)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        raise SourceError(Reason.EXCEL_BROKEN) from None
    except BaseException as error:
        # A panic inside calamine is no Exception; a broken file must not take the process with it.
        if type(error).__name__ == "PanicException":
            raise SourceError(Reason.EXCEL_BROKEN) from None
        raise


def _sheet_name(book: CalamineWorkbook, wanted: str | None) -> str:
    names = book.sheet_names
    if wanted is not None:
        if wanted not in names:
            raise SourceError(Reason.EXCEL_SHEET_MISSING, sheet=wanted, found=names)
        return wanted
    if not names:
        raise SourceError(Reason.FILE_EMPTY)
    return names[0]


def _columns_with_time(cells: Sequence[Sequence[object]]) -> set[int]:
    """Columns where some cell has a time: there a day alone means midnight, for calamine drops 00:00."""
    return {i for row in cells for i, cell in enumerate(row) if isinstance(cell, datetime)}


def _text(cell: object, with_time: bool) -> str:
    """A cell as the text that the same cell would be in a CSV file."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        # Excel's fraction of a day may fall a hair short of the minute; seconds are cut off, as in CSV.
        return (cell + timedelta(milliseconds=500)).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat() + (" 00:00" if with_time else "")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(cell)
