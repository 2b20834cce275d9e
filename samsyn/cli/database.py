# SPDX-License-Identifier: EUPL-1.2
"""Whether there is a database, made and upgraded by `samsyn init`."""

from __future__ import annotations

from pathlib import Path


def trouble() -> str:
    """The code of what is wrong with the database, or nothing. A missing SQLite file is not made by asking."""
    from django.db import DatabaseError, connection

    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        if "memory" not in name and not Path(name).exists():
            return "no_database"
    try:
        return "no_database" if behind() else ""
    except DatabaseError:
        return "database_unreachable"


def behind() -> bool:
    """Whether there are migrations that the database has not had."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def upgrade() -> int:
    """Make or upgrade the database; returns how many migrations were applied."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "sqlite":
        Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    wanted = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if wanted:
        call_command("migrate", verbosity=0, interactive=False)
    return wanted
