# SPDX-License-Identifier: EUPL-1.2
"""What can be measured: one folder an indicator with how it is computed, how to read it, and an example."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from samsyn.catalogue.loader import CatalogueError, Entry, Names, folders, names, own_folder, read_toml
from samsyn.catalogue.reading.result import Reading

KIND = "indicators"
BETTER = ("lower", "higher", "neither")


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    `unit` is a code, `needs` the codes of what `compute` is given, `better` which way is better. `words` are what people
    write when they mean it. A reading says what
    the numbers carry, with codes for its caveats; the words stand in templates, the guide in reading.LANGUAGE.md.
    """

    key: str
    entry: Entry
    name: Names
    unit: str
    needs: tuple[str, ...]
    better: str
    aspect: str
    compute: Callable[[Mapping[str, Any]], Reading]
    words: tuple[str, ...] = ()

    def guide(self, language: str = "sv") -> str:
        """How to read it and when not to, as Markdown; Swedish where a language has none."""
        return self.entry.text(f"reading.{language}.md") or self.entry.text("reading.sv.md")

    def examples(self) -> Sequence[Mapping[str, Any]]:
        """Worked examples: each with `given` and `gives`."""
        path = self.entry.file("example.toml")
        if path is None:
            raise CatalogueError("example_missing", self.entry.folder)
        found: Sequence[Mapping[str, Any]] = read_toml(path)["example"]
        return found


def every() -> tuple[Indicator, ...]:
    """Every indicator, by key."""
    return tuple(_loaded(own_folder()).values())


def get(key: str) -> Indicator | None:
    """The indicator of a key, or None."""
    return _loaded(own_folder()).get(key)


@lru_cache
def _loaded(own: Path | None) -> Mapping[str, Indicator]:
    return {entry.key: _indicator(entry) for entry in folders(KIND, own, facts="example.toml")}


def _indicator(entry: Entry) -> Indicator:
    module = entry.module("indicator")
    path = entry.folder / "indicator.py"
    for name in ("UNIT", "NEEDS", "BETTER", "compute"):
        if not hasattr(module, name):
            raise CatalogueError("value_missing", path, name)
    if module.BETTER not in BETTER:
        raise CatalogueError("value_wrong", path, f"BETTER = {module.BETTER}")
    return Indicator(
        key=entry.key,
        entry=entry,
        name=names(entry, entry.facts, "name"),
        unit=module.UNIT,
        needs=tuple(module.NEEDS),
        better=module.BETTER,
        aspect=getattr(module, "ASPECT", "effect"),
        compute=module.compute,
        words=tuple(word.casefold() for word in entry.facts.get("words", ())),
    )
