# SPDX-License-Identifier: EUPL-1.2
"""Questions about notices: drafts, what is out, which word is late, and the published figures they may show."""

from __future__ import annotations

from collections.abc import Collection
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
    return [(row, published.content(row)) for row in rows]


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


def figures(partnership: Partnership, *, seen_by: Caller) -> list[dict[str, Any]]:
    """The figures that a notice may show: each indicator's last reading, and the public picture's rows, as published.

    What residents' pages hide is hidden here: the figures are taken from the pages' own frozen content.
    """
    rows = published.standing(partnership, Kind.FOLLOWUP, seen_by=seen_by).values_list("slug", "period")
    followed_up = set(rows)
    found: list[dict[str, Any]] = []
    for row, content in published.contents(partnership, Kind.PROMISE, seen_by=seen_by):
        for indicator in content["chain"]["indicators"]:
            if indicator["readings"]:
                period = max(indicator["readings"])
                found.append(_reading(row, indicator, period, (row.slug, period) in followed_up))
    picture = published.picture(partnership, seen_by=seen_by)
    return found + (_of_picture(picture) if picture else [])


def chosen(available: Collection[dict[str, Any]], codes: Collection[str]) -> list[dict[str, Any]]:
    """The figures with these codes, in the order they are offered."""
    return [figure for figure in available if figure["code"] in codes]


def _reading(row: Publication, indicator: dict[str, Any], period: str, lasting: bool) -> dict[str, Any]:
    reading = indicator["readings"][period]
    named = ("value", "hidden", "limit", "qualifier", "said", "status", "as_of")
    return {name: reading.get(name) for name in named} | {
        "code": f"reading:{row.slug}:{indicator['uuid']}:{period}",
        "source": "reading",
        "name": indicator["name"],
        "unit": indicator.get("unit"),
        "slug": row.slug,
        "period": period,
        "lasting": lasting,
    }


def _of_picture(row: Publication) -> list[dict[str, Any]]:
    content = published.content(row)
    shown = content.get("public_figures") or {}
    groups = (("category", shown.get("categories") or []), ("area", shown.get("areas") or []))
    return [
        {
            "code": f"picture:{group}:{entry['key']}",
            "source": "picture",
            "group": group,
            "key": entry["key"],
            "name": entry.get("name"),
            "value": entry["count"],
            "before": entry["before"],
            "hidden": entry.get("hidden"),
            "limit": shown.get("limit"),
            "period_from": content["period"]["from"],
            "period_to": content["period"]["to"],
            "as_of": content["period"]["to"],
        }
        for group, entries in groups
        for entry in entries
    ]
