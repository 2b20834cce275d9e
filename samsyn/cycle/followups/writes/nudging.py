# SPDX-License-Identifier: EUPL-1.2
"""Reminding who answers for an activity that it begins soon, or that its time is out and nobody has closed it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from samsyn.cycle.followups import reads, rules
from samsyn.cycle.followups.models import ActivityReminder
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, jobs, mail
from samsyn.kit.callers import Caller

SEND = "samsyn.cycle.followups.tasks.send_activity_reminder"


@transaction.atomic
def remind_of_activities(partnership: Partnership, *, by: Caller) -> int:
    """Queue one mail for each organisation that has something to be reminded of today; returns how many."""
    rules.check_may_follow_up(by, partnership)
    due = reads.to_remind_of(partnership, clock.today(), seen_by=by)
    owners = sorted({row.organisation_id for _, row in due})
    for owner in owners:
        jobs.later(SEND, owner)
    if owners:
        journal.record(
            "activity reminders queued",
            partnership,
            by=by,
            partnership=partnership,
            organisations=len(owners),
        )
    return len(owners)


@transaction.atomic
def send_activity_reminder(organisation: Organisation, *, by: Caller) -> int:
    """Mail an organisation all that it is to be reminded of today, each activity once a step; returns how many.

    Mail is read by many: of an activity under embargo neither title nor day is said.
    """
    rules.check_may_follow_up(by, organisation.partnership)
    today = clock.today()
    due = [
        (step, row)
        for step, row in reads.to_remind_of(organisation.partnership, today, seen_by=by)
        if row.organisation_id == organisation.pk
    ]
    if not due:
        return 0
    addresses = reads.addresses(organisation, seen_by=by)
    ActivityReminder.objects.bulk_create(
        ActivityReminder(
            partnership=organisation.partnership,
            activity=row,
            step=step,
            how="mail" if addresses else "nobody",
            sent_on=today,
        )
        for step, row in due
    )
    facts: dict[str, object] = {"organisation": organisation.name}
    for step in reads.STEPS:
        told = [row for code, row in due if code == step]
        facts[step] = [
            {"title": row.title, "on": row.period_from if step == "begins" else row.period_to}
            for row in told
            if not row.embargo
        ]
        facts[f"{step}_untold"] = sum(row.embargo for row in told)
    page = reverse("activities-log", kwargs={"key": organisation.partnership.key})
    for address in addresses:
        mail.send(address, "followups_activities", facts, links={"address": settings.PUBLIC_URL + page})
    journal.record(
        "activity reminder sent",
        organisation,
        by=by,
        partnership=organisation.partnership,
        activities=len(due),
    )
    return len(due)
