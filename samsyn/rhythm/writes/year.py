# SPDX-License-Identifier: EUPL-1.2
"""The year's own lines."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.rhythm import rules
from samsyn.rhythm.checks import check_day, guard
from samsyn.rhythm.models import Pattern, YearEntry

LONGEST = timedelta(days=200)
"""A span that covers more of the year than this says nothing of when."""


@transaction.atomic
def add_year_entry(
    partnership: Partnership,
    title: str,
    day: date,
    *,
    by: Caller,
    until: date | None = None,
    yearly: bool = False,
    pattern: str = "",
    note: str = "",
    organisation: Organisation | None = None,
) -> YearEntry:
    """Put a line of one's own in the year wheel, once or every year; a span of days where `until` is given."""
    rules.check_may_lead(by, partnership)
    rules.check_same(organisation, partnership)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    check_day(day)
    if until is not None and not day <= until <= day + LONGEST:
        raise BadInput("span_too_long" if until > day else "period_backwards", field="until")
    if pattern and pattern not in Pattern.values:
        raise BadInput("unknown_answer", field="pattern")
    guard(title=title, note=note)
    entry = YearEntry.objects.create(
        partnership=partnership,
        title=title.strip(),
        day=day,
        until=until,
        yearly=yearly or bool(pattern),
        pattern=pattern,
        note=note.strip(),
        organisation=organisation,
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
