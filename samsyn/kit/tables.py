# SPDX-License-Identifier: EUPL-1.2
"""Tables that leave as CSV: a spreadsheet opens them as text and runs nothing that somebody typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# What a spreadsheet takes for the beginning of a formula, also after blanks and in full-width signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


def safe_cell(value: object) -> str:
    """A cell that stays text: what begins like a formula gets an apostrophe before it, as spreadsheets do themselves.

    >>> safe_cell("=1+1")
    "'=1+1"
    >>> safe_cell(-3.5)
    '-3.5'
    """
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV with semicolons, which Swedish spreadsheets part cells by; begins with the mark of UTF-8."""
    kept = io.StringIO()
    out = csv.writer(kept, delimiter=";", quoting=csv.QUOTE_MINIMAL)

    def line(cells: Iterable[object]) -> str:
        kept.seek(0)
        kept.truncate()
        out.writerow([safe_cell(cell) for cell in cells])
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
