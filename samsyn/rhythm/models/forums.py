# SPDX-License-Identifier: EUPL-1.2
"""Forums: who meets, under which name, with what mandate."""

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
