# SPDX-License-Identifier: EUPL-1.2
"""Questions: kept in one party's own preparation until it raises them, then answered, put aside, or moved to another forum."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row
from samsyn.rhythm.models.forums import Forum
from samsyn.rhythm.models.meetings import Meeting


class QuestionState(models.TextChoices):
    """A question is prepared by one party alone, raised in a forum, and answered or put aside there."""

    PREPARED = "prepared"
    RAISED = "raised"
    ANSWERED = "answered"
    ASIDE = "aside"
    DROPPED = "dropped"


QUESTION_MOVES = {
    QuestionState.PREPARED: {QuestionState.RAISED, QuestionState.DROPPED},
    QuestionState.RAISED: {QuestionState.ANSWERED, QuestionState.ASIDE},
    QuestionState.ANSWERED: {QuestionState.RAISED},
    QuestionState.ASIDE: {QuestionState.RAISED},
    QuestionState.DROPPED: set(),
}


class Question(Row):
    """What a party wants to talk of. Of class `own` until it is raised: the other parties do not know that it is there."""

    ARCHIVE = Keep("decision")

    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, related_name="questions", null=True, blank=True
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.PREPARED)
    raised_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True, default="")
    answered_at = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="answered", null=True, blank=True
    )

    class Meta:
        indexes = [models.Index(fields=["partnership", "state"], name="question_state")]

    def held_back(self) -> tuple[str, ...]:
        """What no party but its own has seen leaves in no package."""
        return ("title", "text", "answer") if self.record_class == "own" else ()


class QuestionStep(Row):
    """That a question was raised in a forum, or moved from one to another, and why."""

    ARCHIVE = Keep("decision")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="steps")
    from_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    to_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True, default="")
