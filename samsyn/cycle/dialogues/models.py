# SPDX-License-Identifier: EUPL-1.2
"""An occasion when people were asked: what they saw, said or answered, and what was done with it. Never who."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import PlacedFields, Row


class Kind(models.TextChoices):
    """How people were asked."""

    CITIZEN_DIALOGUE = "citizen_dialogue"
    SAFETY_WALK = "safety_walk"
    SURVEY = "survey"
    STAFF_DIALOGUE = "staff_dialogue"


class State(models.TextChoices):
    """An occasion is planned, then held; what was said can be written as soon as it has been held."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


MOVES = {
    State.PLANNED: {State.HELD, State.CANCELLED},
    State.HELD: set(),
    State.CANCELLED: {State.PLANNED},
}


class Occasion(Row):
    """One dialogue, walk or survey. `taking_part` and `asked` are counts; a survey's days are `held_on` to `held_to`.

    `missing` says in words which groups were not reached (young people, those who work nights), never who.
    """

    ARCHIVE = Keep("decision")

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    held_on = models.DateField()
    held_to = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    place_text = models.CharField(max_length=200, blank=True, default="")
    invited_by = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField(null=True, blank=True)
    taking_part = models.PositiveIntegerField(null=True, blank=True)
    missing = models.CharField(max_length=300, blank=True, default="")
    summary = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "held_on"], name="occasion_day")]


class ObservationState(models.TextChoices):
    """What has come of an observation."""

    OPEN = "open"
    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"


OBSERVATION_MOVES = {
    ObservationState.OPEN: {ObservationState.PLANNED, ObservationState.DONE, ObservationState.NOT_DONE},
    ObservationState.PLANNED: {ObservationState.DONE, ObservationState.NOT_DONE},
    ObservationState.DONE: {ObservationState.OPEN},
    ObservationState.NOT_DONE: {ObservationState.OPEN},
}


class Observation(Row, PlacedFields):
    """A theme that came up, or something seen on the way: what and where, and what was done with it.

    `works_well` marks what people want to keep. `raised_by` is how many (or how many groups) raised it.
    """

    ARCHIVE = Keep("decision")

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="observations")
    text = models.CharField(max_length=500)
    category = models.CharField(max_length=40, blank=True, default="")
    works_well = models.BooleanField(default=False)
    raised_by = models.PositiveIntegerField(null=True, blank=True)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    place_text = models.CharField(max_length=200, blank=True, default="")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ObservationState, default=ObservationState.OPEN)
    answer = models.CharField(max_length=500, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)


class Answer(Row):
    """One question of a survey and one answer to it, as counts: so many of so many. No single answer is ever kept."""

    ARCHIVE = Keep("statistics")

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=300)
    said = models.CharField(max_length=200)
    count = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occasion", "question", "said"], name="answer_once_an_occasion")
        ]
