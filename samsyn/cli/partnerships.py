# SPDX-License-Identifier: EUPL-1.2
"""`samsyn partnership add|list|show`: the partnerships of this installation."""

from __future__ import annotations

import argparse
from typing import Any

from samsyn.cli import output
from samsyn.kit.callers import machine


def register(commands: argparse._SubParsersAction) -> None:
    """Add the commands."""
    family = commands.add_parser(
        "partnership",
        help="lägg till och visa partnerskap",
        epilog="Exempel: samsyn partnership add linkoping --name 'Trygga Linköping' --municipality-code 0580",
    )
    family.set_defaults(parser=family)
    parts = family.add_subparsers(title="kommandon", metavar="KOMMANDO")

    add = parts.add_parser(
        "add",
        help="lägg till ett partnerskap",
        epilog="Exempel: samsyn partnership add almstad --name 'Trygga Almstad' --municipality-code 0580",
    )
    add.add_argument(
        "key", metavar="KEY", help="små bokstäver, siffror och bindestreck; står i alla adresser"
    )
    add.add_argument("--name", required=True, help="namnet som visas")
    add.add_argument(
        "--municipality-code",
        nargs="+",
        action="extend",
        default=[],
        metavar="CODE",
        help="kommunkod, 4 siffror",
    )
    add.add_argument(
        "--metric-crs", default="EPSG:3006", metavar="CRS", help="koordinatsystem i meter (EPSG:3006)"
    )
    add.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    add.set_defaults(run=run_add, parser=add)

    every = parts.add_parser("list", help="visa alla", epilog="Exempel: samsyn partnership list --json")
    every.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    every.set_defaults(run=run_list, parser=every)

    one = parts.add_parser("show", help="visa ett", epilog="Exempel: samsyn partnership show almstad")
    one.add_argument("key", metavar="KEY")
    one.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    one.set_defaults(run=run_show, parser=one)


def run_add(options: argparse.Namespace) -> int:
    """Found a partnership, with the coarse borders of its municipalities where codes are given."""
    from django.db import transaction

    from samsyn.ground.people import writes as people
    from samsyn.ground.places import writes as places

    caller = machine("cli")
    with transaction.atomic():
        made = people.add_partnership(
            options.key,
            name=options.name,
            metric_crs=options.metric_crs,
            municipality_codes=options.municipality_code,
            by=caller,
        )
        if options.municipality_code:
            places.add_municipalities(made, options.municipality_code, by=caller)
    return _answer(options, [_facts(made)])


def run_list(options: argparse.Namespace) -> int:
    """Every partnership here."""
    from samsyn.ground.people import reads as people

    found = [_facts(partnership) for partnership in people.partnerships()]
    if options.as_json:
        output.as_json(found)
    else:
        output.show("cli/partnerships.txt", partnerships=found)
    return 0


def run_show(options: argparse.Namespace) -> int:
    """One partnership."""
    from samsyn.ground.people import reads as people

    return _answer(options, [_facts(people.partnership(options.key))])


def _answer(options: argparse.Namespace, found: list[dict[str, Any]]) -> int:
    if options.as_json:
        output.as_json(found[0])
    else:
        output.show("cli/partnerships.txt", partnerships=found)
    return 0


def _facts(partnership: Any) -> dict[str, Any]:
    from samsyn.ground.people import reads as people
    from samsyn.ground.places import reads as places

    caller = machine("cli")
    kinds: dict[str, int] = {}
    for area in places.areas(partnership, seen_by=caller):
        kinds[area.kind] = kinds.get(area.kind, 0) + 1
    return {
        "key": partnership.key,
        "name": partnership.name,
        "metric_crs": partnership.metric_crs,
        "municipality_codes": partnership.municipality_codes,
        "organisations": people.organisations(partnership, seen_by=caller).count(),
        "areas": kinds,
    }
