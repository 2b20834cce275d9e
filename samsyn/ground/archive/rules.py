# SPDX-License-Identifier: EUPL-1.2
"""Who may weed, and who may take a package of records out."""

from __future__ import annotations

from samsyn.ground.people.models import Partnership, Role
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound


def check_may_weed(caller: Caller, partnership: Partnership) -> None:
    """Weeding is done by an administrator of the partnership, or from the server."""
    _check_own(caller, partnership)
    if not caller.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("only_administrator")


def check_may_hand_out(caller: Caller, partnership: Partnership) -> None:
    """Coordinators and administrators hand out what they themselves see."""
    _check_own(caller, partnership)
    if not caller.has_role(Role.ADMINISTRATOR, Role.COORDINATOR):
        raise NotAllowed("only_coordinator_or_administrator")


def _check_own(caller: Caller, partnership: Partnership) -> None:
    if not caller.is_trusted and caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
