# SPDX-License-Identifier: EUPL-1.2
"""What Samsyn counts by itself for a reading: the activities' log, reports, official figures and surveys."""

from __future__ import annotations

from collections.abc import Callable
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


def counted(reading: Reading, *, seen_by: Caller) -> Counted | None:
    """What can be counted for a reading now; None where its owner is asked instead.

    Asked by the system inside the partnership, the number is the same whoever collects.
    """
    count = COUNTERS.get(reading.indicator.source)
    return count(reading, _takes(reading), seen_by) if count else None


def _logged(reading: Reading, takes: dict[str, Any], seen_by: Caller) -> Counted:
    """The log: against a whole target from the promise's first day; without one, inside the period.

    Nothing logged is not zero: it may be that nobody wrote it down, so the owner is asked.
    """
    indicator, followup = reading.indicator, reading.followup
    definition = promises.definition_on(indicator, followup.period_to)
    whole = definition is not None and definition.target is not None
    first = indicator.promise.period_from
    start = first if whole else max(followup.period_from, first)
    end = min(followup.period_to, clock.today())
    found = activities.logged_for(indicator, start, end, seen_by=seen_by)
    if not found["entries"]:
        return Counted(missing="nothing_logged")
    return Counted(found[takes.get("measured") or "times"] or 0, end)


def _reported(reading: Reading, takes: dict[str, Any], seen_by: Caller) -> Counted:
    """Reports of a category from the promise's place in the period; when none of any kind came, the source has stopped."""
    followup, promise = reading.followup, reading.indicator.promise
    start, end = max(followup.period_from, promise.period_from), min(followup.period_to, clock.today())
    partnership, category = followup.partnership, takes.get("category")
    if not len(reports.events(partnership, seen_by=seen_by, day_from=start, day_to=end)):
        return Counted(missing="source_stopped")
    chosen = reports.events(
        partnership,
        seen_by=seen_by,
        day_from=start,
        day_to=end,
        categories=[category] if category else None,
        area_ids=[promise.area_id] if promise.area_id else None,
    )
    return Counted(len(chosen), end)


def _official(reading: Reading, takes: dict[str, Any], seen_by: Caller) -> Counted:
    """The newest official figure or survey answer that was over by the end of the period."""
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


COUNTERS: dict[str, Callable[[Reading, dict[str, Any], Caller], Counted]] = {
    Source.ACTIVITIES: _logged,
    Source.REPORTS: _reported,
    Source.FIGURES: _official,
    Source.SURVEY: _official,
}
