# SPDX-License-Identifier: EUPL-1.2
"""The whole installation as one file, and back: every table and every stored content, each with its digest.

The file is the same whichever database it came from, so a copy of SQLite can be restored into PostgreSQL. It holds
everything that is worth guarding, the addresses of members included: keep it as you keep the database. Sessions are
not part of it, nor the secret key.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from samsyn.ground.files import shelf
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotNow

FORMAT = 1
# Made anew by Django itself, or worth nothing after a move.
LEFT_OUT = {"contenttypes.contenttype", "auth.permission", "sessions.session", "kit.cacheentry"}
BATCH = 500
# What reading a damaged copy can end in, before its digest tells.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    ValidationError,
    IntegrityError,
    DataError,
    EOFError,
)
Step = Callable[[int], None]


@dataclass
class Copy:
    """What a copy holds: rows and digest of each table, and how many contents."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: int = 0

    @property
    def rows(self) -> int:
        """Rows in all tables together."""
        return sum(int(table["rows"]) for table in self.tables.values())


def tables() -> list[type[models.Model]]:
    """Every model that has a table of its own and goes with a copy, by label; tables of pairs included."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def back_up(out: Path, *, step: Step = lambda rows: None) -> Copy:
    """Write the installation to `out`, as it is at one moment, while others go on writing.

    Raises OSError when the file cannot be written; an unfinished one is never left under the name.
    """
    copy = Copy()
    temporary = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            with _one_moment():
                for model in tables():
                    copy.tables[model._meta.label_lower] = _write_table(package, model, step)
                migrations = sorted(MigrationRecorder.Migration.objects.values_list("app", "name"))
            # Contents never change and are never taken away, so they may be copied after the moment.
            for path in shelf.contents():
                package.write(path, f"files/{path.name}", zipfile.ZIP_STORED)
                copy.files += 1
            manifest = {
                "format": FORMAT,
                "made_at": clock.now().isoformat(),
                "migrations": migrations,
                "tables": copy.tables,
                "files": copy.files,
            }
            package.writestr("manifest.json", json.dumps(manifest, indent=1))
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    return copy


def restore(source: Path, *, step: Step = lambda rows: None) -> Copy:
    """Fill an empty installation from a copy. All of it or nothing: each digest is checked before the end.

    Raises BadInput when the file is no copy, is damaged or is of another version; NotNow when there already is a
    partnership here.
    """
    if Partnership.objects.exists():
        raise NotNow("database_not_empty")
    try:
        package = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile):
        raise BadInput("no_copy", field="file", name=source.name) from None
    with package:
        manifest = _manifest(package, source)
        try:
            with transaction.atomic():
                _empty("default")
                for model in tables():
                    _read_table(package, model, step)
                for model in tables():
                    found = digest_of(model)
                    if found != manifest["tables"].get(model._meta.label_lower, found):
                        raise BadInput("copy_damaged", field="file", part=model._meta.label_lower)
                connections["default"].check_constraints()
                _mend_sequences()
                files = _read_files(package)
        except _DAMAGE as error:
            raise BadInput("copy_damaged", field="file", part=type(error).__name__) from None
    return Copy(manifest["tables"], files)


def move(alias: str, *, step: Step = lambda rows: None) -> Copy:
    """Copy every row from the default database to the empty, upgraded one under `alias`, and prove each table.

    All or nothing there; here nothing is changed. Raises NotNow when there already is a partnership there, BadInput
    when a table did not arrive as it was sent. Nobody should write meanwhile: stop the server first.
    """
    if Partnership.objects.using(alias).exists():
        raise NotNow("database_not_empty")
    copy = Copy()
    with _one_moment(), transaction.atomic(using=alias):
        _empty(alias)
        for model in tables():
            _carry(model, alias, step)
        for model in tables():
            label = model._meta.label_lower
            copy.tables[label] = digest_of(model, alias)
            if copy.tables[label] != digest_of(model):
                raise BadInput("copy_damaged", field="to", part=label)
        connections[alias].check_constraints()
        _mend_sequences(alias)
    return copy


def _carry(model: type[models.Model], alias: str, step: Step) -> None:
    names = [column.attname for column in model._meta.concrete_fields]
    batch: list[models.Model] = []
    for row in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
        batch.append(model(**{name: getattr(row, name) for name in names}))
        if len(batch) == BATCH:
            model._base_manager.using(alias).bulk_create(batch)
            step(len(batch))
            batch = []
    model._base_manager.using(alias).bulk_create(batch)
    step(len(batch))


def _empty(alias: str) -> None:
    for model in tables():
        if model._base_manager.using(alias).exists():
            model._base_manager.using(alias).all().delete()


def digest_of(model: type[models.Model], using: str = "default") -> dict[str, Any]:
    """Rows of a table and the digest over them all, the same in every database."""
    total, rows = hashlib.sha256(), 0
    for line in _lines(model, using):
        total.update(line)
        rows += 1
    return {"rows": rows, "digest": f"sha256:{total.hexdigest()}"}


def _lines(model: type[models.Model], using: str = "default") -> Iterator[bytes]:
    fields = model._meta.concrete_fields
    rows = model._base_manager.using(using).order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        values = [_told(column, row) for column in fields]
        yield json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _told(column: models.Field[Any, Any], row: models.Model) -> Any:
    value = column.value_from_object(row)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(column, models.JSONField):
        return {"json": value}
    return column.value_to_string(row)


def _heard(column: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(column, models.JSONField) and isinstance(value, dict):
        return value["json"]
    return value if value is None or isinstance(column, models.JSONField) else column.to_python(value)


def _write_table(package: zipfile.ZipFile, model: type[models.Model], step: Step) -> dict[str, Any]:
    total, rows = hashlib.sha256(), 0
    with package.open(f"tables/{model._meta.label_lower}.ndjson", "w", force_zip64=True) as out:
        head = json.dumps([column.attname for column in model._meta.concrete_fields])
        out.write(head.encode() + b"\n")
        for line in _lines(model):
            total.update(line)
            out.write(line)
            rows += 1
            step(1)
    return {"rows": rows, "digest": f"sha256:{total.hexdigest()}"}


def _read_table(package: zipfile.ZipFile, model: type[models.Model], step: Step) -> None:
    fields = {column.attname: column for column in model._meta.concrete_fields}
    with package.open(f"tables/{model._meta.label_lower}.ndjson") as lines:
        names = json.loads(lines.readline())
        batch: list[models.Model] = []
        for line in lines:
            told = zip(names, json.loads(line), strict=True)
            batch.append(model(**{name: _heard(fields[name], value) for name, value in told}))
            if len(batch) == BATCH:
                step(len(batch))
                model._base_manager.bulk_create(batch)
                batch = []
        step(len(batch))
        model._base_manager.bulk_create(batch)


def _read_files(package: zipfile.ZipFile) -> int:
    count = 0
    for name in package.namelist():
        if name.startswith("files/") and not name.endswith("/"):
            expected = name.removeprefix("files/")
            with package.open(name) as content:
                if shelf.put_back(content, expected) != expected:
                    raise BadInput("copy_damaged", field="file", part=name)
            count += 1
    return count


def _manifest(package: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(package.read("manifest.json"))
        known = manifest["format"] == FORMAT
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile):
        raise BadInput("no_copy", field="file", name=source.name) from None
    here = sorted(MigrationRecorder.Migration.objects.values_list("app", "name"))
    if not known or [tuple(step) for step in manifest["migrations"]] != here:
        raise BadInput("copy_of_other_version", field="file", name=source.name)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """What is read inside is the database at one moment, without keeping any writer waiting."""
    connection = connections["default"]
    if connection.in_atomic_block:  # inside a test: there is but one connection, and it is still
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would be IMMEDIATE, a writer's
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _mend_sequences(alias: str = "default") -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
