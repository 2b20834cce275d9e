# SPDX-License-Identifier: EUPL-1.2
"""Finds what the catalogue holds by walking its folders in sorted order, and a municipality's own folder over them."""

import importlib
import importlib.util
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
KINDS = ("categories", "activities", "indicators", "measures", "sources", "documents")


class CatalogueError(Exception):
    """A file of the catalogue is wrong. Addressed to the administrator: `code`, the file, and the field if one is."""

    def __init__(self, code: str, path: Path | str, detail: str = "") -> None:
        self.code = code
        self.path = str(path)
        self.detail = detail
        super().__init__(f"{path}: {code}{': ' + detail if detail else ''}")


@dataclass(frozen=True)
class Entry:
    """One thing of the catalogue: its key and the folders it stands in, the municipality's own first."""

    key: str
    kind: str
    folders: tuple[Path, ...]
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def folder(self) -> Path:
        """The folder that counts most."""
        return self.folders[0]

    def file(self, name: str) -> Path | None:
        """A file of this entry; the municipality's own where there is one."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def text(self, name: str) -> str:
        """What a file of this entry says, or nothing."""
        path = self.file(name)
        return path.read_text("utf-8") if path else ""

    def example(self) -> Path | None:
        """The example file, whatever its ending."""
        found = (path for folder in self.folders for path in sorted(folder.glob("example.*")))
        return next(found, None)

    def module(self, name: str) -> ModuleType:
        """The Python of this entry, such as `source` for source.py. Raises CatalogueError where there is none."""
        path = self.file(f"{name}.py")
        if path is None:
            raise CatalogueError("file_missing", self.folder / f"{name}.py")
        if path.is_relative_to(HERE):
            return importlib.import_module(f"samsyn.catalogue.{self.kind}.{path.parent.name}.{name}")
        return _own_module(f"samsyn_local_{self.kind}_{self.key.replace('-', '_')}_{name}", path)


@lru_cache
def _own_module(name: str, path: Path) -> ModuleType:
    """A Python file outside the package."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise CatalogueError("unreadable", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def own_folder() -> Path | None:
    """The municipality's own catalogue: `catalogue/` in the folder that SAMSYN_LOCAL names."""
    place = os.environ.get("SAMSYN_LOCAL", "").strip()
    return Path(place) / "catalogue" if place else None


def roots(kind: str, own: Path | None) -> list[Path]:
    """Where to look for a kind, ours first so that the municipality's own is laid over it."""
    return [HERE / kind, *([own / kind] if own is not None else [])]


def texts(kind: str, own: Path | None) -> list[Entry]:
    """Entries that are one TOML file each, by key; a municipality's own file adds to or changes single values."""
    found: dict[str, dict[str, Any]] = {}
    places: dict[str, tuple[Path, ...]] = {}
    for root in roots(kind, own):
        for path in sorted(root.glob("*.toml")):
            key = path.stem
            found[key] = _merged(found.get(key, {}), read_toml(path))
            places[key] = (root, *places.get(key, ()))
    return [Entry(key, kind, places[key], found[key]) for key in sorted(found)]


def folders(kind: str, own: Path | None, *, facts: str | None = None) -> list[Entry]:
    """Entries that are one folder each, by key (an underscore in a folder's name is a hyphen in the key).

    `facts` is the name of the TOML file whose values the entry carries, such as source.toml.
    """
    places: dict[str, list[Path]] = {}
    for root in roots(kind, own):
        for path in sorted(root.iterdir()) if root.is_dir() else ():
            if path.is_dir() and not path.name.startswith(("_", ".")) and any(path.glob("*.*")):
                places.setdefault(path.name.replace("_", "-") if kind == "sources" else path.name, []).insert(
                    0, path
                )
    out = []
    for key in sorted(places):
        values: dict[str, Any] = {}
        for folder in reversed(places[key]):
            if facts and (folder / facts).is_file():
                values = _merged(values, read_toml(folder / facts))
        out.append(Entry(key, kind, tuple(places[key]), values))
    return out


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file. Raises CatalogueError with the place of the fault."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CatalogueError("unreadable", path, str(error)) from None


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """One set of values laid over another, table by table."""
    out = dict(under)
    for name, value in over.items():
        kept = out.get(name)
        out[name] = (
            _merged(kept, value) if isinstance(kept, Mapping) and isinstance(value, Mapping) else value
        )
    return out


@dataclass(frozen=True)
class Names:
    """A word in every language it is written in; Swedish where a language has none."""

    by_language: Mapping[str, str]

    def __call__(self, language: str = "sv") -> str:
        """The word in a language such as `sv`, `en` or `sv-lattlast`."""
        words = self.by_language
        return (
            words.get(language)
            or words.get(language.split("-")[0])
            or words.get("sv")
            or next(iter(words.values()))
        )

    def __str__(self) -> str:
        return self()


def names(entry: Entry, values: Mapping[str, Any], name: str, *, needed: bool = True) -> Names:
    """A word of an entry: a table of languages, or one text that counts as Swedish."""
    value = values.get(name)
    if isinstance(value, str):
        value = {"sv": value}
    if not value:
        if needed:
            raise CatalogueError("value_missing", entry.folder / entry.key, name)
        return Names({"sv": ""})
    return Names({str(language).replace("_", "-"): str(text) for language, text in value.items()})


def in_order(entries: Iterable[Any], order: Callable[[Any], tuple[Any, ...]]) -> tuple[Any, ...]:
    """Entries in their own order."""
    return tuple(sorted(entries, key=order))
