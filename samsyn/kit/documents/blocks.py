# SPDX-License-Identifier: EUPL-1.2
"""What a document is made of: frozen blocks of plain text, checked when they are made.

Text is never markup: what somebody typed stands in a document as it was typed, whichever file it becomes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any


class BadDocument(ValueError):
    """A block that would leave some reader out, told to the developer: no alt text, a skipped heading level …"""


def clean(text: str) -> str:
    """Text that every format can hold: no control characters, no half surrogates, line breaks as one sign.

    >>> clean("a\\r\\nb\\x00c")
    'a\\nbc'
    """
    if text.isprintable():  # holds none of them; most texts by far
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(s for s in plain if s in "\n\t" or unicodedata.category(s) not in ("Cc", "Cs", "Cn", "Co"))


class _Clean:
    """Cleans every text of a block, and makes lists into tuples, so that a block never changes."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            # A drawing is markup made by our own charts, not text.
            object.__setattr__(self, field.name, value if field.name == "svg" else _tidied(value))
        self.check()

    def check(self) -> None:
        """Raise BadDocument when the block would leave some reader out."""

    def texts(self) -> Iterator[str]:
        """The words that a reader of this block meets, in order; the same in every format."""
        yield from ()


@dataclass(frozen=True)
class Heading(_Clean):
    """A heading under the document's title; level 1, 2 or 3."""

    text: str
    level: int = 1

    def check(self) -> None:
        if self.level not in (1, 2, 3) or not self.text.strip():
            raise BadDocument("a heading has words and level 1, 2 or 3")

    def texts(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True)
class Letterhead(_Clean):
    """Who speaks, over the title: the partnership's name after its logo, and its parties."""

    name: str
    parties: tuple[str, ...]

    def check(self) -> None:
        if not self.name.strip():
            raise BadDocument("a letterhead has a name")

    def texts(self) -> Iterator[str]:
        yield self.name
        yield from self.parties


@dataclass(frozen=True)
class Text(_Clean):
    """A paragraph; a line break in it stays a line break."""

    text: str

    def texts(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True)
class Note(_Clean):
    """A remark that must be seen, such as what the numbers do not say."""

    text: str

    def texts(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True)
class List(_Clean):
    """Items with a dot, or with a number where their order matters."""

    items: tuple[str, ...]
    ordered: bool = False

    def texts(self) -> Iterator[str]:
        yield from self.items


@dataclass(frozen=True)
class Table(_Clean):
    """A table with a head row. `numbers` are the columns (0 is the first) that stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numbers: tuple[int, ...] = ()

    def check(self) -> None:
        if not self.head or not all(cell.strip() for cell in self.head):
            raise BadDocument("every column of a table has a heading")
        if any(len(row) != len(self.head) for row in self.rows):
            raise BadDocument("every row of a table has a cell for every column")

    def texts(self) -> Iterator[str]:
        yield from ([self.caption] if self.caption else [])
        yield from self.head
        for row in self.rows:
            yield from row


@dataclass(frozen=True)
class KeyValues(_Clean):
    """Pairs of a name and what it is: parties, period, case number …"""

    pairs: tuple[tuple[str, str], ...]

    def check(self) -> None:
        if any(len(pair) != 2 or not pair[0].strip() for pair in self.pairs):
            raise BadDocument("each pair has a name and a value")

    def texts(self) -> Iterator[str]:
        for pair in self.pairs:
            yield from pair


@dataclass(frozen=True)
class Figure(_Clean):
    """A drawing as SVG, made by our own charts; `alt` says in words what it shows and is never empty."""

    svg: str
    alt: str
    caption: str = ""

    def check(self) -> None:
        if not self.alt.strip():
            raise BadDocument("a figure says in words what it shows (alt)")
        if not self.svg.lstrip().startswith("<svg"):
            raise BadDocument("a figure is an <svg> element")

    def texts(self) -> Iterator[str]:
        yield from ([self.caption] if self.caption else [])


@dataclass(frozen=True)
class Lines(_Clean):
    """Lines to write on by hand, such as a party's signature: whose they are, and what each line is for."""

    name: str
    labels: tuple[str, ...]

    def texts(self) -> Iterator[str]:
        yield self.name
        yield from self.labels


@dataclass(frozen=True)
class PageBreak(_Clean):
    """What follows begins on a new page."""


Block = Letterhead | Heading | Text | Note | List | Table | KeyValues | Figure | Lines | PageBreak


@dataclass(frozen=True)
class Document(_Clean):
    """A title and its blocks. `dated` is the document's own date (not the day it is written out).

    `logo` is a PNG that stands in the letterhead; Samsyn's own mark stands there where it is empty, in `colours`
    (of its upper and its lower arc, such as '#15525c') where they are given.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "sv"
    dated: date | None = None
    logo: bytes = b""
    colours: tuple[str, str] | None = None

    @property
    def letterhead(self) -> Letterhead | None:
        """Who speaks, where the document says it."""
        return next((block for block in self.blocks if isinstance(block, Letterhead)), None)

    def check(self) -> None:
        if not self.title.strip():
            raise BadDocument("a document has a title")
        level = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise BadDocument(f"the heading {block.text!r} skips a level")
                level = block.level

    def texts(self) -> Iterator[str]:
        """All words of the document, title first."""
        yield self.title
        for block in self.blocks:
            yield from block.texts()


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (list, tuple)):
        return tuple(_tidied(item) for item in value)
    return value
