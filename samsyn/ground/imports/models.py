# SPDX-License-Identifier: EUPL-1.2
"""One row an import: which file, by which mapping, what it gave. Every imported row points at it, so it can be undone."""

from __future__ import annotations

from django.db import models

from samsyn.kit import clock
from samsyn.kit.retention import Keep, Weed
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


class SavedMapping(Row):
    """A mapping that has been looked over and is used again: `mapping` is JSON in the shape of a mapping file."""

    ARCHIVE = Keep("provenance")

    name = models.CharField(max_length=120)
    source = models.CharField(max_length=40)
    mapping = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "source", "name"], name="saved_mapping_once")
        ]


class Upload(Row):
    """A file that waits between the steps of an import by screen. Afterwards only its digest is known."""

    ARCHIVE = Weed(days=7, since="created_at", reason="task_is_over")

    source = models.CharField(max_length=40)
    file = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    file_bytes = models.BigIntegerField(default=0)
    mapping = models.TextField(blank=True, default="")


class Fetching(Row):
    """That a source is fetched by itself, and how it went last. `places` are the names that its events carry."""

    ARCHIVE = Keep("provenance")

    source = models.CharField(max_length=40)
    places = models.JSONField(default=list, blank=True)
    is_on = models.BooleanField(default=False)
    tried_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True, default="")
    created = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "source"], name="fetching_once")]
