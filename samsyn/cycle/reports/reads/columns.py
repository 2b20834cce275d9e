# SPDX-License-Identifier: EUPL-1.2
"""The reports that one caller sees, as columns kept in memory until a report changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Max, QuerySet, Sum
from numpy.typing import NDArray

from samsyn.cycle.reports.models import Change, Report, Source, State
from samsyn.cycle.reports.reads import shelf
from samsyn.cycle.reports.reads.shelf import Columns
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

_SOURCES = {source.value: index for index, source in enumerate(Source)}
_TYPES: dict[str, type[np.generic]] = {
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
}
_WORDS = ("category", "subcategory", "place_kind")
_NAMES = frozenset(_TYPES) - {"reporter_organisation_id"} | {"organisation"}
_BATCH = 50_000
MOST_ROWS = 2_000_000
"""How many reports are kept in memory by one process, about 60 bytes each."""


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

    def put(self, key: str, found: Columns) -> None:
        family = key.rpartition("@")[0]
        with self.lock:
            # What was there before the change is never asked for again.
            for old in [one for one in self.rows if one.rpartition("@")[0] == family]:
                del self.rows[old]
            self.rows[key] = found
            while len(self.rows) > 1 and sum(map(len, self.rows.values())) > MOST_ROWS:
                self.rows.popitem(last=False)


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
    if found is None and key and (found := shelf.fetch(key, _NAMES)) is not None:
        _kept.put(key, found)
    if found is None:
        rows = Report.objects.seen_by(seen_by).filter(partnership=partnership).exclude(state=State.MERGED)
        found = _read(rows)
        if key:
            _kept.put(key, found)
            if len(found) >= shelf.FEWEST:
                shelf.keep(key, found)
    return found


def _read(rows: QuerySet[Report]) -> Columns:
    """The query as arrays, read straight from the cursor: one row object each would cost ten times as much."""
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in _TYPES}
    words: dict[str, dict[str, int]] = {name: {} for name in _WORDS}
    try:
        sql, params = rows.order_by().values_list(*_TYPES).query.sql_with_params()
    except EmptyResultSet:  # nothing can match, which Django says by an error
        sql, params = "", ()
    with connection.cursor() as cursor:
        if sql:
            cursor.execute(sql, params)
        while sql and (batch := cursor.fetchmany(_BATCH)):
            for name, column in zip(_TYPES, zip(*batch, strict=True), strict=True):
                parts[name].append(_array(name, column, words.get(name)))
    numbers: dict[str, NDArray[Any]] = {
        name: np.concatenate(part) if part else np.empty(0, dtype=_TYPES[name])
        for name, part in parts.items()
    }
    names = {}
    for name, index in words.items():
        names[name] = tuple(sorted(index))
        place = np.zeros(max(len(index), 1), dtype=np.int16)
        for position, word in enumerate(names[name]):
            place[index[word]] = position
        numbers[name] = place[numbers[name].astype(np.intp)]
    numbers["organisation"] = numbers.pop("reporter_organisation_id")
    for ready in numbers.values():
        ready.flags.writeable = False
    return Columns(numbers, names)


def _array(name: str, column: tuple[object, ...], words: dict[str, int] | None) -> NDArray[Any]:
    """A column as numbers; words become indexes, nothing becomes -1 or NaN."""
    dtype = _TYPES[name]
    if words is not None:
        for word in dict.fromkeys(column):
            words.setdefault(str(word), len(words))
        return np.array([words[word] for word in column], dtype=dtype)  # type: ignore[index]
    if name == "source":
        return np.array([_SOURCES[word] for word in column], dtype=dtype)  # type: ignore[index]
    if dtype is np.float64:
        return np.array(column, dtype=dtype)
    return np.array([-1 if value is None else value for value in column], dtype=dtype)
