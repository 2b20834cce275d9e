# SPDX-License-Identifier: EUPL-1.2
"""A document as a picture to share where only pictures are seen: one message, its status as a sign and in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from samsyn.kit.charts.printed import INK
from samsyn.kit.documents import fonts
from samsyn.kit.documents.blocks import BadDocument, Document, Note, Table, Text
from samsyn.kit.documents.mark import mark
from samsyn.kit.documents.pdf import REGIONS, readable

_TYPESETTING = fonts.FOLDER / "card.typ"
_PAPER = "#fbf8f2"
_LONG = re.compile(r"\S{22}(?=\S)")
_SYMBOL = re.compile(r'<symbol id="g-([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.S)


@dataclass(frozen=True, slots=True)
class Shape:
    """A size in pixels, and how many rows of a table have room under the message."""

    width: int
    height: int
    rows: int


WIDE, SQUARE = Shape(1200, 630, 3), Shape(1080, 1080, 5)


def to_card(
    document: Document,
    shape: Shape,
    *,
    sign: str,
    row_signs: Sequence[str],
    colours: Mapping[str, str],
    sign_colours: Mapping[str, str],
) -> bytes:
    """The document as PNG: its letterhead, title, first text, the rows of its table that have room, and its note.

    `sign` and `row_signs` are codes of the product's signs, `sign_colours` a colour for each; `colours` has `first`
    and `second`, the partnership's. What has no room is counted in words. Raises BadDocument.
    """
    head = document.letterhead
    table = next((block for block in document.blocks if isinstance(block, Table)), None)
    rows = [*zip(row_signs, table.rows, strict=True)] if table else []
    room = shape.rows if len(rows) <= shape.rows else shape.rows - 1
    more = render_to_string("documents/more.txt", {"more": len(rows) - room}) if len(rows) > room else ""
    language = document.language[:2]
    data = {
        "width": shape.width,
        "height": shape.height,
        "lang": language,
        "region": REGIONS.get(language, "SE"),
        "brand": colours["first"],
        "logo": list(document.logo or mark(**colours)),
        "logo_kind": "png" if document.logo else "svg",
        "place": head.name if head else "",
        "about": " ".join(head.parties) if head else "",
        "title": _broken(document.title),
        "sign": sign,
        "signs": _signs({sign, *row_signs}, sign_colours),
        "said": next((block.text for block in document.blocks if isinstance(block, Text)), ""),
        "rows": [
            {"sign": code, "name": _broken(row[0]), "value": _broken(row[-1])} for code, row in rows[:room]
        ],
        "more": more.strip(),
        "foot": next((block.text for block in document.blocks if isinstance(block, Note)), ""),
    }
    made: bytes = readable(json.dumps(data, ensure_ascii=False), _typeset)
    return made


def _broken(text: str) -> str:
    """The text with places where a word too long for any line may be broken."""
    return _LONG.sub(lambda found: found[0] + "\u200b", text)


def _typeset(data: str) -> bytes:
    made = fonts.typesetter().compile(_TYPESETTING, format="png", ppi=72.0, sys_inputs={"data": data})
    if not isinstance(made, bytes):
        raise BadDocument("a card is one page")
    return made


def _signs(wanted: set[str], colours: Mapping[str, str]) -> dict[str, str]:
    """The product's own signs as drawings that carry their colour."""
    found = {}
    for code, box, inside in _SYMBOL.findall(render_to_string("kit/signs.html")):
        if code in wanted:
            drawn = inside.replace("currentColor", colours.get(code, INK)).replace("var(--ss-paper)", _PAPER)
            found[code] = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{drawn}</svg>'
    return found
