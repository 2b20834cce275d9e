# SPDX-License-Identifier: EUPL-1.2
"""Questions about statements to the council, Brå and givers of grants."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import Statement, StatementKind, StatementState, StatementText


def statements(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Statement]:
    """The statements, drafts first and then the latest decided; drafts for the municipality that writes them."""
    rows = Statement.objects.seen_by(seen_by).filter(partnership=partnership)
    rows = rows.exclude(state=StatementState.DROPPED).select_related("owner", "partnership")
    return rows.order_by("-state", "-decided_on", "-period_to", "-id")


def statement(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Statement:
    """One statement. Raises NotFound."""
    found = statements(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_statement")
    return found


def reported(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Statement]:
    """The decided statements to the council of the municipality (§ 13), the latest first: the year's account too."""
    rows = Statement.objects.seen_by(seen_by).filter(
        partnership=partnership,
        state=StatementState.DECIDED,
        kind__in=(StatementKind.COUNCIL, StatementKind.YEAR),
    )
    return rows.order_by("-decided_on", "-id")


def texts(statement: Statement, *, seen_by: Caller) -> dict[str, StatementText]:
    """What people have written, by part."""
    rows = StatementText.objects.seen_by(seen_by).filter(statement=statement)
    return {row.part: row for row in rows}
