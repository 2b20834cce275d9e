# SPDX-License-Identifier: EUPL-1.2
"""The tests stand on databases of their own: never the demo's, never each other's, never open to a network."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import conftest
from tests.house import tree


def test_no_test_touches_what_was_entered_in_the_demo() -> None:
    assert tree.ROOT not in Path(settings.DATA_DIR).parents
    assert Path(settings.DATA_DIR).is_dir()


@pytest.mark.skipif(conftest.on_postgres(), reason="says something of SQLite only")
def test_two_runs_beside_each_other_have_a_file_each(db: None) -> None:
    assert str(os.getpid()) in str(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,), "a row that points at nothing must be refused, as on PostgreSQL"


@pytest.mark.postgres
def test_the_server_of_the_tests_listens_to_no_network(db: None) -> None:
    if not settings.DATABASES["default"]["HOST"].startswith("/"):
        pytest.skip("a server named in SAMSYN_TEST_POSTGRES is somebody's own")
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)


def test_every_change_of_a_table_has_its_migration(db: None) -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())
