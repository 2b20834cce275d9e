# SPDX-License-Identifier: EUPL-1.2
"""What happens by itself: those who coordinate are told before an agreement ends."""

from __future__ import annotations

from samsyn.cycle.promises import writes
from samsyn.cycle.promises.models import Agreement
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation
from samsyn.kit.callers import SYSTEM


def daily() -> None:
    """Queue the reminders of agreements that end, in every partnership. Safe to repeat."""
    for partnership in people.partnerships():
        writes.remind_of_renewal(partnership, by=SYSTEM.inside(partnership.pk))


def send_renewal(agreement_id: int, organisation_id: int, step: str) -> None:
    """Send one reminder; an organisation that has left meanwhile is not told."""
    agreement = Agreement.objects.select_related("partnership").filter(pk=agreement_id).first()
    organisation = Organisation.objects.filter(pk=organisation_id, left_on=None).first()
    if agreement is None or organisation is None:
        return
    writes.send_renewal(agreement, organisation, step, by=SYSTEM.inside(agreement.partnership_id))
