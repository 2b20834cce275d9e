# SPDX-License-Identifier: EUPL-1.2
"""What anyone may read: a frozen copy of a promise, a follow-up or a picture, as it stood when it was published."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from samsyn.kit import clock
from samsyn.kit.retention import Keep
from samsyn.kit.rows import RecordClass, Row


class Kind(models.TextChoices):
    """What was published."""

    PROMISE = "promise"
    FOLLOWUP = "followup"
    PICTURE = "picture"
    NOTICE = "notice"
    OTHER_WORK = "other_work"


class State(models.TextChoices):
    """A published page stands for ever; a correction stands beside it, with the old one readable."""

    STANDING = "standing"
    CORRECTED = "corrected"
    REPLACED = "replaced"


MOVES = {
    State.STANDING: {State.CORRECTED, State.REPLACED},
    State.CORRECTED: set(),
    State.REPLACED: set(),
}


class Publication(Row):
    """One published page. `slug` and `period` make its lasting address; `number` counts its corrections."""

    ARCHIVE = Keep("publication")

    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.CharField(max_length=120)
    period = models.CharField(max_length=30, blank=True, default="")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    title = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    content = models.TextField()
    digest = models.CharField(max_length=71)
    note = models.CharField(max_length=500, blank=True, default="")
    published_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField(null=True, blank=True)
    # A promise that had ended or been replaced when this was published: it is told of as history.
    over = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "slug", "period", "number"], name="published_once"
            )
        ]
        indexes = [models.Index(fields=["partnership", "kind", "state"], name="publication_standing")]

    def save(self, *args: object, **kwargs: object) -> None:
        """Save; what is published is public, whatever else was said."""
        self.record_class = RecordClass.PUBLIC
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        """The lasting address of the page, in the language of the request."""
        key = self.partnership.key
        if self.kind == Kind.PROMISE:
            return reverse("publications-promise", kwargs={"key": key, "slug": self.slug})
        if self.kind == Kind.FOLLOWUP:
            kwargs = {"key": key, "slug": self.slug, "period": self.period}
            return reverse("publications-followup", kwargs=kwargs)
        if self.kind == Kind.NOTICE:
            return reverse("publications-notice", kwargs={"key": key, "slug": self.slug})
        if self.kind == Kind.OTHER_WORK:
            return reverse("publications-activity-plan", kwargs={"key": key})
        return reverse("publications-picture", kwargs={"key": key})
