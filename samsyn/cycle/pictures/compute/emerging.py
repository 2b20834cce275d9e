# SPDX-License-Identifier: EUPL-1.2
"""What is new: places that held more than usual in the last days of a period, and how steady the squares of a map are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from samsyn.analysis import emerging, hotspots
from samsyn.analysis.result import Refusal

CELL = 250
DAYS = 28
HISTORY = 3 * 365
LOOKS_PER_DAY = 1 / 7
"""The picture is looked at once a week; how seldom chance gives an alarm is counted by that."""
RAREST = 365
"""Only what chance gives once a year or more seldom is told."""
MOST_CELLS = 60_000


def clusters(
    events: Any, period: tuple[date, date], seed: int, caveats: list[str]
) -> list[dict[str, Any]] | None:
    """Places with more reports than usual in the last 28 days of the period, surest first; None where it cannot be told."""
    e, n, day = np.asarray(events.e), np.asarray(events.n), np.asarray(events.local_day)
    last = period[1].toordinal()
    known = np.isfinite(e) & (day > 0) & (day <= last) & (day > last - HISTORY - DAYS)
    if not known.any():
        caveats.append("clusters_no_placed_reports")
        return None
    area = hotspots.study_area(e[known], n[known], cell=CELL)
    if area.mask.size > MOST_CELLS:
        caveats.append("clusters_too_wide")
        return None
    first = int(day[known].min())
    length = last - first + 1
    enough = length - DAYS >= emerging.FEWEST_DAYS_OF_HISTORY
    counts = emerging.cube(e[known], n[known], day[known], area, last, max(length, DAYS))
    found = emerging.scan(
        counts,
        area,
        baseline="history" if enough else "permutation",
        max_days=DAYS,
        looks_per_day=LOOKS_PER_DAY,
        max_p=1 / (RAREST * LOOKS_PER_DAY),
        seed=seed,
    )
    if isinstance(found, Refusal):
        caveats.append(f"clusters_{found.reason}")
        return None
    start = date.fromordinal(last) - timedelta(days=max(length, DAYS) - 1)
    return [
        {
            "from": (start + timedelta(days=one.start)).isoformat(),
            "to": (start + timedelta(days=one.start + one.days - 1)).isoformat(),
            "centre": [round(one.centre[0]), round(one.centre[1])],
            "radius_m": round(one.width / 2),
            "count": one.observed,
            "expected": round(one.expected, 1),
            "p": round(one.p, 4),
            "recurrence_days": round(one.recurrence_days),
            "compared": "history" if enough else "permutation",
        }
        for one in found
    ]


def robustness(events: Any, now: np.ndarray, seed: int) -> dict[str, Any] | None:
    """How many of the marked squares are still there when the grid is moved and its cells made smaller and larger."""
    e, n = np.asarray(events.e)[now], np.asarray(events.n)[now]
    placed = np.isfinite(e)
    found = hotspots.hotspot_robustness(e[placed], n[placed], seed=seed, permutations=999)
    if isinstance(found, Refusal):
        return None
    return {
        "share": round(found.share_surviving, 2),
        "grade": found.grade,
        "variants": found.variants,
        "cells_m": [150, 250, 400],
    }
