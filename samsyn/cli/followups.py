# SPDX-License-Identifier: EUPL-1.2
"""`samsyn followup`: collect what can be measured in a period, and print every reading."""

from __future__ import annotations

import argparse

from samsyn.cli import output
from samsyn.kit.callers import machine


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    command = commands.add_parser(
        "followup",
        help="samla in en uppföljning och visa läget för varje del",
        epilog="Exempel: samsyn followup demo --period 2026-T1 --json",
    )
    command.add_argument("partnership", metavar="PARTNERSHIP")
    command.add_argument(
        "--period", required=True, help="2026-T1, 2026-Q1, 2026-H1, 2026 eller 2018-10-01..2019-09-30"
    )
    command.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    command.set_defaults(run=run, parser=command)


def run(options: argparse.Namespace) -> int:
    """Open the period where nobody has, collect, and print. What is approved is printed as it was approved."""
    from samsyn.cycle.followups import reads, writes
    from samsyn.ground.people import reads as people

    caller = machine("cli")
    partnership = people.partnership(options.partnership)
    followup = writes.open_period(partnership, options.period, by=caller)
    followup = writes.collect(followup, by=caller)
    answer = {
        "partnership": partnership.key,
        "period": followup.period,
        "from": followup.period_from.isoformat(),
        "to": followup.period_to.isoformat(),
        "due_on": followup.due_on.isoformat(),
        "state": followup.state,
        "readings": reads.told(reads.readings(followup, seen_by=caller)),
    }
    if options.as_json:
        output.as_json(answer)
    else:
        output.show("followups/readings.txt", answer=answer)
    return 0
