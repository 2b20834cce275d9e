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
    """Reports as arrays of one length, in order of day and otherwise in none that means anything. Never written to.

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
        first, count = int(chosen.argmax()) if len(chosen) else 0, int(np.count_nonzero(chosen))
        if count == len(chosen):
            return self
        # Days that follow each other are one stretch: it is looked at where it stands instead of being copied.
        stretch = slice(first, first + count)
        which: Any = stretch if chosen[stretch].all() else chosen
        return replace(self, **{name: getattr(self, name)[which] for name in ("category", *_NUMBERS)})


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
    wanted = ("category", *_NUMBERS)
    numbers, names = (
        chosen(
            found,
            wanted,
            day_from=day_from,
            day_to=day_to,
            categories=categories,
            sources=sources,
            area_ids=area_ids,
        ),
        found.names,
    )
    keys_left, category = _compact(names["category"], numbers["category"])
    rest = {name: numbers[name] for name in _NUMBERS}
    return Events(keys_left, SOURCES, category, **rest, place_kinds=names["place_kind"])


def chosen(
    found: columns.Columns,
    wanted: Iterable[str],
    *,
    day_from: date | int | None = None,
    day_to: date | int | None = None,
    categories: Iterable[str] | None = None,
    sources: Iterable[str] | None = None,
    area_ids: Iterable[int] | None = None,
) -> dict[str, NDArray[Any]]:
    """The `wanted` columns of the rows that are asked for, as `events` describes it; None asks for all."""
    day, names = found.numbers["local_day"], found.names
    first, after = 0, len(found)
    if day_from is not None or day_to is not None:
        # What has no day is -1, below every day that is asked for.
        first = int(np.searchsorted(day, max(_ordinal(day_from or 0), 0)))
    if day_to is not None:
        after = max(first, int(np.searchsorted(day, _ordinal(day_to), side="right")))
    numbers = {name: column[first:after] for name, column in found.numbers.items()}
    kept = np.ones(after - first, dtype=bool)
    if categories is not None:
        keys = set(categories)
        whole = _among(numbers["category"], names["category"], keys)
        kept &= whole | _among(numbers["subcategory"], names["subcategory"], keys - {""})
    if sources is not None:
        kept &= _among(numbers["source"], SOURCES, set(sources))
    if area_ids is not None:
        kept &= np.isin(numbers["area_id"], list(area_ids))
    whole_stretch = bool(kept.all())
    return {name: numbers[name] if whole_stretch else numbers[name][kept] for name in wanted}


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
