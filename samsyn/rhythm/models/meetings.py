# SPDX-License-Identifier: EUPL-1.2
"""Meetings: when a forum meets, its agenda, and what is noted under each point."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row
from samsyn.rhythm.models.forums import Forum, ForumKind


class State(models.TextChoices):
    """A meeting is planned, held when the first thing is written on its day, and frozen when its minutes are approved."""

    PLANNED = "planned"
    HELD = "held"
    APPROVED = "approved"
    CANCELLED = "cancelled"


MOVES = {
    State.PLANNED: {State.HELD, State.CANCELLED},
    State.HELD: {State.APPROVED, State.CANCELLED},
    State.APPROVED: set(),
    State.CANCELLED: {State.PLANNED},
}


class Meeting(Row):
    """One meeting of a forum. Those present are organisations, never persons."""

    ARCHIVE = Keep("decision")
    HELD_BY = ("forum",)

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place_text = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    state_reason = models.CharField(max_length=300, blank=True, default="")
    present = models.ManyToManyField("people.Organisation", related_name="+", blank=True)
    # The row of the forum's activity that counts this meeting.
    counted = models.ForeignKey(
        "activities.LogEntry", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    minutes_sent_at = models.DateTimeField(null=True, blank=True)
    papers_sent_at = models.DateTimeField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True, default="")
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "held_on"], name="meeting_day")]

    def held_back(self) -> tuple[str, ...]:
        """The minutes of a board: they say where and when the police will be."""
        return ("frozen_text",) if self.forum.kind == ForumKind.BOARD else ()

    def begin(self) -> bool:
        """Say that it was held; whether it was this that began it."""
        if self.state != State.PLANNED:
            return False
        # Two may write first at once; neither is to lose its words for that.
        begun = (
            type(self)
            .objects.filter(pk=self.pk, state=State.PLANNED)
            .update(state=State.HELD, version=models.F("version") + 1)
        )
        self.refresh_from_db(fields=["state", "version"])
        return bool(begun)


POINTS = {
    ForumKind.BOARD: (
        *(
            "last_decisions",
            "new_reports",
            "police",
            "partners",
            "coming",
            "places",
            "questions",
            "decisions",
            "telling",
        ),
    ),
    ForumKind.STEERING: (
        "picture",
        "promises",
        "followup",
        "open_decisions",
        "questions",
        "decisions",
        "other",
    ),
    ForumKind.COUNCIL: (
        "picture",
        "promises",
        "followup",
        "open_decisions",
        "questions",
        "decisions",
        "other",
    ),
    ForumKind.LOCAL: ("picture", "promises", "open_decisions", "questions", "decisions", "other"),
    ForumKind.DISTRICT: ("new_reports", "open_decisions", "questions", "decisions", "other"),
    ForumKind.OTHER: ("open_decisions", "questions", "decisions", "other"),
    ForumKind.ABOUT_PERSONS: (),
}
"""The agenda of each kind of forum, as codes in order."""


class Note(Row):
    """What was noted under one point of the agenda."""

    ARCHIVE = Keep("decision")
    HELD_BY = ("meeting__forum",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    point = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "point"], name="one_note_a_point")]

    def held_back(self) -> tuple[str, ...]:
        """What is noted at a board, as its minutes."""
        return ("text",) if self.meeting.forum.kind == ForumKind.BOARD else ()


BRINGING = ("police", "partners", "coming", "telling", "other")
"""The points to which a party brings lines of its own."""


class Item(Row):
    """One line that a party brings to a point, before the meeting or at it; seen by all who meet."""

    ARCHIVE = Keep("decision")
    HELD_BY = ("meeting__forum",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    point = models.CharField(max_length=20)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    struck_at = models.DateTimeField(null=True, blank=True)

    def held_back(self) -> tuple[str, ...]:
        """What is brought to a board, as its minutes; and what its party has taken back."""
        return ("text",) if self.struck_at or self.meeting.forum.kind == ForumKind.BOARD else ()


class Priority(Row):
    """One of the three areas that a forum puts first in a quarter or a tertial, and why."""

    ARCHIVE = Keep("decision")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="priorities")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="priorities")
    period = models.CharField(max_length=10)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "period", "area"],
                condition=models.Q(struck_at=None),
                name="area_first_once",
            )
        ]
