# SPDX-License-Identifier: EUPL-1.2
"""The journal: who did what when, chained so that a changed or missing line is found.

It holds ids and digests, never text. Rows are only added; the database refuses to change one.
"""

from __future__ import annotations

from django.db import models

from samsyn.kit import clock
from samsyn.kit.retention import Keep


class Entry(models.Model):
    """One line of a partnership's journal. `chain` is the partnership's id, 0 for the installation itself."""

    ARCHIVE = Keep("evidence")

    chain = models.BigIntegerField(default=0)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    facts = models.TextField(default="{}")
    previous = models.CharField(max_length=71)
    digest = models.CharField(max_length=71)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="journal_number_once")]
        indexes = [models.Index(fields=["chain", "subject"], name="journal_subject")]


class Head(models.Model):
    """The last line of each chain: locked while a line is added, and the proof that none was cut off the end."""

    ARCHIVE = Keep("evidence")

    chain = models.BigIntegerField(unique=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=71)
