# SPDX-License-Identifier: EUPL-1.2
"""What waits for an account, by mail, for those who have asked for it: daily or weekly, once, and nothing when empty."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from samsyn.desk import start
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Account, Partnership
from samsyn.kit import jobs, mail
from samsyn.kit.callers import SYSTEM
from samsyn.rhythm import reads as rhythm
from samsyn.rhythm import writes as rhythm_writes

SEND = "samsyn.desk.digest.send"


def daily() -> None:
    """Queue the digests that are to be sent today. Safe to repeat."""
    for choice in rhythm.digests_due(seen_by=SYSTEM):
        jobs.later(SEND, choice.account_id)


@transaction.atomic
def send(account_id: int) -> None:
    """Mail an account what waits for it, to its own address alone: one letter for each partnership that it works in.

    That the day is told and the letters stand or fall together, so that a job done twice tells it once.
    """
    account = people.active_account(account_id, seen_by=SYSTEM)
    places = list(people.own_partnerships(account)) if account is not None else []
    if account is None or not places:
        return
    if not rhythm_writes.take_digest(account, by=SYSTEM.inside(places[0].pk), partnership=places[0]):
        return
    for partnership in places:
        rows = waiting(account, partnership)
        if rows:
            keys = {"key": partnership.key}
            links = {
                "address": settings.PUBLIC_URL + reverse("desk-start", kwargs=keys),
                "choice": settings.PUBLIC_URL + reverse("desk-digest", kwargs=keys),
            }
            facts = {
                "partnership": partnership.name,
                "due": [row for row in rows if row["due"]],
                "later": [row for row in rows if not row["due"]],
            }
            mail.send(account.email, "digest", facts, links=links)


def waiting(account: Account, partnership: Partnership) -> list[dict[str, Any]]:
    """The account's tasks in a partnership, as plain facts for a letter: those of the start page, no others."""
    person = people.caller_for(account, partnership)
    if person is None:
        return []
    return [
        {
            "code": task.code,
            "due": task.due,
            "by": task.by,
            "sentence": str(task.facts.get("sentence", "")),
            "period": str(task.facts.get("period", "")),
            "from": task.facts.get("from"),
            "to": task.facts.get("to"),
            "count": task.facts.get("count"),
        }
        for task in start.tasks(partnership, seen_by=person)
    ]
