# SPDX-License-Identifier: EUPL-1.2
"""One row an import: which file, by which mapping, what it gave. Every imported row points at it, so it can be undone."""

from __future__ import annotations

from django.db import models

from samsyn.kit import clock
from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class State(models.TextChoices):
    """How far an import has come. A failed one has left nothing behind."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


MOVES = {
    State.RUNNING: {State.DONE, State.FAILED},
    State.DONE: {State.UNDONE},
    State.FAILED: set(),
    State.UNDONE: set(),
}


class Import(Row):
    """One import. `source` is a key of the catalogue; `mapping` the mapping as it stood, `options` what was asked for.

    `rejects` is JSON: row number, field, reason code and hint of each rejected row, never what stood in it.
    """

    ARCHIVE = Keep("provenance")

    source = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    licence = models.CharField(max_length=300, blank=True, default="")
    file_name = models.CharField(max_length=300)
    file_digest = models.CharField(max_length=71)
    file_bytes = models.BigIntegerField(default=0)
    fetched_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    boundary_year = models.PositiveSmallIntegerField(default=0)
    preliminary = models.BooleanField(default=False)
    mapping = models.TextField(blank=True, default="")
    mapping_digest = models.CharField(max_length=71, blank=True, default="")
    options = models.JSONField(default=dict, blank=True)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    text_withheld = models.PositiveIntegerField(default=0)
    text_waiting = models.PositiveIntegerField(default=0)
    unplaced = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)
    rejects = models.TextField(default="[]")
    failure = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "fetched_at"], name="import_fetched")]
