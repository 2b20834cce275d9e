# SPDX-License-Identifier: EUPL-1.2
"""`samsyn demo`: two made-up partnerships, built the first time and served every time."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from samsyn.cli import database, output

ACCOUNTS = "demo-accounts.json"


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    command = commands.add_parser(
        "demo",
        help="två påhittade samverkansområden att prova i",
        epilog="Exempel: samsyn demo --port 8123",
    )
    command.add_argument("--port", type=int, metavar="N", help="port att lyssna på (PORT, annars 8000)")
    command.add_argument("--reset", action="store_true", help="börja om: det som skrivits i demon försvinner")
    command.add_argument(
        "--as-of", type=date.fromisoformat, metavar="DATUM", help="den dag demon görs för (i dag)"
    )
    command.add_argument("--build-only", action="store_true", help="bygg, men starta ingen server")
    command.set_defaults(run=run_demo, needs_database=False)


def run_demo(options: argparse.Namespace) -> int:
    """Build the demo where it is missing, show its accounts, and serve it until interrupted."""
    from django.conf import settings

    from samsyn.cli.serving import serve
    from samsyn.demo import made as demo
    from samsyn.kit import clock

    kept = Path(settings.DATA_DIR) / ACCOUNTS
    if options.reset:
        _reset(kept)
    database.upgrade()
    if not demo.exists():
        from samsyn.demo import build

        made = build.build(options.as_of or clock.today(), step=_say_step)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(asdict(made), ensure_ascii=False, indent=1) + "\n", "utf-8")
    _show(kept)
    if options.build_only:
        return 0
    port = options.port or int(os.environ.get("PORT") or 8000)
    return serve("127.0.0.1", port)


def _reset(kept: Path) -> None:
    """Take away the demo's own database: the SQLite file in the data folder, and nothing anywhere else."""
    from django.conf import settings
    from django.db import connection

    from samsyn.kit.errors import BadInput

    name = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or name.resolve().parent != Path(settings.DATA_DIR).resolve():
        raise BadInput("demo_database_is_elsewhere", field="reset")
    if name.exists() and not kept.exists() and not _is_empty_or_demo():
        raise BadInput("not_a_demo_database", field="reset")
    connection.close()
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{name}{suffix}").unlink(missing_ok=True)
    kept.unlink(missing_ok=True)


def _is_empty_or_demo() -> bool:
    from django.db import DatabaseError

    from samsyn.demo import made
    from samsyn.ground.people.models import Partnership

    try:
        return made.exists() or not Partnership.objects.exists()
    except DatabaseError:
        return True


def _say_step(town: str) -> None:
    sys.stderr.write(f"samsyn: {town} …\n")
    sys.stderr.flush()


def _show(kept: Path) -> None:
    if kept.exists():
        demo = json.loads(kept.read_text("utf-8"))
        output.show("cli/demo.txt", accounts=demo["accounts"], keys=demo.get("keys", []), file=str(kept))
    sys.stdout.flush()
