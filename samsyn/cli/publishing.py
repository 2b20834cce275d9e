# SPDX-License-Identifier: EUPL-1.2
"""`samsyn publish`: the public pages as files that any web server can serve."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from samsyn.cli import output


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command."""
    command = commands.add_parser(
        "publish",
        help="de publika sidorna som filer",
        epilog="Exempel: samsyn publish demo --out /var/www/trygghet --address https://trygghet.example.se",
    )
    command.add_argument("partnership", metavar="PARTNERSHIP")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="en ny eller tom mapp")
    command.add_argument("--address", default="", metavar="URL", help="där filerna ska stå (för flödet)")
    command.add_argument("--json", action="store_true", dest="as_json", help="svara med JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the site; 1 when a link in it leads to nothing."""
    from samsyn.desk import static_site
    from samsyn.ground.people import reads as people

    partnership = people.partnership(options.partnership)
    with output.progress("skriver") as step:
        written = static_site.write(
            partnership, options.out, address=options.address, step=step, processes=os.cpu_count() or 1
        )
    facts = {
        "folder": str(options.out),
        "pages": written.pages,
        "files": written.files,
        "bytes": written.size,
        "broken": written.broken,
    }
    output.as_json(facts) if options.as_json else output.show("cli/published.txt", **facts)
    return 1 if written.broken else 0
