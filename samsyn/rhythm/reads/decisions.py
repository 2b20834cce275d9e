# SPDX-License-Identifier: EUPL-1.2
"""Questions about decisions: made, open, looked back at."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.rhythm.models import (
    Decision,
    DecisionState,
    Forum,
    Meeting,
    Review,
)


def decisions(
    partnership: Partnership, *, seen_by: Caller, forum: Forum | None = None, meeting: Meeting | None = None
) -> QuerySet[Decision]:
    """Decisions in the order they were made."""
    rows = Decision.objects.seen_by(seen_by).filter(partnership=partnership)
    if forum is not None:
        rows = rows.filter(Q(handed_to=forum) | Q(handed_to=None, meeting__forum=forum))
    if meeting is not None:
        rows = rows.filter(meeting=meeting)
    rows = rows.select_related("organisation", "area", "meeting__forum", "activity", "partnership")
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


def open_decisions_of(organisation: Organisation, *, seen_by: Caller) -> list[Decision]:
    """The open decisions that a party answers for, those due first in front."""
    rows = open_decisions(organisation.partnership, seen_by=seen_by)
    return [row for row in rows if row.organisation_id == organisation.pk]


def of_those_who_left(partnership: Partnership, *, seen_by: Caller) -> list[Decision]:
    """Open decisions of parties that have left: somebody else must take them over."""
    rows = decisions(partnership, seen_by=seen_by).filter(state=DecisionState.OPEN)
    return list(rows.exclude(organisation__left_on=None))
