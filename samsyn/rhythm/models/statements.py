# SPDX-License-Identifier: EUPL-1.2
"""Statements (redogörelser) to those who ask: the council of the municipality, Brå, and whoever gives a grant."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class StatementKind(models.TextChoices):
    """Whom a statement is for."""

    COUNCIL = "council"  # § 13: continuously to kommunfullmäktige
    YEAR = "year"  # the year's account
    SURVEY = "survey"  # Brå's yearly survey to municipalities
    GRANT = "grant"  # annex to an application for the state grant


class StatementState(models.TextChoices):
    """A statement is a draft until a body has decided it; then neither its figures nor its words change."""

    DRAFT = "draft"
    DECIDED = "decided"
    DROPPED = "dropped"


STATEMENT_MOVES = {
    StatementState.DRAFT: {StatementState.DECIDED, StatementState.DROPPED},
    StatementState.DECIDED: set(),
    StatementState.DROPPED: set(),
}


class Statement(Row):
    """One statement for a period. A draft's figures are asked for anew each time; the decision freezes them."""

    ARCHIVE = Keep("decision")

    kind = models.CharField(max_length=10, choices=StatementKind)
    period_from = models.DateField()
    period_to = models.DateField()
    state = models.CharField(max_length=10, choices=StatementState, default=StatementState.DRAFT)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")
    paragraph = models.CharField(max_length=40, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "kind", "decided_on"], name="statement_decided")]


class StatementText(Row):
    """What people have written under one part of a statement."""

    ARCHIVE = Keep("decision")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="texts")
    part = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "part"], name="one_text_a_part")]
