# SPDX-License-Identifier: EUPL-1.2
"""The year's own lines, and the duties of the law that are met."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class YearEntry(Row):
    """A line of the year wheel that people have put there: school starts, Walpurgis Night, the budget."""

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=200)
    day = models.DateField()
    yearly = models.BooleanField(default=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    struck_at = models.DateTimeField(null=True, blank=True)


class Duty(models.TextChoices):
    """What lag (2023:196) asks a municipality to do that no other room knows of."""

    PLAN = "plan"  # § 5
    PLAN_FOLLOWED_UP = "plan_followed_up"  # § 6
    OTHER_PLANNING = "other_planning"  # § 7
    COORDINATION = "coordination"  # §§ 11–12
    REPORT = "report"  # § 13


class DutyDone(Row):
    """That a duty was met: which body, when, and under which number."""

    ARCHIVE = Keep("decision")

    duty = models.CharField(max_length=20, choices=Duty)
    done_on = models.DateField()
    body = models.CharField(max_length=200)
    paragraph = models.CharField(max_length=40, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
