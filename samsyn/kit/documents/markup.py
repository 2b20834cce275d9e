# SPDX-License-Identifier: EUPL-1.2
"""Blocks from a template: a room writes its document as plain HTML with translated words, and nothing in Python.

Elements: title (h1), headings (h2, h3, h4), p, p or div with class "note", ul, ol, dl, table (caption, thead, tbody;
class "number" on a head cell that stands over numbers), figure (data-alt, svg, figcaption), section with class
"lines" (h5 or strong for the name, p for each line), header (strong for the name, p for each party), hr (new page).
Anything else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from samsyn.kit.documents.blocks import (
    BadDocument,
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

_CONTAINERS = {"ul", "ol", "dl", "table", "figure", "section", "header", "thead", "tbody", "tr"}
_TEXTS = {"h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "th", "td", "caption", "figcaption", "strong"}
_LEVELS = {"h2": 1, "h3": 2, "h4": 3}
# No-break spaces are not among them: they are meant.
_LAYOUT = re.compile(r"[ \t\n\r\f]+")


def from_template(
    name: str,
    context: Mapping[str, Any],
    *,
    language: str = "sv",
    dated: date | None = None,
    logo: bytes = b"",
    colours: tuple[str, str] | None = None,
) -> Document:
    """The document that a template describes, in `language`. Raises BadDocument when it cannot be one."""
    with translation.override(language):
        html = render_to_string(name, dict(context))
    return replace(from_markup(html, language=language, dated=dated, logo=logo), colours=colours)


def from_markup(html: str, *, language: str = "sv", dated: date | None = None, logo: bytes = b"") -> Document:
    """The document in a piece of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise BadDocument(f"<{reader.open[-1]}> is never closed")
    return Document(reader.title, tuple(reader.blocks), language=language, dated=dated, logo=logo)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self._text: list[str] | None = None
        self._svg: list[str] | None = None
        self._parts: list[tuple[str, str]] = []
        self._facts: dict[str, str] = {}
        self._numbers: list[int] = []
        self._rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if self._svg is not None or tag == "svg":
            self._svg = [] if self._svg is None else self._svg
            self._svg.append(self.get_starttag_text() or "")
        elif tag == "br" and self._text is not None:
            self._text.append("\n")
            return
        elif tag == "hr":
            self.blocks.append(PageBreak())
            return
        elif tag in _CONTAINERS:
            if tag in {"ul", "ol", "dl", "table", "figure", "section", "header"}:
                self._parts, self._rows, self._numbers, self._facts = [], [], [], found
            if tag == "tr":
                self._rows.append([])
        elif tag in _TEXTS:
            self._text = []
            if tag == "p":
                self._facts = found if not self._in_parts() else self._facts
            if tag == "th" and "number" in found.get("class", "").split():
                self._numbers.append(len(self._rows[-1]))
        else:
            raise BadDocument(f"<{tag}> is no part of a document")
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._svg is not None:
            self._svg.append(self.get_starttag_text() or "")
        else:
            self.handle_starttag(tag, attrs)
            if self.open and self.open[-1] == tag:
                self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._svg is not None:
            self._svg.append(data.replace("&", "&amp;").replace("<", "&lt;"))
        elif self._text is not None:
            # White space in a template is layout; a line break that is meant is <br>.
            self._text.append(_LAYOUT.sub(" ", data))
        elif data.strip():
            raise BadDocument(f"words outside a paragraph: {data.strip()[:40]!r}")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"br", "hr"}:
            return
        if not self.open or self.open.pop() != tag:
            raise BadDocument(f"</{tag}> closes nothing that is open")
        if self._svg is not None:
            self._svg.append(f"</{tag}>")
            if tag == "svg":
                self._parts.append(("svg", "".join(self._svg)))
                self._svg = None
        elif tag in _TEXTS:
            words = "\n".join(line.strip() for line in "".join(self._text or []).split("\n")).strip()
            self._text = None
            self._end_text(tag, words)
        else:
            self._end_container(tag)

    def _in_parts(self) -> bool:
        """Whether a paragraph here is a part of what it stands in, not a block of its own."""
        return "section" in self.open or "header" in self.open

    def _end_text(self, tag: str, words: str) -> None:
        if tag == "h1":
            self.title = words
        elif tag in _LEVELS:
            self.blocks.append(Heading(words, _LEVELS[tag]))
        elif tag in {"th", "td"}:
            self._rows[-1].append(words)
        elif tag == "p" and not self._in_parts():
            note = "note" in self._facts.get("class", "").split()
            self.blocks.append(Note(words) if note else Text(words))
        else:
            self._parts.append((tag, words))

    def _end_container(self, tag: str) -> None:
        words = [text for _, text in self._parts]
        named = dict(self._parts)
        if tag in {"ul", "ol"}:
            self.blocks.append(List(tuple(words), ordered=tag == "ol"))
        elif tag == "dl":
            self.blocks.append(KeyValues(tuple(zip(words[::2], words[1::2], strict=True))))
        elif tag == "table":
            head, *rows = [tuple(row) for row in self._rows] or [()]
            self.blocks.append(Table(head, tuple(rows), named.get("caption", ""), tuple(self._numbers)))
        elif tag == "figure":
            alt = self._facts.get("data-alt", "")
            self.blocks.append(Figure(named.get("svg", ""), alt, named.get("figcaption", "")))
        elif tag == "header":
            self.blocks.append(Letterhead(words[0] if words else "", tuple(words[1:])))
        elif tag == "section":
            if not words:
                raise BadDocument("lines to write on have a name")
            self.blocks.append(Lines(words[0], tuple(words[1:])))
