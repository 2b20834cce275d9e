# SPDX-License-Identifier: EUPL-1.2
"""A mapping file: which column is which field, and which word in the file is which key of the catalogue."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import SourceError

OPTIONS = ("sheet", "date_order", "crs", "organisation", "channel", "year", "definition", "measure", "unit")
TABLES = ("columns", "categories", "values", "options")
SHOWN = ("header", "samples")  # what a guessed mapping shows beside itself


@dataclass(frozen=True)
class FileMapping:
    """A mapping, looked through: `columns` by field, `categories` by word (folded), `default` for the rest."""

    columns: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


def load(path: str | Path) -> dict[str, Any]:
    """A mapping file as it stands. Raises SourceError where it is no TOML."""
    try:
        return tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError:
        raise SourceError(Reason.FILE_MISSING, name=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(Reason.MAPPING_UNREADABLE, detail=str(error)) from None


def checked(mapping: Mapping[str, Any] | str | Path | None, fields: Collection[str]) -> FileMapping:
    """A mapping with every field known. Raises SourceError for what no source can use."""
    if mapping is None:
        return FileMapping()
    if isinstance(mapping, (str, Path)):
        mapping = load(mapping)
    for name in TABLES:
        if not isinstance(mapping.get(name, {}), Mapping):
            raise SourceError(Reason.MAPPING_UNREADABLE, detail=f"[{name}]")
    options = {**mapping.get("options", {})}
    options |= {name: mapping[name] for name in OPTIONS if name in mapping}  # also at the top of the file
    unknown = [name for name in mapping if name not in (*TABLES, *OPTIONS, *SHOWN)]
    unknown += [name for name in mapping.get("options", {}) if name not in OPTIONS]
    columns = {
        str(name): str(column) for name, column in mapping.get("columns", {}).items() if str(column).strip()
    }
    unknown += [name for name in columns if name not in fields]
    if unknown:
        raise SourceError(Reason.MAPPING_UNKNOWN_FIELD, fields=unknown, known=sorted(fields))
    # A word without a key is one that nobody has decided on yet: it stays unknown.
    given = mapping.get("categories", {}).items()
    categories = {str(word).strip(): str(key).strip() for word, key in given if str(key).strip()}
    default = categories.pop("default", None)
    values = {
        str(name): {str(word).strip().casefold(): str(to) for word, to in words.items()}
        for name, words in mapping.get("values", {}).items()
        if isinstance(words, Mapping)
    }
    folded = {word.casefold(): key for word, key in categories.items()}
    return FileMapping(columns, folded, default, values, options)
