# SPDX-License-Identifier: EUPL-1.2
"""Questions about the law: duties met, other planning that is tied to the work, and the warnings given."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import ClockWarning, DutyDone, OtherPlan


def duties_done(partnership: Partnership, *, seen_by: Caller) -> dict[str, DutyDone]:
    """The latest time each duty was met, by duty."""
    rows = DutyDone.objects.seen_by(seen_by).filter(partnership=partnership)
    return {row.duty: row for row in rows.order_by("done_on", "id")}


def other_plans(partnership: Partnership, *, seen_by: Caller) -> QuerySet[OtherPlan]:
    """The other plans that the work is tied to now, the latest decided first (§ 7)."""
    rows = OtherPlan.objects.seen_by(seen_by).filter(partnership=partnership, ended_on=None)
    return rows.order_by("-decided_on", "-id")


def other_plan(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> OtherPlan:
    """One of them. Raises NotFound."""
    found = other_plans(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_plan")
    return found


def warned(organisation: Organisation, *, seen_by: Caller) -> set[tuple[str, date, str]]:
    """What an organisation has been warned of: clock, its day, and the step."""
    rows = ClockWarning.objects.seen_by(seen_by).filter(organisation=organisation)
    return set(rows.values_list("clock", "due_on", "step"))


def last_warned(partnership: Partnership, *, seen_by: Caller) -> date | None:
    """The day on which somebody was last warned; None before the first time."""
    rows = ClockWarning.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.order_by("-told_on").values_list("told_on", flat=True).first()
