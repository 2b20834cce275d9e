# SPDX-License-Identifier: EUPL-1.2
"""That an account has an address of its own, at which a calendar program reads the year."""

from __future__ import annotations

from django.db import models

from samsyn.kit import clock
from samsyn.kit.retention import Keep


class CalendarKey(models.Model):
    """One account's address, for the partnerships it works in. A new `number` makes the address before it worthless."""

    ARCHIVE = Keep("accountability")

    account = models.OneToOneField("people.Account", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.account_id} {self.number}"
