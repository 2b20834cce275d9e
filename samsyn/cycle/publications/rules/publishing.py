# SPDX-License-Identifier: EUPL-1.2
"""Who may publish, and when."""

from __future__ import annotations

from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow


def check_may_publish(person: Caller, partnership: Partnership) -> None:
    """Publishers and coordinators publish what both parties have approved."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role("publisher", "coordinator"):
        raise NotAllowed("only_publisher_or_coordinator")


def check_ready(state: str, ready: frozenset[str]) -> None:
    """Only what is signed, approved or decided is published."""
    if state not in ready:
        raise NotNow("not_ready_to_publish", state=state)
