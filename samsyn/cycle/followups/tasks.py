# SPDX-License-Identifier: EUPL-1.2
"""What happens by itself: a follow-up opens when its tertial is over, owners are reminded, effects are answered."""

from __future__ import annotations

from samsyn.cycle.followups import reads, writes
from samsyn.cycle.followups.models import Followup
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation
from samsyn.kit.callers import SYSTEM


def daily() -> None:
    """Open what is due, answer what can be answered, and queue reminders, in every partnership. Safe to repeat."""
    for partnership in people.partnerships():
        system = SYSTEM.inside(partnership.pk)
        writes.open_due(partnership, by=system)
        writes.remind_of_activities(partnership, by=system)
        for followup in reads.unfinished(partnership, seen_by=system):
            writes.answer_effects(followup, by=system)
            writes.remind(followup, by=system)


def send_reminder(followup_id: int, organisation_id: int, about: str, step: str) -> None:
    """Send one reminder. What has been answered meanwhile is not asked for again."""
    followup = Followup.objects.select_related("partnership").filter(pk=followup_id, state="open").first()
    organisation = Organisation.objects.filter(pk=organisation_id, left_on=None).first()
    if followup is None or organisation is None:
        return
    system = SYSTEM.inside(followup.partnership_id)
    if about == "figures" and not reads.asked_of(followup, organisation, seen_by=system):
        return
    writes.send_reminder(followup, organisation, about, step, by=system)


def send_activity_reminder(organisation_id: int) -> None:
    """Remind one organisation of its activities."""
    organisation = (
        Organisation.objects.select_related("partnership").filter(pk=organisation_id, left_on=None).first()
    )
    if organisation is not None:
        writes.send_activity_reminder(organisation, by=SYSTEM.inside(organisation.partnership_id))
