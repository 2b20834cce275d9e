# SPDX-License-Identifier: EUPL-1.2
"""Documents: one list of blocks becomes a page, a tagged PDF and a Word file with the same words.

document = documents.from_template("promises/agreement.html", {"agreement": agreement}, language="sv")
documents.to_page(document)   # HTML, to stand inside a page
documents.to_pdf(document)    # bytes: PDF/UA-1 and PDF/A-2a
documents.to_word(document)   # bytes: .docx
documents.to_card(document, documents.WIDE, …)  # bytes: PNG, a picture to share
"""

from samsyn.kit.documents.blocks import (
    Block,
    Document,
    Figure,
    Heading,
    KeyValues,
    Letterhead,
    Lines,
    List,
    Note,
    PageBreak,
    Table,
    Text,
)
from samsyn.kit.documents.card import SQUARE, WIDE, Shape, to_card
from samsyn.kit.documents.markup import from_markup, from_template
from samsyn.kit.documents.page import to_page
from samsyn.kit.documents.pdf import to_pdf
from samsyn.kit.documents.word import to_word

__all__ = [
    "Document",
    "Block",
    "Letterhead",
    "Heading",
    "Text",
    "Note",
    "List",
    "Table",
    "KeyValues",
    "Figure",
    "Lines",
    "PageBreak",
    "from_markup",
    "from_template",
    "SQUARE",
    "WIDE",
    "Shape",
    "to_card",
    "to_page",
    "to_pdf",
    "to_word",
]
