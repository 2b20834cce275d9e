# SPDX-License-Identifier: EUPL-1.2
"""What is done to keep a promise: planned by somebody, for a place and a time, and logged as it is done."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


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


class Activity(Row):
    """One row of the activity plan: one record, whichever plans and promises it serves.

    `embargo` keeps an operative activity from every public channel until it is lifted.
    """

    ARCHIVE = Keep("decision")

    promises = models.ManyToManyField("promises.Promise", related_name="activities", blank=True)
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


class LogEntry(Row):
    """What was done on a day: how many times, how long, how many were reached. Never who."""

    ARCHIVE = Keep("decision")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="log")
    done_on = models.DateField()
    quantity = models.PositiveIntegerField(default=1)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["activity", "done_on"], name="log_day")]
