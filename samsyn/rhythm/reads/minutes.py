# SPDX-License-Identifier: EUPL-1.2
"""The minutes as plain data."""

from __future__ import annotations

from typing import Any

from samsyn.kit.callers import Caller
from samsyn.rhythm.models import (
    Decision,
    DecisionState,
    Meeting,
)
from samsyn.rhythm.reads.decisions import decisions, to_review
from samsyn.rhythm.reads.meetings import chosen_at, items, notes, points_of, upcoming
from samsyn.rhythm.reads.questions import answered


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
        "items": [
            {"point": row.point, "organisation": row.organisation.name, "text": row.text}
            for row in items(meeting, seen_by=seen_by)
        ],
        "priorities": [
            {"area": row.area.name, "reason": row.reason, "period": row.period}
            for row in chosen_at(meeting, seen_by=seen_by)
        ],
        "questions": [
            {"title": row.title, "organisation": row.owner.name if row.owner else "", "answer": row.answer}
            for row in answered(meeting, seen_by=seen_by)
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


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "number": row.number,
        "on": row.meeting.held_on.isoformat(),
        "what": row.what,
        "purpose": row.purpose,
        "organisation": row.organisation.name,
        "place": row.area.name if row.area else "",
        "withdrawn": row.state == DecisionState.WITHDRAWN,
        "from": row.starts_on.isoformat() if row.starts_on else None,
        "due": row.due_on.isoformat() if row.due_on else None,
    }
