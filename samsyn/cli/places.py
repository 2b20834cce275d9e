# SPDX-License-Identifier: EUPL-1.2
"""`samsyn places import` and `samsyn places ground`: areas, and the ground of the map, from GeoJSON files."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from samsyn.cli import output
from samsyn.kit.callers import machine


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    family = commands.add_parser(
        "places",
        help="ta in områden",
        epilog="Exempel: samsyn places import almstad stadsdelar.geojson --kind district --name-field namn",
    )
    family.set_defaults(parser=family)
    parts = family.add_subparsers(title="kommandon", metavar="KOMMANDO")
    command = parts.add_parser(
        "import",
        help="ta in områden från GeoJSON",
        epilog="Exempel: samsyn places import almstad deso.geojson --kind deso --name-field deso "
        "--code-field deso --version 2018",
    )
    command.add_argument("partnership", metavar="PARTNERSHIP")
    command.add_argument("file", metavar="FILE.geojson")
    command.add_argument(
        "--kind", required=True, help="district, deso, regso, police, municipality, village eller other"
    )
    command.add_argument(
        "--name-field", required=True, metavar="FIELD", help="egenskapen som är områdets namn"
    )
    command.add_argument("--code-field", default="", metavar="FIELD", help="egenskapen som är områdets kod")
    command.add_argument("--version", type=int, default=0, metavar="YEAR", help="gränsernas år")
    command.add_argument("--crs", default="", help="koordinatsystem, om filen inte säger sitt")
    command.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    command.set_defaults(run=run, parser=command)
    ground = parts.add_parser(
        "ground",
        help="ta in det som kartan vilar på: gator, vatten, järnväg, parker, bebyggelse",
        epilog="Exempel: samsyn places ground almstad gator.geojson --kind streets; "
        "samsyn places ground almstad almstad-osm.geojson --kind osm --origin '© OpenStreetMap'",
    )
    ground.add_argument("partnership", metavar="PARTNERSHIP")
    ground.add_argument("file", metavar="FILE.geojson")
    ground.add_argument(
        "--kind",
        required=True,
        help="streets, main_streets, rail, water, green, built, eller osm för en fil med OpenStreetMaps taggar",
    )
    ground.add_argument("--origin", default="", metavar="TEXT", help="vems data det är, står på kartan")
    ground.add_argument("--crs", default="", help="koordinatsystem, om filen inte säger sitt")
    ground.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    ground.set_defaults(run=run_ground, parser=ground)


def run(options: argparse.Namespace) -> int:
    """Take in the areas, and find the area of the reports anew where boundaries changed."""
    from samsyn.desk import intake
    from samsyn.ground.people import reads as people

    partnership = people.partnership(options.partnership)
    taken, moved = intake.import_areas(
        partnership,
        options.file,
        kind=options.kind,
        name_field=options.name_field,
        code_field=options.code_field,
        version_year=options.version,
        crs=options.crs,
        by=machine("cli"),
    )
    answer = asdict(taken) | {"reports_moved": moved}
    if options.as_json:
        output.as_json(answer)
    else:
        output.show("cli/places.txt", answer=answer)
    return 0


def run_ground(options: argparse.Namespace) -> int:
    """Take in layers of the ground; each layer in the file replaces the one before."""
    from samsyn.ground.people import reads as people
    from samsyn.ground.places import writes
    from samsyn.ground.places.features import open_features

    partnership = people.partnership(options.partnership)
    file = open_features(options.file)
    taken = writes.import_ground(
        partnership,
        file.features(),
        kind=options.kind,
        crs=options.crs or file.crs,
        origin=options.origin,
        by=machine("cli"),
    )
    if options.as_json:
        output.as_json(asdict(taken))
    else:
        output.show("cli/ground.txt", answer=asdict(taken))
    return 0
