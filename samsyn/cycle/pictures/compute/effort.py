# SPDX-License-Identifier: EUPL-1.2
"""Who reports: what must be known before more reports are taken for more crime."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from samsyn.analysis import chance

ONE_SOURCE_SHARE = 0.6
FEWEST_FOR_A_SHARE = 20
FEWEST_FOR_A_BREAK = 10

Row = Callable[[int, int], dict[str, Any]]


def sources(events: Any, now: np.ndarray, before: np.ndarray, row: Row) -> list[dict[str, Any]]:
    """Each kind of source beside the others, never added: residents, staff, imported."""
    source = np.asarray(events.source)
    found = []
    for index, key in enumerate(events.sources):
        here = source == index
        counts = int((here & now).sum()), int((here & before).sum())
        if any(counts):
            found.append({"key": key} | row(*counts))
    return found


def organisations(
    events: Any, now: np.ndarray, before: np.ndarray, period: tuple[date, date], names: dict[int, str]
) -> list[dict[str, Any]]:
    """How many reports each organisation gave, and whether it is new or has fallen silent.

    `since` is the first day of a new one, from which the series is another one.
    """
    organisation, day = np.asarray(events.organisation), np.asarray(events.local_day)
    found = []
    for one in np.unique(organisation[(organisation >= 0) & (now | before)]).tolist():
        here = organisation == one
        count, was = int((here & now).sum()), int((here & before).sum())
        first = int(day[here & (day > 0)].min())
        began = first >= period[0].toordinal()
        change = None
        if began and count >= FEWEST_FOR_A_BREAK:
            change = "new"
        elif not count and was >= FEWEST_FOR_A_BREAK:
            change = "silent"
        found.append(
            {
                "name": names.get(one, ""),
                "count": count,
                "before": was,
                "change": change,
                "since": date.fromordinal(first).isoformat() if change == "new" else None,
                "last": date.fromordinal(int(day[here & (day > 0)].max())).isoformat(),
            }
        )
    return sorted(found, key=lambda row: (-row["count"], -row["before"], row["name"]))


def leaning(
    events: Any, now: np.ndarray, areas: list[Any], names: dict[int, str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Areas where one source gives most of the reports, and areas that nobody has reported from."""
    area, organisation = np.asarray(events.area_id)[now], np.asarray(events.organisation)[now]
    source = np.asarray(events.source)[now]
    lean, silent = [], []
    for one in areas:
        here = area == one.pk
        total = int(here.sum())
        if not total:
            silent.append(one.name)
            continue
        if total < FEWEST_FOR_A_SHARE:
            continue
        ids, counts = np.unique(organisation[here & (organisation >= 0) & (source > 0)], return_counts=True)
        if counts.size and counts.max() >= ONE_SOURCE_SHARE * total:
            most = int(ids[counts.argmax()])
            share = round(float(counts.max()) / total, 2)
            lean.append({"key": one.key, "name": one.name, "source": names.get(most, ""), "share": share})
    return lean, silent


def campaigns(
    events: Any, now: np.ndarray, period: tuple[date, date], areas: list[Any]
) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Days when residents reported far more alike from one area than chance gives, and which reports they are.

    Alike is the same category and area on the day it was received. A burst may be a real event: it is shown with and
    without, and nothing is taken away.
    """
    marked = np.zeros(len(now), dtype=bool)
    resident = now & (np.asarray(events.source) == events.sources.index("resident"))
    received = np.asarray(events.received_day)
    received = np.where(received > 0, received, np.asarray(events.local_day))
    key = np.asarray(events.category).astype(np.int64) * 10**9 + np.asarray(events.area_id) + 1
    days = (period[1] - period[0]).days + 1
    names = {area.pk: area.name for area in areas}
    found = []
    for one in np.unique(key[resident]).tolist():
        here = resident & (key == one)
        for burst in chance.sudden(received[here], days):
            marked |= here & (received == burst.day)
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
