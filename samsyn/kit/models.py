# SPDX-License-Identifier: EUPL-1.2
"""The kit's tables: work that waits to be done, when recurring work is next due, and the shared cache."""

from __future__ import annotations

from django.db import models

from samsyn.kit import clock


class JobState(models.TextChoices):
    """Where a job stands. A running one whose lease has run out is taken again."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """One piece of work, named by the dotted name of its function; its arguments are ids, never text."""

    name = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    run_at = models.DateTimeField(default=clock.now)
    lease_seconds = models.PositiveIntegerField(default=900)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_at"], name="job_state_due")]


class Schedule(models.Model):
    """When a recurring job, declared by a room in its `apps.py`, is next put in the queue."""

    name = models.CharField(max_length=200, unique=True)
    next_at = models.DateTimeField()


class CacheEntry(models.Model):
    """The table of Django's database cache, made as every other table so that no step of its own is needed."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "samsyn_cache"
