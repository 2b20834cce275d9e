# SPDX-License-Identifier: EUPL-1.2
"""What happens by itself: those who coordinate are warned, in one message, before the law's clocks run out."""

from __future__ import annotations

from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation
from samsyn.kit.callers import SYSTEM
from samsyn.rhythm import writes


def daily() -> None:
    """Queue the warnings of the law's clocks, in every partnership. Safe to repeat."""
    for partnership in people.partnerships():
        writes.warn(partnership, by=SYSTEM.inside(partnership.pk))


def send_warnings(organisation_id: int) -> None:
    """Send one organisation its gathered warning; one that has left meanwhile is not told."""
    organisation = Organisation.objects.select_related("partnership").filter(pk=organisation_id, left_on=None)
    for found in organisation:
        writes.send_warnings(found, by=SYSTEM.inside(found.partnership_id))
