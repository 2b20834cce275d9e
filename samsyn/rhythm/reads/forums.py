# SPDX-License-Identifier: EUPL-1.2
"""Questions about forums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, periods
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import Every, Forum, Meeting, State


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


YEARLY = {Every.WEEK: 40, Every.MONTH: 9, Every.TERTIAL: 3, Every.YEAR: 1}
"""Meetings a year at least: a week's forum rests in summer and at holidays, a month's in July."""


@dataclass(frozen=True)
class Rhythm:
    """How a forum keeps its rhythm this year: `held` of at least `wanted`, how many are called, and when the next is due.

    `behind` says that the year's meetings can no longer be held with what is called: one must be called by `call_by`.
    """

    wanted: int
    held: int
    called: int
    call_by: date | None

    @property
    def behind(self) -> bool:
        return self.call_by is not None


def rhythm(forum: Forum, *, seen_by: Caller, day: date | None = None) -> Rhythm | None:
    """How a forum keeps its rhythm in the year of a day; None where it meets when needed, or meets no more.

    A steering group of three a year is behind when a tertial has neither a meeting held nor one called.
    """
    wanted = YEARLY.get(Every(forum.every))
    if wanted is None or forum.closed_on is not None:
        return None
    today = day or clock.today()
    rows = Meeting.objects.seen_by(seen_by).filter(forum=forum, held_on__year=today.year)
    days = [row.held_on for row in rows if row.state in (State.HELD, State.APPROVED)]
    coming = [row.held_on for row in rows if row.state == State.PLANNED and row.held_on >= today]
    call_by = None
    if forum.every == Every.TERTIAL:
        span = periods.tertial_of(today)
        if not any(span.start <= met <= span.end for met in (*days, *coming)):
            call_by = span.end
    elif forum.every == Every.YEAR and not days and not coming:
        call_by = date(today.year, 12, 31)
    return Rhythm(wanted, len(days), len(coming), call_by)
