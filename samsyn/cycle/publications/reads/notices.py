# SPDX-License-Identifier: EUPL-1.2
"""Questions about notices: drafts, what is out, and which word is late."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.publications.models import Kind, Notice, NoticeState, Publication
from samsyn.cycle.publications.reads import published
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound


def notices(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Notice]:
    """All that is written and not thrown away, drafts first, the newest of each first."""
    rows = Notice.objects.seen_by(seen_by).filter(partnership=partnership).exclude(state=NoticeState.DROPPED)
    return rows.select_related("partnership", "owner", "area").order_by("state", "-created_at", "-id")


def notice(uuid: UUID, partnership: Partnership, *, seen_by: Caller) -> Notice:
    """One notice as it is written. Raises NotFound."""
    found = notices(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_notice")
    return found


def told(partnership: Partnership, *, seen_by: Caller) -> list[tuple[Publication, dict[str, Any]]]:
    """The notices that are out, as published, newest first."""
    rows = published.standing(partnership, Kind.NOTICE, seen_by=seen_by).order_by("-published_at", "-id")
    return [(row, published.as_frozen(row)) for row in rows]


def told_one(
    partnership: Partnership, slug: str, *, seen_by: Caller, number: int | None = None
) -> Publication:
    """One notice as it was published: the latest, or the version asked for. Raises NotFound."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=partnership, kind=Kind.NOTICE, slug=slug)
    if number is not None:
        rows = rows.filter(number=number)
    found = rows.select_related("partnership").order_by("-number").first()
    if found is None:
        raise NotFound("no_such_page")
    return found


def late(
    partnership: Partnership, *, now: datetime, seen_by: Caller
) -> list[tuple[Publication, dict[str, Any]]]:
    """The notices whose next word should have come by now, and has not."""
    found = told(partnership, seen_by=seen_by)
    return [(row, content) for row, content in found if is_late(content, now)]


def is_late(content: dict[str, Any], now: datetime) -> bool:
    """Whether the next word that was said to come has not."""
    said = content.get("next_at")
    return said is not None and datetime.fromisoformat(str(said)) < now
