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
    """One picture of one period. `figures` is the frozen computation; the three statutory parts are written by people."""

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=300, blank=True, default="")
    period_from = models.DateField()
    period_to = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    mapping = models.TextField(blank=True, default="")
    other_information = models.TextField(blank=True, default="")
    analysis = models.TextField(blank=True, default="")
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


class Cause(Row):
    """A probable cause of a finding, and what is known of it (causal analysis)."""

    ARCHIVE = Keep("decision")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="causes")
    side = models.CharField(max_length=12)  # victim | offender | place
    sentence = models.CharField(max_length=500)
    known = models.TextField(blank=True, default="")


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
