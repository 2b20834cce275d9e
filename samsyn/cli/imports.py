# SPDX-License-Identifier: EUPL-1.2
"""`samsyn import`: data from any source of the catalogue."""

from __future__ import annotations

import argparse

from samsyn.cli import output
from samsyn.kit.callers import machine

SHOWN = 20


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    command = commands.add_parser(
        "import",
        help="ta in data från en källa",
        epilog="Exempel: samsyn import reports rapporter.csv --partnership almstad "
        "--mapping rapporter.toml --crs EPSG:3006 --rejects avvisade.csv",
    )
    command.add_argument("source", metavar="SOURCE", help="källa i katalogen, till exempel reports")
    command.add_argument("file", metavar="FILE", help=".csv, .xlsx, .json, .ndjson eller .geojson; gärna .gz")
    command.add_argument("--partnership", required=True, metavar="KEY")
    command.add_argument("--mapping", metavar="FILE.toml", help="vilken kolumn som är vad")
    command.add_argument("--crs", help="koordinatsystem för x och y, till exempel EPSG:3006")
    command.add_argument("--timezone", default="Europe/Stockholm", metavar="ZONE", help="filens väggklocka")
    command.add_argument("--dry-run", action="store_true", help="räkna och pröva, men lämna inget")
    command.add_argument(
        "--rejects", metavar="FILE.csv", help="skriv avvisade rader hit, att rätta och ta in igen"
    )
    command.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    command.set_defaults(run=run, parser=command)


def run(options: argparse.Namespace) -> int:
    """Import the file and say what became of its rows."""
    from samsyn.desk import intake
    from samsyn.ground.people import reads as people

    partnership = people.partnership(options.partnership)
    with output.progress("rader") as step:
        answer = intake.run_import(
            partnership,
            options.source,
            options.file,
            mapping=options.mapping,
            crs=options.crs,
            timezone=options.timezone,
            dry_run=options.dry_run,
            by=machine("cli"),
            progress=step,
            rejects_to=options.rejects,
        )
    if options.as_json:
        output.as_json(answer)
    else:
        shown = answer["rejected"][:SHOWN]
        output.show(
            "cli/import.txt",
            answer=answer,
            shown=[row | {"words": _words(row)} for row in shown],
            more=answer["rejected_count"] - len(shown),
            rejects_file=options.rejects,
        )
    return 0


def _words(row: dict[str, object]) -> str:
    from samsyn.kit.words import words_for

    facts = row.get("facts")
    return str(words_for("intake/reason", row["reason"], **(facts if isinstance(facts, dict) else {})))
