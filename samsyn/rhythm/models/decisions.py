# SPDX-License-Identifier: EUPL-1.2
"""Decisions and what later meetings say of them."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row
from samsyn.rhythm.models.meetings import Meeting


class DecisionState(models.TextChoices):
    """A decision is open, and carried from meeting to meeting, until it is done or withdrawn."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


DECISION_MOVES = {
    DecisionState.OPEN: {DecisionState.DONE, DecisionState.WITHDRAWN},
    DecisionState.DONE: {DecisionState.OPEN},
    DecisionState.WITHDRAWN: set(),
}


class Decision(Row):
    """What was decided: what, who, where, when and what for. A board's decision is an activity from the same moment."""

    ARCHIVE = Keep("decision")
    HELD_BY = ("activity",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    purpose = models.CharField(max_length=300, blank=True, default="")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    # The forum that looks back at it since its own was closed.
    handed_to = models.ForeignKey(
        "rhythm.Forum", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    activity = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once")]
        indexes = [models.Index(fields=["partnership", "state"], name="decision_state")]

    def held_back(self) -> tuple[str, ...]:
        """What, where and when of a decision whose activity is under embargo."""
        embargo = self.activity is not None and self.activity.embargo
        return ("what", "purpose", "area", "starts_on", "due_on") if embargo else ()


class Said(models.TextChoices):
    """What a later meeting said of a decision."""

    DONE = "done"
    ONGOING = "ongoing"
    NOT_DONE = "not_done"
    WITHDRAWN = "withdrawn"


class Effect(models.TextChoices):
    """Whether anything is seen to have changed."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    TOO_EARLY = "too_early"


class Review(Row):
    """How a decision stood at a later meeting; the last word of a meeting counts."""

    ARCHIVE = Keep("decision")
    HELD_BY = ("decision__activity",)

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reviews")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reviews")
    said = models.CharField(max_length=10, choices=Said)
    effect = models.CharField(max_length=10, choices=Effect, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "meeting"], name="one_review_a_meeting")]

    def held_back(self) -> tuple[str, ...]:
        """What was said of a decision that is itself held back."""
        return ("note",) if self.decision.held_back() else ()
