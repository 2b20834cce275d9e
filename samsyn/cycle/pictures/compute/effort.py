# SPDX-License-Identifier: EUPL-1.2
"""Who reports: what must be known before more reports are taken for more crime."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from samsyn.analysis import chance
from samsyn.cycle.pictures.compute import grouped, parts
from samsyn.cycle.pictures.compute.parts import Given, added

ONE_SOURCE_SHARE = 0.6
FEWEST_FOR_A_SHARE = 20
FEWEST_FOR_A_BREAK = 10
DAYS, AREAS = 22, 31
"""Bits that hold any day, and the number of any area and nowhere."""

Row = Callable[[int, int], dict[str, Any]]


def sources(names: tuple[str, ...], now: Given, before: Given, row: Row) -> list[dict[str, Any]]:
    """Each kind of source beside the others, never added: residents, staff, imported."""
    counts, weres = (added(one.source, one.count, len(names)).tolist() for one in (now, before))
    return [
        {"key": key} | row(count, was)
        for key, count, was in zip(names, counts, weres, strict=True)
        if count or was
    ]


def organisations(
    ever: Given, now: Given, before: Given, period: tuple[date, date], names: dict[int, str]
) -> list[dict[str, Any]]:
    """How many reports each organisation gave, and whether it is new or has fallen silent.

    `ever` are all reports, `now` and `before` those of the two periods. `since` is the first day of a new one, from
    which the series is another one.
    """
    ids = grouped.distinct(np.concatenate([now.organisation, before.organisation]))
    counts, weres = (
        added(grouped.among(one.organisation, ids.tolist()), one.count, ids.size).tolist()
        for one in (now, before)
    )
    where = grouped.among(ever.organisation, ids.tolist())
    first, _ = grouped.first_and_last(where[where >= 0], ever.first[where >= 0], ids.size)
    _, last = grouped.first_and_last(where[where >= 0], ever.last[where >= 0], ids.size)
    found = []
    for index, (count, was) in enumerate(zip(counts, weres, strict=True)):
        change = None
        if first[index] >= period[0].toordinal() and count >= FEWEST_FOR_A_BREAK:
            change = "new"
        elif not count and was >= FEWEST_FOR_A_BREAK:
            change = "silent"
        found.append(
            {
                "name": names.get(int(ids[index]), ""),
                "count": count,
                "before": was,
                "change": change,
                "since": date.fromordinal(int(first[index])).isoformat() if change == "new" else None,
                "last": date.fromordinal(int(last[index])).isoformat(),
            }
        )
    return sorted(found, key=lambda row: (-row["count"], -row["before"], row["name"]))


def leaning(now: Given, areas: list[Any], names: dict[int, str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Areas where one source gives most of the reports, and areas that nobody has reported from."""
    where = grouped.among(now.area, [one.pk for one in areas])
    totals = added(where, now.count, len(areas))
    # Residents are many: only what an organisation gives can lean on one.
    ids = grouped.distinct(now.organisation)
    given = grouped.among(now.organisation, ids.tolist())
    theirs = (where >= 0) & (given >= 0) & (now.source > 0)
    table = added(where[theirs] * ids.size + given[theirs], now.count[theirs], len(areas) * ids.size)
    lean, silent = [], []
    for one, total, row in zip(areas, totals.tolist(), table.reshape(len(areas), ids.size), strict=True):
        if not total:
            silent.append(one.name)
        elif total >= FEWEST_FOR_A_SHARE and row.max(initial=0) >= ONE_SOURCE_SHARE * total:
            source, share = names.get(int(ids[row.argmax()]), ""), round(float(row.max()) / total, 2)
            lean.append({"key": one.key, "name": one.name, "source": source, "share": share})
    return lean, silent


def campaigns(events: Any, period: tuple[date, date], areas: list[Any]) -> tuple[list[dict[str, Any]], int]:
    """Days when residents reported far more alike from one area than chance gives, and how many reports that were.

    Alike is the same category and area on the day it was received. A burst may be a real event: it is shown with and
    without, and nothing is taken away.
    """
    months = parts.by_month(events, _alike, events.categories)
    keys, where = np.unique(
        np.concatenate([np.empty(0, dtype=np.int64), *(keys for keys, _ in months)]), return_inverse=True
    )
    came = np.concatenate([np.empty(0, dtype=np.int64), *(counts for _, counts in months)])
    came = added(where.reshape(-1), came, keys.size)
    # In order of kind, so that each kind in each area is a stretch of its own.
    kinds, starts = np.unique(keys >> DAYS, return_index=True)
    received, ends = keys & ((1 << DAYS) - 1), np.append(starts[1:], keys.size)
    days = (period[1] - period[0]).days + 1
    names = {area.pk: area.name for area in areas}
    found = []
    # The day of most of each kind, so that kinds where not even that one is sudden are passed over at once.
    counts, most = (
        np.add.reduceat(came, starts) if keys.size else came,
        np.maximum.reduceat(came, starts) if keys.size else came,
    )
    lively = chance.is_sudden(most, counts, days)
    for one, start, end in zip(
        kinds[lively].tolist(), starts[lively].tolist(), ends[lively].tolist(), strict=True
    ):
        for burst in chance.sudden(np.repeat(received[start:end], came[start:end]), days):
            found.append(
                {
                    "day": date.fromordinal(burst.day).isoformat(),
                    "category": events.categories[one >> AREAS],
                    "area": names.get((one & ((1 << AREAS) - 1)) - 1, ""),
                    "count": burst.count,
                    "expected": round(burst.expected, 1),
                }
            )
    return sorted(found, key=lambda row: (-row["count"], row["day"], row["category"])), sum(
        row["count"] for row in found
    )


def _alike(events: Any) -> tuple[parts.Indexes, parts.Indexes]:
    """Reports of residents by category, area and the day they were received, as one number, and how many of each."""
    resident = np.asarray(events.source) == events.sources.index("resident")
    received = np.asarray(events.received_day)[resident]
    received = np.where(received > 0, received, np.asarray(events.local_day)[resident]).astype(np.int64)
    kind = (
        (np.asarray(events.category)[resident].astype(np.int64) << AREAS)
        + np.asarray(events.area_id)[resident]
        + 1
    )
    return np.unique((kind << DAYS) | received, return_counts=True)
