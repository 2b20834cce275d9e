# SPDX-License-Identifier: EUPL-1.2
"""Who may change areas and named places."""

from __future__ import annotations

from samsyn.ground.people.models import Partnership, Role
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound


def check_may_change_places(caller: Caller, partnership: Partnership) -> None:
    """Analysts, coordinators and administrators change the places of their own partnership."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if not caller.has_role(Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR):
        raise NotAllowed("only_analyst_coordinator_or_administrator")
