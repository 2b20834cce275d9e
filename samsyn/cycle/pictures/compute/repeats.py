# SPDX-License-Identifier: EUPL-1.2
"""Does one report bring another nearby soon after? Kind by kind, only for what is known to repeat itself near by."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from samsyn.analysis import repeats
from samsyn.analysis.result import Refusal, holm

KINDS = ("vandalism", "theft", "violence")
"""What somebody does again nearby. What follows where officers look (drugs, gathering, traffic), what stays until it is
mended (unsafe places) and what is only heard of (rumours) would say something else."""
SPANS = (730, 365, 182, 91)
"""Days looked back on: longer than two years, places that changed would look like repeats. Shorter where there are so
many pairs that they would take longer than the rest of a picture."""
WITHIN, DAYS = 200, 14
"""Metres and days of the one sentence that is said."""
DISTANCES, AFTER = (100, WITHIN), (0, 7, DAYS, 28)
MOST_PAIRS = 100_000
LEVEL = 0.05


def near_repeats(events: Any, last: int, seed: int) -> list[dict[str, Any]]:
    """For each kind with placed reports in the two years up to the day `last`: the sentence's numbers and the table.

    `ratio` is pairs of reports within 200 metres and 1 to 14 days over what is usual when the days are dealt out anew
    among the places; pairs of the same day are left out, because they are often one event told twice. `more` is True
    where that is more than chance, corrected over the kinds. Where it cannot be told, `refused` says why.
    """
    late = events.between(last - SPANS[0] + 1, last)
    found = [
        _of_kind(late, np.asarray(late.category) == list(late.categories).index(key), key, last, seed)
        for key in KINDS
        if key in late.categories
    ]
    found = [one for one in found if one["reports"]]
    tried = [one for one in found if one["refused"] is None]
    for one, p in zip(tried, holm([one["p"] for one in tried]).tolist() if tried else [], strict=True):
        one["more"] = bool(p <= LEVEL and one["ratio"] is not None and one["ratio"] > 1)
    return found


def _of_kind(events: Any, chosen: Any, key: str, last: int, seed: int) -> dict[str, Any]:
    chosen = chosen & np.isfinite(np.asarray(events.e))
    e, n, day = (np.asarray(column)[chosen] for column in (events.e, events.n, events.local_day))
    span = next((days for days in SPANS if _pairs(e, n, day > last - days) <= MOST_PAIRS), SPANS[-1])
    # In an order of their own: days are dealt out by place in the row, and rows come in the order they were changed.
    order = np.lexsort((n, e, day))
    order = order[day[order] > last - span]
    e, n, day = e[order], n[order], day[order]
    told: dict[str, Any] = {"category": key, "reports": int(e.size), "span_days": span, "refused": None}
    said = repeats.knox(e, n, day, distances=(WITHIN,), days=(0, DAYS), seed=seed)
    table = repeats.knox(e, n, day, distances=DISTANCES, days=AFTER, seed=seed)
    if isinstance(said, Refusal) or isinstance(table, Refusal):
        why = said if isinstance(said, Refusal) else table
        assert isinstance(why, Refusal)
        return told | {"refused": why.reason, "needed": int(why.needed), "got": int(why.got)}
    return told | {
        "within_m": WITHIN,
        "days": DAYS,
        "observed": int(said.observed[0, 1]),
        "expected": int(said.expected[0, 1]),
        "ratio": _ratio(said.ratio[0, 1]),
        "p": round(float(said.p[0, 1]), 4),
        "more": False,
        "table": [
            {
                "within_m": int(metres),
                "cells": [
                    {
                        "days": int(days),
                        "observed": int(table.observed[row, column]),
                        "expected": int(table.expected[row, column]),
                        "ratio": _ratio(table.ratio[row, column]),
                        "sure": bool(table.p_holm[row, column] <= LEVEL),
                    }
                    for column, days in enumerate(table.days)
                ],
            }
            for row, metres in enumerate(table.distances)
        ],
    }


def _pairs(e: Any, n: Any, of: Any) -> int:
    """How many pairs lie within the sentence's metres."""
    points = np.column_stack([e[of], n[of]])
    if len(points) < 2:
        return 0
    tree = cKDTree(points)
    return int((tree.count_neighbors(tree, WITHIN) - len(points)) // 2)


def _ratio(ratio: float) -> float | None:
    """As it is printed; None where chance gives no pairs at all."""
    return round(float(ratio), 1) if np.isfinite(ratio) else None
