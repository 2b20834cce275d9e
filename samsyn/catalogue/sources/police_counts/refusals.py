# SPDX-License-Identifier: EUPL-1.2
"""What makes a file more than counts: columns that are named like persons, texts or addresses, or that hold them."""

import re

from samsyn.catalogue.reading.figures import Figures
from samsyn.catalogue.reading.numbers import EMPTY, number
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Rejected, SourceError

LONGEST_NAME = 80  # signs in the name of an area or a group
MOST_WORDS = 9
OURS = "samsyn:"  # columns of a rejects file, which comes back mended
TIMES = ("period", "from", "to", "year", "week", "month", "tertial", "quarter")

# How a column of persons, addresses or cases is called; a count of them is no such column.
_NAMED = {
    "personal_number": r"person ?n(umme)?r|persnr|pnr|samordningsn|födelse|\bssn\b",
    "name": r"\bnamn\b|förnamn|efternamn|\b(first|last|full)? ?name\b|målsäg|misstänkt|vittne|anmälare|\boffer"
    r"|gärningsm|handläggare|\bperson\b|suspect|victim",
    "address": r"adress|address|\bgat[aun]|brottsplats|lägenhet|\blgh\b|postn(umme)?r|koordinat|latitud|longitud",
    "contact": r"telefon|mobil|\be ?post|mail|phone",
    "vehicle": r"reg ?n(umme)?r|registreringsn",
    "case": r"ärende|diarie|\bdnr\b|\bk ?n(umme)?r|anmälan|anmälningsn",
}
_COUNTED = re.compile(r"(antal|andel|summa|totalt|number of)\b")
_TEXT = re.compile(
    r"fri ?text|beskriv|komment|notering|anteckn|förlopp|\bmodus|signalement|\btext|descri|\bnotes?\b|övrigt"
)
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[67]\d|8\d|9[01])[-+ ]?\d{4}(?!\d)"
)
_ADDRESS = re.compile(
    r"\b\w+(?:gatan|vägen|gränden?|torget|stigen|allén|backen|plan|gata|väg|gård(?:en)?)\s+\d+\s?[a-z]?\b",
    re.I,
)
_CONTACT = re.compile(r"\S+@\S+\.\w+|(?<!\d)(?:\+46|0)7[\d -]{8,11}(?!\d)")


def check_counts_only(figures: Figures) -> None:
    """Refuse a file that holds more than counts. Raises SourceError with the column; reads the whole table."""
    header = figures.table.header
    known = set(figures.at.values())
    times = {figures.at[field] for field in TIMES if field in figures.at}
    for i, name in enumerate(header):
        if i in known or not name or name.startswith(OURS):
            continue
        folded = re.sub(r"[^\w]+|_", " ", name.casefold()).strip()
        if _COUNTED.match(folded):
            continue
        for kind, pattern in _NAMED.items():
            if re.search(pattern, folded):
                raise SourceError(Reason.PERSON_COLUMN_REFUSED, column=name, kind=kind)
        if _TEXT.search(folded):
            raise SourceError(Reason.TEXT_COLUMN_REFUSED, column=name, row=1)
    for item in figures.table.rows:
        if isinstance(item, Rejected):
            continue
        row, cells = item
        for i, cell in enumerate(cells):
            if i in times or (i < len(header) and header[i].startswith(OURS)):
                continue
            name = header[i] if i < len(header) else f"+{i - len(header) + 1}"
            _check_cell(cell.strip(), name, row, known=i in known)


def _check_cell(cell: str, column: str, row: int, *, known: bool) -> None:
    if cell.casefold() in EMPTY or (len(cell) < 3 and known):
        return
    if len(cell) > LONGEST_NAME or cell.count(" ") >= MOST_WORDS:
        raise SourceError(Reason.TEXT_COLUMN_REFUSED, column=column, row=row)
    for kind, pattern in (
        ("personal_number", _PERSONAL_NUMBER),
        ("address", _ADDRESS),
        ("contact", _CONTACT),
    ):
        if pattern.search(cell):
            raise SourceError(Reason.PERSON_COLUMN_REFUSED, column=column, kind=kind)
    if not known:
        try:
            number(cell.removesuffix("%"))
        except ValueError:
            raise SourceError(Reason.TEXT_COLUMN_REFUSED, column=column, row=row)
