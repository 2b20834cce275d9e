# SPDX-License-Identifier: EUPL-1.2
"""Questions about who wants a digest by mail."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.rhythm.models import DigestChoice, DigestEvery


def digest_every(*, seen_by: Caller) -> str:
    """How often the caller's own account wants it: "never" before it has chosen."""
    found = DigestChoice.objects.filter(account_id=seen_by.account_id or 0).first()
    return found.every if found else DigestEvery.NEVER


def digests_due(*, seen_by: Caller) -> QuerySet[DigestChoice]:
    """The accounts that are to be told today; for the system alone.

    Each day once, or once a week from Monday: a Monday that was missed is made up for, and a clock set back tells nothing.
    """
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    if not seen_by.is_trusted:
        return DigestChoice.objects.none()
    rows = DigestChoice.objects.filter(account__is_active=True)
    return rows.filter(_before(DigestEvery.DAY, today) | _before(DigestEvery.WEEK, monday)).order_by("id")


def _before(every: str, day: date) -> Q:
    return Q(every=every) & (Q(told_on=None) | Q(told_on__lt=day))
