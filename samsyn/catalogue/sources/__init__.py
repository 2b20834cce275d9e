# SPDX-License-Identifier: EUPL-1.2
"""Where data comes from: one folder a source with its reader, example, expected answer and licence."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from samsyn.catalogue.loader import CatalogueError, Entry, Names, folders, names, own_folder
from samsyn.catalogue.reading.figures import guess_mapping as guess_figures
from samsyn.catalogue.reading.opening import File
from samsyn.catalogue.records import Record, Rejected

KIND = "sources"
GIVES = ("reports", "context", "figures")


@dataclass(frozen=True)
class Source:
    """One source. `gives` says what its records are: reports, context (shown beside) or figures.

    `licence` is the text to print beside what is shown of it, `keep` how long the imported file is kept (days, None
    for ever), `every` how often its owner brings it out (code).
    """

    key: str
    entry: Entry
    name: Names
    owner: str
    licence: Names
    every: str
    keep: int | None
    gives: str
    caveat: Names
    formats: tuple[str, ...]
    example_arguments: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        """Where the source stands."""
        return self.entry.folder

    def read(
        self,
        file: File,
        *,
        mapping: Mapping[str, Any] | None = None,
        crs: str | None = None,
        timezone: str = "Europe/Stockholm",
        **more: Any,
    ) -> Iterator[Record | Rejected]:
        """The records of a file, streamed, and each row that was not taken. Raises SourceError for the file."""
        module = self.entry.module("source")
        found: Iterator[Record | Rejected] = module.read(
            file, mapping=mapping, crs=crs, timezone=timezone, **more
        )
        return found

    def guess_mapping(self, file: File) -> dict[str, Any] | None:
        """A mapping guessed from the header and first rows; None for a source that needs none."""
        module = self.entry.module("source")
        guess = getattr(module, "guess_mapping", None)
        if guess is not None:
            found: dict[str, Any] = guess(file)
            return found
        names = getattr(module, "NAMES", None)
        return guess_figures(file, names) if names is not None else None

    def words(self, file: File, column: str) -> dict[str, str]:
        """The words of the column chosen for the category, each with its key or ""; none for a source without."""
        of = getattr(self.entry.module("source"), "words_of", None)
        return dict(of(file, column)) if of is not None else {}

    def fields(self) -> tuple[str, ...]:
        """The fields that a mapping may name; none for a source that takes no mapping."""
        module = self.entry.module("source")
        named = getattr(module, "FIELDS", None) or getattr(module, "NAMES", None) or ()
        return tuple(named)

    def example(self) -> Path:
        """The example file. Raises CatalogueError where there is none."""
        path = self.entry.example()
        if path is None:
            raise CatalogueError("example_missing", self.folder)
        return path

    def read_example(self) -> Iterator[Record | Rejected]:
        """What the source reads in its own example."""
        return self.read(self.example(), **self.example_arguments)

    def expected(self) -> list[dict[str, Any]]:
        """What the source must read in its own example: one object a record, only what is not at its default."""
        return json.loads(self.entry.text("expected.json") or "[]")


def every() -> tuple[Source, ...]:
    """Every source, by key."""
    return tuple(_loaded(own_folder()).values())


def get(key: str) -> Source | None:
    """The source of a key, or None."""
    return _loaded(own_folder()).get(key)


@lru_cache
def _loaded(own: Path | None) -> Mapping[str, Source]:
    return {entry.key: _source(entry) for entry in folders(KIND, own, facts="source.toml")}


def _source(entry: Entry) -> Source:
    facts = entry.facts
    gives = facts.get("gives")
    if gives not in GIVES:
        raise CatalogueError("value_wrong", entry.folder / "source.toml", "gives")
    return Source(
        key=entry.key,
        entry=entry,
        name=names(entry, facts, "name"),
        owner=str(facts.get("owner", "")),
        licence=names(entry, facts, "licence"),
        every=str(facts.get("every", "")),
        keep=facts.get("keep_days"),
        gives=gives,
        caveat=names(entry, facts, "caveat", needed=False),
        formats=tuple(facts.get("formats", ())),
        example_arguments=facts.get("example", {}),
    )
