# SPDX-License-Identifier: EUPL-1.2
"""Who has asked for a mail when something is published: an address, what, in which language; nothing of who it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samsyn.kit.retention import Weed
from samsyn.kit.rows import RecordClass, Row


class About(models.TextChoices):
    """What a subscription is to."""

    ALL = "all"
    PROMISE = "promise"
    DISTRICT = "district"


class Subscription(Row):
    """One address' wish to be told of one thing. `which` is a promise's slug or a district's key.

    `waits_since` is set until the address has said yes, and a row that waits too long goes. `told_to` is the last
    publication (its number) that has been told of, and `telling_since` is set while a mail is on its way; `refusals` counts mails in a row that were refused for good.
    The digests are of the tokens in the links; the tokens themselves are kept nowhere.
    """

    ARCHIVE = Weed(2, "waits_since", "subscription_not_confirmed")
    HANDED_OUT = False
    KEPT_HERE: ClassVar[tuple[str, ...]] = ("address", "confirm_digest", "leave_digest")

    address = models.EmailField(max_length=254)
    about = models.CharField(max_length=10, choices=About, default=About.ALL)
    which = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=12, default="sv")
    confirm_digest = models.CharField(max_length=71, unique=True)
    leave_digest = models.CharField(max_length=71, unique=True)
    waits_since = models.DateTimeField(null=True, blank=True)
    asked_by_mail = models.BooleanField(default=False)
    told_to = models.BigIntegerField(default=0)
    telling_since = models.DateTimeField(null=True, blank=True)
    refusals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "address", "about", "which"], name="subscribed_once"
            )
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """Save; the row is no party's, so no member sees it."""
        self.record_class = RecordClass.OWN
        super().save(*args, **kwargs)  # type: ignore[arg-type]
