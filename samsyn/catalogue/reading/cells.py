# SPDX-License-Identifier: EUPL-1.2
"""Whether a database can take a text: no zero character, no half of a character pair, not endless."""

from samsyn.catalogue.reading.csvrows import CELL_LIMIT
from samsyn.catalogue.reasons import Reason


def fault(text: str) -> Reason | None:
    """What is wrong with a text, or None."""
    if len(text) > CELL_LIMIT:
        return Reason.CELL_TOO_LONG
    if "\x00" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
        return Reason.BAD_CHARACTERS
    return None


def shown(text: str) -> str:
    """A text as it can be written to a file again: odd characters marked, an endless one cut."""
    if fault(text) is None:
        return text
    clean = "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text[:1000])
    return clean if len(text) <= CELL_LIMIT else clean + "…"
