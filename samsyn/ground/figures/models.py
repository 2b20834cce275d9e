# SPDX-License-Identifier: EUPL-1.2
"""Official numbers by place code and period, each with its definition and boundary year, and the police's published events."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row, TimedFields


class Figure(Row):
    """One official number, as its source prints it. Kept also for places that the partnership lacks.

    `period_from` and `period_to` are days, both included. `group` tells rows of one measure apart (age, crime).
    `value` is null where the source says that there is none, which is not zero. `boundary_year` is 0 where the source
    does not say. `identity` is the digest of everything that tells one number from another, `content_digest` of what
    may be revised.
    """

    ARCHIVE = Keep("statistics")

    source = models.CharField(max_length=40)
    place_code = models.CharField(max_length=40, blank=True, default="")
    place_name = models.CharField(max_length=200, blank=True, default="")
    period_from = models.DateField()
    period_to = models.DateField()
    measure = models.CharField(max_length=80)
    group = models.CharField(max_length=160, blank=True, default="")
    value = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True, default="")
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    base = models.FloatField(null=True, blank=True)
    preliminary = models.BooleanField(default=False)
    definition = models.CharField(max_length=120, blank=True, default="")
    boundary_year = models.PositiveSmallIntegerField(default=0)
    identity = models.CharField(max_length=32)
    content_digest = models.CharField(max_length=32)
    imported = models.ForeignKey(
        "imports.Import", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "identity"], name="figure_once")]
        indexes = [
            models.Index(
                fields=["partnership", "measure", "place_code", "period_from"], name="figure_measure_place"
            ),
        ]


class ContextEvent(Row, TimedFields):
    """An event that the police have published: shown beside the picture, never counted as crime, never a point.

    `place_name` is a municipality or county. The coordinates of the source are midpoints of these and are not kept.
    """

    ARCHIVE = Keep("statistics")

    event_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)  # event | summary
    type = models.CharField(max_length=120, blank=True, default="")
    title = models.CharField(max_length=300, blank=True, default="")
    summary = models.TextField(blank=True, default="")
    url = models.CharField(max_length=500, blank=True, default="")
    place_name = models.CharField(max_length=120, blank=True, default="")
    published_at = models.CharField(max_length=40, blank=True, default="")
    guard = models.CharField(max_length=10, default="clear")
    imported = models.ForeignKey(
        "imports.Import", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "event_id"], name="context_event_once")]
        indexes = [
            models.Index(fields=["partnership", "place_name", "local_day"], name="context_event_place_day")
        ]
