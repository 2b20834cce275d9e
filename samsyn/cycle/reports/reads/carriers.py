# SPDX-License-Identifier: EUPL-1.2
"""Three whole numbers and the clocks of very many rows, carried out of the database with no object made of each.

As one text each in SQLite, as bytes in PostgreSQL. SQLite is read by Python's own library and no other: a second one in
the same process (ADBC brings its own) drops the locks of the first when it closes the file, and what is written at that
moment can be lost (sqlite.org/howtocorrupt.html, 2.2.1).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

Whole = NDArray[np.int64]


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


class Inexact(Exception):
    """What the database wrote does not carry a column exactly."""


def whole(expression: str) -> str:
    """An expression as a whole number of 64 bits."""
    return expression if connection.vendor == "sqlite" else f"{expression}::bigint"


def cut(expression: str) -> str:
    """The whole part of an expression that is above zero."""
    lower = "cast({} as integer)" if connection.vendor == "sqlite" else "floor({})::bigint"
    return lower.format(expression)


def carry(asked: Asked) -> Carried:
    """The numbers and clocks of what is asked for, the way that is quickest out of this database."""
    return in_text(asked) if connection.vendor == "sqlite" else in_bytes(asked)


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


def _read(text: str, size: int) -> Whole:
    """Whole numbers with commas between; raises Inexact where they are not as many as the rows."""
    with warnings.catch_warnings():
        # Of a text that stops too early, which is asked about.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = np.fromstring(text, np.int64, sep=",") if text else np.empty(0, np.int64)
    if len(found) != size:
        raise Inexact
    return found
