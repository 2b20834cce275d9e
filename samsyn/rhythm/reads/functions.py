# SPDX-License-Identifier: EUPL-1.2
"""Questions about the directory: whom one calls about what, who stands in, and who sits in a forum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import Forum, Function, Seat


@dataclass(frozen=True)
class Listed:
    """A function in the directory, and who to turn to instead while it is away (None where it is there)."""

    function: Function
    instead: Function | None

    @property
    def reached(self) -> Function:
        """Whom one calls today."""
        return self.instead or self.function


def functions(
    partnership: Partnership, *, seen_by: Caller, organisation: Organisation | None = None
) -> QuerySet[Function]:
    """The functions that are, of parties that have not left."""
    rows = Function.objects.seen_by(seen_by).filter(
        partnership=partnership, ended_on=None, organisation__left_on=None
    )
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return rows.select_related("organisation", "deputy__organisation", "partnership").order_by(
        "organisation_id", "name"
    )


def function(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Function:
    """One function. Raises NotFound."""
    found = functions(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_function")
    return found


def directory(partnership: Partnership, *, seen_by: Caller, day: date | None = None) -> list[Listed]:
    """Whom one calls about what on a day, the deputy in the place of who is away."""
    on = day or clock.today()
    return [
        Listed(row, row.deputy if row.away_on(on) else None)
        for row in functions(partnership, seen_by=seen_by)
    ]


def seats(forum: Forum, *, seen_by: Caller) -> QuerySet[Seat]:
    """The members of a forum by function, who leads first; none of a party that has left."""
    rows = Seat.objects.seen_by(seen_by).filter(
        forum=forum, ended_on=None, function__ended_on=None, function__organisation__left_on=None
    )
    return rows.select_related(
        "function__organisation", "function__deputy__organisation", "partnership"
    ).order_by("-leads", "function__organisation_id", "function__name")


def seat(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Seat:
    """One seat. Raises NotFound."""
    rows = Seat.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid, ended_on=None)
    found = rows.select_related("forum", "partnership").first()
    if found is None:
        raise NotFound("no_such_function")
    return found


def mailboxes(forum: Forum, *, seen_by: Caller, day: date | None = None) -> list[str]:
    """Where mail to the members goes: each function's mailbox, and the deputy's too while it is away."""
    on, found = day or clock.today(), []
    for row in seats(forum, seen_by=seen_by):
        deputy = row.function.deputy if row.function.away_on(on) else None
        found += [row.function.mailbox, deputy.mailbox if deputy else ""]
    return sorted({box.lower() for box in found if box})
