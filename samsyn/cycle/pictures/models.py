# SPDX-License-Identifier: EUPL-1.2
"""A situational picture: what the reports add up to, what else is known, and what both parties decided from it."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class State(models.TextChoices):
    """A picture is a draft until both parties have approved; once decided it never changes."""

    DRAFT = "draft"
    DECIDED = "decided"
    REPLACED = "replaced"


MOVES = {
    State.DRAFT: {State.DECIDED},
    State.DECIDED: {State.REPLACED},
    State.REPLACED: set(),
}


class Picture(Row):
    """One picture of one period. `figures` is the frozen computation; the statutory parts are written by people."""

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=300, blank=True, default="")
    period_from = models.DateField()
    period_to = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    mapping = models.TextField(blank=True, default="")
    consequences = models.TextField(blank=True, default="")
    other_information = models.TextField(blank=True, default="")
    analysis = models.TextField(blank=True, default="")
    # What people write of a sector or a theme without a place, by its code.
    sections = models.JSONField(default=dict, blank=True)
    figures = models.TextField(default="{}")
    figures_digest = models.CharField(max_length=71, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")
    paragraph = models.CharField(max_length=40, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "state", "period_to"], name="picture_period")]


class Approval(Row):
    """One party's word that it stands behind a picture, for the figures with this digest."""

    ARCHIVE = Keep("decision")

    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="approvals")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField()
    title = models.CharField(max_length=200, blank=True, default="")
    on_paper = models.BooleanField(default=False)
    digest = models.CharField(max_length=71)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["picture", "organisation", "digest"], name="approved_once")
        ]


class FindingKind(models.TextChoices):
    """Where a finding comes from."""

    HOTSPOT = "hotspot"
    CHANGE = "change"
    AREA = "area"
    DIALOGUE = "dialogue"
    FIGURE = "figure"
    OTHER = "other"
    FOLLOWUP = "followup"


class Finding(Row):
    """Something the picture shows, in one sentence, with the frozen numbers it rests on."""

    ARCHIVE = Keep("decision")

    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, related_name="findings", null=True, blank=True
    )
    kind = models.CharField(max_length=12, choices=FindingKind)
    sentence = models.CharField(max_length=500)
    category = models.CharField(max_length=40, blank=True, default="")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    evidence = models.TextField(default="{}")
    evidence_digest = models.CharField(max_length=71, blank=True, default="")


class Side(models.TextChoices):
    """Where a cause lies: with the exposed, the one who does it or the place, or in a step of the chain of events."""

    VICTIM = "victim"
    OFFENDER = "offender"
    PLACE = "place"
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Cause(Row):
    """A row of the causal analysis of a finding: its side or its step in the chain, what is known and what is guessed."""

    ARCHIVE = Keep("decision")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="causes")
    side = models.CharField(max_length=12, choices=Side)
    sentence = models.CharField(max_length=500)
    known = models.TextField(blank=True, default="")
    guessed = models.TextField(blank=True, default="")


class FocusArea(Row):
    """What the parties chose to work with, from one or several findings. Promises point at it."""

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=300)
    theme = models.CharField(max_length=40, blank=True, default="")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    findings = models.ManyToManyField(Finding, related_name="focus_areas", blank=True)
    target_state = models.TextField(blank=True, default="")
    chosen_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)


class Look(Row):
    """One week that was searched for what is unusual, once and with a stated number of false alarms."""

    ARCHIVE = Keep("statistics")

    week_from = models.DateField()
    week_to = models.DateField()
    tests = models.PositiveIntegerField(default=0)
    expected_false = models.FloatField(default=0.0)
    left_out = models.JSONField(default=list, blank=True)
    method_version = models.CharField(max_length=20)
    seed = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=71, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "week_from"], name="looked_once_a_week")
        ]


class AlertKind(models.TextChoices):
    """How an alert was found: one week over its limit, small excesses summed up, or a place in the last days."""

    WEEK = "week"
    SUM = "sum"
    PLACE = "place"


class AlertState(models.TextChoices):
    """An alert waits until somebody says what it was."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"


ALERT_MOVES = {
    AlertState.OPEN: {AlertState.ACKNOWLEDGED},
    AlertState.ACKNOWLEDGED: set(),
}


class Outcome(models.TextChoices):
    """What an alert turned out to be. Only `real` counts as a hit."""

    REAL = "real"
    REPORTING = "reporting"
    NOTHING = "nothing"


class Alert(Row):
    """Something unusual: what, where, how many were expected and seen, and how seldom chance gives as much.

    `every_days` is the mean time between alarms as strong anywhere in the search, by chance alone.
    """

    ARCHIVE = Keep("statistics")

    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=8, choices=AlertKind)
    day_from = models.DateField()
    day_to = models.DateField()
    category = models.CharField(max_length=40, blank=True, default="")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    place_how = models.CharField(max_length=8, blank=True, default="")
    place_name = models.CharField(max_length=200, blank=True, default="")
    seen = models.PositiveIntegerField()
    expected = models.FloatField()
    upper = models.FloatField(null=True, blank=True)
    every_days = models.FloatField()
    evidence = models.TextField(default="{}")
    evidence_digest = models.CharField(max_length=71, blank=True, default="")
    state = models.CharField(max_length=12, choices=AlertState, default=AlertState.OPEN)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    acknowledged_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "state"], name="alert_state")]
