# SPDX-License-Identifier: EUPL-1.2
"""`samsyn verify`, `backup`, `restore`, `export`, `erase`, `doctor`: that what is here is whole, and gets out again."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

from samsyn.cli import database, output

# Bytes: less than this left on the disk is said to be wrong.
ROOM = 500_000_000


def register(commands: argparse._SubParsersAction) -> None:
    """Add the commands."""
    _add(
        commands, "verify", "pröva journalens kedja, frysta texter och filer", "samsyn verify --json", verify
    )

    command = _add(
        commands, "backup", "hela installationen i en fil", "samsyn backup --out samsyn.backup", backup
    )
    command.add_argument("--out", type=Path, required=True, metavar="FILE")

    command = _add(
        commands, "restore", "fyll en tom installation ur en kopia", "samsyn restore samsyn.backup", restore
    )
    command.add_argument("file", type=Path, metavar="FILE")

    example = "samsyn export almstad --out almstad.zip"
    command = _add(commands, "export", "allt ur ett partnerskap, i öppna format", example, export)
    command.add_argument("partnership", metavar="PARTNERSHIP")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
    command.add_argument(
        "--whole",
        action="store_true",
        help="också plats och tid för operativa aktiviteter (till ett nytt system)",
    )

    example = "samsyn erase almstad          (visar; --yes gör det)"
    command = _add(commands, "erase", "gallra enligt varje tabells regel", example, erase)
    command.add_argument("partnership", metavar="PARTNERSHIP")
    command.add_argument(
        "--yes", action="store_true", help="gallra, i stället för att visa vad som skulle gå"
    )

    example = "samsyn move --to postgresql://samsyn@/samsyn?host=/run/postgresql"
    command = _add(commands, "move", "hela installationen till en annan databas", example, move)
    command.add_argument("--to", required=True, metavar="URL")

    command = _add(commands, "doctor", "inställningar, databas, disk, post, klocka", "samsyn doctor", doctor)
    command.set_defaults(needs_database=False)


def _add(commands: Any, name: str, help_text: str, example: str, run: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_text, epilog=f"Exempel: {example}")
    command.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    command.set_defaults(run=run)
    return command


def verify(options: argparse.Namespace) -> int:
    """Prove that journal, frozen texts and files are as they were written; 1 when something is not."""
    from samsyn.ground.archive import reads as archive
    from samsyn.ground.files import reads as files
    from samsyn.ground.journal import reads as journal
    from samsyn.kit.callers import machine

    caller = machine("cli")
    found = files.faults(seen_by=caller)
    facts = {
        "journal": [{"chain": f.chain, "number": f.number, "reason": f.reason} for f in journal.faults()],
        "frozen": [{"table": c.label, "uuid": c.uuid} for c in archive.changed_frozen_texts(seen_by=caller)],
        "files": [{"sha256": f.sha256, "reason": f.reason} for f in found if f.reason != "unowned"],
        # Left by a write that was rolled back: harmless, and told so that nobody wonders.
        "unowned": [f.sha256 for f in found if f.reason == "unowned"],
    }
    whole = not (facts["journal"] or facts["frozen"] or facts["files"])
    _answer(options, "cli/verify.txt", {"whole": whole, **facts})
    return 0 if whole else 1


def backup(options: argparse.Namespace) -> int:
    """Write a copy of everything."""
    from samsyn.ground.archive import copies

    with output.progress("kopierar") as step, _told_as_input(options.out):
        copy = copies.back_up(options.out, step=step)
    facts = {
        "file": str(options.out),
        "bytes": options.out.stat().st_size,
        "rows": copy.rows,
        "files": copy.files,
    }
    _answer(options, "cli/copied.txt", facts)
    return 0


def restore(options: argparse.Namespace) -> int:
    """Fill an empty installation."""
    from samsyn.ground.archive import copies

    with output.progress("läser in") as step:
        copy = copies.restore(options.file, step=step)
    _answer(options, "cli/restored.txt", {"rows": copy.rows, "files": copy.files})
    return 0


def export(options: argparse.Namespace) -> int:
    """Write all of a partnership in open formats."""
    from samsyn.ground.archive import writes
    from samsyn.ground.people import reads as people
    from samsyn.kit.callers import machine

    partnership = people.partnership(options.partnership)
    with _told_as_input(options.out):
        made = writes.hand_out(partnership, options.out, by=machine("cli"), whole=options.whole)
    facts = {"file": str(options.out), "digest": made.digest, "rows": made.rows, "files": made.files}
    _answer(options, "cli/exported.txt", facts)
    return 0


def erase(options: argparse.Namespace) -> int:
    """Show what the rules take, or take it."""
    from samsyn.ground.archive import reads, writes
    from samsyn.ground.people import reads as people
    from samsyn.kit.callers import machine

    caller = machine("cli")
    partnership = people.partnership(options.partnership)
    shown = [
        {
            "table": w.label,
            "rows": w.rows,
            "days": w.rule.days,
            "reason": w.rule.reason,
            "text_only": bool(w.rule.text),
        }
        for w in reads.preview(partnership, seen_by=caller)
    ]
    taken = writes.weed(partnership, by=caller) if options.yes else None
    _answer(options, "cli/erased.txt", {"due": shown, "taken": taken})
    return 0


def move(options: argparse.Namespace) -> int:
    """Copy all rows to another database, proven table by table; the files stay where they are."""
    from django.core.management import call_command
    from django.db import connections

    from samsyn.config import environment
    from samsyn.ground.archive import copies
    from samsyn.kit.errors import BadInput

    try:
        wanted = environment.database(options.to)
    except ValueError:
        raise BadInput("database_address", field="to") from None
    here = connections.settings["default"]
    connections.settings["target"] = connections.configure_settings({"default": here, "target": wanted})[
        "target"
    ]
    call_command("migrate", database="target", verbosity=0, interactive=False)
    with output.progress("flyttar") as step:
        copy = copies.move("target", step=step)
    _answer(options, "cli/moved.txt", {"rows": copy.rows, "tables": len(copy.tables)})
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Look at what an installation needs; 1 when something is wrong."""
    found = [_look(look) for look in (_database, _jobs, _disk, _mail, _settings, _front_end)]
    well = all(part["ok"] for part in found)
    _answer(options, "cli/doctor.txt", {"ok": well, "parts": found})
    return 0 if well else 1


def _look(look: Any) -> dict[str, Any]:
    part = look.__name__.lstrip("_")
    try:
        wrong, facts = look()
    except Exception as error:
        wrong, facts = "unexpected", {"kind": type(error).__name__}
    return {"part": part, "ok": not wrong, "code": wrong, **facts}


def _database() -> tuple[str, dict[str, Any]]:
    from django.db import connection

    return database.trouble(), {"kind": connection.vendor}


def _jobs() -> tuple[str, dict[str, Any]]:
    from samsyn.kit import jobs

    if database.trouble():
        return "", {}
    waiting, given_up = jobs.stuck().count(), jobs.failed().count()
    facts = {
        "waiting": waiting,
        "failed": given_up,
        "errors": sorted({job.last_error for job in jobs.failed()[:20]}),
    }
    return ("jobs_waiting" if waiting else "jobs_failed" if given_up else ""), facts


def _disk() -> tuple[str, dict[str, Any]]:
    from django.conf import settings

    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".doctor"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError:
        return "disk_not_writable", {"folder": str(folder)}
    free = shutil.disk_usage(folder).free
    return ("disk_nearly_full" if free < ROOM else ""), {"folder": str(folder), "free_bytes": free}


def _mail() -> tuple[str, dict[str, Any]]:
    from django.conf import settings
    from django.core.mail import get_connection

    if settings.EMAIL_BACKEND.endswith("FolderBackend"):
        return "", {"to": "folder"}
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except OSError:
        return "mail_unreachable", {"to": settings.EMAIL_HOST}
    connection.close()
    return "", {"to": settings.EMAIL_HOST}


def _settings() -> tuple[str, dict[str, Any]]:
    from urllib.parse import urlsplit

    from django.conf import settings

    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    facts = {"public_url": settings.PUBLIC_URL}
    if settings.DEBUG:
        return "debug_is_on", facts
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return "host_not_allowed", facts | {"host": host}
    if host not in ("127.0.0.1", "localhost", "::1") and not settings.PUBLIC_URL.startswith("https://"):
        return "not_https", facts
    return "", facts


def _front_end() -> tuple[str, dict[str, Any]]:
    from django.conf import settings

    built = Path(str(settings.DJANGO_VITE["default"]["manifest_path"])).exists()
    return ("" if built else "front_end_not_built"), {}


class _told_as_input:  # noqa: N801 – reads as a sentence: with _told_as_input(out)
    """A file that cannot be written is the fault of its name, told in one line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        from samsyn.kit.errors import BadInput

        if isinstance(error, OSError):
            raise BadInput("file_not_written", field="out", name=str(self.path)) from None


def _answer(options: argparse.Namespace, template: str, facts: dict[str, Any]) -> None:
    if options.as_json:
        output.as_json(facts)
    else:
        output.show(template, **facts)
    sys.stdout.flush()
