# SPDX-License-Identifier: EUPL-1.2
"""What Samsyn counts by itself for a reading: the activities' log, reports, official figures and surveys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.followups.models import Reading
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Source
from samsyn.cycle.reports import reads as reports
from samsyn.ground.figures import reads as figures
from samsyn.kit import clock
from samsyn.kit.callers import Caller

# A figure that is older than this at the end of the period says that its source has stopped.
STALE = timedelta(days=500)


@dataclass(frozen=True)
class Counted:
    """A number with the day it was counted to; `missing` is a code where there is nothing to count."""

    value: float | None = None
    as_of: date | None = None
    missing: str = ""


def counted(readings: Sequence[Reading], *, seen_by: Caller) -> dict[int, Counted]:
    """What can be counted for readings now, by their id; one whose owner is asked instead is left out.

    Asked by the system inside the partnership, the number is the same whoever collects. The readings of one source
    are counted together: the log is asked once for each span of days, not once for each part.
    """
    found: dict[int, Counted] = {}
    for source, count in COUNTERS.items():
        rows = [row for row in readings if row.indicator.source == source]
        if rows:
            found |= count(rows, seen_by)
    return found


def _logged(readings: list[Reading], seen_by: Caller) -> dict[int, Counted]:
    """The log: against a whole target from the promise's first day; without one, inside the period.

    Nothing logged is not zero: it may be that nobody wrote it down, so the owner is asked.
    """
    found = {}
    for same in _by_followup(readings):
        spans = {row.indicator_id: _days(row) for row in same}
        logged = activities.logged_for(spans, seen_by=seen_by)
        for row in same:
            told = logged.get(row.indicator_id)
            found[row.pk] = (
                Counted(told[_takes(row).get("measured") or "times"] or 0, spans[row.indicator_id][1])
                if told
                else Counted(missing="nothing_logged")
            )
    return found


def _days(reading: Reading) -> tuple[date, date]:
    """The days whose log a reading counts."""
    indicator, followup = reading.indicator, reading.followup
    definition = promises.definition_on(indicator, followup.period_to)
    whole = definition is not None and definition.target is not None
    first = indicator.promise.period_from
    start = first if whole else max(followup.period_from, first)
    return start, min(followup.period_to, clock.today())


def _by_followup(readings: list[Reading]) -> list[list[Reading]]:
    """The readings of each follow-up together: an indicator has one in each."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for row in readings:
        found[row.followup_id].append(row)
    return list(found.values())


def _reported(readings: list[Reading], seen_by: Caller) -> dict[int, Counted]:
    """Reports of a category from the promise's place in the period; when none of any kind came, the source has stopped."""
    came: dict[tuple[date, date], bool] = {}
    found = {}
    for row in readings:
        followup, promise = row.followup, row.indicator.promise
        span = max(followup.period_from, promise.period_from), min(followup.period_to, clock.today())
        partnership, category = followup.partnership, _takes(row).get("category")
        if span not in came:
            came[span] = bool(
                len(reports.events(partnership, seen_by=seen_by, day_from=span[0], day_to=span[1]))
            )
        if not came[span]:
            found[row.pk] = Counted(missing="source_stopped")
            continue
        chosen = reports.events(
            partnership,
            seen_by=seen_by,
            day_from=span[0],
            day_to=span[1],
            categories=[category] if category else None,
            area_ids=[promise.area_id] if promise.area_id else None,
        )
        found[row.pk] = Counted(len(chosen), span[1])
    return found


def _official(readings: list[Reading], seen_by: Caller) -> dict[int, Counted]:
    """The newest official figure or survey answer of each that was over by the end of the period."""
    return {row.pk: _newest(row, _takes(row), seen_by) for row in readings}


def _newest(reading: Reading, takes: dict[str, Any], seen_by: Caller) -> Counted:
    followup = reading.followup
    if not takes.get("measure"):
        return Counted(missing="source_not_chosen")
    rows = figures.figures(
        followup.partnership,
        seen_by=seen_by,
        measure=takes["measure"],
        place_codes=[takes["place_code"]] if takes.get("place_code") else None,
        group=takes.get("group"),
        source=takes.get("source", ""),
        day_to=followup.period_to,
    )
    newest = rows.filter(value__isnull=False).order_by("-period_to", "-pk").first()
    if newest is None or newest.period_to < followup.period_to - STALE:
        return Counted(missing="source_stopped")
    return Counted(newest.value, newest.period_to)


def _takes(reading: Reading) -> dict[str, Any]:
    definition = promises.definition_on(reading.indicator, reading.followup.period_to)
    return dict(definition.takes or {}) if definition else {}


COUNTERS: dict[str, Callable[[list[Reading], Caller], dict[int, Counted]]] = {
    Source.ACTIVITIES: _logged,
    Source.REPORTS: _reported,
    Source.FIGURES: _official,
    Source.SURVEY: _official,
}
