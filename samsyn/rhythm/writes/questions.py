# SPDX-License-Identifier: EUPL-1.2
"""Questions: prepared by one party, raised in a forum, moved to another, answered or put aside."""

from __future__ import annotations

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotNow
from samsyn.kit.rows import RecordClass
from samsyn.rhythm import rules
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import Forum, Meeting, Question, QuestionState, QuestionStep


@transaction.atomic
def prepare_question(
    partnership: Partnership, organisation: Organisation, title: str, *, by: Caller, text: str = ""
) -> Question:
    """Write a question in one's own party's preparation; no other party sees that it is there."""
    rules.check_may_prepare(by, partnership)
    if by.organisation_id != organisation.pk:
        raise BadInput("no_such_organisation", field="organisation")
    _check_words(title, text)
    question = Question.objects.create(
        partnership=partnership,
        owner=organisation,
        record_class=RecordClass.OWN,
        title=title.strip(),
        text=text.strip(),
    )
    journal.record("question prepared", question, by=by)
    return question


@transaction.atomic
def change_question(
    question: Question, title: str, *, by: Caller, text: str = "", version: int | None = None
) -> Question:
    """Change the words of a question that is not raised yet."""
    rules.check_own_question(by, question)
    _check_words(title, text)
    question.title, question.text = title.strip(), text.strip()
    question.save_checked(version)
    journal.record("question changed", question, by=by)
    return question


@transaction.atomic
def drop_question(question: Question, *, by: Caller) -> Question:
    """Let a question that was never raised be. It stays one's own."""
    rules.check_own_question(by, question)
    question.state = QuestionState.DROPPED
    question.save_checked()
    journal.record("question dropped", question, by=by)
    return question


@transaction.atomic
def raise_question(question: Question, forum: Forum, *, by: Caller) -> Question:
    """Raise a question in a forum: from now on all who meet see it, as it stands."""
    rules.check_may_raise(by, question, forum)
    question.state, question.record_class = QuestionState.RAISED, RecordClass.SHARED
    question.forum, question.raised_on = forum, clock.today()
    question.save_checked()
    _step(question, None, forum, "")
    journal.record("question raised", question, by=by, forum=str(forum.uuid))
    return question


@transaction.atomic
def move_question(question: Question, to: Forum, *, by: Caller, reason: str = "") -> Question:
    """Move a question that is raised to another forum: up, down or beside."""
    rules.check_may_handle(by, question, QuestionState.RAISED)
    rules.check_takes_questions(question, to)
    if question.forum_id == to.pk:
        raise NotNow("question_is_there")
    guard(reason=reason)
    before = question.forum
    question.forum, question.state = to, QuestionState.RAISED
    question.save_checked()
    _step(question, before, to, reason)
    journal.record("question moved", question, by=by, forum=str(to.uuid))
    return question


@transaction.atomic
def answer_question(question: Question, meeting: Meeting, answer: str, *, by: Caller) -> Question:
    """Answer a question at a meeting of the forum where it is raised."""
    rules.check_may_handle(by, question, QuestionState.ANSWERED)
    rules.check_may_decide(by, meeting)
    if question.forum_id != meeting.forum_id:
        raise BadInput("no_such_question", field="answer")
    if not answer.strip():
        raise BadInput("answer_missing", field="answer")
    guard(answer=answer)
    question.state, question.answer, question.answered_at = QuestionState.ANSWERED, answer.strip(), meeting
    question.save_checked()
    journal.record("question answered", question, by=by, meeting=str(meeting.uuid))
    return question


@transaction.atomic
def put_aside(question: Question, *, by: Caller, reason: str) -> Question:
    """Put a question aside, and say why."""
    rules.check_may_handle(by, question, QuestionState.ASIDE)
    if not reason.strip():
        raise BadInput("reason_missing", field="reason")
    guard(reason=reason)
    question.state, question.answer = QuestionState.ASIDE, reason.strip()
    question.save_checked()
    journal.record("question put aside", question, by=by)
    return question


@transaction.atomic
def take_up_again(question: Question, *, by: Caller) -> Question:
    """Take up a question that was answered or put aside, in the forum where it was; a closed one gives it to who took over."""
    rules.check_may_handle(by, question, QuestionState.RAISED)
    forum = question.forum
    while forum is not None and forum.closed_on is not None and forum.handed_to is not None:
        forum = forum.handed_to
    if forum is None:
        raise NotNow("forum_is_closed")
    rules.check_takes_questions(question, forum)
    question.state, question.answer, question.answered_at = QuestionState.RAISED, "", None
    question.forum = forum
    question.save_checked()
    journal.record("question taken up again", question, by=by)
    return question


def _step(question: Question, before: Forum | None, to: Forum, reason: str) -> None:
    QuestionStep.objects.create(
        partnership_id=question.partnership_id,
        question=question,
        from_forum=before,
        to_forum=to,
        on=clock.today(),
        reason=reason.strip(),
    )


def _check_words(title: str, text: str) -> None:
    if not title.strip():
        raise BadInput("question_missing", field="title")
    guard(title=title, text=text)
