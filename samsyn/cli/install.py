# SPDX-License-Identifier: EUPL-1.2
"""`samsyn init`: make or upgrade the database."""

from __future__ import annotations

import argparse

from samsyn.cli import database, output


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    command = commands.add_parser(
        "init",
        help="skapa eller uppgradera databasen",
        epilog="Exempel: SAMSYN_DATA_DIR=/srv/samsyn samsyn init",
    )
    command.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    command.set_defaults(run=run, needs_database=False, parser=command)


def run(options: argparse.Namespace) -> int:
    """Apply what is lacking."""
    from django.db import connection

    applied = database.upgrade()
    where = str(connection.settings_dict["NAME"])
    if options.as_json:
        output.as_json({"database": where, "kind": connection.vendor, "applied": applied})
    else:
        output.show("cli/init.txt", where=where, applied=applied)
    return 0
