# SPDX-License-Identifier: EUPL-1.2
"""The coordinating organisations are told before an agreement ends, and once after when nothing has replaced it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from samsyn.cycle.promises import reads, rules
from samsyn.cycle.promises.models import Agreement, RenewalReminder
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, jobs, mail
from samsyn.kit.callers import Caller

SEND = "samsyn.cycle.promises.tasks.send_renewal"


@transaction.atomic
def remind_of_renewal(partnership: Partnership, *, by: Caller) -> int:
    """Queue the reminders that are due today, each organisation at most once a step; returns how many."""
    rules.check_may_write(by, partnership)
    coordinators = people.members(partnership, seen_by=by).filter(role="coordinator")
    parties = {
        row.organisation_id: row.organisation for row in coordinators if row.organisation.left_on is None
    }
    queued = 0
    for agreement in reads.agreements(partnership, seen_by=by):
        step = reads.renewal_step(agreement, clock.today())
        if not step:
            continue
        told = reads.told_of_renewal(agreement, step, seen_by=by)
        due = [party for party in parties.values() if party.pk not in told]
        for party in due:
            jobs.later(SEND, agreement.pk, party.pk, step)
        if due:
            journal.record("renewal reminders queued", agreement, by=by, step=step, organisations=len(due))
        queued += len(due)
    return queued


@transaction.atomic
def send_renewal(agreement: Agreement, organisation: Organisation, step: str, *, by: Caller) -> None:
    """Mail the coordinators of one organisation that an agreement ends; the row and the mail stand or fall together."""
    rules.check_may_write(by, agreement.partnership)
    reminder, made = RenewalReminder.objects.get_or_create(
        agreement=agreement,
        organisation=organisation,
        step=step,
        defaults={"partnership": agreement.partnership, "sent_on": clock.today()},
    )
    if not made:
        return
    members = people.members(agreement.partnership, seen_by=by)
    rows = members.filter(organisation=organisation, role="coordinator")
    address = settings.PUBLIC_URL + reverse(
        "promises-agreement", kwargs={"key": agreement.partnership.key, "uuid": agreement.uuid}
    )
    facts = {"title": agreement.title, "ends": agreement.period_to, "over": step == "after"}
    for email in sorted({row.account.email for row in rows}):
        mail.send(email, "promises_renewal", facts, links={"address": address})
    journal.record("renewal reminder sent", reminder, by=by, step=step)
