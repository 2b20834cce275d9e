# SPDX-License-Identifier: EUPL-1.2
"""Questions about meetings and what is noted at them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import (
    POINTS,
    Forum,
    ForumKind,
    Meeting,
    Note,
    State,
)


def meetings(partnership: Partnership, *, seen_by: Caller, forum: Forum | None = None) -> QuerySet[Meeting]:
    """The meetings, newest first."""
    rows = Meeting.objects.seen_by(seen_by).filter(partnership=partnership)
    if forum is not None:
        rows = rows.filter(forum=forum)
    return rows.select_related("forum__partnership", "partnership").order_by("-held_on", "-id")


def meeting(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Meeting:
    """One meeting. Raises NotFound."""
    found = meetings(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_meeting")
    return found


def upcoming(
    partnership: Partnership, *, seen_by: Caller, forum: Forum | None = None, after: date | None = None
) -> QuerySet[Meeting]:
    """Meetings planned for today or later (later than `after`, where given), the nearest first."""
    rows = meetings(partnership, seen_by=seen_by, forum=forum).filter(state=State.PLANNED)
    rows = rows.filter(held_on__gt=after) if after else rows.filter(held_on__gte=clock.today())
    return rows.order_by("held_on", "starts_at", "id")


def previous(meeting: Meeting, *, seen_by: Caller) -> Meeting | None:
    """The meeting of the same forum that was held before this one."""
    rows = meetings(meeting.partnership, seen_by=seen_by, forum=meeting.forum)
    earlier = Q(held_on__lt=meeting.held_on) | Q(held_on=meeting.held_on, id__lt=meeting.pk)
    return rows.filter(earlier, state__in=(State.HELD, State.APPROVED)).first()


def notes(meeting: Meeting, *, seen_by: Caller) -> dict[str, Note]:
    """What was noted, by point."""
    return {row.point: row for row in Note.objects.seen_by(seen_by).filter(meeting=meeting)}


def points_of(meeting: Meeting) -> tuple[str, ...]:
    """The agenda of a meeting, as codes in order."""
    return POINTS[ForumKind(meeting.forum.kind)]
