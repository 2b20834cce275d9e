# SPDX-License-Identifier: EUPL-1.2
"""Numbers as Swedish files write them: decimal comma, spaces between thousands, words for nothing."""

from math import isfinite

EMPTY = frozenset(
    {"", "-", "–", "..", ".", "null", "none", "nan", "n/a", "#n/a", "na", "saknas", "uppgift saknas"}
)
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")


def is_empty(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip().casefold() in EMPTY


def number(text: str) -> float:
    """The number in a cell. Raises ValueError for what is none, and for infinity.

    >>> number("1 234,5"), number("12.5"), number("-3"), number("1.234,5"), number("1,234.5")
    (1234.5, 12.5, -3.0, 1234.5, 1234.5)
    """
    text = text.strip().translate(_SPACES).replace("\u2212", "-")
    if "_" in text:
        raise ValueError(text)
    if "," in text:
        if "." in text:
            thousands, point = (".", ",") if text.rfind(",") > text.rfind(".") else (",", ".")
            text = text.replace(thousands, "").replace(point, ".")
        else:
            text = text.replace(",", ".")
    found = float(text)
    if not isfinite(found):
        raise ValueError(text)
    return found
