# SPDX-License-Identifier: EUPL-1.2
"""Who may import, and when an import can be undone."""

from __future__ import annotations

from samsyn.ground.imports.models import MOVES, Import, State
from samsyn.ground.people.models import Partnership, Role
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow


def check_may_import(caller: Caller, partnership: Partnership) -> None:
    """Analysts, coordinators and administrators import into their own partnership."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if not caller.has_role(Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR):
        raise NotAllowed("only_analyst_coordinator_or_administrator")


def check_move(row: Import, state: State) -> None:
    """An import is done or failed once; only a done one is undone."""
    if state not in MOVES[State(row.state)]:
        raise NotNow(f"import_is_{row.state}")
