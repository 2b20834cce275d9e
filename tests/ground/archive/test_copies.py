# SPDX-License-Identifier: EUPL-1.2
"""A copy of the whole installation can be laid back, row for row and file for file, or is refused."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest

from samsyn.ground.archive import copies
from samsyn.ground.files import reads as file_reads
from samsyn.ground.files import rules as file_rules
from samsyn.ground.files import shelf
from samsyn.ground.files import writes as file_writes
from samsyn.ground.journal import reads as journal
from samsyn.ground.people.models import Account, Partnership
from samsyn.kit import jobs
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotNow
from samsyn.kit.models import Job
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(settings, tmp_path):
    """A copy of an installation with people, a journal, a stored file and a job."""
    settings.FILES_DIR = tmp_path / "files"
    people.officer()
    scan = io.BytesIO(b"%PDF-1.7 avtal")
    file_writes.store(
        people.partnership(), scan, "avtal.pdf", by=people.coordinator(), accept=file_rules.SCANS
    )
    jobs.later("samsyn.kit.jobs.sweep")
    out = tmp_path / "samsyn.backup"
    copies.back_up(out)
    return out


def empty() -> None:
    """An installation where nothing has happened yet."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(f'"{model._meta.db_table}"' for model in copies.tables())
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {names} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for model in copies.tables():
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    shutil.rmtree(shelf.folder(), ignore_errors=True)


def with_part(source, name: str, change) -> None:
    """Change one part of a copy."""
    with zipfile.ZipFile(source) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(source, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)


def test_what_was_copied_comes_back_row_for_row_and_file_for_file(copy):
    before = {model._meta.label: copies.digest_of(model) for model in copies.tables()}
    empty()
    assert not Account.objects.exists()
    found = copies.restore(copy)
    assert {model._meta.label: copies.digest_of(model) for model in copies.tables()} == before
    assert found.files == 1
    assert found.rows > 5
    assert journal.faults() == []
    assert file_reads.faults(seen_by=SYSTEM) == []
    assert Job.objects.get().args == []


def test_work_goes_on_after_a_restore(copy):
    empty()
    copies.restore(copy)
    with people.journalled("organisation added"):
        people.organisation("housing")
    assert journal.faults() == []


def test_an_installation_in_use_is_not_written_over(copy):
    with pytest.raises(NotNow) as refused:
        copies.restore(copy)
    assert refused.value.code == "database_not_empty"


def test_a_file_that_is_no_copy_is_refused(copy, tmp_path):
    empty()
    other = tmp_path / "bild.zip"
    other.write_bytes(b"not a zip")
    for source in (other, tmp_path / "finns-inte"):
        with pytest.raises(BadInput) as refused:
            copies.restore(source)
        assert refused.value.code == "no_copy"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("tables/people.account.ndjson", lambda text: text.replace(b"police@", b"pol1ce@")),
        ("tables/people.member.ndjson", lambda text: b"\n".join(text.splitlines()[:-1]) + b"\n"),
        ("tables/people.member.ndjson", lambda text: text[:-20]),
    ],
)
def test_a_damaged_copy_is_refused_and_leaves_nothing_behind(copy, name, change):
    with_part(copy, name, change)
    empty()
    with pytest.raises(BadInput) as refused:
        copies.restore(copy)
    assert refused.value.code == "copy_damaged"
    assert not Partnership.objects.exists()


def test_a_damaged_content_is_refused(copy):
    with zipfile.ZipFile(copy) as package:
        name = next(part for part in package.namelist() if part.startswith("files/"))
    with_part(copy, name, lambda content: content + b"!")
    empty()
    with pytest.raises(BadInput):
        copies.restore(copy)
    assert list(shelf.contents()) == []


def test_a_copy_of_another_version_is_refused(copy):
    def older(text: bytes) -> bytes:
        manifest = json.loads(text)
        manifest["migrations"].pop()
        return json.dumps(manifest).encode()

    with_part(copy, "manifest.json", older)
    empty()
    with pytest.raises(BadInput) as refused:
        copies.restore(copy)
    assert refused.value.code == "copy_of_other_version"


def test_a_copy_that_fails_half_way_leaves_the_old_one(copy, monkeypatch):
    old = copy.read_bytes()
    monkeypatch.setattr(copies.shelf, "contents", lambda: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        copies.back_up(copy)
    assert copy.read_bytes() == old
    assert [path.name for path in copy.parent.iterdir() if path.name.endswith(".part")] == []


def test_sessions_and_counts_of_attempts_are_not_copied(copy):
    with zipfile.ZipFile(copy) as package:
        names = package.namelist()
    assert "tables/people.account.ndjson" in names
    assert not any("session" in name or "cache" in name for name in names)
