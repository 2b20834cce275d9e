# SPDX-License-Identifier: EUPL-1.2
"""What runs later: the question to a new subscriber, mails of what is published, and forgetting those who never said yes."""

from __future__ import annotations

from samsyn.cycle.publications import reads, writes
from samsyn.cycle.publications.models import Subscription
from samsyn.ground.people import reads as people
from samsyn.kit import jobs
from samsyn.kit.callers import SYSTEM


def daily() -> None:
    """Forget the addresses that have not said yes in time, in every partnership. Safe to repeat."""
    for partnership in people.partnerships():
        writes.forget_unconfirmed(partnership, by=SYSTEM.inside(partnership.pk))


def ask_by_mail(subscription_id: int) -> None:
    """Ask one address whether it wants to be told."""
    found = _subscription(subscription_id)
    if found is not None:
        writes.ask_by_mail(found, by=SYSTEM.inside(found.partnership_id))


def tell_all(partnership_id: int) -> None:
    """Queue a mail to each address that has not been told of what was published last: one a subscriber, tried alone."""
    partnership = people.partnerships().filter(pk=partnership_id).first()
    if partnership is None:
        return
    system, queued = SYSTEM.inside(partnership_id), set()
    last = reads.last_number(partnership, seen_by=system)
    for row in reads.confirmed(partnership, seen_by=system).filter(told_to__lt=last):
        if row.address not in queued:
            queued.add(row.address)
            jobs.later("samsyn.cycle.publications.tasks.tell", row.pk)


def tell(subscription_id: int) -> None:
    """Tell one address. What it has been told meanwhile is not told again."""
    found = _subscription(subscription_id)
    if found is not None:
        writes.tell(found, by=SYSTEM.inside(found.partnership_id))


def _subscription(subscription_id: int) -> Subscription | None:
    rows = Subscription.objects.seen_by(SYSTEM).select_related("partnership")
    return rows.filter(pk=subscription_id).first()
