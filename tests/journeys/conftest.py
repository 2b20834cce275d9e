# SPDX-License-Identifier: EUPL-1.2
"""The demo's small town, built once for all journeys in it and put back as it was built before each."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

AS_OF = date(2026, 11, 22)


@dataclass(frozen=True)
class Town:
    """A demo town that stands in the database: its key, its name, and what is printed when it is made."""

    key: str
    name: str
    demo: Any

    def account(self, task: str) -> Any:
        """The account whose address begins so."""
        return next(row for row in self.demo.accounts if row.email == f"{task}@{self.key}.example")


@pytest.fixture(scope="session")
def built_town(
    django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Any]:
    """Hammarvik, built into the test's database, kept as a file, and taken out again."""
    from samsyn.demo import build

    kept = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(":memory:")) as empty:
        _own().backup(empty)
        demo = build.build(AS_OF, towns=["hammarvik"])
        with closing(sqlite3.connect(kept)) as file:
            _own().backup(file)
        empty.backup(_own())
    return kept, demo


@pytest.fixture
def demo_town(built_town: tuple[Path, Any], transactional_db: None) -> Town:
    """The town as it was built, whatever the journey before did to it."""
    kept, demo = built_town
    with closing(sqlite3.connect(kept)) as file:
        file.backup(_own())
    cache.clear()
    return Town("demo2", "Hammarvik", demo)


def _own() -> sqlite3.Connection:
    """The test's own connection, opened where something has closed it."""
    connection.ensure_connection()
    return connection.connection
