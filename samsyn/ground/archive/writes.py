# SPDX-License-Identifier: EUPL-1.2
"""Weeding by rule, and packages of records handed out in open formats."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.template.loader import render_to_string

from samsyn.ground.archive import reads, rules, walk
from samsyn.ground.files import reads as files
from samsyn.ground.files.models import StoredFile
from samsyn.ground.journal import writes as journal
from samsyn.ground.journal.models import Entry
from samsyn.ground.people.models import OneTimeLink, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.rows import Row
from samsyn.kit.tables import CsvOut

# What opens a door stays behind: tokens and codes are no records.
NEVER_OUT = {"token_digest", "receipt_digest", "code_digest", "password", "api_key"}
# One date for every part of a package: the same records give the same bytes.
_DATED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Package:
    """What went out: digest of the whole file, rows by table, number of files."""

    digest: str
    rows: dict[str, int]
    files: int


@transaction.atomic
def weed(partnership: Partnership, *, by: Caller) -> dict[str, int]:
    """Do what `reads.preview` shows; returns rows by model. What something else still stands on is left."""
    rules.check_may_weed(by, partnership)
    taken: dict[str, int] = {}
    for weeding in reads.preview(partnership, seen_by=by):
        rows = walk.due(weeding.model, weeding.rule, partnership)
        if weeding.rule.text:
            taken[weeding.label] = rows.update(**dict.fromkeys(weeding.rule.text, ""))
        else:
            taken[weeding.label] = _delete(rows)
    journal.record("weeded", partnership, by=by, partnership=partnership, rows=taken)
    return taken


def _delete(rows: models.QuerySet[Any]) -> int:
    try:
        with transaction.atomic():
            return rows.delete()[0]
    except ProtectedError:
        gone = 0
        for row in rows:
            try:
                with transaction.atomic():
                    gone += 1 if row.delete()[0] else 0
            except ProtectedError:
                continue
        return gone


def hand_out(partnership: Partnership, out: Path, *, by: Caller, whole: bool = False) -> Package:
    """Write all of a partnership that the caller sees as a zip of CSV, JSON and files, with a dictionary.

    From the server it is everything; for a member it is what that member's eyes may see. Accounts, tokens and
    codes are never part of it. What a row itself holds back (place and time of activities under embargo) is left
    empty unless the server asks for the `whole`. Raises OSError when the file cannot be written.
    """
    rules.check_may_hand_out(by, partnership)
    seer = by.inside(partnership.pk) if by.is_trusted else by
    whole = whole and by.is_trusted
    rows: dict[str, int] = {}
    contents = 0
    temporary = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as package:
            dictionary = [["table", "column", "type", "refers_to"]]
            for model in walk.room_models():
                columns = _columns(model)
                query = _rows_of(model, partnership, seer)
                if query is None:
                    continue
                rows[model._meta.label_lower] = _write_table(package, model, columns, query, whole)
                dictionary += [_described(model, field) for field in columns]
            for stored in StoredFile.objects.seen_by(seer).order_by("pk"):
                ending = Path(stored.name).suffix[:10]
                with (
                    files.content(stored) as source,
                    package.open(_part(f"files/{stored.uuid}{ending}"), "w") as to,
                ):
                    while chunk := source.read(1 << 20):
                        to.write(chunk)
                contents += 1
            package.writestr(_part("dictionary.csv"), _csv(dictionary))
            facts = {"partnership": partnership, "rows": rows, "files": contents, "whole": whole}
            package.writestr(_part("README.txt"), render_to_string("archive/readme.txt", facts))
            package.writestr(
                _part("partnership.json"),
                json.dumps(
                    {
                        "key": partnership.key,
                        "metric_crs": partnership.metric_crs,
                        "rows": rows,
                        "files": contents,
                    },
                    ensure_ascii=False,
                    indent=1,
                ),
            )
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    package_digest = _digest(out)
    journal.record(
        "records handed out", partnership, by=by, partnership=partnership, digest=package_digest, rows=rows
    )
    return Package(package_digest, rows, contents)


def _rows_of(
    model: type[models.Model], partnership: Partnership, seer: Caller
) -> models.QuerySet[Any] | None:
    if model is Entry:
        return Entry.objects.filter(chain=partnership.pk) if seer.is_trusted else None
    way = walk.way_home(model)
    if way is None or model is OneTimeLink:
        return None
    if issubclass(model, Row):
        if not model.HANDED_OUT and not seer.is_trusted:
            return None
        return model.objects.seen_by(seer).filter(partnership=partnership).select_related(*model.HELD_BY)
    # A row that says nothing of who sees it goes out from the server only; a partnership's own name is public.
    if not seer.is_trusted and model is not Partnership:
        return None
    return model._base_manager.filter(**{way: partnership.pk})


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    never = NEVER_OUT | set(getattr(model, "KEPT_HERE", ()))
    return [field for field in model._meta.concrete_fields if field.name not in never]


def _write_table(
    package: zipfile.ZipFile,
    model: type[models.Model],
    columns: list[Any],
    rows: models.QuerySet[Any],
    whole: bool,
) -> int:
    count = 0
    with (
        package.open(_part(f"tables/{model._meta.label_lower}.csv"), "w") as raw,
        io.TextIOWrapper(raw, "utf-8", newline="") as text,
    ):
        table = CsvOut(text)
        table.row(field.attname for field in columns)
        for row in rows.order_by("pk").iterator(chunk_size=1_000):
            held = row.held_back() if isinstance(row, Row) and not whole else ()
            table.row("" if field.name in held else _cell(field, row) for field in columns)
            count += 1
    return count


def _cell(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return ""
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _described(model: type[models.Model], field: Any) -> list[str]:
    refers = field.related_model._meta.label_lower if field.is_relation else ""
    return [model._meta.label_lower, field.attname, field.get_internal_type(), refers]


def _csv(lines: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    table = CsvOut(out)
    for line in lines:
        table.row(line)
    return out.getvalue()


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _DATED)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as source:
        for chunk in _chunks(source):
            total.update(chunk)
    return f"sha256:{total.hexdigest()}"


def _chunks(source: Any) -> Iterator[bytes]:
    while chunk := source.read(1 << 20):
        yield chunk
