# SPDX-License-Identifier: EUPL-1.2
"""What lag (2023:196) asks for that no other room knows of, other planning that is tied to it, and the warnings given."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


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


class PlanningKind(models.TextChoices):
    """Other analysis and planning that a municipality does by law or as law expects (§ 7)."""

    RISK = "risk"
    RESCUE = "rescue"
    PUBLIC_HEALTH = "public_health"
    SPATIAL = "spatial"
    SOCIAL = "social"
    VIOLENCE = "violence"
    DRUGS = "drugs"
    TRAFFIC = "traffic"
    OTHER = "other"


class OtherPlan(Row):
    """Another plan of the municipality that crime prevention is tied to (§ 7): which, decided when, and how it is tied."""

    ARCHIVE = Keep("decision")

    kind = models.CharField(max_length=20, choices=PlanningKind)
    title = models.CharField(max_length=200)
    how = models.CharField(max_length=300)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")
    paragraph = models.CharField(max_length=40, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)


class ClockWarning(Row):
    """An organisation was told that a clock of the law runs out on a day; each step of each day once.

    `clock` names what runs out, `step` is "early" (six months before), "near" (two) or "late".
    """

    ARCHIVE = Keep("decision")

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=60)
    due_on = models.DateField()
    step = models.CharField(max_length=10)
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "clock", "due_on", "step"], name="clock_warned_once"
            )
        ]
