# SPDX-License-Identifier: EUPL-1.2
"""A document as tagged PDF (PDF/UA-1 and PDF/A-2a), typeset by typst; the same document gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import typst

from samsyn.kit.documents import fonts
from samsyn.kit.documents.blocks import BadDocument, Document
from samsyn.kit.documents.mark import mark

_TYPESETTING = Path(__file__).with_name("document.typ")
# typst refuses to compile what does not meet these: an accessible PDF, and one that can be archived.
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
REGIONS = {"sv": "SE", "en": "GB", "fi": "FI"}
# Where a document has no date of its own, a fixed one keeps its bytes the same.
_NO_DATE = date(2000, 1, 1)
# A sign that our faces lack (an emoji, another script) would stop the whole document: this one stands in its place.
# The page and the Word file keep the sign itself.
_STAND_IN = "\u25a1"
_ATTEMPTS = 12
_COMPLAINT = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)
_JOINERS = re.compile("[\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]")
_RARE = re.compile("[^\u0000-\u017f\u2010-\u2026\u2212\u25a1]")


def to_pdf(document: Document) -> bytes:
    """The document as PDF. The words are handed over as data, so that none of them can be read as markup.

    Raises BadDocument with the typesetter's own words when the document does not meet the standards.
    """
    dated = document.dated or _NO_DATE
    language = document.language[:2]
    data = {
        "title": " ".join(document.title.split()),
        "lang": language,
        "region": REGIONS.get(language, "SE"),
        "date": [dated.year, dated.month, dated.day],
        # As numbers: nothing but text can be handed over, and the typesetter reads no base64.
        "logo": list(document.logo or mark(*(document.colours or ()))),
        "logo_kind": "png" if document.logo else "svg",
        "blocks": [{"kind": type(block).__name__.lower(), **vars(block)} for block in document.blocks],
    }
    return readable(json.dumps(data, ensure_ascii=False), _typeset)


def readable(text: str, typeset: Callable[[str], bytes]) -> bytes:
    """What `typeset` makes of a text in JSON, with a stand-in for signs that our faces cannot draw. Raises BadDocument."""
    for _ in range(_ATTEMPTS):
        try:
            return typeset(text)
        except typst.TypstError as error:
            undrawn = _undrawn(str(error))
            if not undrawn:
                # What joins several signs into one picture (a family, a flag) is left when the first of them is gone.
                apart = _JOINERS.sub("", text)
                if apart == text:
                    raise BadDocument(str(error)) from error
                text = apart
                continue
            text = "".join(_STAND_IN if sign in undrawn else sign for sign in text)
    return typeset(_RARE.sub(_STAND_IN, text))


def _typeset(data: str) -> bytes:
    made = fonts.typesetter().compile(
        _TYPESETTING, format="pdf", sys_inputs={"data": data}, pdf_standards=[*STANDARDS], timestamp=0
    )
    if not isinstance(made, bytes):
        raise BadDocument("a document is one file")
    return made


def _undrawn(message: str) -> set[str]:
    """The signs that no face here can draw, from the typesetter's complaint; empty when it complains of else."""
    found = _COMPLAINT.search(message)
    if found is None:
        return set()
    words = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code.group(1), 16)), found.group(1))
    return {sign for sign in words if ord(sign) > 0x7F and sign != _STAND_IN}
