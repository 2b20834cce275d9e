# SPDX-License-Identifier: EUPL-1.2
"""Very many reports read a column at a time: the database writes some columns as one value, and numpy takes it apart.

A row at a time, most of the time goes to making an object of each value; so it does to writing each number for itself,
which is why several are packed in one, and what `time_fields` and `place_fields` made of another column is made anew.
What cannot be carried this way is found out, and such reports are left to be read row by row.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet
from numpy.typing import NDArray

from samsyn.cycle.reports.models import Report, Source
from samsyn.cycle.reports.reads import carriers, walls
from samsyn.cycle.reports.reads.carriers import Inexact
from samsyn.kit.rows import CELL_SIZE

AT_ONCE = 25_000
"""So many ids are asked for by one statement: some megabytes of text."""
FEWEST = 20_000
"""Fewer ids than these are read row by row: the statements themselves would take most of the time."""
MOST_READERS = 2
WORDS = ("category", "subcategory", "place_kind")
_SOURCES = {source.value: index for index, source in enumerate(Source)}
_READ = (
    *("id", "received_day", "area_id", "reporter_organisation_id", "e", "n"),
    *(*WORDS, "source", "weekdays", "wall_from", "wall_to"),
)
# The bits that words are packed in; the highest number of each stands for a word that is not known yet.
_BITS = {"category": 7, "subcategory": 8, "place_kind": 5, "source": 3}
_DAY, _ID = 22, 20
# A point in decimetres, moved so that none is below zero, in one whole number: east, then north.
_MOVED, _NORTH = 100_000_000, 33

Vocabulary = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Part:
    """Some reports as columns; those of words are indexes into `words`."""

    numbers: dict[str, NDArray[Any]]
    words: Vocabulary


class Unknown(Exception):
    """A word that has no number yet."""


def ids(rows: QuerySet[Report]) -> tuple[int, int] | None:
    """The first and the last id of some reports; None where there are fewer ids between than `FEWEST`."""
    # Two questions: asked for both at once, the database reads all rows.
    first = rows.order_by("pk").values_list("pk", flat=True).first()
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    return None if first is None or last is None or last - first < FEWEST else (first, last)


def spread(first: int, last: int) -> list[tuple[int, int]]:
    """The ids `first` to `last` as stretches of `AT_ONCE`, each by the id before it and its last."""
    return [(start - 1, min(start - 1 + AT_ONCE, last)) for start in range(first, last + 1, AT_ONCE)]


def parts(rows: QuerySet[Report], stretches: list[tuple[int, int]]) -> list[Part | None]:
    """The reports of each stretch of ids, in the order of the stretches; None where they must be read row by row.

    Outside a transaction several read at a time, each by a connection of its own: a database works while Python
    takes texts apart.
    """
    found: list[Part | None] = [None] * len(stretches)
    try:
        _check_ids()
        vocabulary = _learned(dict.fromkeys(_BITS, ()), rows, stretches[len(stretches) // 2])
        statements = [_asked(rows, stretch) for stretch in stretches]
    except EmptyResultSet:  # nothing can match, which Django says by an error
        return []
    except Inexact:
        return found
    waiting: SimpleQueue[int] = SimpleQueue()
    for index in range(len(stretches)):
        waiting.put(index)

    def work() -> None:
        known = vocabulary
        while True:
            try:
                index = waiting.get_nowait()
            except Empty:
                return
            try:
                try:
                    found[index] = _part(statements[index], known)
                except Unknown:
                    known = _learned(known, rows, stretches[index])
                    found[index] = _part(statements[index], known)
            except (Inexact, Unknown, ValueError):
                continue

    def work_apart() -> None:
        try:
            work()
        finally:
            connection.close()  # that of this thread

    readers = 1 if connection.in_atomic_block else min(MOST_READERS, os.cpu_count() or 1, len(stretches))
    with ThreadPoolExecutor(max_workers=max(readers - 1, 1)) as pool:
        others = [pool.submit(work_apart) for _ in range(readers - 1)]
        work()
    for other in others:
        other.result()
    return found


def _check_ids() -> None:
    """Raise Inexact where an area or an organisation has an id that its bits do not hold."""
    table = connection.ops.quote_name(Report._meta.db_table)
    with connection.cursor() as cursor:
        for name in ("area_id", "reporter_organisation_id"):
            # Asked of all reports, for then the index alone knows.
            cursor.execute(f"SELECT max({name}) FROM {table}")  # noqa: S608 – own names
            if (cursor.fetchone()[0] or 0) >= 2**_ID - 1:
                raise Inexact


def _asked(rows: QuerySet[Report], stretch: tuple[int, int]) -> tuple[str, tuple[Any, ...]]:
    """The statement for the rows of a stretch of ids, and its parameters."""
    asked: tuple[str, tuple[Any, ...]] = (
        _within(rows, stretch).order_by().values_list(*_READ).query.sql_with_params()
    )
    return asked


def _within(rows: QuerySet[Report], stretch: tuple[int, int]) -> QuerySet[Report]:
    return rows.filter(pk__gt=stretch[0], pk__lte=stretch[1])


def _learned(known: Vocabulary, rows: QuerySet[Report], stretch: tuple[int, int]) -> Vocabulary:
    """The words known and those of a stretch, the most common of them first: they are found soonest.

    Raises Inexact where they are more than there are numbers for.
    """
    counted = _within(rows, stretch).order_by().values_list(*_BITS).annotate(Count("pk"))
    often: dict[str, dict[str, int]] = {name: dict.fromkeys(words, 0) for name, words in known.items()}
    for *words, times in counted:
        for name, word in zip(_BITS, words, strict=True):
            often[name][word] = often[name].get(word, 0) + times
    learned = {name: tuple(sorted(words, key=lambda word: -words[word])) for name, words in often.items()}
    if any(len(words) >= 2 ** _BITS[name] for name, words in learned.items()):
        raise Inexact
    return learned


def _part(asked: tuple[str, tuple[Any, ...]], known: Vocabulary) -> Part:
    """The columns of the rows that are asked for; raises Inexact or Unknown where they cannot be had this way."""
    found = carriers.carry(_packed(asked, known))
    if not found.size:
        return Part({}, {})
    ids_and_words, there, where = found.numbers
    numbers, names = _words(ids_and_words, known)
    for name, bits in (("received_day", _DAY), ("reporter_organisation_id", _ID), ("area_id", _ID)):
        numbers[name] = (there & (2**bits - 1)) - 1
        there = there >> bits
    numbers["received_day"] = numbers["received_day"].astype(np.int32)
    pointed = where != 0
    for name, axis in zip("en", (where >> _NORTH, where & (2**_NORTH - 1)), strict=True):
        numbers[name] = np.where(pointed, (axis - _MOVED) / 10.0, np.nan)
    numbers["cell250"] = cell_keys(numbers["e"], numbers["n"])
    numbers.update(walls.read(found.clocks, found.size))
    numbers["iso_week"] = iso_weeks(numbers["local_day"])
    return Part(numbers, names)


def _packed(asked: tuple[str, tuple[Any, ...]], known: Vocabulary) -> carriers.Asked:
    """What is carried of each row: its id and words, where it belongs, its point, and its clocks."""
    words = carriers.whole("id")
    for name, bits in _BITS.items():
        words = f"({words}) * {2**bits} + {_numbered(name, len(known[name]), 2**bits - 1)}"
    places = carriers.whole("coalesce(area_id, -1)") + " + 1"
    for name, bits in (("reporter_organisation_id", _ID), ("received_day", _DAY)):
        places = f"({places}) * {2**bits} + coalesce({name}, -1) + 1"
    e, n = (carriers.cut(f"{name} * 10 + {_MOVED}.5") for name in "en")
    clocks = (
        "CASE WHEN wall_to = '' AND weekdays = '' THEN wall_from"
        f" ELSE wall_from || '{walls.APART}' || wall_to || '{walls.APART}' || weekdays END"
    )
    given = [word for name in _BITS for word in known[name]]
    numbers = words, places, f"coalesce({e} * {2**_NORTH} + {n}, 0)"
    return carriers.Asked(numbers, clocks, asked[0], [*given, *asked[1]])


def _numbered(name: str, words: int, unknown: int) -> str:
    """A column of words as the number of each."""
    if not words:
        return str(unknown)
    return f"CASE {name} {' '.join(f'WHEN %s THEN {number}' for number in range(words))} ELSE {unknown} END"


def _words(packed: NDArray[np.int64], known: Vocabulary) -> tuple[dict[str, NDArray[Any]], Vocabulary]:
    """The columns of words and the ids that they were packed with; of the words only those that are there."""
    numbers: dict[str, NDArray[Any]] = {}
    names: Vocabulary = {}
    for name, bits in reversed(_BITS.items()):
        index = (packed & (2**bits - 1)).astype(np.int16)
        packed = packed >> bits
        there = np.bincount(index, minlength=2**bits) > 0
        if there[-1]:
            raise Unknown(name)
        if name == "source":
            numbers[name] = np.array([_SOURCES[word] for word in known[name]], dtype=np.int8)[index]
            continue
        left = np.flatnonzero(there)
        names[name] = tuple(known[name][at] for at in left)
        place = np.zeros(2**bits, dtype=np.int16)
        place[left] = np.arange(len(left))
        numbers[name] = place[index]
    numbers["id"] = packed
    return numbers, names


def iso_weeks(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """Year * 100 + ISO week of each ordinal, -1 for none: the number that `time_fields` writes."""
    there = days > 0
    first, last = int(days.min(initial=2**31 - 1, where=there)), int(days.max(initial=0))
    if last - first >= len(days):
        return np.where(there, _weeks_of(np.where(there, days, 1)), -1).astype(np.int32)
    # Many reports of few days: each day is worked out once.
    weeks = _weeks_of(np.arange(first, last + 1, dtype=np.int32)) if last else np.full(1, -1)
    return np.where(there, weeks[np.where(there, days - first, 0)], -1).astype(np.int32)


def _weeks_of(days: NDArray[np.int32]) -> NDArray[np.int32]:
    # numpy counts days from 1970-01-01, which is the ordinal 719,163; a week is of the year of its Thursday.
    thursday = (days - (days - 1) % 7 + 3 - 719_163).astype("datetime64[D]")
    year = thursday.astype("datetime64[Y]")
    week = (thursday - year.astype("datetime64[D]")).astype(np.int32) // 7 + 1
    found: NDArray[np.int32] = (year.astype(np.int32) + 1970) * 100 + week
    return found


def cell_keys(e: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.int64]:
    """The cell of each point as one integer, -1 for none: the number that `cell_key` makes of one point."""
    known = ~np.isnan(e)
    # Divided and cut, which is far quicker than dividing whole; places are in decimetres, so nothing lies on the edge.
    east, north = (
        np.floor(np.where(known, axis, 0.0) / CELL_SIZE).astype(np.int64) * CELL_SIZE for axis in (e, n)
    )
    return np.where(known, east * 10_000_000 + north, -1)
