# SPDX-License-Identifier: EUPL-1.2
"""Changes to the statutory plan of measures: write it, decide it, begin a new version, follow it up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from samsyn.cycle.activities import reads, rules
from samsyn.cycle.activities.models import Activity, MeasurePlan, PlanFollowUp, PlannedMeasure, PlanState
from samsyn.cycle.pictures.models import Picture
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import RecordClass

SCHEMA = 1
COPIED = (
    *("position", "title", "description", "finding", "cause", "unlinked_reason", "organisation", "role"),
    *("known", "term", "measured_by", "period_from", "period_to", "cost", "funding"),
)


@transaction.atomic
def write_plan(
    partnership: Partnership,
    title: str,
    *,
    by: Caller,
    period_from: date,
    period_to: date,
    municipality: Organisation | None = None,
    picture: Picture | None = None,
    summary: str = "",
) -> MeasurePlan:
    """Begin a plan of measures for the caller's own municipality, on a picture (§ 5)."""
    rules.check_may_write_plan(by, partnership)
    if municipality is None:
        municipality = people_reads.own_organisation(seen_by=by)
    rules.check_same(municipality, partnership)
    _check_words(title, period_from, period_to)
    rules.check_rests_on(picture, partnership)
    plan = MeasurePlan.objects.create(
        partnership=partnership,
        municipality=municipality,
        title=title.strip(),
        picture=picture,
        summary=summary.strip(),
        period_from=period_from,
        period_to=period_to,
    )
    rules.check_may_change_plan(by, plan)
    journal.record("plan of measures written", plan, by=by)
    return plan


@transaction.atomic
def change_plan(plan: MeasurePlan, *, by: Caller, version: int | None = None, **fields: Any) -> MeasurePlan:
    """Change a draft; nobody's words are overwritten."""
    rules.check_may_change_plan(by, plan)
    for name, value in fields.items():
        setattr(plan, name, value.strip() if isinstance(value, str) else value)
    _check_words(plan.title, plan.period_from, plan.period_to)
    rules.check_rests_on(plan.picture, plan.partnership)
    plan.save_checked(version)
    journal.record("plan of measures changed", plan, by=by, fields=sorted(fields))
    return plan


@transaction.atomic
def add_measure(
    plan: MeasurePlan, title: str, organisation: Organisation, *, by: Caller, **fields: Any
) -> PlannedMeasure:
    """Put a measure in a draft: it acts on a finding or a cause of a decided picture, or is listed as unlinked."""
    rules.check_may_change_plan(by, plan)
    rules.check_same(organisation, plan.partnership)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    start, stop = fields.get("period_from"), fields.get("period_to")
    if start and stop and stop < start:
        raise BadInput("period_backwards", field="period_to")
    rules.check_points_at(fields.get("finding"), fields.get("cause"), plan.partnership)
    measure = PlannedMeasure.objects.create(
        partnership=plan.partnership,
        plan=plan,
        title=title.strip(),
        organisation=organisation,
        **({"position": plan.measures.count()} | fields),
    )
    journal.record("measure added", measure, by=by, plan=str(plan.uuid))
    return measure


@transaction.atomic
def remove_measure(measure: PlannedMeasure, *, by: Caller) -> None:
    """Take a measure out of a draft; activities that served it stay in the activity plan."""
    rules.check_may_change_plan(by, measure.plan)
    journal.record("measure removed", measure, by=by, plan=str(measure.plan.uuid))
    measure.activities.clear()
    measure.delete()


@transaction.atomic
def decide_plan(
    plan: MeasurePlan,
    *,
    by: Caller,
    body: str,
    decided_on: date | None = None,
    paragraph: str = "",
    case_number: str = "",
) -> MeasurePlan:
    """Record the decision: body, day, paragraph and case number. The content is frozen, and replaces the version before."""
    rules.check_may_decide_plan(by, plan, plan.measures.count())
    if not body.strip():
        raise BadInput("body_missing", field="body")
    day = decided_on or clock.today()
    if day > clock.today():
        raise BadInput("in_future", field="decided_on")
    plan.decided_on, plan.decided_by = day, body.strip()
    plan.paragraph, plan.case_number = paragraph.strip(), case_number.strip()
    decision = {
        name: getattr(plan, name) for name in ("decided_on", "decided_by", "paragraph", "case_number")
    }
    kept = frozen.freeze("plan of measures", SCHEMA, reads.content_of_plan(plan, seen_by=by) | decision)
    plan.frozen_text, plan.frozen_digest = kept.text, kept.digest
    plan.state = PlanState.DECIDED
    plan.record_class = RecordClass.PUBLIC  # a municipality's decision: anyone may read what was decided
    plan.save_checked()
    before = plan.replaces
    if before is not None and before.state == PlanState.DECIDED:
        before.state = PlanState.REPLACED
        before.save_checked()
    journal.record("plan of measures decided", plan, by=by, digest=plan.frozen_digest)
    return plan


@transaction.atomic
def new_plan_version(plan: MeasurePlan, *, by: Caller) -> MeasurePlan:
    """Begin a new version of a decided plan, with its measures and the activities that serve them; the old one stands."""
    rules.check_may_renew_plan(by, plan)
    later = MeasurePlan.objects.create(
        partnership=plan.partnership,
        municipality=plan.municipality,
        title=plan.title,
        picture=plan.picture,
        summary=plan.summary,
        number=plan.number + 1,
        replaces=plan,
        period_from=plan.period_from,
        period_to=plan.period_to,
    )
    for measure in plan.measures.order_by("position", "id"):
        copied = {name: getattr(measure, name) for name in COPIED}
        carried = PlannedMeasure.objects.create(
            partnership=plan.partnership, plan=later, continues=measure, **copied
        )
        carried.activities.set(measure.activities.all())
    journal.record("plan version begun", later, by=by, replaces=str(plan.uuid), number=later.number)
    return later


@transaction.atomic
def follow_up_plan(
    plan: MeasurePlan,
    *,
    by: Caller,
    body: str,
    conclusion: str = "",
    followed_on: date | None = None,
    paragraph: str = "",
    case_number: str = "",
) -> PlanFollowUp:
    """Record that a plan was followed up (§ 6), with how each measure stood in the activities that day."""
    rules.check_may_follow_plan(by, plan)
    if not body.strip():
        raise BadInput("body_missing", field="body")
    day = followed_on or clock.today()
    if day > clock.today():
        raise BadInput("in_future", field="followed_on")
    kept = frozen.freeze("plan follow-up", SCHEMA, {"measures": reads.standing_of(plan, seen_by=by)})
    found = PlanFollowUp.objects.create(
        partnership=plan.partnership,
        plan=plan,
        followed_on=day,
        body=body.strip(),
        paragraph=paragraph.strip(),
        case_number=case_number.strip(),
        conclusion=conclusion.strip(),
        frozen_text=kept.text,
        frozen_digest=kept.digest,
    )
    journal.record("plan of measures followed up", found, by=by, plan=str(plan.uuid))
    return found


@transaction.atomic
def serve(activity: Activity, measures: Iterable[PlannedMeasure], *, by: Caller) -> Activity:
    """Let one activity serve these measures of the statutory plan too: it stays one record in both plans."""
    rules.check_may_plan(by, activity.partnership)
    chosen = list(measures)
    rules.check_may_serve(activity, chosen)
    activity.measures.set(chosen)
    journal.record("activity serves measures", activity, by=by, measures=[str(row.uuid) for row in chosen])
    return activity


def _check_words(title: str, period_from: date, period_to: date) -> None:
    if not title.strip():
        raise BadInput("title_missing", field="title")
    if period_to < period_from:
        raise BadInput("period_backwards", field="period_to")
