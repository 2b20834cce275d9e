# SPDX-License-Identifier: EUPL-1.2
"""Finds the commands, runs one, and says in one line what went wrong.

A command family is a module in this folder with `register(commands)`: it adds a parser and names its function with
`set_defaults(run=…)`. What it sets as `needs_database=False` runs without a database.
"""

from __future__ import annotations

import argparse
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

DONE, FAILED, WRONG_USE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it did its work, 1 when the work failed, 2 for wrong use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    parser = build()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        options.parser.print_help(sys.stderr)
        return WRONG_USE
    try:
        import django

        django.setup()
    except Exception as error:
        return _tell("bad_settings", FAILED, detail=f"{type(error).__name__}: {error}")
    return _guarded(options)


def build() -> argparse.ArgumentParser:
    """The parser of all commands, found by walking this folder."""
    import samsyn.cli

    parser = argparse.ArgumentParser(
        prog="samsyn",
        description="Samlad lägesbild, medborgarlöften och uppföljning för kommun och polis.",
        epilog="Exempel: samsyn init && samsyn partnership add almstad --name 'Trygga Almstad'",
    )
    parser.set_defaults(parser=parser, needs_database=True, as_json=False)
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO")
    for found in sorted(pkgutil.iter_modules(samsyn.cli.__path__), key=lambda module: module.name):
        module = import_module(f"samsyn.cli.{found.name}")
        if hasattr(module, "register"):
            module.register(commands)
    return parser


def _guarded(options: argparse.Namespace) -> int:
    """Run the command; what a person can mend is said in one line, the rest shows its traceback in debug alone."""
    from django.conf import settings
    from django.db import DatabaseError, OperationalError

    from samsyn.catalogue.loader import CatalogueError
    from samsyn.catalogue.records import SourceError
    from samsyn.cli import database
    from samsyn.kit.errors import BadInput, SamsynError

    try:
        if options.needs_database:
            code = database.trouble()
            if code:
                return _tell(code, FAILED)
        return int(options.run(options) or DONE)
    except BadInput as error:
        return _tell(error.code, WRONG_USE, **error.facts)
    except SamsynError as error:
        return _tell(error.code, FAILED, **error.facts)
    except SourceError as error:
        return _tell(str(error.code), FAILED, hint=str(error.hint), **error.facts)
    except CatalogueError as error:
        return _tell("bad_settings", FAILED, detail=str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader has what it wanted: `samsyn … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if settings.DEBUG:
            raise
        if isinstance(error, OperationalError) and "locked" in str(error):
            return _tell("database_busy", FAILED)
        if isinstance(error, DatabaseError) and database.trouble():
            return _tell(database.trouble(), FAILED)
        return _tell("unexpected", FAILED, kind=type(error).__name__)


def _tell(code: str, status: int, /, **facts: object) -> int:
    """Say what went wrong, in one line on standard error."""
    from samsyn.cli.output import error_line

    print(f"samsyn: {error_line(code, **facts)}", file=sys.stderr)
    return status
