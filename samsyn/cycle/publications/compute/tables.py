# SPDX-License-Identifier: EUPL-1.2
"""Published content as flat tables. CSV, JSON, the outside interfaces and the documents all read these alone.

So a number that is hidden, missing or uncertain on the page is so everywhere. Values are codes, numbers and dates;
what a code means stands in the dictionary on the page of open data.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from samsyn.kit.tables import CsvOut

Row = dict[str, Any]

PROMISE_FIELDS = (
    "promise", "sentence", "level", "place", "theme", "owners", "period_from", "period_to", "until_replaced",
    "signed_on", "state", "history", "focus_area", "status", "status_period", "parts", "kept", "partly", "missed",
    "not_reported", "effect_measured", "case_number", "published_on",
)  # fmt: skip
READING_FIELDS = (
    "promise", "indicator", "indicator_id", "kind", "aspect", "owner", "unit", "target_bound", "target_value",
    "target_per", "baseline", "period", "value", "hidden", "rate", "qualifier", "status", "fulfilment", "as_of", "reason",
    "comment", "next_step", "definition_version", "published_on",
)  # fmt: skip
ACTIVITY_FIELDS = (
    "promise", "activity", "kind", "owner", "planned", "done", "hidden", "unit", "status", "partners", "place",
    "period_from", "period_to", "published_on",
)  # fmt: skip
PICTURE_FIELDS = (
    "period_from", "period_to", "group", "key", "name", "count", "before", "hidden", "ratio", "low", "high",
    "verdict", "decided_on", "published_on",
)  # fmt: skip

# A publication and its thawed content.
Published = Iterable[tuple[Any, dict[str, Any]]]


def promises(published: Published) -> list[Row]:
    """One row for each promise that stands, in their order: what was promised, by whom, and how it stands."""
    found = []
    for row, content in published:
        promise, standing = content["chain"]["promise"], content["standing"]
        focus = content["chain"].get("focus_area") or {}
        found.append(
            {name: promise.get(name) for name in ("sentence", "level", "place", "theme", "case_number")}
            | {name: promise.get(name) for name in ("period_from", "period_to", "signed_on", "state")}
            | {
                name: standing[name]
                for name in ("parts", "kept", "partly", "missed", "not_reported", "status")
            }
            | {
                "promise": row.slug,
                "owners": [owner["name"] for owner in promise["owners"]],
                "until_replaced": bool(promise.get("until_replaced")),
                "history": bool(promise.get("history")),
                "focus_area": focus.get("title"),
                "status_period": standing["period"] or None,
                "effect_measured": standing["measured"],
                "published_on": _day(row),
            }
        )
    return [_in_order(row, PROMISE_FIELDS) for row in found]


def readings(published: Published) -> list[Row]:
    """One row for each indicator and period that has a reading: never a row that nobody reported, never a made-up 0."""
    return [
        _in_order(_reading(row, indicator, period, reading), READING_FIELDS)
        for row, content in published
        for indicator in content["chain"]["indicators"]
        for period, reading in indicator["readings"].items()
    ]


def activities(published: Published) -> list[Row]:
    """One row for each activity that residents may know of; what is under embargo is not in the content.

    Joint work outside the promises has no `promise`, and says with whom, where and when.
    """
    return [
        _in_order(
            activity
            | {
                "promise": row.slug if "chain" in content else None,
                "activity": activity["title"],
                "published_on": _day(row),
            },
            ACTIVITY_FIELDS,
        )
        for row, content in published
        for activity in content.get("chain", content)["activities"]
    ]


def picture_rows(row: Any, content: dict[str, Any]) -> list[Row]:
    """The public picture: one row for each category and area; `hidden` says why a count is not shown."""
    figures, decision = content["public_figures"], content["decision"]
    return [
        {
            "period_from": content["period"]["from"],
            "period_to": content["period"]["to"],
            "group": group,
            "key": entry["key"],
            "name": entry.get("name"),
            "count": entry["count"],
            "before": entry["before"],
            "hidden": entry.get("hidden"),
            "ratio": entry.get("ratio"),
            "low": (entry.get("interval") or [None, None])[0],
            "high": (entry.get("interval") or [None, None])[1],
            "verdict": entry.get("verdict"),
            "decided_on": decision["on"],
            "published_on": _day(row),
        }
        for group, entries in (("category", figures["categories"]), ("area", figures["areas"]))
        for entry in entries
    ]


def csv_text(rows: Sequence[Row], fields: Sequence[str]) -> str:
    """Rows as CSV (RFC 4180, comma, point as decimal sign); null is an empty cell, a list is joined with '; '.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    table = CsvOut(out)
    table.row(fields)
    for row in rows:
        table.row(_cell(row[name]) for name in fields)
    return out.getvalue()


def _reading(row: Any, indicator: dict[str, Any], period: str, reading: dict[str, Any]) -> Row:
    target = reading.get("target") or {}
    return {
        name: reading.get(name)
        for name in (
            "kind", "aspect", "value", "hidden", "rate", "qualifier", "status", "fulfilment", "as_of", "reason", "comment",
            "next_step", "baseline", "definition_version",
        )
    } | {
        "promise": row.slug,
        "indicator": indicator["name"],
        "indicator_id": indicator["uuid"],
        "owner": reading.get("organisation") or indicator.get("owner"),
        "unit": indicator.get("unit") or target.get("unit"),
        "target_bound": target.get("bound"),
        "target_value": target.get("value"),
        "target_per": target.get("per"),
        "period": period,
        "published_on": _day(row),
    }  # fmt: skip


def _in_order(row: Row, fields: Sequence[str]) -> Row:
    return {name: row.get(name) for name in fields}


def _day(row: Any) -> str:
    return str(row.published_at.date().isoformat())


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, value)) if isinstance(value, list) else value
