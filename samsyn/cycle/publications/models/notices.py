# SPDX-License-Identifier: EUPL-1.2
"""A notice as it is written: an answer to a false claim, or word of an event. What is out is a frozen publication."""

from __future__ import annotations

from typing import Any

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import RecordClass, Row


class NoticeKind(models.TextChoices):
    """What a notice is for."""

    CLAIM = "claim"
    EVENT = "event"


class NoticeState(models.TextChoices):
    """A draft goes out or is thrown away; what is out is written anew and published again beside the old."""

    DRAFT = "draft"
    OUT = "out"
    DROPPED = "dropped"


NOTICE_MOVES: dict[NoticeState, set[NoticeState]] = {
    NoticeState.DRAFT: {NoticeState.OUT, NoticeState.DROPPED},
    NoticeState.OUT: set(),
    NoticeState.DROPPED: set(),
}


class Notice(Row):
    """What is written, by one party in its own name (the owner). `figures` are codes of figures already published."""

    ARCHIVE = Keep("publication")

    kind = models.CharField(max_length=10, choices=NoticeKind)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.DRAFT)
    slug = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    claim = models.CharField(max_length=500, blank=True, default="")
    known = models.TextField()
    doing = models.TextField(blank=True, default="")
    figures: models.JSONField[Any, Any] = models.JSONField(default=list)
    next_at = models.DateTimeField(null=True, blank=True)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "slug"], name="notice_slug_once")]

    def save(self, *args: object, **kwargs: object) -> None:
        """Save; all parties see what each is about to say."""
        self.record_class = RecordClass.SHARED
        super().save(*args, **kwargs)  # type: ignore[arg-type]
