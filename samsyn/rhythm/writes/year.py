# SPDX-License-Identifier: EUPL-1.2
"""The year's own lines, and duties met."""

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
from samsyn.rhythm.models import (
    Duty,
    DutyDone,
    YearEntry,
)


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


@transaction.atomic
def record_duty(
    partnership: Partnership,
    duty: str,
    done_on: date,
    body: str,
    *,
    by: Caller,
    paragraph: str = "",
    case_number: str = "",
    note: str = "",
) -> DutyDone:
    """Write that a duty of the law was met: by which body, when, under which number."""
    rules.check_may_settle(by, partnership)
    if duty not in Duty.values:
        raise BadInput("unknown_duty", field="duty")
    if not body.strip():
        raise BadInput("body_missing", field="body")
    if done_on > clock.today():
        raise BadInput("in_future", field="done_on")
    guard(body=body, note=note)
    row = DutyDone.objects.create(
        partnership=partnership,
        duty=duty,
        done_on=done_on,
        body=body.strip(),
        paragraph=paragraph.strip(),
        case_number=case_number.strip(),
        note=note.strip(),
    )
    journal.record("duty recorded", row, by=by, duty=duty)
    return row
