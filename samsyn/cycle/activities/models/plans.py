# SPDX-License-Identifier: EUPL-1.2
"""The statutory plan of measures (lag 2023:196 §§ 5–6): apart from the joint activity plan, and linked to it."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class PlanState(models.TextChoices):
    """A plan is a draft until a body of the municipality decides it; then it never changes, only gets a new version."""

    DRAFT = "draft"
    DECIDED = "decided"
    REPLACED = "replaced"


PLAN_MOVES = {
    PlanState.DRAFT: {PlanState.DECIDED},
    PlanState.DECIDED: {PlanState.REPLACED},
    PlanState.REPLACED: set(),
}


class MeasurePlan(Row):
    """One version of a municipality's plan of measures: the picture it rests on, and who decided it, when and where.

    `municipality` is the one whose plan it is: where several work together each decides its own.
    """

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=300)
    municipality = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    picture = models.ForeignKey("pictures.Picture", on_delete=models.PROTECT, related_name="+", null=True)
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="later", null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    summary = models.TextField(blank=True, default="")
    period_from = models.DateField()
    period_to = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")
    paragraph = models.CharField(max_length=40, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")


class Term(models.TextChoices):
    """When something is expected to show."""

    SHORT = "short"
    LONG = "long"
    UNKNOWN = "unknown"


class PlannedMeasure(Row):
    """One measure of the plan: what it acts on, who answers for it, what it costs and who pays.

    `finding` or `cause` belongs to a decided picture; with neither it is listed as unlinked, with `unlinked_reason`.
    `known` is the key of a measure in the catalogue, with what is known of its effect. `cost` is in whole kronor.
    """

    ARCHIVE = Keep("decision")

    plan = models.ForeignKey(MeasurePlan, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True, default="")
    finding = models.ForeignKey(
        "pictures.Finding", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cause = models.ForeignKey(
        "pictures.Cause", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    unlinked_reason = models.CharField(max_length=500, blank=True, default="")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=120, blank=True, default="")
    known = models.CharField(max_length=40, blank=True, default="")
    term = models.CharField(max_length=10, choices=Term, default=Term.UNKNOWN)
    measured_by = models.CharField(max_length=300, blank=True, default="")
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)
    funding = models.CharField(max_length=200, blank=True, default="")
    continues = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)


class PlanFollowUp(Row):
    """The plan was followed up (§ 6: at least every second year): when, before whom, and how each measure stood then."""

    ARCHIVE = Keep("decision")

    plan = models.ForeignKey(MeasurePlan, on_delete=models.PROTECT, related_name="followed_up")
    followed_on = models.DateField()
    body = models.CharField(max_length=200)
    paragraph = models.CharField(max_length=40, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    conclusion = models.TextField(blank=True, default="")
    frozen_text = models.TextField()
    frozen_digest = models.CharField(max_length=71)
