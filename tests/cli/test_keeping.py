# SPDX-License-Identifier: EUPL-1.2
"""What is here is proved whole from the command line, gets out in open formats, and comes back from a copy."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from samsyn.cli.run import run
from samsyn.ground.files import rules as file_rules
from samsyn.ground.files import shelf
from samsyn.ground.files import writes as file_writes
from samsyn.ground.journal.models import Entry
from samsyn.kit.models import Job, JobState
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def something_kept(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    scan = io.BytesIO(b"%PDF-1.7 avtal")
    by = people.coordinator()
    file_writes.store(people.partnership(), scan, "avtal.pdf", by=by, accept=file_rules.SCANS)


def told(capsys, *command: str) -> tuple[int, dict]:
    status = run([*command, "--json"])
    said = capsys.readouterr()
    assert said.out, said.err
    return status, json.loads(said.out)


def test_verify_finds_everything_whole(capsys):
    assert told(capsys, "verify") == (
        0,
        {"whole": True, "journal": [], "frozen": [], "files": [], "unowned": []},
    )
    assert run(["verify"]) == 0
    assert "Allt stämmer" in capsys.readouterr().out


def test_verify_finds_a_changed_line_of_the_journal_and_a_missing_file(capsys):
    line = Entry.objects.order_by("id").last()
    with_triggers_off(line.pk)
    next(shelf.contents()).unlink()
    status, found = told(capsys, "verify")
    assert status == 1
    assert [fault["reason"] for fault in found["journal"]] == ["changed"]
    assert [fault["reason"] for fault in found["files"]] == ["missing"]


def with_triggers_off(pk: int) -> None:
    """Change a line behind the database's back, as one with the keys to the server could."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("UPDATE journal_entry SET actor = 'machine:other' WHERE id = %s", [pk])


def test_backup_and_export_write_their_files(capsys, tmp_path):
    status, found = told(capsys, "backup", "--out", str(tmp_path / "samsyn.backup"))
    assert (status, found["files"]) == (0, 1)
    assert zipfile.is_zipfile(tmp_path / "samsyn.backup")
    status, found = told(capsys, "export", "almstad", "--out", str(tmp_path / "almstad.zip"))
    assert (status, found["files"]) == (0, 1)
    assert found["digest"].startswith("sha256:")


def test_what_cannot_be_done_is_said_in_one_line(capsys, tmp_path):
    for command, status, words in (
        (["backup", "--out", str(tmp_path / "finns" / "inte")], 2, "går inte att skriva"),
        (["restore", str(tmp_path / "x")], 1, "finns redan ett partnerskap"),
        (["export", "finnsinte", "--out", str(tmp_path / "x")], 1, "inget partnerskap"),
    ):
        assert run(command) == status
        said = capsys.readouterr().err
        assert words in said
        assert said.count("\n") == 1


def test_weeding_is_shown_first(capsys):
    assert told(capsys, "erase", "almstad") == (0, {"due": [], "taken": None})
    assert told(capsys, "erase", "almstad", "--yes") == (0, {"due": [], "taken": {}})


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(capsys, settings):
    settings.EMAIL_BACKEND = "samsyn.kit.mail.FolderBackend"
    _, found = told(capsys, "doctor")
    parts = {part["part"]: part["code"] for part in found["parts"]}
    assert {name: code for name, code in parts.items() if name not in ("front_end", "disk")} == {
        "database": "",
        "jobs": "",
        "mail": "",
        "settings": "",
    }
    Job.objects.create(name="x", state=JobState.FAILED, last_error="period_is_closed")
    settings.PUBLIC_URL = "http://samsyn.example"
    settings.ALLOWED_HOSTS = ["samsyn.example"]
    assert run(["doctor"]) == 1
    words = capsys.readouterr().out
    assert "1 har getts upp (period_is_closed)" in words
    assert "SAMSYN_PUBLIC_URL" in words


MOVING = """
import sys
from samsyn.cli.run import run
there = "sqlite:///" + sys.argv[1]
assert run(["init"]) == 0
assert run(["partnership", "add", "almstad", "--name", "Trygga Almstad"]) == 0
assert run(["move", "--to", there]) == 0
from django.db import connections
from samsyn.ground.journal.models import Entry
lines = [list(Entry.objects.using(name).order_by("id").values()) for name in ("default", "target")]
assert lines[0] == lines[1] != [], lines
connections["target"].close()
assert run(["move", "--to", there]) == 1
assert run(["move", "--to", "mysql://x"]) == 2
"""


@pytest.mark.slow
def test_all_is_moved_to_another_database_and_proven(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMSYN_", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", MOVING, str(tmp_path / "ny.sqlite3")],
        env=environment | {"SAMSYN_DATA_DIR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert "Allt är flyttat och prövat" in done.stdout
    assert "finns redan ett partnerskap" in done.stderr
