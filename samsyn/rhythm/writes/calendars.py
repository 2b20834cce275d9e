# SPDX-License-Identifier: EUPL-1.2
"""The address at which a calendar program reads the year: made, made anew, closed."""

from __future__ import annotations

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed
from samsyn.rhythm import rules
from samsyn.rhythm.models import CalendarKey


@transaction.atomic
def open_calendar(*, by: Caller, partnership: Partnership) -> CalendarKey:
    """Give one's own account a new address, and make the one before worthless. Raises NotAllowed."""
    rules.check_may_see(by, partnership)
    if by.account_id is None:
        raise NotAllowed("only_members")
    row, made = CalendarKey.objects.select_for_update().get_or_create(account_id=by.account_id)
    if not made:
        row.number, row.is_open = row.number + 1, True
        row.save(update_fields=["number", "is_open"])
    journal.record("calendar opened", row, by=by, partnership=partnership)
    return row


@transaction.atomic
def close_calendar(*, by: Caller, partnership: Partnership) -> None:
    """Close one's own address; nothing answers there any more. Safe to repeat."""
    row = CalendarKey.objects.select_for_update().filter(account_id=by.account_id or 0, is_open=True).first()
    if row is None:
        return
    row.is_open = False
    row.save(update_fields=["is_open"])
    journal.record("calendar closed", row, by=by, partnership=partnership)
