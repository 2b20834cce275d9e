# SPDX-License-Identifier: EUPL-1.2
"""Questions about forums, meetings, decisions, the year's own lines and the duties met."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import (
    POINTS,
    Decision,
    DecisionState,
    DutyDone,
    Forum,
    ForumKind,
    Meeting,
    Note,
    Review,
    State,
    YearEntry,
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


def decisions(
    partnership: Partnership, *, seen_by: Caller, forum: Forum | None = None, meeting: Meeting | None = None
) -> QuerySet[Decision]:
    """Decisions in the order they were made."""
    rows = Decision.objects.seen_by(seen_by).filter(partnership=partnership)
    if forum is not None:
        rows = rows.filter(meeting__forum=forum)
    if meeting is not None:
        rows = rows.filter(meeting=meeting)
    rows = rows.select_related("organisation", "area", "meeting__forum", "activity")
    return rows.order_by("meeting__held_on", "meeting_id", "number")


def decision(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Decision:
    """One decision. Raises NotFound."""
    found = decisions(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_decision")
    return found


def to_review(meeting: Meeting, *, seen_by: Caller) -> list[Decision]:
    """What a meeting looks back at, the oldest first: what was open when it began, each with `.review` (or None) of this meeting."""
    spoken = {row.decision_id: row for row in reviews(meeting, seen_by=seen_by)}
    rows = decisions(meeting.partnership, seen_by=seen_by, forum=meeting.forum)
    rows = rows.filter(Q(state=DecisionState.OPEN) | Q(pk__in=spoken)).exclude(meeting=meeting)
    found = list(rows.filter(meeting__held_on__lte=meeting.held_on))
    for row in found:
        row.review = spoken.get(row.pk)  # type: ignore[attr-defined]
    return found


def reviews(meeting: Meeting, *, seen_by: Caller) -> list[Review]:
    """What a meeting said of earlier decisions."""
    rows = Review.objects.seen_by(seen_by).filter(meeting=meeting)
    return list(rows.select_related("decision__organisation", "decision__meeting").order_by("decision_id"))


def open_decisions(
    partnership: Partnership, *, seen_by: Caller, forum: Forum | None = None
) -> list[Decision]:
    """Decisions that nobody has yet said are done, those due first in front."""
    rows = decisions(partnership, seen_by=seen_by, forum=forum).filter(state=DecisionState.OPEN)
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.pk))


def in_areas(partnership: Partnership, area_id: int, *, seen_by: Caller, limit: int = 4) -> list[Decision]:
    """The latest decisions about an area, newest first."""
    rows = decisions(partnership, seen_by=seen_by).filter(area_id=area_id)
    return list(rows.order_by("-meeting__held_on", "-id")[:limit])


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


def duties_done(partnership: Partnership, *, seen_by: Caller) -> dict[str, DutyDone]:
    """The latest time each duty was met, by duty."""
    rows = DutyDone.objects.seen_by(seen_by).filter(partnership=partnership)
    return {row.duty: row for row in rows.order_by("done_on", "id")}


def minutes(meeting: Meeting, *, seen_by: Caller) -> dict[str, Any]:
    """The minutes as plain data: what was said of earlier decisions, what was decided, what is carried on, and when next."""
    following = upcoming(
        meeting.partnership, seen_by=seen_by, forum=meeting.forum, after=meeting.held_on
    ).first()
    written = notes(meeting, seen_by=seen_by)
    made = decisions(meeting.partnership, seen_by=seen_by, meeting=meeting)
    back = to_review(meeting, seen_by=seen_by)
    return {
        "forum": meeting.forum.name,
        "kind": meeting.forum.kind,
        "held_on": meeting.held_on.isoformat(),
        "starts_at": meeting.starts_at.strftime("%H:%M") if meeting.starts_at else None,
        "place": meeting.place_text,
        "present": [row.name for row in meeting.present.order_by("id")],
        "notes": [
            {"point": point, "text": written[point].text}
            for point in points_of(meeting)
            if point in written and written[point].text
        ],
        "reviews": [
            _decision(row) | {"said": row.review.said, "effect": row.review.effect, "note": row.review.note}  # type: ignore[attr-defined]
            for row in back
            if row.review is not None  # type: ignore[attr-defined]
        ],
        "carried": [_decision(row) for row in back if row.state == DecisionState.OPEN],
        "decisions": [_decision(row) for row in made],
        "next_on": following.held_on.isoformat() if following else None,
    }


def points_of(meeting: Meeting) -> tuple[str, ...]:
    """The agenda of a meeting, as codes in order."""
    return POINTS[ForumKind(meeting.forum.kind)]


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "number": row.number,
        "on": row.meeting.held_on.isoformat(),
        "what": row.what,
        "purpose": row.purpose,
        "organisation": row.organisation.name,
        "place": row.area.name if row.area else "",
        "from": row.starts_on.isoformat() if row.starts_on else None,
        "due": row.due_on.isoformat() if row.due_on else None,
    }
