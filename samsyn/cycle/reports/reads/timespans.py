# SPDX-License-Identifier: EUPL-1.2
"""When in the week reports say that it happened, as spans: an hour, an evening, or Mondays to Fridays from 18 to 22."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from samsyn.cycle.reports.models import Report, State
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

_HOUR = 3600.0


@dataclass(frozen=True, eq=False)
class Spans:
    """The earliest and latest time of each, in hours of wall clock since a Monday at midnight, and its weight.

    A report that comes back on several days gives one span a day, whose weights sum to one.
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
    rows = Report.objects.seen_by(seen_by).filter(
        partnership=partnership, local_day__range=(day_from.toordinal(), day_to.toordinal())
    )
    wanted = {"category__in": list(categories), "source__in": list(sources), "area_id__in": list(area_ids)}
    rows = rows.exclude(state=State.MERGED).filter(**{name: few for name, few in wanted.items() if few})
    found: list[tuple[float, float, float]] = []
    for wall_from, wall_to, weekdays in rows.order_by("pk").values_list("wall_from", "wall_to", "weekdays"):
        found += spans_of(wall_from, wall_to, weekdays)
    columns = np.array(found, dtype=float).reshape(-1, 3).T
    return Spans(columns[0], columns[1], columns[2])


def spans_of(wall_from: str, wall_to: str, weekdays: str = "") -> list[tuple[float, float, float]]:
    """The spans of one report: (start, end, weight). A day without a clock is the whole day.

    >>> spans_of("2026-05-04T18:00", "2026-05-04T22:00", "15")
    [(18.0, 22.0, 0.5), (114.0, 118.0, 0.5)]
    """
    if not wall_from:
        return []
    start = _hours(wall_from)
    if wall_to:
        end = _hours(wall_to) + (24.0 if len(wall_to) <= 10 else 0.0)
    else:
        end = start if len(wall_from) > 10 else start + 24.0
    if not weekdays:
        return [(start, max(start, end), 1.0)]
    first, length = start % 24, max(0.0, end - start)
    return [
        (24.0 * (int(day) - 1) + first, 24.0 * (int(day) - 1) + first + length, 1 / len(weekdays))
        for day in weekdays
    ]


def _hours(wall: str) -> float:
    """Hours since the Monday that begins the calendar, in wall clock: an hour that summer time skips is none here."""
    at = datetime.fromisoformat(wall)
    return (at.date().toordinal() - 1) * 24.0 + (at.hour * 3600 + at.minute * 60 + at.second) / _HOUR
