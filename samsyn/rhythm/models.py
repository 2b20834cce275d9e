# SPDX-License-Identifier: EUPL-1.2
"""Who meets when and what is decided there: forums, meetings, decisions that carry over, and what the law waits for."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class ForumKind(models.TextChoices):
    """What a forum is for; its name is the partnership's own (EST, VEST, tisdagsgruppen …)."""

    BOARD = "board"
    STEERING = "steering"
    COUNCIL = "council"
    OTHER = "other"


class Every(models.TextChoices):
    """How often a forum meets."""

    WEEK = "week"
    MONTH = "month"
    TERTIAL = "tertial"
    YEAR = "year"
    WHEN_NEEDED = "when_needed"


class Forum(Row):
    """One forum with its mandate. A meeting held is logged in `activity`, so that a promise about meetings fills itself."""

    ARCHIVE = Keep("decision")

    kind = models.CharField(max_length=10, choices=ForumKind)
    name = models.CharField(max_length=120)
    mandate = models.TextField(blank=True, default="")
    led_by = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reports_to = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    every = models.CharField(max_length=12, choices=Every, default=Every.WHEN_NEEDED)
    starts_at = models.TimeField(null=True, blank=True)
    place_text = models.CharField(max_length=200, blank=True, default="")
    activity = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="forum_name_once")]


class State(models.TextChoices):
    """A meeting is planned, held when the first thing is written on its day, and frozen when its minutes are approved."""

    PLANNED = "planned"
    HELD = "held"
    APPROVED = "approved"
    CANCELLED = "cancelled"


MOVES = {
    State.PLANNED: {State.HELD, State.CANCELLED},
    State.HELD: {State.APPROVED},
    State.APPROVED: set(),
    State.CANCELLED: {State.PLANNED},
}


class Meeting(Row):
    """One meeting of a forum. Those present are organisations, never persons."""

    ARCHIVE = Keep("decision")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place_text = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    state_reason = models.CharField(max_length=300, blank=True, default="")
    present = models.ManyToManyField("people.Organisation", related_name="+", blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True, default="")
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "held_on"], name="meeting_day")]


POINTS = {
    ForumKind.BOARD: (
        *("last_decisions", "new_reports", "police", "partners", "coming", "places", "decisions", "telling"),
    ),
    ForumKind.STEERING: ("picture", "promises", "followup", "open_decisions", "decisions", "other"),
    ForumKind.COUNCIL: ("picture", "promises", "followup", "open_decisions", "decisions", "other"),
    ForumKind.OTHER: ("open_decisions", "decisions", "other"),
}
"""The agenda of each kind of forum, as codes in order."""


class Note(Row):
    """What was noted under one point of the agenda."""

    ARCHIVE = Keep("decision")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    point = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "point"], name="one_note_a_point")]


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

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    purpose = models.CharField(max_length=300, blank=True, default="")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    activity = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once")]
        indexes = [models.Index(fields=["partnership", "state"], name="decision_state")]


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

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reviews")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reviews")
    said = models.CharField(max_length=10, choices=Said)
    effect = models.CharField(max_length=10, choices=Effect, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "meeting"], name="one_review_a_meeting")]


class YearEntry(Row):
    """A line of the year wheel that people have put there: school starts, Walpurgis Night, the budget."""

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=200)
    day = models.DateField()
    yearly = models.BooleanField(default=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    struck_at = models.DateTimeField(null=True, blank=True)


class Duty(models.TextChoices):
    """What lag (2023:196) asks a municipality to do that no other room knows of."""

    PLAN = "plan"  # § 5
    PLAN_FOLLOWED_UP = "plan_followed_up"  # § 6
    OTHER_PLANNING = "other_planning"  # § 7
    COORDINATION = "coordination"  # §§ 11–12
    REPORT = "report"  # § 13


class DutyDone(Row):
    """That a duty was met: which body, when, and under which number."""

    ARCHIVE = Keep("decision")

    duty = models.CharField(max_length=20, choices=Duty)
    done_on = models.DateField()
    body = models.CharField(max_length=200)
    paragraph = models.CharField(max_length=40, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
