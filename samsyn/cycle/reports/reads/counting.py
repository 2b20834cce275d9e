# SPDX-License-Identifier: EUPL-1.2
"""Reports as columns of numbers, for counting: no text, no ids, nothing that leads back to a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from numpy.typing import NDArray

from samsyn.cycle.reports.models import Report, Source, State
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

SOURCES = tuple(source.value for source in Source)
_COLUMNS = (
    *("category", "source", "local_day", "iso_week", "hour", "e", "n", "cell250", "area_id", "received_day"),
    "reporter_organisation_id",
)
_BATCH = 50_000


@dataclass(frozen=True, eq=False)
class Events:
    """Reports as arrays of one length, in no order that means anything.

    `category` and `source` are indexes into `categories` and `sources`. `local_day` and `received_day` are ordinals
    (`date.toordinal`), -1 where there is none; `iso_week` is year * 100 + week; `hour` is -1 where no hour is known;
    `e` and `n` are metres in the partnership's CRS, NaN for what has no point; `cell250`, `area_id` and
    `organisation` are -1 where there is none.
    """

    categories: tuple[str, ...]
    sources: tuple[str, ...]
    category: NDArray[np.int16]
    source: NDArray[np.int8]
    local_day: NDArray[np.int32]
    iso_week: NDArray[np.int32]
    hour: NDArray[np.int8]
    e: NDArray[np.float64]
    n: NDArray[np.float64]
    cell250: NDArray[np.int64]
    area_id: NDArray[np.int64]
    received_day: NDArray[np.int32]
    organisation: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.local_day)

    @property
    def keys(self) -> tuple[str, ...]:
        """The category keys that `category` points into."""
        return self.categories


def events(
    partnership: Partnership,
    *,
    seen_by: Caller,
    day_from: date | int | None = None,
    day_to: date | int | None = None,
    categories: Iterable[str] | None = None,
    sources: Iterable[str] | None = None,
    area_ids: Iterable[int] | None = None,
) -> Events:
    """The reports that happened in some days (both included), as arrays. Merged reports are counted once, in the other.

    Days are dates or ordinals; categories are keys of the catalogue, a dotted one is a subcategory. A report without
    a day is left out when days are asked for.
    """
    rows = Report.objects.seen_by(seen_by).filter(partnership=partnership).exclude(state=State.MERGED)
    if day_from is not None:
        rows = rows.filter(local_day__gte=_ordinal(day_from))
    if day_to is not None:
        rows = rows.filter(local_day__lte=_ordinal(day_to))
    if categories is not None:
        wanted = list(categories)
        whole, parts = [k for k in wanted if "." not in k], [k for k in wanted if "." in k]
        rows = (
            rows.filter(category__in=whole) | rows.filter(subcategory__in=parts)
            if parts
            else rows.filter(category__in=whole)
        )
    if sources is not None:
        rows = rows.filter(source__in=list(sources))
    if area_ids is not None:
        rows = rows.filter(area_id__in=list(area_ids))
    return _columns(rows)


def _ordinal(day: date | int) -> int:
    return day if isinstance(day, int) else day.toordinal()


def _columns(rows: QuerySet[Report]) -> Events:
    """The query as arrays, read straight from the cursor: one row object each would cost ten times as much."""
    parts: list[list[NDArray[np.generic]]] = [[] for _ in _COLUMNS]
    names: dict[str, int] = {}
    try:
        sql, params = rows.order_by().values_list(*_COLUMNS).query.sql_with_params()
    except EmptyResultSet:  # nothing can match, which Django says by an error
        sql, params = "", ()
    with connection.cursor() as cursor:
        if sql:
            cursor.execute(sql, params)
        while sql and (batch := cursor.fetchmany(_BATCH)):
            for i, (column, dtype) in enumerate(zip(zip(*batch, strict=True), _TYPES, strict=True)):
                parts[i].append(_array(column, dtype, names if i == 0 else None))
    whole = [
        np.concatenate(part) if part else np.empty(0, dtype=dtype)
        for part, dtype in zip(parts, _TYPES, strict=True)
    ]
    keys = tuple(sorted(names))
    place = {names[key]: i for i, key in enumerate(keys)}
    order = np.array([place[i] for i in range(len(keys))] or [0], dtype=np.int16)
    return Events(keys, SOURCES, order[whole[0]] if len(whole[0]) else whole[0], *whole[1:])  # type: ignore[arg-type]


_TYPES = (
    *(np.int16, np.int8, np.int32, np.int32, np.int8, np.float64, np.float64, np.int64, np.int64, np.int32),
    np.int64,
)
_SOURCE_INDEX = {name: i for i, name in enumerate(SOURCES)}


def _array(column: tuple[object, ...], dtype: type, names: dict[str, int] | None) -> NDArray[np.generic]:
    """A column as numbers; words become indexes, nothing becomes -1 or NaN."""
    if names is not None:
        for name in dict.fromkeys(column):
            names.setdefault(str(name), len(names))
        return np.array([names[name] for name in column], dtype=dtype)  # type: ignore[index]
    if isinstance(column[0], str):
        return np.array([_SOURCE_INDEX[word] for word in column], dtype=dtype)  # type: ignore[index]
    if dtype is np.float64:
        return np.array(column, dtype=dtype)
    return np.array([-1 if value is None else value for value in column], dtype=dtype)
