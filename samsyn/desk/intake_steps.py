# SPDX-License-Identifier: EUPL-1.2
"""An import by screen, step by step: the file waits on disk while its columns are looked over, and is then taken away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from samsyn.catalogue import categories, sources
from samsyn.desk.intake import run_import
from samsyn.ground.imports import reads as imports
from samsyn.ground.imports import rules
from samsyn.ground.imports import writes as import_writes
from samsyn.ground.imports.models import Upload
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput, NotFound

MOST_BYTES = 50_000_000
WAITS = timedelta(hours=12)
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".json", ".geojson", ".ndjson", ".gz")
MOST_WORDS = 60
CRS = ("EPSG:4326", "EPSG:3006")


@dataclass
class Column:
    """One column of a waiting file: its name, a few cells, and the field that it is guessed or said to be."""

    number: int
    name: str
    samples: list[str]
    field: str


@dataclass
class Look:
    """What the page of columns shows."""

    columns: list[Column] = field(default_factory=list)
    fields: tuple[str, ...] = ()
    words: list[tuple[int, str, str]] = field(default_factory=list)
    default: str = ""
    crs: str = ""
    gives_reports: bool = False


def take_upload(partnership: Partnership, source: str, file: UploadedFile, *, by: Caller) -> Upload:
    """Lay a handed-in file among the waiting ones. Raises BadInput for one too large, empty or of no known ending."""
    rules.check_may_import(by, partnership)
    if sources.get(source) is None:
        raise BadInput("unknown_source", field="source")
    name = (file.name or "fil").replace("\\", "/").rsplit("/", 1)[-1]
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise BadInput("file_ending", field="file")
    if not file.size:
        raise BadInput("file_empty", field="file")
    if file.size > MOST_BYTES:
        raise BadInput("file_too_large_here", field="file", limit_mb=MOST_BYTES // 1_000_000)
    _folder().mkdir(parents=True, exist_ok=True)
    kept = f"{uuid4().hex}{ending}"
    path = _folder() / kept
    path.touch(mode=0o600)
    with path.open("wb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    return import_writes.keep_upload(
        partnership, source, by=by, file=kept, name=name, file_bytes=int(file.size)
    )


def path_of(upload: Upload) -> Path:
    """Where a waiting file lies. Raises NotFound when it is there no more."""
    path = _folder() / upload.file
    if not path.is_file():
        raise NotFound("no_such_upload")
    return path


def drop(upload: Upload, *, by: Caller) -> None:
    """Take a waiting file away."""
    rules.check_may_import(by, upload.partnership)
    (_folder() / upload.file).unlink(missing_ok=True)
    import_writes.drop_upload(upload, by=by)


def sweep() -> None:
    """Take away what has waited too long: a file that nobody went on with should not lie here."""
    for upload in imports.uploads(seen_by=SYSTEM).filter(created_at__lt=clock.now() - WAITS):
        drop(upload, by=SYSTEM)


def look(upload: Upload) -> Look:
    """The columns with what is guessed of them, or said before. Raises SourceError for a file that cannot be read."""
    source = sources.get(upload.source)
    guess = source.guess_mapping(path_of(upload)) if source is not None else None
    if source is None or guess is None:
        return Look()
    said = json.loads(upload.mapping) if upload.mapping else guess
    field_of = {column: name for name, column in said.get("columns", {}).items()}
    header = guess.get("header", [])
    found = Look(
        fields=source.fields(), gives_reports=source.gives == "reports", crs=str(said.get("crs", ""))
    )
    samples = guess.get("samples", {})
    found.columns = [
        Column(number, name, [cell for cell in samples.get(name, []) if cell][:3], field_of.get(name, ""))
        for number, name in enumerate(header)
    ]
    if found.gives_reports:
        words = guess.get("categories", {})
        chosen = said.get("columns", {}).get("category", "")
        if chosen and chosen != guess.get("columns", {}).get("category"):
            words = source.words(path_of(upload), chosen)
        keys = words | {word: key for word, key in said.get("categories", {}).items() if word != "default"}
        found.words = [(number, word, key) for number, (word, key) in enumerate(keys.items())][:MOST_WORDS]
        found.default = str(said.get("categories", {}).get("default", ""))
    return found


def said(upload: Upload, typed: Mapping[str, str]) -> dict[str, Any]:
    """The mapping that the page's choices make. Raises BadInput where one field was chosen for two columns."""
    seen = look(upload)
    columns: dict[str, str] = {}
    for column in seen.columns:
        chosen = typed.get(f"column-{column.number}", "")
        if not chosen:
            continue
        if chosen not in seen.fields:
            raise BadInput("unknown_field", field="columns")
        if chosen in columns:
            raise BadInput("field_twice", field="columns", name=chosen)
        columns[chosen] = column.name
    mapping: dict[str, Any] = {"columns": columns}
    if seen.gives_reports:
        words = {word: typed.get(f"word-{number}", "") for number, word, _ in seen.words}
        keys = {word: key for word, key in words.items() if key and categories.exists(key)}
        default = typed.get("default", "")
        mapping["categories"] = keys | ({"default": default} if categories.exists(default) else {})
        if typed.get("crs") in CRS:
            mapping["crs"] = typed["crs"]
    return mapping


def run(upload: Upload, *, by: Caller, dry_run: bool, rejects_to: Path | None = None) -> dict[str, Any]:
    """Try a waiting file, or take it in; afterwards it is taken away. Answers as `samsyn import --json` does."""
    mapping = json.loads(upload.mapping) if upload.mapping else None
    if mapping is not None and not mapping.get("columns"):
        mapping = None  # nothing was said: the columns tell by their names
    answer = run_import(
        upload.partnership,
        upload.source,
        path_of(upload),
        by=by,
        mapping=mapping,
        dry_run=dry_run,
        rejects_to=rejects_to,
        name=upload.name,
    )
    if not dry_run:
        drop(upload, by=by)
    return answer


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "uploads"
