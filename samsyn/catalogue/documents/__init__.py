# SPDX-License-Identifier: EUPL-1.2
"""What is written from what is known: one folder a document with its names, its text and an example to render.

A folder holds `document.toml` (`name`, and optionally `help`, `for` = who reads it, `paper` = A4 …), `document.html`
(the text as a template of blocks, see kit.documents) and `example.json` (the context that the tests render).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from samsyn.catalogue.loader import CatalogueError, Entry, Names, folders, names, own_folder

KIND = "documents"
NEEDED = ("document.html", "example.json")


@dataclass(frozen=True)
class DocumentKind:
    """One kind of document. `template` is the file with its text, the municipality's own where there is one."""

    key: str
    entry: Entry
    name: Names
    help: Names
    template: Path
    facts: Mapping[str, Any]

    def example(self) -> dict[str, Any]:
        """The context that shows the document at its best, and that the tests render."""
        found: dict[str, Any] = json.loads(self.entry.text("example.json"))
        return found


def every() -> tuple[DocumentKind, ...]:
    """Every document, by key."""
    return tuple(_loaded(own_folder()).values())


def get(key: str) -> DocumentKind | None:
    """The document of a key, or None."""
    return _loaded(own_folder()).get(key)


@lru_cache
def _loaded(own: Path | None) -> Mapping[str, DocumentKind]:
    return {entry.key: _document(entry) for entry in folders(KIND, own, facts="document.toml")}


def _document(entry: Entry) -> DocumentKind:
    for name in NEEDED:
        if entry.file(name) is None:
            raise CatalogueError("file_missing", entry.folder / name)
    template = entry.file("document.html")
    assert template is not None
    return DocumentKind(
        key=entry.key,
        entry=entry,
        name=names(entry, entry.facts, "name"),
        help=names(entry, entry.facts, "help", needed=False),
        template=template,
        facts=entry.facts,
    )
