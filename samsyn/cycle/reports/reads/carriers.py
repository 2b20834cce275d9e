# SPDX-License-Identifier: EUPL-1.2
"""Three whole numbers and the clocks of very many rows, carried out of the database with no object made of each.

As one text each in SQLite, as bytes in PostgreSQL, and out of SQLite as columns of Arrow where the extra `fast` is
installed: what comes out is the same.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

Whole = NDArray[np.int64]
WAIT_MS = 5_000


@dataclass(frozen=True)
class Asked:
    """Expressions of whole numbers and one of text, and the statement whose rows they are of with what it is given."""

    numbers: tuple[str, str, str]
    clocks: str
    rows: str
    given: Sequence[Any]


@dataclass(frozen=True)
class Carried:
    """The numbers of `size` rows and their clocks with commas between, all in the same order."""

    size: int
    numbers: tuple[Whole, ...]
    clocks: str


Carrier = Callable[[Asked], Carried]


class Inexact(Exception):
    """What the database wrote does not carry a column exactly."""


def whole(expression: str) -> str:
    """An expression as a whole number of 64 bits."""
    return expression if connection.vendor == "sqlite" else f"{expression}::bigint"


def cut(expression: str) -> str:
    """The whole part of an expression that is above zero."""
    lower = "cast({} as integer)" if connection.vendor == "sqlite" else "floor({})::bigint"
    return lower.format(expression)


@contextmanager
def carrier() -> Iterator[Carrier]:
    """The quickest way there is out of this database, for one thread."""
    if connection.vendor != "sqlite":
        yield in_bytes
        return
    beside = _beside()
    if beside is None:
        yield in_text
        return
    with beside:
        yield partial(in_arrow, beside)


def in_text(asked: Asked) -> Carried:
    """By SQLite: it writes each column as one text."""
    columns = ", ".join(f"group_concat({one})" for one in (*asked.numbers, asked.clocks))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), {columns} FROM ({asked.rows}) AS asked", asked.given)  # noqa: S608 – no typed word
        size, *written, clocks = cursor.fetchone()
    return Carried(size, tuple(_read(one or "", size) for one in written), clocks or "")


def in_bytes(asked: Asked) -> Carried:
    """By PostgreSQL: eight bytes a number, the highest first; writing and reading digits would take a fifth of the time.

    With psycopg's own cursor: Django's asks for everything as text, and gets bytes as twice as many digits.
    """
    from psycopg import Cursor

    columns = ", ".join(f"string_agg(int8send({one}), ''::bytea)" for one in asked.numbers)
    columns += f", string_agg({asked.clocks}, ',')"
    statement = f"SELECT count(*), {columns} FROM ({asked.rows}) AS asked"  # noqa: S608 – no typed word
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement, asked.given, binary=True, prepare=False)
        size, *written, clocks = cursor.fetchone() or (0, b"", b"", b"", "")
    numbers = tuple(np.frombuffer(one or b"", ">i8").astype(np.int64) for one in written)
    return Carried(size, numbers, clocks or "")


def in_arrow(beside: Any, asked: Asked) -> Carried:
    """Out of SQLite by ADBC, through a connection `beside` Django's."""
    from adbc_driver_sqlite.dbapi import Error

    columns = ", ".join(
        f"{one} AS {name}" for one, name in zip((*asked.numbers, asked.clocks), "abcd", strict=True)
    )
    statement = f"SELECT {columns} FROM ({asked.rows}) AS asked"  # noqa: S608 – no typed word
    # Django writes each place for a value as %s, and a per cent sign as two.
    statement = re.sub(r"(?<!%)%s", "?", statement).replace("%%", "%")
    try:
        with beside.cursor() as cursor:
            cursor.execute(statement, tuple(asked.given))
            found = cursor.fetch_polars()
    except Error:
        return in_text(asked)
    numbers = tuple(found[name].to_numpy() for name in "abc")
    if any(one.dtype != np.int64 for one in numbers if len(found)):
        raise Inexact
    return Carried(len(found), numbers, found["d"].str.join(",").item() if len(found) else "")


def _beside() -> Any:
    """A connection of ADBC to the same file; None where there is none, or where it would not see what is not committed."""
    name = str(connection.settings_dict["NAME"])
    if connection.in_atomic_block or ":" in name:  # a database in memory is named by an address
        return None
    try:
        from adbc_driver_sqlite.dbapi import Error, connect
    except ImportError:
        return None
    try:
        beside = connect(name)
        with beside.cursor() as cursor:  # one that opens the file at the same moment is waited for
            cursor.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        return beside
    except Error:
        return None


def _read(text: str, size: int) -> Whole:
    """Whole numbers with commas between; raises Inexact where they are not as many as the rows."""
    with warnings.catch_warnings():
        # Of a text that stops too early, which is asked about.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = np.fromstring(text, np.int64, sep=",") if text else np.empty(0, np.int64)
    if len(found) != size:
        raise Inexact
    return found
