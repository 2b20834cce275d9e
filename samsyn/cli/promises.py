# SPDX-License-Identifier: EUPL-1.2
"""`samsyn promise check`: can a promise be followed up, as it is stored or as it is typed."""

from __future__ import annotations

import argparse

from samsyn.cli import output
from samsyn.kit.callers import machine


def register(commands: argparse._SubParsersAction) -> None:
    """Add the commands."""
    family = commands.add_parser(
        "promise",
        help="pröva om ett löfte går att följa upp",
        epilog="Exempel: samsyn promise check --text 'Vi ska verka för ökad trygghet.'",
    )
    family.set_defaults(parser=family)
    parts = family.add_subparsers(title="kommandon", metavar="KOMMANDO")

    check = parts.add_parser(
        "check",
        help="pröva ett löfte eller en text",
        epilog="Exempel: samsyn promise check demo tryggare-gator --json",
    )
    check.add_argument("partnership", nargs="?", metavar="PARTNERSHIP")
    check.add_argument("key", nargs="?", metavar="KEY", help="löftets namn i adressen")
    check.add_argument("--text", help="en text att pröva i stället för ett löfte")
    check.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    check.set_defaults(run=run_check, parser=check, needs_database=False)


def run_check(options: argparse.Namespace) -> int:
    """Print the remarks; a promise that cannot be followed up is an answer, not a failure."""
    from samsyn.cycle.promises import compute
    from samsyn.kit.errors import BadInput
    from samsyn.kit.words import words_for

    if options.text is not None:
        if options.partnership or options.key:
            raise BadInput("text_or_promise")
        if not options.text.strip():
            raise BadInput("sentence_missing", field="text")
        text, remarks = options.text, compute.check_text(options.text)
    else:
        if not options.partnership or not options.key:
            raise BadInput("text_or_promise")
        text, remarks = _stored(options.partnership, options.key)
    answer = compute.as_data(
        text, remarks, lambda code: " ".join(words_for("promises/suggestion", code).split())
    )
    if options.as_json:
        output.as_json(answer)
    else:
        output.show("promises/check.txt", answer=answer)
    return 0


def _stored(key: str, slug: str) -> tuple[str, list]:
    from samsyn.cli import database
    from samsyn.cycle.promises import compute, reads
    from samsyn.ground.people import reads as people
    from samsyn.kit.errors import NotNow

    if trouble := database.trouble():
        raise NotNow(trouble)
    caller = machine("cli")
    promise = reads.promise(slug, people.partnership(key), seen_by=caller)
    return promise.sentence, compute.check(promise, seen_by=caller)
