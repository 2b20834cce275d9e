# SPDX-License-Identifier: EUPL-1.2
"""What every signature keeps, under a promise or an agreement: for whom, by what title, when, how, and which words."""

from __future__ import annotations

from django.db import models

from samsyn.kit.rows import Row


class How(models.TextChoices):
    """How a party signed."""

    ACCOUNT = "account"
    LINK = "link"
    PAPER = "paper"


class SignatureFields(Row):
    """One party's signature under exact words, named by their digest."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True, default="")
    signed_on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    digest = models.CharField(max_length=71)
    original = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    registered_by = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        abstract = True
