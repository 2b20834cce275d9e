# SPDX-License-Identifier: EUPL-1.2
"""The year's own lines."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.rhythm import rules
from samsyn.rhythm.checks import check_day, guard
from samsyn.rhythm.models import YearEntry


@transaction.atomic
def add_year_entry(
    partnership: Partnership,
    title: str,
    day: date,
    *,
    by: Caller,
    yearly: bool = False,
    organisation: Organisation | None = None,
) -> YearEntry:
    """Put a line of one's own in the year wheel, once or every year."""
    rules.check_may_lead(by, partnership)
    rules.check_same(organisation, partnership)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    check_day(day)
    guard(title=title)
    entry = YearEntry.objects.create(
        partnership=partnership, title=title.strip(), day=day, yearly=yearly, organisation=organisation
    )
    journal.record("year entry added", entry, by=by)
    return entry


@transaction.atomic
def strike_year_entry(entry: YearEntry, *, by: Caller) -> YearEntry:
    """Take a line out of the year wheel."""
    rules.check_may_lead(by, entry.partnership)
    entry.struck_at = clock.now()
    entry.save_checked()
    journal.record("year entry struck", entry, by=by)
    return entry
