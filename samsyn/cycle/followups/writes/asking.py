# SPDX-License-Identifier: EUPL-1.2
"""Asking for what is missing: contacts, follow-ups that open by themselves, and reminders with account-free links."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from samsyn.cycle.followups import reads, rules
from samsyn.cycle.followups.models import Contact, Followup, Reminder
from samsyn.cycle.followups.writes.opening import collect, open_period
from samsyn.cycle.promises import reads as promises
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, jobs, mail, periods
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

SEND = "samsyn.cycle.followups.tasks.send_reminder"
PURPOSES = {"figures": "report_all", "approval": "approve"}


@transaction.atomic
def set_contact(organisation: Organisation, address: str, *, by: Caller) -> Contact | None:
    """Keep the function mailbox where an organisation is asked; an empty address takes it away."""
    rules.check_may_follow_up(by, organisation.partnership)
    address = address.strip().lower()
    if not address:
        Contact.objects.filter(organisation=organisation).delete()
        journal.record("contact removed", organisation, by=by, partnership=organisation.partnership)
        return None
    try:
        validate_email(address)
    except ValidationError:
        raise BadInput("not_an_address", field="address") from None
    contact, _ = Contact.objects.update_or_create(
        organisation=organisation, defaults={"partnership": organisation.partnership, "address": address}
    )
    journal.record("contact set", contact, by=by)
    return contact


@transaction.atomic
def open_due(partnership: Partnership, *, by: Caller) -> Followup | None:
    """Open and collect the tertial that was over last, once, where a promise held in it."""
    rules.check_may_follow_up(by, partnership)
    last = periods.tertial_before(clock.today())
    if reads.followups(partnership, seen_by=by).filter(period=last.key).exists():
        return None
    if not promises.holding_in(partnership, last.start, last.end, seen_by=by):
        return None
    found = open_period(partnership, last.key, by=by)
    collect(found, by=by)
    journal.record("follow-up opened by the calendar", found, by=by, period=last.key)
    return found


@transaction.atomic
def remind(followup: Followup, *, by: Caller) -> int:
    """Queue the reminders that are due today, each organisation at most once a step; returns how many."""
    rules.check_may_follow_up(by, followup.partnership)
    step = reads.step_on(followup, clock.today())
    if not step:
        return 0
    owners = reads.owners_missing(followup, seen_by=by)
    wanted = [("figures", party) for party in owners]
    if not owners:
        wanted = [("approval", party) for party in reads.waiting_for(followup, seen_by=by)]
    elif step == "after":
        wanted += [("missing", party) for party in _coordinating(followup)]
    sent = {(row.about, row.organisation_id, row.step) for row in reads.reminders(followup, seen_by=by)}
    due = [(about, party) for about, party in wanted if (about, party.pk, step) not in sent]
    for about, party in due:
        jobs.later(SEND, followup.pk, party.pk, about, step)
    if due:
        journal.record("reminders queued", followup, by=by, step=step, organisations=len(due))
    return len(due)


@transaction.atomic
def send_reminder(
    followup: Followup, organisation: Organisation, about: str, step: str, *, by: Caller
) -> None:
    """Mail one organisation a link that needs no account. The mail and its link are made together or not at all."""
    rules.check_may_follow_up(by, followup.partnership)
    reminder, made = Reminder.objects.get_or_create(
        followup=followup,
        organisation=organisation,
        about=about,
        step=step,
        defaults={"partnership": followup.partnership, "how": "mail", "sent_on": clock.today()},
    )
    if not made:
        return
    addresses = reads.addresses(organisation, seen_by=by)
    if not addresses:
        reminder.how = "nobody"
        reminder.save_checked()
    facts = {
        "organisation": organisation.name,
        "period": followup.period,
        "due_on": followup.due_on,
        "late": step == "after",
        "parts": [row.indicator.name for row in reads.asked_of(followup, organisation, seen_by=by)],
        "owners": [row.name for row in reads.owners_missing(followup, seen_by=by)],
    }
    for address in addresses:
        mail.send(
            address,
            f"followups_{about}",
            facts,
            links={"address": _address(followup, organisation, about, by)},
        )
    journal.record("reminder sent", reminder, by=by, about=about, step=step, how=reminder.how)


def _address(followup: Followup, organisation: Organisation, about: str, by: Caller) -> str:
    key = followup.partnership.key
    if about not in PURPOSES:
        kwargs = {"key": key, "period": followup.period}
        return settings.PUBLIC_URL + reverse("followups-followup", kwargs=kwargs)
    _, token = people.make_link(organisation, PURPOSES[about], followup.uuid, by=by, days=45)
    return settings.PUBLIC_URL + reverse("followups-link", kwargs={"key": key, "token": token})


def _coordinating(followup: Followup) -> list[Organisation]:
    rows = followup.partnership.organisations.filter(
        left_on=None, members__role="coordinator", members__ended_on=None
    )
    return list(rows.distinct().order_by("id"))
