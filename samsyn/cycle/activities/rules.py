# SPDX-License-Identifier: EUPL-1.2
"""Who may plan and log activities, and when."""

from __future__ import annotations

import re

from samsyn.catalogue import activities as kinds
from samsyn.cycle.activities.models import (
    MOVES,
    PLAN_MOVES,
    Activity,
    LogEntry,
    MeasurePlan,
    PlannedMeasure,
    PlanState,
    State,
)
from samsyn.cycle.pictures.models import Cause, Finding, Picture
from samsyn.cycle.promises.models import Promise
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow

HOURS = re.compile(
    r"\b(?:klockan|kl\.?)\s*\d{1,2}|\b\d{1,2}(?:[.:]\d\d)?\s?[–-]\s?\d{1,2}(?:[.:]\d\d)?\b", re.IGNORECASE
)
# "vid Tempo i Björbo", "på Stortorget": a preposition before a name.
NAMED_PLACE = re.compile(r"\b(?:vid|i|på|utanför|intill)\s+[A-ZÅÄÖ][a-zåäö]+")


def check_may_plan(person: Caller, partnership: Partnership) -> None:
    """Coordinators, police officers and decision makers plan."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role("coordinator", "police_officer", "decision_maker"):
        raise NotAllowed("only_coordinator_police_or_decision_maker")


def check_may_log(person: Caller, activity: Activity) -> None:
    """The organisation that does it logs it; a coordinator may log for others. What is cancelled is not logged."""
    if person.partnership_id not in (None, activity.partnership_id):
        raise NotFound("no_such_activity")
    own = person.organisation_id == activity.organisation_id and person.kind in ("member", "link")
    if not own and not person.has_role("coordinator"):
        raise NotAllowed("only_own_organisation_logs")
    if person.role == "auditor":
        raise NotAllowed("auditors_only_read")
    if activity.state == State.CANCELLED:
        raise NotNow("activity_is_cancelled")


def check_may_strike(person: Caller, entry: LogEntry) -> None:
    """A log entry is struck out, never removed, by those who may log."""
    check_may_log(person, entry.activity)
    if entry.struck_at:
        raise NotNow("already_struck")


def check_may_move(person: Caller, activity: Activity, to: str, reason: str) -> None:
    """A move of the table; pausing and cancelling need a reason."""
    if person.organisation_id != activity.organisation_id:
        check_may_plan(person, activity.partnership)
    elif person.partnership_id != activity.partnership_id:
        raise NotFound("no_such_activity")
    if to not in MOVES[State(activity.state)]:
        raise NotNow("move_not_allowed", state=activity.state, to=to)
    if to in (State.PAUSED, State.CANCELLED) and not reason.strip():
        raise NotNow("reason_missing")


def check_same(organisation: Organisation, partnership: Partnership) -> None:
    """Activities belong to organisations of the same partnership."""
    if organisation.partnership_id != partnership.pk:
        raise NotFound("no_such_organisation")


def check_may_answer(organisation: Organisation, partnership: Partnership) -> None:
    """Who answers for an activity belongs to the same partnership and has not left it."""
    check_same(organisation, partnership)
    if organisation.left_on:
        raise BadInput("organisation_has_left", field="organisation", name=organisation.name)


def check_may_hand_over(person: Caller, activity: Activity, to: Organisation) -> None:
    """An activity that is not over is handed over to another party."""
    check_may_plan(person, activity.partnership)
    check_may_answer(to, activity.partnership)
    if activity.state in (State.DONE, State.CANCELLED):
        raise NotNow("activity_is_over", state=activity.state)


def check_may_lift(person: Caller, activity: Activity, promise: Promise | None) -> None:
    """An operative activity is shown only where a signed promise of its own states time and place; others freely."""
    check_may_plan(person, activity.partnership)
    if not operative(activity.kind):
        return
    if promise is None or not activity.promises.filter(pk=promise.pk).exists():
        raise NotNow("embargo_needs_promise")
    if promise.state != "agreed" or not states_time_and_place(promise):
        raise NotNow("promise_states_no_time_and_place")


def operative(kind: str) -> bool:
    """Whether date and place of this kind are never told before it is done."""
    found = kinds.get(kind)
    return bool(found and found.operative)


def states_time_and_place(promise: Promise) -> bool:
    """Whether the signed words themselves say at what hours and where ("Tempo i Björbo varje torsdag 10–11")."""
    words = f"{promise.sentence} {promise.explanation}"
    named = promise.area is not None and promise.area.name.casefold() in words.casefold()
    return bool(HOURS.search(words)) and (named or bool(NAMED_PLACE.search(words)))


def check_may_write_plan(person: Caller, partnership: Partnership) -> None:
    """The plan of measures is a municipality's own: its coordinators and decision makers write it, nobody else."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role("coordinator", "decision_maker"):
        raise NotAllowed("only_coordinator_or_decision_maker")
    if not person.is_trusted and person.organisation_kind != "municipality":
        raise NotAllowed("only_the_municipality")


def check_may_change_plan(person: Caller, plan: MeasurePlan) -> None:
    """Only a draft is changed, by the municipality whose plan it is."""
    check_may_write_plan(person, plan.partnership)
    if not person.is_trusted and person.organisation_id != plan.municipality_id:
        raise NotAllowed("only_the_municipality")
    if plan.state != PlanState.DRAFT:
        raise NotNow("plan_is_not_a_draft", state=plan.state)


def check_may_decide_plan(person: Caller, plan: MeasurePlan, measures: int) -> None:
    """A plan is decided when it rests on a decided picture and has measures (§ 5)."""
    check_may_change_plan(person, plan)
    if PlanState.DECIDED not in PLAN_MOVES[PlanState(plan.state)]:
        raise NotNow("plan_is_not_a_draft", state=plan.state)
    if plan.picture is None or plan.picture.decided_on is None:
        raise NotNow("plan_needs_decided_picture")
    if not measures:
        raise NotNow("plan_has_no_measures")


def check_may_renew_plan(person: Caller, plan: MeasurePlan) -> None:
    """A new version is begun from a decided one, one at a time, by the municipality whose plan it is."""
    check_may_follow_plan(person, plan)
    if plan.later.exists():
        raise NotNow("new_plan_is_begun")


def check_may_follow_plan(person: Caller, plan: MeasurePlan) -> None:
    """A decided plan is followed up by the municipality whose plan it is."""
    check_may_write_plan(person, plan.partnership)
    if not person.is_trusted and person.organisation_id != plan.municipality_id:
        raise NotAllowed("only_the_municipality")
    if plan.state != PlanState.DECIDED:
        raise NotNow("plan_is_not_decided", state=plan.state)


def check_rests_on(picture: Picture | None, partnership: Partnership) -> None:
    """A plan rests on a picture of its own partnership."""
    if picture is not None and picture.partnership_id != partnership.pk:
        raise BadInput("no_such_picture", field="picture")


def check_points_at(finding: Finding | None, cause: Cause | None, partnership: Partnership) -> None:
    """What a measure acts on stands in a decided picture of the same partnership."""
    for found in (finding, cause.finding if cause else None):
        if found is None:
            continue
        if found.partnership_id != partnership.pk:
            raise NotFound("no_such_finding")
        if found.picture is None or found.picture.decided_on is None:
            raise BadInput("finding_is_not_decided", field="rests_on")


def check_may_serve(activity: Activity, measures: list[PlannedMeasure]) -> None:
    """An activity serves measures of its own partnership."""
    if any(row.partnership_id != activity.partnership_id for row in measures):
        raise NotFound("no_such_measure")
