# SPDX-License-Identifier: EUPL-1.2
"""Decisions: made at a meeting, looked back at by later ones."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import MOVES as ACTIVITY_MOVES
from samsyn.cycle.activities.models import State as ActivityState
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation
from samsyn.ground.places.models import Area
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import RecordClass
from samsyn.rhythm import rules
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import (
    Decision,
    DecisionState,
    Effect,
    ForumKind,
    Meeting,
    Review,
    Said,
)
from samsyn.rhythm.writes.meetings import hold


@transaction.atomic
def decide(
    meeting: Meeting,
    what: str,
    organisation: Organisation,
    *,
    by: Caller,
    area: Area | None = None,
    starts_on: date | None = None,
    due_on: date | None = None,
    purpose: str = "",
    may_be_told: bool = False,
    uuid: UUID | None = None,
) -> Decision:
    """Decide: what, who, where, when and what for. On the board it becomes an activity at once.

    The activity is kept from residents unless `may_be_told`, since much of what a board decides is operative.
    `uuid` is the form's own: sent twice over a bad line, it is one decision.
    """
    meeting = Meeting.objects.select_for_update().select_related("forum", "partnership").get(pk=meeting.pk)
    rules.check_may_decide(by, meeting)
    known = Decision.objects.filter(uuid=uuid, meeting=meeting).first() if uuid else None
    if known is not None:
        return known
    rules.check_quorum(meeting)
    rules.check_same(organisation, meeting.partnership)
    rules.check_still_there(organisation)
    if not what.strip():
        raise BadInput("what_missing", field="what")
    if starts_on and due_on and due_on < starts_on:
        raise BadInput("period_backwards", field="due_on")
    guard(what=what, purpose=purpose)
    activity = None
    if meeting.forum.kind == ForumKind.BOARD:
        activity = activities.plan(
            meeting.partnership,
            what,
            organisation,
            by=by,
            area=area,
            period_from=starts_on or meeting.held_on,
            period_to=due_on,
            embargo=not may_be_told,
            record_class=RecordClass.PUBLIC if may_be_told else RecordClass.SHARED,
        )
    last = Decision.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(
        partnership_id=meeting.partnership_id,
        meeting=meeting,
        number=last + 1,
        what=what.strip(),
        purpose=purpose.strip(),
        organisation=organisation,
        area=area,
        starts_on=starts_on,
        due_on=due_on,
        activity=activity,
        **({"uuid": uuid} if uuid and not Decision.objects.filter(uuid=uuid).exists() else {}),
    )
    hold(meeting, by=by)
    journal.record("decision made", decision, by=by, meeting=str(meeting.uuid), number=decision.number)
    return decision


@transaction.atomic
def review(
    decision: Decision, meeting: Meeting, said: str, *, by: Caller, effect: str = "", note: str = ""
) -> Review:
    """Say at a meeting how an earlier decision stands. Done closes it and its activity; not done carries it over."""
    rules.check_may_review(by, decision, meeting, said)
    if effect and effect not in Effect.values:
        raise BadInput("unknown_answer", field="effect")
    if said == Said.WITHDRAWN and not note.strip():
        raise BadInput("reason_missing", field="note")
    guard(note=note)
    row, _ = Review.objects.update_or_create(
        decision=decision,
        meeting=meeting,
        defaults={
            "partnership_id": meeting.partnership_id,
            "said": said,
            "effect": effect,
            "note": note.strip(),
        },
    )
    decision.state = rules.SAID_TO_STATE.get(Said(said), DecisionState.OPEN)
    decision.save_checked()
    _follow(decision, said, note, by)
    hold(meeting, by=by)
    journal.record("decision reviewed", row, by=by, decision=str(decision.uuid), said=said)
    return row


@transaction.atomic
def hand_on(decision: Decision, to: Organisation, *, by: Caller) -> Decision:
    """Let another party answer for an open decision and its activity, as when the one it was given to has left."""
    rules.check_may_hand_on(by, decision, to)
    before = decision.organisation
    decision.organisation = to
    decision.save_checked()
    if decision.activity is not None and decision.activity.organisation_id != to.pk:
        activities.hand_over(decision.activity, to, by=SYSTEM.inside(decision.partnership_id))
    journal.record("decision handed on", decision, by=by, before=str(before.uuid), to=str(to.uuid))
    return decision


def _follow(decision: Decision, said: str, note: str, by: Caller) -> None:
    """The activity goes with its decision, as far as its own table of moves lets it."""
    activity = decision.activity
    if activity is None:
        return
    to = {Said.DONE: ActivityState.DONE, Said.WITHDRAWN: ActivityState.CANCELLED}.get(Said(said))
    if said in (Said.ONGOING, Said.NOT_DONE) and activity.state == ActivityState.DONE:
        to = ActivityState.ONGOING
    if to is not None and to in ACTIVITY_MOVES[ActivityState(activity.state)]:
        activities.move(activity, to, by=SYSTEM.inside(activity.partnership_id), reason=note)
