# SPDX-License-Identifier: EUPL-1.2
"""Who leads meetings, writes in them and approves their minutes, and when."""

from __future__ import annotations

from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.rhythm.models import (
    DECISION_MOVES,
    MOVES,
    POINTS,
    Decision,
    DecisionState,
    Forum,
    Meeting,
    Said,
    State,
)

LEADERS = ("coordinator", "police_officer", "decision_maker")
SAID_TO_STATE = {Said.DONE: DecisionState.DONE, Said.WITHDRAWN: DecisionState.WITHDRAWN}


def check_may_lead(person: Caller, partnership: Partnership) -> None:
    """Coordinators, police officers and decision makers call meetings and write in them."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role(*LEADERS):
        raise NotAllowed("only_leaders_of_meetings")


def check_may_see(person: Caller, partnership: Partnership) -> None:
    """Every member but a guest reads the meetings and the year wheel."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.is_trusted and (person.kind != "member" or person.role == "guest"):
        raise NotAllowed("only_members")


def check_may_settle(person: Caller, partnership: Partnership) -> None:
    """The coordinator (or the administrator) settles which forums there are and what they are called."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role("coordinator", "administrator"):
        raise NotAllowed("only_coordinator_or_administrator")


def check_may_call(person: Caller, forum: Forum) -> None:
    """A meeting is called in a forum that still is."""
    check_may_lead(person, forum.partnership)
    if forum.closed_on is not None:
        raise NotNow("forum_is_closed")


def check_may_write(person: Caller, meeting: Meeting) -> None:
    """Notes are written before and during a meeting, never after its minutes are approved."""
    check_may_lead(person, meeting.partnership)
    if meeting.state == State.CANCELLED:
        raise NotNow("meeting_is_cancelled")
    if meeting.state == State.APPROVED:
        raise NotNow("minutes_are_approved")


def check_may_decide(person: Caller, meeting: Meeting) -> None:
    """Nothing is decided before the day of the meeting."""
    check_may_write(person, meeting)
    if meeting.held_on > clock.today():
        raise NotNow("meeting_lies_ahead")


def check_may_review(person: Caller, decision: Decision, meeting: Meeting, said: str) -> None:
    """An open decision of the same forum is reviewed at a later meeting (or the same); a withdrawn one is not."""
    check_may_decide(person, meeting)
    if decision.meeting.forum_id != meeting.forum_id or decision.meeting.held_on > meeting.held_on:
        raise NotFound("no_such_decision")
    if said not in Said.values:
        raise BadInput("unknown_answer", field="said")
    state = DecisionState(decision.state)
    to = SAID_TO_STATE.get(Said(said), DecisionState.OPEN)
    if to != state and to not in DECISION_MOVES[state]:
        raise NotNow("decision_is_withdrawn")


def check_point(meeting: Meeting, point: str) -> None:
    """A point is one of the agenda of the meeting's forum."""
    if point not in POINTS[meeting.forum.kind]:  # type: ignore[index]
        raise BadInput("unknown_point", field="point")


def check_may_move(person: Caller, meeting: Meeting, to: str, reason: str = "") -> None:
    """A move of the table; cancelling has a reason."""
    check_may_lead(person, meeting.partnership)
    if to not in MOVES[State(meeting.state)]:
        raise NotNow("move_not_allowed", state=meeting.state, to=to)
    if to == State.CANCELLED and not reason.strip():
        raise BadInput("reason_missing", field="reason")


def check_may_reschedule(person: Caller, meeting: Meeting) -> None:
    """Only a meeting that has not begun gets another day."""
    check_may_lead(person, meeting.partnership)
    if meeting.state != State.PLANNED:
        raise NotNow("move_not_allowed", state=meeting.state, to=State.PLANNED)


def check_may_approve(person: Caller, meeting: Meeting) -> None:
    """Minutes are approved once, of a meeting that was held; then they never change."""
    check_may_move(person, meeting, State.APPROVED)


def check_same(organisation: Organisation | None, partnership: Partnership) -> None:
    """Those who are present or responsible are organisations of the same partnership."""
    if organisation is not None and organisation.partnership_id != partnership.pk:
        raise BadInput("no_such_organisation", field="organisation")
