# SPDX-License-Identifier: EUPL-1.2
"""Tables that leave as CSV: a spreadsheet opens them as text and runs nothing that somebody typed.

Every CSV of the product is written here, by one rule: see `safe_cell`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO

from django.http import StreamingHttpResponse

# What a spreadsheet takes for the beginning of a formula, also after blanks and in full-width signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")

# A number below zero is a number wherever it is read.
_NUMBER = re.compile(r"-[0-9]+(?:[ \u00a0][0-9]{3})*(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")


def safe_cell(value: object) -> str:
    """A cell that stays text: what begins like a formula gets an apostrophe before it, as spreadsheets do themselves.

    >>> safe_cell("=1+1")
    "'=1+1"
    >>> safe_cell(-3.5), safe_cell("-3,5"), safe_cell("-3+5")
    ('-3.5', '-3,5', "'-3+5")
    """
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    text = str(value).replace("\x00", "")
    if text.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


class CsvOut:
    """Writes a CSV into an open text file (opened with `newline=""`), a row at a time, every cell made safe."""

    def __init__(self, out: IO[str], *, delimiter: str = ",") -> None:
        self._rows = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)

    def row(self, cells: Iterable[object]) -> None:
        """One row."""
        self._rows.writerow([safe_cell(cell) for cell in cells])


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV with semicolons, which Swedish spreadsheets part cells by; begins with the mark of UTF-8."""
    kept = io.StringIO()
    out = CsvOut(kept, delimiter=";")

    def line(cells: Iterable[object]) -> str:
        kept.seek(0)
        kept.truncate()
        out.row(cells)
        return kept.getvalue()

    yield "\ufeff" + line(header)
    for row in rows:
        yield line(row)


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A CSV to take away, written as it is read, so that its length costs no memory. `name` is ours, never typed."""
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
