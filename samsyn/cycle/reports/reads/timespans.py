# SPDX-License-Identifier: EUPL-1.2
"""When in the week reports say that it happened, as spans: an hour, an evening, or Mondays to Fridays from 18 to 22."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from samsyn.cycle.reports.reads import columns, walls
from samsyn.cycle.reports.reads.counting import chosen
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

_HOUR = 3600.0


@dataclass(frozen=True, eq=False)
class Spans:
    """The earliest and latest time of each, in hours of wall clock since a Monday at midnight, and its weight.

    Reports that say the same are one span with their number for weight; one that comes back on several days gives
    a part of itself to each.
    """

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    weight: NDArray[np.float64]


def time_spans(
    partnership: Partnership,
    *,
    seen_by: Caller,
    day_from: date,
    day_to: date,
    categories: Iterable[str] = (),
    sources: Iterable[str] = (),
    area_ids: Iterable[int] = (),
) -> Spans:
    """The spans of the reports of some days (both included), for sharing them over the hours of the week."""
    found = columns.seen(partnership, seen_by=seen_by)
    told = ("into_week", "lasted", "comes_back")
    numbers = chosen(
        found,
        told,
        day_from=day_from,
        day_to=day_to,
        categories=list(categories) or None,
        sources=list(sources) or None,
        area_ids=list(area_ids) or None,
    )
    return spans_of(*(numbers[name] for name in told))


def spans_of(into_week: NDArray[np.int32], lasted: NDArray[np.int32], comes_back: NDArray[np.int8]) -> Spans:
    """The spans of reports by the columns of `walls.spans`.

    >>> found = spans_of(*walls.spans(["2026-05-04T18:00"], ["2026-05-04T22:00"], ["15"]))
    >>> found.start.tolist(), found.end.tolist(), found.weight.tolist()
    ([18.0, 114.0], [22.0, 118.0], [0.5, 0.5])
    """
    told = into_week >= 0
    alike = (into_week[told].astype(np.int64) << 38) | (lasted[told].astype(np.int64) << 7) | comes_back[told]
    alike, counts = np.unique(alike, return_counts=True)
    start, length, days = alike >> 38, (alike >> 7) & walls.LONGEST, alike & 127
    parts = [(start, length, counts.astype(float))]
    parts[0][2][days > 0] = 0.0
    often = np.maximum(np.bitwise_count(days), 1)
    for day in range(7):
        that = (days >> day) & 1 == 1
        parts.append((day * walls.DAY + start[that] % walls.DAY, length[that], counts[that] / often[that]))
    start, length, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    there = weight > 0
    return Spans(start[there] / _HOUR, (start + length)[there] / _HOUR, weight[there])
