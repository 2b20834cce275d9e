# SPDX-License-Identifier: EUPL-1.2
"""CSV as it comes: sniffed separator, streamed in chunks, bad lines named, one broken quote never eats the file."""

import csv
import io
from collections.abc import Iterator

from samsyn.catalogue.reading.opening import CutShort, Opened, decoded_sample
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Rejected

CELL_LIMIT = 131_072  # characters; also what an unclosed quote may swallow
LINE_LIMIT = 1 << 21
SEPARATORS = ";\t,|"

Row = tuple[int, list[str]]


class _Lines:
    """Lines of a text that comes in chunks, split at line feeds only, with what was noticed on the way."""

    def __init__(self, opened: Opened, newline: str) -> None:
        self.opened = opened
        self.newline = newline
        self.cut: Reason | None = None
        self.odd_characters = False

    def __iter__(self) -> Iterator[str]:
        tail, skipping = "", False
        chunks = self.opened.text()
        while True:
            try:
                text = next(chunks, None)
            except CutShort as cut:
                # The line that was being read may be cut in the middle of a number: it is not trusted.
                self.cut = cut.reason
                return
            if text is None:
                break
            if self.newline == "\r":
                text = text.replace("\r", "\n")
            if "\x00" in text:
                self.odd_characters = True
            if skipping:
                _, found, text = text.partition("\n")
                if not found:
                    continue
                skipping = False
            text = tail + text
            end = text.rfind("\n") + 1
            if end:
                yield from io.StringIO(text[:end], newline="\n")
            tail = text[end:]
            if len(tail) > LINE_LIMIT:
                yield tail + "\n"
                tail, skipping = "", True
        if tail:
            yield tail


def rows(opened: Opened) -> Iterator[Row | Rejected]:
    """Each row with its number as a spreadsheet shows it (the first row is 1). Empty rows are given as they are."""
    sample = decoded_sample(opened.sample)
    newline = "\r" if "\r" in sample and "\n" not in sample else "\n"
    separator, skip = sniff(sample.replace("\r", "\n") if newline == "\r" else sample)
    lines = _Lines(opened, newline)
    csv.field_size_limit(CELL_LIMIT)
    source = iter(lines)
    if skip:
        next(source, None)
    reader = csv.reader(source, delimiter=separator)
    number = skip
    while True:
        try:
            for cells in reader:
                number += 1
                if lines.odd_characters and any("\x00" in cell for cell in cells):
                    yield _with_nul(number, cells)
                    continue
                yield number, cells
            break
        except csv.Error as error:
            number += 1
            if "field limit" in str(error) or "field larger" in str(error):
                reason = Reason.CELL_TOO_LONG
                yield Rejected(number, None, reason, {"limit": CELL_LIMIT}, reason.hint)
            else:
                reason = Reason.BAD_LINE
                yield Rejected(number, None, reason, {"detail": str(error)}, reason.hint)
    if lines.cut is not None:
        yield Rejected(number + 1, None, lines.cut, {"rows_read": number}, lines.cut.hint)


def _with_nul(number: int, cells: list[str]) -> Rejected:
    """A row with characters that no database takes; they are shown as marks of replacement."""
    column = next(i for i, cell in enumerate(cells, start=1) if "\x00" in cell)
    raw = {str(i): cell.replace("\x00", "\ufffd") for i, cell in enumerate(cells, start=1)}
    return Rejected(number, None, Reason.BAD_CHARACTERS, {"column": column}, Reason.BAD_CHARACTERS.hint, raw)


def sniff(sample: str) -> tuple[str, int]:
    """The separator, and whether the first line only names it (Excel's `sep=;`): (separator, lines to skip).

    The separator that gives most rows the same number of cells, more than one; a comma inside numbers does not win
    over the semicolon around them.
    """
    first = sample.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    lines = sample.split("\n")
    if len(lines) > 2:
        lines.pop()  # probably cut
    text = "\n".join(lines[:60])
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        try:
            widths = [
                len(cells)
                for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
                if cells
            ]
        except csv.Error:
            continue
        if not widths or max(widths) == 1:
            continue
        common = max(set(widths), key=lambda w: (widths.count(w) * (w > 1), w))
        if common == 1:
            continue
        # agreement among rows counts most, then the width of the first row, then the number of cells
        score = widths.count(common) / len(widths) * 10 + (widths[0] == common) * 3 + min(common, 20) / 20
        if score > best_score:
            best, best_score = separator, score
    return best, 0
