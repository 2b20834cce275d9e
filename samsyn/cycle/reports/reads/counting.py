# SPDX-License-Identifier: EUPL-1.2
"""Reports as columns of numbers, for counting: no text, no ids, nothing that leads back to a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.cycle.reports.models import Source
from samsyn.cycle.reports.reads import columns
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

SOURCES = tuple(source.value for source in Source)


@dataclass(frozen=True, eq=False)
class Events:
    """Reports as arrays of one length, in no order that means anything.

    `category`, `source` and `place_kind` are indexes into `categories`, `sources` and `place_kinds`. `local_day` and `received_day` are ordinals
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
    place_kind: NDArray[np.int16]
    place_kinds: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.local_day)

    @property
    def keys(self) -> tuple[str, ...]:
        """The category keys that `category` points into."""
        return self.categories

    def where(self, chosen: NDArray[np.bool_]) -> Events:
        """Those of the reports that are chosen, in the same order and with the same names."""
        if chosen.all():
            return self
        numbers = {name: getattr(self, name)[chosen] for name in ("category", *_NUMBERS)}
        return replace(self, **numbers)


_NUMBERS = tuple(
    one.name for one in fields(Events) if one.name not in ("categories", "sources", "category", "place_kinds")
)


def mark(partnership: Partnership, *, seen_by: Caller) -> str:
    """What the reports that a caller sees are at this moment, as a short text: another as soon as one has changed.

    It holds the caller's sight, so that what was computed for one is never given to another who sees less. Empty
    where it cannot be told, and then nothing may be remembered.
    """
    return columns.mark(partnership, seen_by=seen_by)


def first_day(partnership: Partnership, *, seen_by: Caller) -> date | None:
    """The day of the earliest report that the caller sees; None where there is none with a day."""
    days = columns.seen(partnership, seen_by=seen_by).numbers["local_day"]
    known = days[days >= 0]
    return date.fromordinal(int(known.min())) if known.size else None


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
    found = columns.seen(partnership, seen_by=seen_by)
    numbers, names = found.numbers, found.names
    wanted = chosen(
        found, day_from=day_from, day_to=day_to, categories=categories, sources=sources, area_ids=area_ids
    )
    if not wanted.all():
        numbers = {name: numbers[name][wanted] for name in ("category", *_NUMBERS)}
    keys_left, category = _compact(names["category"], numbers["category"])
    rest = {name: numbers[name] for name in _NUMBERS}
    return Events(keys_left, SOURCES, category, **rest, place_kinds=names["place_kind"])


def chosen(
    found: columns.Columns,
    *,
    day_from: date | int | None = None,
    day_to: date | int | None = None,
    categories: Iterable[str] | None = None,
    sources: Iterable[str] | None = None,
    area_ids: Iterable[int] | None = None,
) -> NDArray[np.bool_]:
    """Which of the rows are asked for, as `events` describes it; None asks for all."""
    numbers, names = found.numbers, found.names
    wanted = np.ones(len(found), dtype=bool)
    if day_from is not None:
        # What has no day is -1, below every day that is asked for.
        wanted &= numbers["local_day"] >= max(_ordinal(day_from), 0)
    if day_to is not None:
        wanted &= (numbers["local_day"] <= _ordinal(day_to)) & (numbers["local_day"] >= 0)
    if categories is not None:
        keys = set(categories)
        whole = _among(numbers["category"], names["category"], keys)
        wanted &= whole | _among(numbers["subcategory"], names["subcategory"], keys - {""})
    if sources is not None:
        wanted &= _among(numbers["source"], SOURCES, set(sources))
    if area_ids is not None:
        wanted &= np.isin(numbers["area_id"], list(area_ids))
    return wanted


def _ordinal(day: date | int) -> int:
    return day if isinstance(day, int) else day.toordinal()


def _among(column: NDArray[Any], names: tuple[str, ...], wanted: set[str]) -> NDArray[np.bool_]:
    """Where a column of indexes points at one of the wanted names."""
    table = np.array([name in wanted for name in names] or [False])
    return table[column] if len(names) else np.zeros(len(column), dtype=bool)


def _compact(names: tuple[str, ...], index: NDArray[np.int16]) -> tuple[tuple[str, ...], NDArray[np.int16]]:
    """Only the names that are left, and the indexes into them."""
    there = np.bincount(index, minlength=len(names)) > 0
    if there.all():
        return names, index
    return tuple(np.array(names, dtype=object)[there]), (np.cumsum(there) - 1).astype(np.int16)[index]
