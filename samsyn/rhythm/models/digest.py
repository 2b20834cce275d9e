# SPDX-License-Identifier: EUPL-1.2
"""Whether an account wants what it should do by mail, how often, and when it was last sent."""

from __future__ import annotations

from django.db import models

from samsyn.kit import clock
from samsyn.kit.retention import Keep


class DigestEvery(models.TextChoices):
    """How often; nobody gets it who has not asked for it."""

    NEVER = "never"
    DAY = "day"
    WEEK = "week"


class DigestChoice(models.Model):
    """One account's choice, for all the partnerships it works in. `told_on` keeps a day from being told twice."""

    ARCHIVE = Keep("accountability")

    account = models.OneToOneField("people.Account", on_delete=models.PROTECT, related_name="+")
    every = models.CharField(max_length=10, choices=DigestEvery, default=DigestEvery.NEVER)
    told_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.account_id} {self.every}"
