# SPDX-License-Identifier: EUPL-1.2
"""The reports that one caller sees, as columns kept in memory; a report that changes is read anew, not all of them.

Each change notes a line (`Change`). Columns know the lines they were read after: what has been noted since says which
reports to read again. Where that cannot be told, all of them are. The rows stand in order of the day they tell of, so
that a period is a stretch of them and need not be picked out one by one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from threading import Lock
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet, Sum
from numpy.typing import NDArray

from samsyn.cycle.reports.models import Change, Report, Source, State
from samsyn.cycle.reports.reads import shelf, walls, wholesale
from samsyn.cycle.reports.reads.shelf import Columns
from samsyn.cycle.reports.reads.wholesale import Part
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

_SOURCES = {source.value: index for index, source in enumerate(Source)}
READ: dict[str, type[np.generic]] = {
    "category": np.int16,
    "subcategory": np.int16,
    "source": np.int8,
    "local_day": np.int32,
    "iso_week": np.int32,
    "hour": np.int8,
    "e": np.float64,
    "n": np.float64,
    "cell250": np.int64,
    "area_id": np.int64,
    "received_day": np.int32,
    "reporter_organisation_id": np.int64,
    "place_kind": np.int16,
    "id": np.int64,
}
WALLS = ("wall_from", "wall_to", "weekdays")
Stretch = tuple[int | None, int | None]
"""The first and last id of the reports that a change is about; None for any."""
Lines = dict[tuple[int, int], Stretch]
_SPANS: dict[str, type[np.generic]] = {"into_week": np.int32, "lasted": np.int32, "comes_back": np.int8}
_WORDS = wholesale.WORDS
_NAMES = frozenset(READ) - {"reporter_organisation_id"} | {"organisation", *_SPANS}
_BATCH = 20_000
MOST_ROWS = 2_000_000
"""How many reports are kept in memory by one process, about 80 bytes each."""
MOST_AGAIN = 500
"""More changed reports than these are not read one by one, nor more than a twentieth of those that are known."""
FILE_BEHIND = 100
"""A file beside the database is written anew when so many changes have been noted since."""


@dataclass
class _Kept:
    """The columns used last, by partnership, sight and the change they were read after."""

    rows: OrderedDict[str, Columns] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: str) -> Columns | None:
        with self.lock:
            if key in self.rows:
                self.rows.move_to_end(key)
            return self.rows.get(key)

    def latest(self, family: str) -> Columns | None:
        """The columns of a sight, whatever change they were read after."""
        with self.lock:
            return next((one for key, one in self.rows.items() if _family(key) == family), None)

    def put(self, key: str, found: Columns) -> None:
        with self.lock:
            # What was there before the change is never asked for again.
            for old in [one for one in self.rows if _family(one) == _family(key)]:
                del self.rows[old]
            self.rows[key] = found
            while len(self.rows) > 1 and sum(map(len, self.rows.values())) > MOST_ROWS:
                self.rows.popitem(last=False)


def _family(key: str) -> str:
    return key.rpartition("@")[0]


_kept = _Kept()


def mark(partnership: Partnership, *, seen_by: Caller) -> str:
    """Partnership, sight and last change, as text; empty where no change was ever noted."""
    lines = Change.objects.filter(partnership_id=partnership.pk)
    # All three: a line with a lower number may be committed after one with a higher.
    told = lines.aggregate(lines=Count("id"), last=Max("id"), drawn=Sum("token"))
    if not told["lines"]:
        return ""
    return f"{_sight(partnership, seen_by)}@{told['lines']}.{told['last']}.{told['drawn']}"


def _sight(partnership: Partnership, caller: Caller) -> str:
    """All of a caller that decides which reports `seen_by` gives."""
    if caller.is_trusted:
        eyes = f"trusted:{caller.partnership_id}"
    else:
        classes = ",".join(sorted(caller.classes()))
        eyes = f"{caller.kind == 'public'}:{caller.partnership_id}:{caller.organisation_id}:{classes}"
    return f"{partnership.pk}|{eyes}"


def seen(partnership: Partnership, *, seen_by: Caller) -> Columns:
    """The reports of a partnership that a caller sees, but for merged ones, as columns."""
    key = mark(partnership, seen_by=seen_by)
    found = _kept.get(key) if key else None
    if found is not None:
        return found
    rows = Report.objects.seen_by(seen_by).filter(partnership=partnership).exclude(state=State.MERGED)
    if not key:
        return _read_all(rows)
    noted = Change.objects.filter(partnership_id=partnership.pk)
    told = noted.values_list("id", "token", "report_id", "last_id")
    lines = {(line, token): (first, last or first) for line, token, first, last in told}
    # The lines may tell of more than the mark did a moment ago: what is kept is known by what it was read after.
    family = _family(key)
    key = f"{family}@{len(lines)}.{max(line for line, _ in lines)}.{sum(token for _, token in lines)}"
    older = _kept.latest(family) or shelf.fetch(family, _NAMES)
    found = _caught_up(older, lines, rows) if older is not None else None
    if found is None:
        found = replace(_read_all(rows), lines=frozenset(lines), settled=not connection.in_atomic_block)
    if len(found) >= shelf.FEWEST and not 0 <= found.file_behind < FILE_BEHIND:
        shelf.keep(family, found)
        found = replace(found, file_behind=0)
    _kept.put(key, found)
    return found


def _caught_up(older: Columns, lines: Lines, rows: QuerySet[Report]) -> Columns | None:
    """Older columns with the reports that have changed since read anew; None where it cannot be told which they are."""
    if not _followed(older, lines):
        return None
    since = lines.keys() - older.lines
    changed = _stretches(lines[line] for line in since)
    if changed is None:
        return None
    if sum(last - first + 1 for first, last in changed) > max(MOST_AGAIN, len(older) // 20):
        return None
    within = [Q(pk=first) if first == last else Q(pk__gte=first, pk__lte=last) for first, last in changed]
    again = _read(rows.filter(reduce(or_, within)) if within else rows.none())
    left = ~_within(older.numbers["id"], changed)
    names = {
        name: words if set(again.names[name]) <= set(words) else tuple(sorted({*words, *again.names[name]}))
        for name, words in older.names.items()
    }
    numbers = {}
    days = older.numbers["local_day"] if left.all() else older.numbers["local_day"][left]
    cuts = np.searchsorted(days, again.numbers["local_day"], side="right")
    for name, column in older.numbers.items():
        kept, fresh = column if left.all() else column[left], again.numbers[name]
        if name in names:
            kept = _renamed(kept, older.names[name], names[name])
            fresh = _renamed(fresh, again.names[name], names[name])
        numbers[name] = _between(kept, fresh, cuts)
        numbers[name].flags.writeable = False
    days_changed = {*older.numbers["local_day"][~left].tolist(), *again.numbers["local_day"].tolist()}
    changed_now = shelf.stamp()
    touched = {**older.touched, **{shelf.month_of(day): changed_now for day in days_changed}}
    behind = older.file_behind + len(since) if older.file_behind >= 0 else -1
    settled = older.settled and not connection.in_atomic_block
    return Columns(numbers, names, frozenset(lines), settled, behind, older.born, touched)


def _stretches(noted: Iterable[Stretch]) -> list[tuple[int, int]] | None:
    """The ids that have changed, as stretches in order that do not meet; None where any may have."""
    told: list[tuple[int, int]] = []
    for first, last in noted:
        if first is None or last is None:
            return None
        told.append((first, last))
    found: list[tuple[int, int]] = []
    for first, last in sorted(told):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _within(ids: NDArray[np.int64], stretches: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which ids lie in any of the stretches, that are in order."""
    if not stretches or stretches[0][0] > ids.max(initial=-1):
        return np.zeros(len(ids), dtype=bool)
    firsts, lasts = np.array(stretches).T
    at = np.searchsorted(firsts, ids, side="right") - 1
    return (at >= 0) & (ids <= lasts[at])


def _between(kept: NDArray[Any], fresh: NDArray[Any], cuts: NDArray[np.intp]) -> NDArray[Any]:
    """What is fresh put in where the kept is cut: stretches are copied, which is far quicker than row by row."""
    if not len(fresh):
        return kept
    # Both are in order of day: those of one cut stand together.
    at, first = np.unique(cuts, return_index=True)
    parts = [kept[: at[0]]]
    for before, after, start, end in zip(at, [*at[1:], None], first, [*first[1:], None], strict=True):
        parts += [fresh[start:end], kept[before:after]]
    return np.concatenate(parts)


def _followed(older: Columns, lines: Lines) -> bool:
    """Whether every change after the older columns is among the lines.

    Old lines are dropped from the first on: that lines are missing at the beginning alone is no loss, where so many
    of the known ones are left that none noted since can have gone with them. What was read within a transaction may
    hold lines that were undone with it.
    """
    missing = older.lines - lines.keys()
    if not missing:
        return True
    overlap = len(older.lines) - len(missing)
    first = min(line for line, _ in lines)
    return older.settled and overlap >= Change.KEPT // 2 and max(line for line, _ in missing) < first


def _renamed(index: NDArray[Any], old: tuple[str, ...], new: tuple[str, ...]) -> NDArray[Any]:
    """Indexes into `old` as indexes into `new`, which holds all of it."""
    if old == new or not len(index):
        return index
    place = {word: position for position, word in enumerate(new)}
    return np.array([place[word] for word in old], dtype=index.dtype)[index]


def _read_all(rows: QuerySet[Report]) -> Columns:
    """All that a caller sees as columns: a column at a time where reports are many."""
    whole = wholesale.ids(rows)
    if whole is None:
        return _read(rows)
    stretches = wholesale.spread(*whole)
    parts = wholesale.parts(rows, stretches)
    for at, (before, last) in enumerate(stretches[: len(parts)]):
        if parts[at] is None:
            parts[at] = _row_by_row(rows.filter(pk__gt=before, pk__lte=last))
    return _together([part for part in parts if part is not None])


def _read(rows: QuerySet[Report]) -> Columns:
    """The query as columns, in order of day."""
    return _together([_row_by_row(rows)])


def _together(parts: list[Part]) -> Columns:
    """Parts as columns in order of day, words as indexes into those of all of them."""
    parts = [part for part in parts if part.numbers]
    days = np.concatenate([part.numbers["local_day"] for part in parts] or [np.empty(0, dtype=np.int32)])
    # Numbers of sixteen bits are sorted by counting them, ten times as fast; reports of two centuries are few.
    first = int(days[days > 0].min(initial=1_000_000_000))
    since = np.where(days > 0, days - first + 1, 0)
    short = since.astype(np.uint16) if since.max(initial=0) < 2**16 else days
    order = np.argsort(short, kind="stable")
    names = {name: tuple(sorted({word for part in parts for word in part.words[name]})) for name in _WORDS}
    numbers: dict[str, NDArray[Any]] = {}
    for name in (*READ, *_SPANS):  # one at a time, so that a million rows are not held twice
        read = [part.numbers.pop(name) for part in parts]
        if name in names:
            read = [
                _renamed(column, part.words[name], names[name])
                for column, part in zip(read, parts, strict=True)
            ]
        dtype = READ.get(name, _SPANS.get(name))
        numbers[name] = (
            np.concatenate(read).take(order).astype(dtype, copy=False) if read else np.empty(0, dtype)
        )
    numbers["organisation"] = numbers.pop("reporter_organisation_id")
    for ready in numbers.values():
        ready.flags.writeable = False
    return Columns(numbers, names)


def _row_by_row(rows: QuerySet[Report]) -> Part:
    """The query as arrays, read straight from the cursor: one row object each would cost ten times as much."""
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in (*READ, *_SPANS)}
    words: dict[str, dict[str, int]] = {name: {} for name in _WORDS}
    try:
        sql, params = rows.order_by().values_list(*READ, *WALLS).query.sql_with_params()
    except EmptyResultSet:  # nothing can match, which Django says by an error
        return Part({}, {})
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while batch := cursor.fetchmany(_BATCH):
            told: dict[str, Any] = dict(zip((*READ, *WALLS), zip(*batch, strict=True), strict=True))
            for name in READ:
                parts[name].append(_array(name, told[name], words.get(name)))
            for span, part in zip(_SPANS, walls.spans(*(told[name] for name in WALLS)), strict=True):
                parts[span].append(part)
    if not parts["id"]:
        return Part({}, {})
    return Part(
        {name: np.concatenate(parts.pop(name)) for name in list(parts)},
        {name: tuple(index) for name, index in words.items()},
    )


def _array(name: str, column: tuple[object, ...], words: dict[str, int] | None) -> NDArray[Any]:
    """A column as numbers; words become indexes, nothing becomes -1 or NaN."""
    dtype = READ[name]
    if words is not None:
        for word in dict.fromkeys(column):
            words.setdefault(str(word), len(words))
        return np.array([words[word] for word in column], dtype=dtype)  # type: ignore[index]
    if name == "source":
        return np.array([_SOURCES[word] for word in column], dtype=dtype)  # type: ignore[index]
    if dtype is np.float64:
        return np.array(column, dtype=dtype)
    return np.array([-1 if value is None else value for value in column], dtype=dtype)
