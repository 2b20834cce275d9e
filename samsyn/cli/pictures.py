# SPDX-License-Identifier: EUPL-1.2
"""`samsyn picture`: compute a situational picture and print it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from samsyn.kit.callers import machine


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    command = commands.add_parser(
        "picture",
        help="räkna fram en lägesbild",
        epilog="Exempel: samsyn picture demo --from 2026-01-01 --to 2026-04-30 --json",
    )
    command.add_argument("partnership", metavar="PARTNERSHIP")
    command.add_argument("--from", dest="start", type=date.fromisoformat, required=True, metavar="DATE")
    command.add_argument("--to", dest="end", type=date.fromisoformat, required=True, metavar="DATE")
    command.add_argument("--compare", nargs=2, type=date.fromisoformat, metavar=("FROM", "TO"))
    command.add_argument("--category", nargs="+", action="extend", default=[], metavar="KEY")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--store", action="store_true", help="behåll bilden som utkast")
    command.add_argument("--json", action="store_true", dest="as_json")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compute, print, and store where asked."""
    from django.template.loader import render_to_string

    from samsyn.catalogue import categories
    from samsyn.cycle.pictures import compute, writes
    from samsyn.ground.people import reads as people
    from samsyn.kit.errors import BadInput

    if options.end < options.start:
        raise BadInput("period_backwards", field="to")
    known = {entry.key for entry in categories.every()}
    for key in options.category:
        if key not in known:
            raise BadInput("unknown_category", field="category", category=key)
    caller = machine("cli")
    partnership = people.partnership(options.partnership)
    question = compute.Question(
        (options.start, options.end),
        compared_with=tuple(options.compare) if options.compare else None,
        categories=tuple(options.category),
        seed=options.seed,
    )
    figures = compute.picture(partnership, question, seen_by=caller, deep=True)
    if options.store:
        # A draft is read by all parties: it rests on what all of them see, whatever this command may print.
        everyone = compute.seen_by_all(partnership)
        writes.store(
            partnership, compute.picture(partnership, question, seen_by=everyone, deep=True), by=caller
        )
    if options.as_json:
        json.dump(figures, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(
            render_to_string("pictures/figures.txt", {"figures": figures, "partnership": partnership})
        )
    return 0
