# SPDX-License-Identifier: EUPL-1.2
"""Changes to subscriptions, and the mails to those who have asked for them: each publication once."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.models import Subscription
from samsyn.cycle.publications.reads.subscriptions import Choice, token, token_digest
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, jobs, mail
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.languages import address_in

ASK = "samsyn.cycle.publications.tasks.ask_by_mail"
# One who asks again gets the mail again, not more often than this.
AGAIN_AFTER = timedelta(hours=1)
# So many questions may wait at one address: nobody else can fill a mailbox by asking in its name.
MOST_WAITING = 5
# So many mails in a row that were refused for good, and the address is taken away.
MOST_REFUSALS = 3
# A mail is sent within this time or its worker has died; shorter than the lease of its job (`jobs.later`).
SENT_WITHIN = timedelta(minutes=10)


@transaction.atomic
def subscribe(
    partnership: Partnership, choice: Choice, address: str, *, by: Caller, language: str = "sv"
) -> None:
    """Ask an address by mail whether it wants to be told of something published.

    Says nothing of whether the address is known: one that already follows this gets no new mail. Raises BadInput.
    """
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise BadInput("no_such_address", field="address") from wrong
    now, known = clock.now(), Subscription.objects.seen_by(SYSTEM.inside(partnership.pk))
    if known.filter(address=address).exclude(waits_since=None).count() >= MOST_WAITING:
        return
    uuid = uuid4()
    row, made = known.get_or_create(
        partnership=partnership,
        address=address,
        about=choice.about,
        which=choice.which,
        defaults={
            "uuid": uuid,
            "language": language,
            "waits_since": now,
            "confirm_digest": token_digest(token(uuid, "confirm")),
            "leave_digest": token_digest(token(uuid, "leave")),
        },
    )
    if not made:
        if row.waits_since is None or row.waits_since > now - AGAIN_AFTER:
            return
        row.waits_since, row.asked_by_mail, row.language = now, False, language
        row.save_checked()
    jobs.later(ASK, row.pk)
    journal.record("subscription asked for", partnership, by=by, partnership=partnership, about=choice.about)


def ask_by_mail(subscription: Subscription, *, by: Caller) -> None:
    """Send the mail with the link that says yes. A failure is raised, and it is sent again as in `tell`."""
    own = _own(subscription)
    waiting = own.filter(_free(), asked_by_mail=False).exclude(waits_since=None)
    if not waiting.update(telling_since=clock.now()):
        return
    here = subscription.partnership
    choice = reads.named(subscription, seen_by=by)
    try:
        mail.send(
            subscription.address,
            "publications_confirm",
            {"place": here.name, "about": choice.about, "name": choice.name},
            links={"yes": _link(subscription, "publications-confirm", "confirm")},
            leave=_link(subscription, "publications-leave", "leave"),
            language=subscription.language,
        )
    except Exception as failure:
        if not _refused_for_good(failure):
            own.update(telling_since=None)
            raise
        own.delete()
        journal.record("subscription refused", here, by=by, partnership=here)
        return
    own.update(asked_by_mail=True, telling_since=None)


@transaction.atomic
def confirm(subscription: Subscription, *, by: Caller) -> None:
    """The address has said yes: from now on it is told. Said twice, it is as said once."""
    if subscription.waits_since is None:
        return
    here = subscription.partnership
    subscription.waits_since = None
    subscription.told_to = reads.last_number(here, seen_by=SYSTEM.inside(here.pk))
    subscription.save_checked()
    journal.record("subscription confirmed", here, by=by, partnership=here, about=subscription.about)


@transaction.atomic
def leave(subscription: Subscription, *, by: Caller) -> None:
    """The address wants no more: all that it follows here is gone at once, with the address."""
    here = subscription.partnership
    rows = Subscription.objects.seen_by(SYSTEM.inside(here.pk)).filter(partnership=here)
    gone, _ = rows.filter(address=subscription.address).delete()
    journal.record("subscription ended", here, by=by, partnership=here, rows=gone)


@transaction.atomic
def forget_unconfirmed(partnership: Partnership, *, by: Caller) -> int:
    """Take away what nobody has said yes to in time; returns how many."""
    before = clock.now() - reads.CONFIRM_WITHIN
    gone, _ = reads.outdated(before=before, seen_by=SYSTEM.inside(partnership.pk)).delete()
    if gone:
        journal.record("subscriptions forgotten", partnership, by=by, partnership=partnership, rows=gone)
    return gone


def tell(subscription: Subscription, *, by: Caller) -> int:
    """Mail one address all that it follows and has not been told of, in one mail; returns how many things.

    The address is taken for `SENT_WITHIN`, so that no other worker mails it meanwhile, and marked as told once the mail
    is sent. What could not be sent is tried again; a worker killed on the way is followed by another when its lease
    runs out, and only one killed between the two leaves the same mail twice. A mail refused for good is not tried
    again; after `MOST_REFUSALS` in a row the address is taken away.
    """
    here, system = subscription.partnership, SYSTEM.inside(subscription.partnership_id)
    rows = list(reads.at_same_address(subscription, seen_by=system))
    last = reads.last_number(here, seen_by=system)
    found = reads.told_of(rows)
    own = Subscription.objects.seen_by(system).filter(pk__in=[row.pk for row in rows])
    if not own.filter(_free(), told_to__lt=last).update(telling_since=clock.now()):
        return 0
    if not found:
        own.update(told_to=last, telling_since=None)
        return 0
    newest = rows[-1]
    items = [
        (compute.told(row, compute.content(row)), _whole(row.get_absolute_url(), newest.language))
        for row in found
    ]
    first = items[0][0]
    try:
        mail.send(
            newest.address,
            "publications_told",
            {"place": here.name, "first": first, "several": len(items) > 1},
            items=items,
            leave=_link(rows[0], "publications-leave", "leave"),
            language=newest.language,
        )
    except Exception as failure:
        if not _refused_for_good(failure):
            own.update(telling_since=None)
            raise
        own.update(told_to=last, telling_since=None)
        return _refused(subscription, max(row.refusals for row in rows) + 1, by)
    own.update(told_to=last, telling_since=None, refusals=0)
    return len(items)


def _refused(subscription: Subscription, times: int, by: Caller) -> int:
    here = subscription.partnership
    rows = Subscription.objects.seen_by(SYSTEM.inside(here.pk)).filter(
        partnership=here, address=subscription.address
    )
    if times < MOST_REFUSALS:
        rows.update(refusals=times)
        return 0
    rows.delete()
    journal.record("subscription refused", here, by=by, partnership=here)
    return 0


def _free() -> Q:
    """No mail is on its way, or its worker has died."""
    return Q(telling_since=None) | Q(telling_since__lt=clock.now() - SENT_WITHIN)


def _own(subscription: Subscription) -> Any:
    return Subscription.objects.seen_by(SYSTEM.inside(subscription.partnership_id)).filter(pk=subscription.pk)


def _link(subscription: Subscription, name: str, purpose: str) -> str:
    made = token(subscription.uuid, purpose)
    # After the installation has changed its secret the tokens are others: the newest mail's link always holds.
    field = f"{purpose}_digest"
    if getattr(subscription, field) != token_digest(made):
        _own(subscription).update(**{field: token_digest(made)})
    kwargs = {"key": subscription.partnership.key, "token": made}
    return _whole(reverse(name, kwargs=kwargs), subscription.language)


def _whole(path: str, language: str) -> str:
    return settings.PUBLIC_URL + address_in(path, language)


def _refused_for_good(failure: Exception) -> bool:
    """Whether the mail server said that the address takes no mail at all (RFC 5321: 5yz)."""
    if isinstance(failure, ValidationError):
        return True
    return isinstance(failure, SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _ in failure.recipients.values()
    )
