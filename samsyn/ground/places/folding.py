# SPDX-License-Identifier: EUPL-1.2
"""Swedish words for searching, sorting and addresses: the same answer on both databases."""

from __future__ import annotations

import re
import unicodedata

# Å, Ä and Ö are letters of their own and sort after Z, in that order.
_SORT = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def folded(text: str) -> str:
    """A text as it is searched: small letters without accents, one space between words. Å and Ä are a, Ö is o."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "a"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def sort_key(text: str) -> str:
    """A key that sorts as a Swedish index does: a … z å ä ö."""
    plain = unicodedata.normalize("NFC", text.casefold()).translate(_SORT)
    kept = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in kept if not unicodedata.combining(sign))


def slug(text: str) -> str:
    """A text for an address: letters a to z, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:80]
