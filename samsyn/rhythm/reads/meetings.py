# SPDX-License-Identifier: EUPL-1.2
"""Questions about meetings and what is noted at them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, periods
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import POINTS, Forum, ForumKind, Item, Meeting, Note, Priority, State


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
    same_day = Q(held_on=meeting.held_on)
    if meeting.starts_at is None:
        same_day &= Q(starts_at=None, id__lt=meeting.pk)
    else:
        same_day &= Q(starts_at__lt=meeting.starts_at) | Q(starts_at=None, id__lt=meeting.pk)
    earlier = Q(held_on__lt=meeting.held_on) | same_day
    rows = rows.filter(earlier, state__in=(State.HELD, State.APPROVED))
    return rows.order_by("-held_on", F("starts_at").desc(nulls_last=True), "-id").first()


def notes(meeting: Meeting, *, seen_by: Caller) -> dict[str, Note]:
    """What was noted, by point."""
    return {row.point: row for row in Note.objects.seen_by(seen_by).filter(meeting=meeting)}


def points_of(meeting: Meeting) -> tuple[str, ...]:
    """The agenda of a meeting, as codes in order."""
    return POINTS[ForumKind(meeting.forum.kind)]


def items(meeting: Meeting, *, seen_by: Caller, point: str = "") -> list[Item]:
    """What the parties have brought, point by point, in the order that it came."""
    rows = Item.objects.seen_by(seen_by).filter(meeting=meeting, struck_at=None)
    if point:
        rows = rows.filter(point=point)
    return list(rows.select_related("organisation", "meeting").order_by("organisation_id", "id"))


def item(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Item:
    """One line that a party brought. Raises NotFound."""
    rows = Item.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid, struck_at=None)
    found = rows.select_related("meeting__forum", "meeting__partnership", "organisation").first()
    if found is None:
        raise NotFound("no_such_line")
    return found


def priorities(
    partnership: Partnership, *, seen_by: Caller, forum: Forum | None = None, day: date | None = None
) -> list[Priority]:
    """The areas that come first in the periods that hold a day, in the order they were chosen."""
    rows = Priority.objects.seen_by(seen_by).filter(partnership=partnership, struck_at=None)
    if forum is not None:
        rows = rows.filter(forum=forum)
    on = day or clock.today()
    found = rows.select_related("area", "forum", "meeting").order_by("period", "id")
    return [row for row in found if (span := periods.parse(row.period)).start <= on <= span.end]


def chosen_at(meeting: Meeting, *, seen_by: Caller) -> list[Priority]:
    """The areas that a meeting put first."""
    rows = Priority.objects.seen_by(seen_by).filter(meeting=meeting, struck_at=None)
    return list(rows.select_related("area", "meeting").order_by("id"))


def priority(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Priority:
    """One area that comes first. Raises NotFound."""
    rows = Priority.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid, struck_at=None)
    found = rows.select_related("meeting", "partnership").first()
    if found is None:
        raise NotFound("no_such_priority")
    return found
