# SPDX-License-Identifier: EUPL-1.2
"""Forums: who meets, under which name, with what mandate."""

from __future__ import annotations

from datetime import date

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class ForumKind(models.TextChoices):
    """What a forum is for; its name is the partnership's own (EST, VEST, tisdagsgruppen …)."""

    BOARD = "board"
    STEERING = "steering"
    COUNCIL = "council"
    LOCAL = "local"
    DISTRICT = "district"
    OTHER = "other"
    # About persons (social insatsgrupp, SSPF): that it exists and who leads it stands here, never what it talks of.
    ABOUT_PERSONS = "persons"


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
    # How many parties must be there for it to decide; 0 where nothing is said of it.
    quorum = models.PositiveSmallIntegerField(default=0)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # Who took over what was open when it was closed.
    handed_to = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="forum_name_once")]


class Function(Row):
    """Whom one calls about what: a function of an organisation, never a person. `phone` and `mailbox` are the function's."""

    ARCHIVE = Keep("decision")

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True, default="")
    hours = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    mailbox = models.EmailField(max_length=254, blank=True, default="")
    deputy = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=models.Q(ended_on=None), name="function_once"
            )
        ]

    def away_on(self, day: date) -> bool:
        """Whether it is on leave that day; both days are inside."""
        return bool(self.away_from and self.away_to and self.away_from <= day <= self.away_to)


class Seat(Row):
    """That a function is a member of a forum."""

    ARCHIVE = Keep("decision")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="seats")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="seats")
    leads = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "function"], condition=models.Q(ended_on=None), name="one_seat_in_a_forum"
            )
        ]
