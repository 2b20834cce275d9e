# SPDX-License-Identifier: EUPL-1.2
"""A document as a part of a page: the frame round it gives the menu, the document gives title and blocks."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from samsyn.kit.documents.blocks import Document, Figure, Table


def to_page(document: Document) -> SafeString:
    """The document as HTML, from its h1; text is escaped by the template, a drawing is our own chart's."""
    blocks = [
        {
            "kind": type(block).__name__.lower(),
            "block": block,
            "svg": mark_safe(block.svg) if isinstance(block, Figure) else "",
            # Each cell with its column's heading, which a narrow window shows beside it.
            "rows": [list(zip(block.head, row, strict=True)) for row in block.rows]
            if isinstance(block, Table)
            else [],
        }
        for block in document.blocks
    ]
    return render_to_string("documents/document.html", {"document": document, "blocks": blocks})
