# SPDX-License-Identifier: EUPL-1.2
"""Reports as columns of numbers, for counting: no text, no ids, nothing that leads back to a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.cycle.reports.models import Source
from samsyn.cycle.reports.reads import columns, shelf
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

SOURCES = tuple(source.value for source in Source)


@dataclass(frozen=True)
class Stamps:
    """By what each month of some reports is known: its stamp, what was asked for, and the days asked for as ordinals."""

    born: int
    touched: Mapping[int, int]
    asked: tuple[Any, ...]
    first: int
    last: int

    def key(self, month: int, first: int, last: int) -> tuple[Any, ...]:
        """All that decides which reports stand in a calendar month of which the days `first` to `last` are asked for."""
        return self.touched.get(month, self.born), self.asked, month, first, last


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
    stamps: Stamps | None = None

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
        return self._cut(stretch if chosen[stretch].all() else chosen, None)

    def before(self, day: int) -> int:
        """How many of them are of days before an ordinal, those without a day among them: where that day begins."""
        return _before(self.local_day, day)

    def between(self, first: int, last: int) -> Events:
        """Those of the days `first` to `last`, both ordinals and included: a stretch, that is not copied."""
        start, after = self.before(max(first, 1)), self.before(last + 1)
        stamps = self.stamps and replace(
            self.stamps, first=max(first, self.stamps.first), last=min(last, self.stamps.last)
        )
        return self._cut(slice(start, max(start, after)), stamps)

    def months(self) -> Iterator[tuple[tuple[Any, ...] | None, slice]]:
        """Each calendar month with reports: where they stand, and what tells them from any others.

        Two with the same key hold the same reports, so that what was counted of one need not be again. None where
        that cannot be told.
        """
        at = 0
        while at < len(self):
            month = shelf.month_of(int(self.local_day[at]))
            first, last = _days_of(month)
            after = self.before(last + 1)
            key = None
            if self.stamps is not None:
                key = self.stamps.key(month, max(first, self.stamps.first), min(last, self.stamps.last))
            yield key, slice(at, after)
            at = after

    def stretch(self, which: slice) -> Events:
        """Those that stand in a stretch, as `months` gives them."""
        return self._cut(which, None)

    def _cut(self, which: Any, stamps: Stamps | None) -> Events:
        numbers = {name: getattr(self, name)[which] for name in ("category", *_NUMBERS)}
        return replace(self, stamps=stamps, **numbers)


def _days_of(month: int) -> tuple[int, int]:
    """The first and last ordinal of a month as `shelf.month_of` numbers it."""
    if not month:
        return -1, 0
    year, number = (month - 1) // 12, (month - 1) % 12 + 1
    if (year, number) == (date.max.year, 12):
        return date(year, number, 1).toordinal(), date.max.toordinal()
    follows = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1).toordinal(), follows.toordinal() - 1


_NOT_NUMBERS = ("categories", "sources", "category", "place_kinds", "stamps")
_NUMBERS = tuple(one.name for one in fields(Events) if one.name not in _NOT_NUMBERS)


def mark(partnership: Partnership, *, seen_by: Caller) -> str:
    """What the reports that a caller sees are at this moment, as a short text: another as soon as one has changed.

    It holds the caller's sight, so that what was computed for one is never given to another who sees less. Empty
    where it cannot be told, and then nothing may be remembered.
    """
    return columns.mark(partnership, seen_by=seen_by)


def first_day(partnership: Partnership, *, seen_by: Caller) -> date | None:
    """The day of the earliest report that the caller sees; None where there is none with a day."""
    days = columns.seen(partnership, seen_by=seen_by).numbers["local_day"]
    known = days[_before(days, 1) :]
    return date.fromordinal(int(known[0])) if known.size else None


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
    categories = None if categories is None else tuple(categories)
    sources = None if sources is None else tuple(sources)
    area_ids = None if area_ids is None else tuple(area_ids)
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
    stamps = Stamps(
        found.born,
        found.touched,
        tuple(None if one is None else tuple(sorted(one)) for one in (categories, sources, area_ids)),
        -1 if day_from is None and day_to is None else max(_ordinal(day_from or 0), 1),
        date.max.toordinal() if day_to is None else _ordinal(day_to),
    )
    return Events(keys_left, SOURCES, category, **rest, place_kinds=names["place_kind"], stamps=stamps)


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
        first = _before(day, max(_ordinal(day_from or 0), 0))
    if day_to is not None:
        after = max(first, _before(day, _ordinal(day_to) + 1))
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


def _before(days: NDArray[np.int32], day: int) -> int:
    """How many of some days in order lie before one; asked in their own type, for otherwise all of them are copied."""
    return int(np.searchsorted(days, np.asarray(day, dtype=days.dtype)))


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
