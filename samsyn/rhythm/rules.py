# SPDX-License-Identifier: EUPL-1.2
"""Who leads meetings, writes in them and approves their minutes, and when."""

from __future__ import annotations

from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.rhythm.models import (
    BRINGING,
    DECISION_MOVES,
    MOVES,
    POINTS,
    QUESTION_MOVES,
    STATEMENT_MOVES,
    Decision,
    DecisionState,
    Forum,
    ForumKind,
    Meeting,
    Question,
    QuestionState,
    Said,
    State,
    Statement,
    StatementState,
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
    check_open(forum)


def check_open(forum: Forum) -> None:
    """Meetings and questions stand in a forum that still is, and never in one that talks of persons."""
    if forum.closed_on is not None:
        raise NotNow("forum_is_closed")
    if forum.kind == ForumKind.ABOUT_PERSONS:
        raise NotNow("forum_talks_of_persons")


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


def check_quorum(meeting: Meeting) -> None:
    """Where the forum says how many parties must be there, fewer decide nothing."""
    wanted = meeting.forum.quorum
    if wanted and (there := meeting.present.count()) < wanted:
        raise NotNow("no_quorum", there=there, wanted=wanted)


def check_may_review(person: Caller, decision: Decision, meeting: Meeting, said: str) -> None:
    """An open decision of the same forum is reviewed at a later meeting (or the same); a withdrawn one is not."""
    check_may_decide(person, meeting)
    forum_id = decision.handed_to_id or decision.meeting.forum_id
    own = decision.meeting_id == meeting.pk
    if not own and (forum_id != meeting.forum_id or decision.meeting.held_on > meeting.held_on):
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


def check_may_cancel(person: Caller, meeting: Meeting, reason: str) -> None:
    """A meeting that came to nothing is cancelled, also when it had begun; one that has decided was held."""
    check_may_move(person, meeting, State.CANCELLED, reason)
    if meeting.decisions.exists() or meeting.reviews.exists():
        raise NotNow("meeting_has_decided")


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


def check_still_there(organisation: Organisation) -> None:
    """A party that has left is given nothing new to do."""
    if organisation.left_on is not None and organisation.left_on <= clock.today():
        raise BadInput("organisation_has_left", field="organisation")


def check_may_hand_on(person: Caller, decision: Decision, to: Organisation) -> None:
    """An open decision is handed to another party by those who lead meetings."""
    check_may_lead(person, decision.partnership)
    check_same(to, decision.partnership)
    check_still_there(to)
    if decision.state != DecisionState.OPEN:
        raise NotNow("decision_is_closed")


def check_may_bring(person: Caller, meeting: Meeting, organisation: Organisation, point: str) -> None:
    """Every party brings lines of its own; those who lead meetings write for any."""
    check_may_see(person, meeting.partnership)
    check_same(organisation, meeting.partnership)
    check_point(meeting, point)
    if point not in BRINGING:
        raise BadInput("unknown_point", field="point")
    if not person.has_role(*LEADERS) and person.organisation_id != organisation.pk:
        raise NotAllowed("only_own_organisation")
    if person.role == "auditor":
        raise NotAllowed("only_leaders_of_meetings")
    if meeting.state == State.CANCELLED:
        raise NotNow("meeting_is_cancelled")
    if meeting.state == State.APPROVED:
        raise NotNow("minutes_are_approved")


def check_may_prepare(person: Caller, partnership: Partnership) -> None:
    """Every party prepares its own questions; auditors and guests belong to no preparation."""
    check_may_see(person, partnership)
    if person.organisation_id is None or person.role in ("auditor", "guest"):
        raise NotAllowed("only_own_organisation")


def check_own_question(person: Caller, question: Question) -> None:
    """Only the party whose question it is changes, raises or drops it, and only before the others know of it."""
    check_may_prepare(person, question.partnership)
    if person.organisation_id != question.owner_id:
        raise NotFound("no_such_question")
    if question.state != QuestionState.PREPARED:
        raise NotNow("question_is_raised")


def check_may_raise(person: Caller, question: Question, forum: Forum) -> None:
    """A party raises its own question in a forum of the same partnership that still meets."""
    check_own_question(person, question)
    check_takes_questions(question, forum)


def check_takes_questions(question: Question, forum: Forum) -> None:
    """A question goes to a forum of the same partnership that still meets."""
    if forum.partnership_id != question.partnership_id:
        raise NotFound("no_such_forum")
    check_open(forum)


def check_may_handle(person: Caller, question: Question, to: str) -> None:
    """Those who lead meetings answer, put aside, take up again and move what has been raised."""
    check_may_lead(person, question.partnership)
    state = QuestionState(question.state)
    if state == QuestionState.PREPARED:
        raise NotFound("no_such_question")
    if to != state and to not in QUESTION_MOVES[state]:
        raise NotNow("move_not_allowed", state=state, to=to)


def check_may_keep_function(person: Caller, organisation: Organisation) -> None:
    """The coordinator keeps the directory; those who lead meetings keep their own organisation's part."""
    if person.partnership_id not in (None, organisation.partnership_id):
        raise NotFound("no_such_organisation")
    own = person.organisation_id == organisation.pk and person.has_role(*LEADERS)
    if not own and not person.has_role("coordinator", "administrator"):
        raise NotAllowed("only_coordinator_or_administrator")


def for_all(partnership: Partnership) -> Caller:
    """The eyes of a shared meeting: what all parties may see together, whoever sits at the keyboard.

    Without an organisation, so that nothing of one party's own stands on the screen, in the minutes or in the papers.
    """
    return Caller("member", "", partnership.pk, role="coordinator")


STATERS = ("coordinator", "decision_maker")


def check_may_state(person: Caller, partnership: Partnership) -> None:
    """Statements are the municipality's own: its coordinators and decision makers write them."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role(*STATERS):
        raise NotAllowed("only_coordinator_or_decision_maker")
    if not person.is_trusted and person.organisation_kind != "municipality":
        raise NotAllowed("only_the_municipality")


def check_may_change_statement(person: Caller, statement: Statement) -> None:
    """Only a draft is changed, by the municipality whose it is."""
    check_may_state(person, statement.partnership)
    if not person.is_trusted and person.organisation_id != statement.owner_id:
        raise NotAllowed("only_the_municipality")
    if statement.state != StatementState.DRAFT:
        raise NotNow("statement_is_decided")


def check_may_decide_statement(person: Caller, statement: Statement) -> None:
    """A move of the table, once the period has begun to be told: a statement of a period that runs is decided too."""
    check_may_change_statement(person, statement)
    if StatementState.DECIDED not in STATEMENT_MOVES[StatementState(statement.state)]:
        raise NotNow("statement_is_decided")


def check_may_read_statement(person: Caller, statement: Statement) -> None:
    """What is decided is read by every member but a guest; a draft by those who work with it."""
    check_may_see(person, statement.partnership)
    if statement.state == StatementState.DECIDED:
        return
    if not person.has_role(*STATERS, "analyst", "administrator", "auditor"):
        raise NotAllowed("only_coordinator_or_decision_maker")
    if not person.is_trusted and person.organisation_id != statement.owner_id:
        raise NotFound("no_such_statement")
