# SPDX-License-Identifier: EUPL-1.2
"""Questions about the address at which a calendar program reads the year: whose it is, and what it may see."""

from __future__ import annotations

from django.core import signing

from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import CalendarKey

_SIGNER = signing.Signer(salt="samsyn.rhythm.calendar", sep=".")


def calendar_token(*, seen_by: Caller) -> str:
    """The secret part of the caller's own address; "" where it has none that is open."""
    row = CalendarKey.objects.filter(account_id=seen_by.account_id or 0, is_open=True).first()
    return _SIGNER.sign(f"{row.account_id}-{row.number}") if row else ""


def calendar_caller(token: str, partnership: Partnership, *, seen_by: Caller) -> Caller:
    """Who reads by a token: the account as it stands today, with the eyes of its role. Anyone may ask: the token is the right to read.

    Raises NotFound alike for a token that is wrong, renewed or closed, and for an account that works here no more.
    """
    try:
        account_id, number = _SIGNER.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        raise NotFound("no_such_calendar") from None
    row = CalendarKey.objects.filter(account_id=account_id, number=number, is_open=True)
    found = row.select_related("account").first()
    caller = people.caller_for(found.account, partnership) if found else None
    if caller is None:
        raise NotFound("no_such_calendar")
    return caller
