# SPDX-License-Identifier: EUPL-1.2
"""Questions about the year's own lines."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import YearEntry


def year_entries(partnership: Partnership, *, seen_by: Caller) -> QuerySet[YearEntry]:
    """The lines people have put in the year wheel."""
    rows = YearEntry.objects.seen_by(seen_by).filter(partnership=partnership, struck_at=None)
    return rows.select_related("organisation").order_by("day", "id")


def year_entry(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> YearEntry:
    """One line of the year wheel. Raises NotFound."""
    found = year_entries(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_entry")
    return found
