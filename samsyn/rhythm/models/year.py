# SPDX-License-Identifier: EUPL-1.2
"""The year's own lines: a date, or what comes back every year and is worth being ready for."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class Pattern(models.TextChoices):
    """What comes back every year in most municipalities; `year.DAYS` knows when. OTHER is the place's own."""

    WALPURGIS = "walpurgis"
    SCHOOL_ENDS = "school_ends"
    MIDSUMMER = "midsummer"
    SUMMER = "summer"
    SCHOOL_STARTS = "school_starts"
    HALLOWEEN = "halloween"
    DARK = "dark"
    LUCIA = "lucia"
    NEW_YEAR = "new_year"
    OTHER = "other"


class YearEntry(Row):
    """A line of the year wheel that people have put there: the budget, a market, the dark season.

    `until` is the last day of a span. `pattern` says that it is a recurring pattern (Brå's second step), which one, and
    `note` what it usually brings. One whose days move (midsummer) has them counted anew for each year.
    """

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=200)
    day = models.DateField()
    until = models.DateField(null=True, blank=True)
    yearly = models.BooleanField(default=False)
    pattern = models.CharField(max_length=20, choices=Pattern, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    struck_at = models.DateTimeField(null=True, blank=True)
