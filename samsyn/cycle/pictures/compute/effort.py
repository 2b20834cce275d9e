# SPDX-License-Identifier: EUPL-1.2
"""Who reports: what must be known before more reports are taken for more crime."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from samsyn.analysis import chance
from samsyn.cycle.pictures.compute import grouped

ONE_SOURCE_SHARE = 0.6
FEWEST_FOR_A_SHARE = 20
FEWEST_FOR_A_BREAK = 10

Row = Callable[[int, int], dict[str, Any]]


def sources(events: Any, now: np.ndarray, before: np.ndarray, row: Row) -> list[dict[str, Any]]:
    """Each kind of source beside the others, never added: residents, staff, imported."""
    source = np.asarray(events.source).astype(np.int64)
    counts, weres = (grouped.counts(source[inside], len(events.sources)).tolist() for inside in (now, before))
    return [
        {"key": key} | row(count, was)
        for key, count, was in zip(events.sources, counts, weres, strict=True)
        if count or was
    ]


def organisations(
    ever: Any,
    events: Any,
    now: np.ndarray,
    before: np.ndarray,
    period: tuple[date, date],
    names: dict[int, str],
) -> list[dict[str, Any]]:
    """How many reports each organisation gave, and whether it is new or has fallen silent.

    `ever` are all reports, `events` those that `now` and `before` choose among. `since` is the first day of a new one,
    from which the series is another one.
    """
    ids = grouped.distinct(np.asarray(events.organisation)[now | before])
    where = grouped.among(np.asarray(events.organisation), ids.tolist())
    counts, weres = (grouped.counts(where[inside], ids.size).tolist() for inside in (now, before))
    where, day = grouped.among(np.asarray(ever.organisation), ids.tolist()), np.asarray(ever.local_day)
    dated = (where >= 0) & (day > 0)
    first, last = grouped.first_and_last(where[dated], day[dated], ids.size)
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


def leaning(
    events: Any, now: np.ndarray, areas: list[Any], names: dict[int, str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Areas where one source gives most of the reports, and areas that nobody has reported from."""
    area, organisation = np.asarray(events.area_id)[now], np.asarray(events.organisation)[now]
    where = grouped.among(area, [one.pk for one in areas])
    totals = grouped.counts(where, len(areas))
    # Residents are many: only what an organisation gives can lean on one.
    ids = grouped.distinct(organisation)
    given = grouped.among(organisation, ids.tolist())
    theirs = (where >= 0) & (given >= 0) & (np.asarray(events.source)[now] > 0)
    table = grouped.counts(where[theirs] * ids.size + given[theirs], len(areas) * ids.size)
    lean, silent = [], []
    for one, total, row in zip(areas, totals.tolist(), table.reshape(len(areas), ids.size), strict=True):
        if not total:
            silent.append(one.name)
        elif total >= FEWEST_FOR_A_SHARE and row.max(initial=0) >= ONE_SOURCE_SHARE * total:
            source, share = names.get(int(ids[row.argmax()]), ""), round(float(row.max()) / total, 2)
            lean.append({"key": one.key, "name": one.name, "source": source, "share": share})
    return lean, silent


def campaigns(
    events: Any, now: np.ndarray, period: tuple[date, date], areas: list[Any]
) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Days when residents reported far more alike from one area than chance gives, and which reports they are.

    Alike is the same category and area on the day it was received. A burst may be a real event: it is shown with and
    without, and nothing is taken away.
    """
    marked = np.zeros(len(now), dtype=bool)
    resident = np.flatnonzero(now & (np.asarray(events.source) == events.sources.index("resident")))
    received = np.asarray(events.received_day)[resident]
    received = np.where(received > 0, received, np.asarray(events.local_day)[resident])
    alike = np.asarray(events.category)[resident].astype(np.int64) * 10**9
    alike += np.asarray(events.area_id)[resident] + 1
    # Sorted once, so that each kind in each area is a stretch of its own.
    order = np.argsort(alike, kind="stable")
    kinds, starts, counts = np.unique(alike[order], return_index=True, return_counts=True)
    days = (period[1] - period[0]).days + 1
    names = {area.pk: area.name for area in areas}
    found = []
    # The day of most of each kind, so that kinds where not even that one is sudden are passed over at once.
    each_day, came = np.unique(
        (np.repeat(np.arange(kinds.size), counts) << 32) | received[order], return_counts=True
    )
    most = np.zeros(kinds.size, dtype=np.int64)
    np.maximum.at(most, each_day >> 32, came)
    lively = chance.is_sudden(most, counts, days)
    for one, start, count in zip(
        kinds[lively].tolist(), starts[lively].tolist(), counts[lively].tolist(), strict=True
    ):
        stretch = order[start : start + count]
        for burst in chance.sudden(received[stretch], days):
            marked[resident[stretch[received[stretch] == burst.day]]] = True
            found.append(
                {
                    "day": date.fromordinal(burst.day).isoformat(),
                    "category": events.categories[one // 10**9],
                    "area": names.get(one % 10**9 - 1, ""),
                    "count": burst.count,
                    "expected": round(burst.expected, 1),
                }
            )
    return sorted(found, key=lambda row: (-row["count"], row["day"], row["category"])), marked
