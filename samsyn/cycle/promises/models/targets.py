# SPDX-License-Identifier: EUPL-1.2
"""The target state of a priority district: how it should be there, and the indicators that show the way from a base year."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class TargetState(Row):
    """How it should be in one priority district. Focus areas and promises point at it."""

    ARCHIVE = Keep("decision")

    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    sentence = models.TextField()
    base_year = models.PositiveSmallIntegerField()
    by_year = models.PositiveSmallIntegerField(null=True, blank=True)
    focus_areas = models.ManyToManyField("pictures.FocusArea", related_name="+", blank=True)
    chosen_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)


class TargetIndicator(Row):
    """What shows whether it becomes as it should: where it stood in the base year, and where it should be.

    `takes` names the figure it is read from by itself (`measure`, `place_code`); without it a value is written each
    year with its source. A year without a value is a gap, never zero.
    """

    ARCHIVE = Keep("decision")

    target = models.ForeignKey(TargetState, on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True, default="")
    base_value = models.DecimalField(max_digits=12, decimal_places=2)
    wanted = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=200)
    takes = models.JSONField(default=dict, blank=True)


class TargetValue(Row):
    """Where an indicator stood in one year, from which source, and how many answers it rests on."""

    ARCHIVE = Keep("decision")

    indicator = models.ForeignKey(TargetIndicator, on_delete=models.PROTECT, related_name="values_by_year")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=200)
    sample_size = models.PositiveIntegerField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
