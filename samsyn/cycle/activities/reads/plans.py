# SPDX-License-Identifier: EUPL-1.2
"""Questions about the statutory plan of measures: its versions, and how each measure stands in the activities."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.activities.models import MeasurePlan, PlanFollowUp, PlannedMeasure, PlanState, State
from samsyn.cycle.activities.reads.activities import activities
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound


def plans(partnership: Partnership, *, seen_by: Caller) -> QuerySet[MeasurePlan]:
    """Every version of every plan of measures, newest first."""
    rows = MeasurePlan.objects.seen_by(seen_by).filter(partnership=partnership)
    rows = rows.select_related("municipality", "picture", "replaces")
    return rows.order_by("-period_from", "-number", "-id")


def measure_plan(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> MeasurePlan:
    """One version. Raises NotFound."""
    found = plans(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_plan")
    return found


def decided_plans(partnership: Partnership, *, seen_by: Caller) -> list[MeasurePlan]:
    """The decided plans that no later one has replaced, one for each municipality."""
    return list(plans(partnership, seen_by=seen_by).filter(state=PlanState.DECIDED))


def plan_versions(plan: MeasurePlan, *, seen_by: Caller) -> list[MeasurePlan]:
    """Every version of the same plan, newest first."""
    rows = {row.pk: row for row in plans(plan.partnership, seen_by=seen_by)}
    root = rows[plan.pk]
    while root.replaces_id in rows:
        root = rows[root.replaces_id]
    chain = [root]
    while later := next((row for row in rows.values() if row.replaces_id == chain[-1].pk), None):
        chain.append(later)
    return chain[::-1]


def measures(plan: MeasurePlan, *, seen_by: Caller) -> list[Any]:
    """A plan's measures in order, each with `.work`: the activities that serve it, and `.linked`."""
    rows = PlannedMeasure.objects.seen_by(seen_by).filter(plan=plan)
    found: list[Any] = list(
        rows.select_related("finding", "cause__finding", "organisation").order_by("position", "id")
    )
    served: dict[int, list[Any]] = {row.pk: [] for row in found}
    work = activities(plan.partnership, seen_by=seen_by).filter(measures__plan=plan).distinct()
    for activity in work.prefetch_related("measures"):
        for measure in activity.measures.all():
            if measure.pk in served:
                served[measure.pk].append(activity)
    for row in found:
        row.work = served[row.pk]
        row.linked = row.finding_id is not None or row.cause_id is not None
    return found


def planned_measure(uuid: UUID | str, plan: MeasurePlan, *, seen_by: Caller) -> PlannedMeasure:
    """One measure of a plan. Raises NotFound."""
    found = next((row for row in measures(plan, seen_by=seen_by) if str(row.uuid) == str(uuid)), None)
    if found is None:
        raise NotFound("no_such_measure")
    return found


def measures_to_serve(partnership: Partnership, *, seen_by: Caller) -> list[PlannedMeasure]:
    """The measures that an activity may serve: those of plans that are decided or being written."""
    rows = PlannedMeasure.objects.seen_by(seen_by).filter(partnership=partnership)
    rows = rows.exclude(plan__state=PlanState.REPLACED).filter(plan__later=None)
    return list(rows.select_related("plan").order_by("plan_id", "position", "id"))


def plan_follow_ups(plan: MeasurePlan, *, seen_by: Caller) -> list[PlanFollowUp]:
    """When a plan was followed up, newest first."""
    rows = PlanFollowUp.objects.seen_by(seen_by).filter(plan=plan)
    return list(rows.order_by("-followed_on", "-id"))


def last_follow_up(partnership: Partnership, *, seen_by: Caller) -> PlanFollowUp | None:
    """The latest follow-up of any plan of the partnership."""
    rows = PlanFollowUp.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.order_by("-followed_on", "-id").first()


def content_of_plan(plan: MeasurePlan, *, seen_by: Caller) -> dict[str, Any]:
    """The exact content that is decided: words, measures, what they rest on, cost and funding."""
    rows = measures(plan, seen_by=seen_by)
    return {
        "title": plan.title,
        "number": plan.number,
        "municipality": plan.municipality.name,
        "summary": plan.summary,
        "period_from": plan.period_from,
        "period_to": plan.period_to,
        "picture": {
            "title": plan.picture.title,
            "period_from": plan.picture.period_from,
            "period_to": plan.picture.period_to,
            "decided_on": plan.picture.decided_on,
            "digest": plan.picture.frozen_digest,
        }
        if plan.picture
        else None,
        "measures": [measure_told(row) for row in rows],
        "cost": total_cost(rows),
    }


def measure_told(row: PlannedMeasure) -> dict[str, Any]:
    """A measure as plain data."""
    return {
        "title": row.title,
        "description": row.description,
        "finding": _finding_of(row),
        "cause": row.cause.sentence if row.cause else None,
        "unlinked_reason": row.unlinked_reason,
        "organisation": row.organisation.name,
        "role": row.role,
        "known": row.known,
        "term": row.term,
        "measured_by": row.measured_by,
        "period_from": row.period_from,
        "period_to": row.period_to,
        "cost": row.cost,
        "funding": row.funding,
    }


def total_cost(rows: list[Any]) -> dict[str, int]:
    """The sum of what has a cost, and how many measures have none written."""
    return {
        "sum": sum(row.cost for row in rows if row.cost is not None),
        "without": sum(1 for row in rows if row.cost is None),
    }


def standing_of(plan: MeasurePlan, *, seen_by: Caller) -> list[dict[str, Any]]:
    """How each measure stands in its activities: how many are planned, going on, done; a count without a sum."""
    return [
        {
            "title": row.title,
            "linked": row.linked,
            "activities": len(row.work),
            "done": sum(work.state == State.DONE for work in row.work),
            "ongoing": sum(work.state == State.ONGOING for work in row.work),
        }
        for row in measures(plan, seen_by=seen_by)
    ]


def _finding_of(row: PlannedMeasure) -> str | None:
    found = row.cause.finding if row.cause else row.finding
    return found.sentence if found else None
