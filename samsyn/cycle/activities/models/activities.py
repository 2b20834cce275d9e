# SPDX-License-Identifier: EUPL-1.2
"""What is done to keep a promise: planned by somebody, for a place and a time, and logged as it is done."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import PlacedFields, Row


class State(models.TextChoices):
    """How far an activity has come."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


MOVES = {
    State.PLANNED: {State.ONGOING, State.DONE, State.PAUSED, State.CANCELLED},
    State.ONGOING: {State.DONE, State.PAUSED, State.CANCELLED},
    State.PAUSED: {State.ONGOING, State.CANCELLED},
    State.DONE: {State.ONGOING},
    State.CANCELLED: {State.PLANNED},
}


class Activity(Row, PlacedFields):
    """One row of the activity plan: one record, whichever plans and promises it serves.

    `embargo` keeps an operative activity from every public channel; `lifted_for` is the signed promise that itself
    states time and place. `weekdays` (0 = Monday) come every `every_weeks` weeks of the period, at `time_from`–`time_to`.
    `role` is the function that answers for it, never a person. `cost` is in whole kronor.
    """

    ARCHIVE = Keep("decision")

    promises = models.ManyToManyField("promises.Promise", related_name="activities", blank=True)
    measures = models.ManyToManyField("activities.PlannedMeasure", related_name="activities", blank=True)
    indicator = models.ForeignKey(
        "promises.Indicator", on_delete=models.PROTECT, related_name="activities", null=True, blank=True
    )
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, blank=True, default="")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    planned = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True, default="")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    place_text = models.CharField(max_length=300, blank=True, default="")
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    state_reason = models.CharField(max_length=300, blank=True, default="")
    embargo = models.BooleanField(default=False)
    lifted_for = models.ForeignKey(
        "promises.Promise", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    partners = models.ManyToManyField("people.Organisation", related_name="+", blank=True)
    role = models.CharField(max_length=120, blank=True, default="")
    weekdays = models.JSONField(default=list, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    holidays_too = models.BooleanField(default=True)
    time_from = models.TimeField(null=True, blank=True)
    time_to = models.TimeField(null=True, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)
    funding = models.CharField(max_length=200, blank=True, default="")

    def held_back(self) -> tuple[str, ...]:
        """Where and when of what is under embargo, and the title and reason that may say it."""
        return WHERE_AND_WHEN if self.embargo else ()


# What the embargo keeps of an activity; its kind, owner and numbers are shown.
WHERE_AND_WHEN = (
    *("title", "state_reason", "area", "place_text", "e", "n", "cell250"),
    *("period_from", "period_to", "weekdays", "every_weeks", "time_from", "time_to"),
)


class Talked(models.TextChoices):
    """About how many were talked with, where nobody counted."""

    NONE = "none"
    SOME = "some"
    MANY = "many"


class LogEntry(Row):
    """What was done on a day: how many times, how long, how many were reached. Never who.

    `area` and `photo` are for those who work with it: neither is ever published. `talked` is a band of how many were
    reached (none, one to nine, ten or more), where `reached` is not counted.
    """

    ARCHIVE = Keep("decision")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="log")
    done_on = models.DateField()
    quantity = models.PositiveIntegerField(default=1)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True)
    talked = models.CharField(max_length=6, choices=Talked, blank=True, default="")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    photo = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    note = models.CharField(max_length=500, blank=True, default="")
    struck_at = models.DateTimeField(null=True, blank=True)

    HELD_BY = ("activity",)

    class Meta:
        indexes = [models.Index(fields=["activity", "done_on"], name="log_day")]

    def held_back(self) -> tuple[str, ...]:
        """The day and the place of what is under embargo; how many times stays."""
        return ("done_on", "area", "note", "created_at") if self.activity.embargo else ()
