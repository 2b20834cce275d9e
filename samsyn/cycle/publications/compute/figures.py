# SPDX-License-Identifier: EUPL-1.2
"""The published figures that a notice may show, as residents see them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from samsyn.cycle.publications import reads
from samsyn.cycle.publications.compute.contents import content, contents
from samsyn.cycle.publications.models import Kind, Publication
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller


def figures(partnership: Partnership, *, seen_by: Caller) -> list[dict[str, Any]]:
    """The figures that a notice may show: each indicator's last reading, and the public picture's rows, as published.

    What residents' pages hide is hidden here: the figures are taken from the pages' own frozen content.
    """
    rows = reads.standing(partnership, Kind.FOLLOWUP, seen_by=seen_by).values_list("slug", "period")
    followed_up = set(rows)
    found: list[dict[str, Any]] = []
    for row, told in contents(partnership, Kind.PROMISE, seen_by=seen_by):
        for indicator in told["chain"]["indicators"]:
            if indicator["readings"]:
                period = max(indicator["readings"])
                found.append(_reading(row, indicator, period, (row.slug, period) in followed_up))
    picture = reads.picture(partnership, seen_by=seen_by)
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
    told = content(row)
    shown = told.get("public_figures") or {}
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
            "period_from": told["period"]["from"],
            "period_to": told["period"]["to"],
            "as_of": told["period"]["to"],
        }
        for group, entries in groups
        for entry in entries
    ]
