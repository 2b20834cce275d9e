# SPDX-License-Identifier: EUPL-1.2
"""Which activities their owners are to be reminded of: those that begin soon, and those whose time is out."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.activities.models import Activity, State
from samsyn.cycle.followups.models import ActivityReminder
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller

# Told a week ahead. After its last day one is asked for a month; what is older is nobody's news.
AHEAD, BACK = timedelta(days=7), timedelta(days=31)
STEPS = ("begins", "over")


def to_remind_of(partnership: Partnership, day: date, *, seen_by: Caller) -> list[tuple[str, Activity]]:
    """The activities with their step that nobody has been reminded of, of owners that have not left."""
    rows = activities.planned_rows(partnership, seen_by=seen_by).filter(organisation__left_on=None)
    said = ActivityReminder.objects.seen_by(seen_by).filter(activity=OuterRef("pk"))
    begins = rows.filter(state=State.PLANNED, period_from__gte=day, period_from__lte=day + AHEAD)
    over = rows.filter(Q(state=State.PLANNED) | Q(state=State.ONGOING))
    over = over.filter(period_to__lt=day, period_to__gte=day - BACK)
    return [
        (step, row)
        for step, found in zip(STEPS, (begins, over), strict=True)
        for row in found.exclude(Exists(said.filter(step=step)))
    ]
