# SPDX-License-Identifier: EUPL-1.2
"""Questions about questions: one party's own, and those raised in a forum."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import Forum, Meeting, Question, QuestionState, QuestionStep


def questions(
    partnership: Partnership, *, seen_by: Caller, forum: Forum | None = None, state: str = ""
) -> QuerySet[Question]:
    """The questions that a caller may know of, the oldest first."""
    rows = Question.objects.seen_by(seen_by).filter(partnership=partnership)
    if forum is not None:
        rows = rows.filter(forum=forum)
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("owner", "forum", "answered_at").order_by("raised_on", "id")


def question(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Question:
    """One question. Raises NotFound, also for another party's preparation."""
    found = questions(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_question")
    return found


def prepared(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Question]:
    """What the caller's own party prepares; of no other party, whoever asks."""
    rows = questions(partnership, seen_by=seen_by, state=QuestionState.PREPARED)
    return rows.filter(owner_id=seen_by.organisation_id or 0)


def answered(meeting: Meeting, *, seen_by: Caller) -> QuerySet[Question]:
    """What was answered at a meeting."""
    return questions(meeting.partnership, seen_by=seen_by).filter(answered_at=meeting)


def steps(question: Question, *, seen_by: Caller) -> QuerySet[QuestionStep]:
    """Where a question has been, in order."""
    rows = QuestionStep.objects.seen_by(seen_by).filter(question=question)
    return rows.select_related("from_forum", "to_forum").order_by("id")
