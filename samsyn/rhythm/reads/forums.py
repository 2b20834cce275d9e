# SPDX-License-Identifier: EUPL-1.2
"""Questions about forums."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import (
    Forum,
)


def forums(partnership: Partnership, *, seen_by: Caller, closed: bool = False) -> QuerySet[Forum]:
    """The forums that meet, in the order they were made; with `closed` those that have ended too."""
    rows = Forum.objects.seen_by(seen_by).filter(partnership=partnership)
    if not closed:
        rows = rows.filter(closed_on=None)
    return rows.select_related("led_by", "reports_to", "activity", "partnership").order_by("id")


def forum(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Forum:
    """One forum. Raises NotFound."""
    found = forums(partnership, seen_by=seen_by, closed=True).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_forum")
    return found
