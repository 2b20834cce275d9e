# SPDX-License-Identifier: EUPL-1.2
"""What can be believed of a hidden count, and the statuses that would tell more than that: taken out with it.

A target is published exactly. "Kept" beside a hidden 1–4 and a target of 4 says that it was 4. So a status stands only
where it follows from what is public anyway. All is worked out from the public chain: that a status is taken out says
nothing either.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from datetime import date
from typing import Any

from samsyn.cycle.followups import rules
from samsyn.kit import periods

HIDDEN = "hidden"
# A status changes at zero and at its target: so many counts from the lowest are tried, and one far beyond them.
NEAR, FAR = 400, 1_000_000_000

Name = tuple[str, str]
Span = tuple[float, float]
# A whole, its parts, and whether they are said to make it up (else they only lie in it).
Hold = tuple[Name, list[Name], bool]


def unjudged(chain: dict[str, Any]) -> dict[str, Any]:
    """The chain without the statuses that narrow down a hidden count; a status taken out is `hidden`."""
    rows = chain["indicators"]
    if not any(reading.get("hidden") for row in rows for reading in row["readings"].values()):
        return chain
    spans = _narrowed(_spans(rows), _holds(rows))
    return chain | {"indicators": [_row(row, spans, chain.get("promise") or {}) for row in rows]}


def inside(period: str, known: list[str]) -> list[str]:
    """The periods inside another, as many as stand beside each other without overlapping."""
    whole, taken = periods.parse(period), []
    last = None
    for other in sorted(
        (periods.parse(key) for key in known if key != period),
        key=lambda span: (span.end, -span.start.toordinal()),
    ):
        if other.start < whole.start or other.end > whole.end or (last is not None and other.start <= last):
            continue
        taken.append(other.key)
        last = other.end
    return taken


def ends(period: str) -> tuple[Any, Any]:
    """What periods are ordered by: their last day, and of those that end together the first."""
    span = periods.parse(period)
    return span.end, span.start


def counted_on(row: dict[str, Any]) -> bool:
    """Whether each reading is counted on from the one before: against one target for the whole time."""
    target = row.get("target") or {}
    return target.get("value") is not None and not target.get("per")


def _spans(rows: list[dict[str, Any]]) -> dict[Name, Span]:
    """The least and the most that each reading can be, taken by itself."""
    found: dict[Name, Span] = {}
    for row in rows:
        for period, reading in row["readings"].items():
            value = reading.get("value")
            if reading.get("hidden") == "small" and "%" not in (row.get("unit") or ""):
                found[row["uuid"], period] = (1, reading["limit"] - 1)
            elif reading.get("hidden") or reading.get("qualifier") == "about":
                found[row["uuid"], period] = (0, math.inf)
            elif value is not None:
                roughly = reading.get("qualifier") == "at_least"
                found[row["uuid"], period] = (value, math.inf if roughly else value)
    return found


def _holds(rows: list[dict[str, Any]]) -> list[Hold]:
    """How the readings hang together, as the promise itself says."""
    found: list[Hold] = []
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    by_uuid: dict[Any, dict[str, Any]] = {row["uuid"]: row for row in rows}
    for row in rows:
        known = sorted((period for period in row["readings"]), key=ends)
        if counted_on(row):
            found += [
                ((row["uuid"], after), [(row["uuid"], before)], False)
                for before, after in itertools.pairwise(known)
            ]
        else:
            found += [
                ((row["uuid"], period), [(row["uuid"], part) for part in parts], False)
                for period in known
                if (parts := inside(period, known))
            ]
        whole: Any = row.get("part_of_uuid")
        if whole in by_uuid and row.get("relation") == "of_which":
            found += [((whole, period), [(row["uuid"], period)], False) for period in known]
        elif whole in by_uuid and row.get("relation") == "adds_up":
            groups[whole, row.get("split_by") or ""].append(row)
    for (uuid, _), members in groups.items():
        for period in by_uuid[uuid]["readings"]:
            told = [(row["uuid"], period) for row in members if period in row["readings"]]
            found.append(((uuid, period), told, len(told) == len(members)))
    return found


def _narrowed(spans: dict[Name, Span], holds: list[Hold]) -> dict[Name, Span]:
    """The spans as the sums narrow them, until nothing more follows; a sum that does not hold narrows nothing."""
    spans = dict(spans)
    held = [
        (whole, known, exact and len(known) == len(parts))
        for whole, parts, exact in holds
        if whole in spans and (known := [part for part in parts if part in spans])
    ]
    for _ in range(len(spans) + 1):
        before = dict(spans)
        for whole, parts, exact in held:
            least = sum(spans[part][0] for part in parts)
            most = sum(spans[part][1] for part in parts) if exact else math.inf
            _narrow(spans, whole, least, most)
            for part in parts:
                others = [spans[other] for other in parts if other != part]
                most = spans[whole][1] - sum(low for low, _ in others)
                least = spans[whole][0] - sum(high for _, high in others) if exact else 0
                _narrow(spans, part, least, most)
        if spans == before:
            break
    return spans


def _narrow(spans: dict[Name, Span], name: Name, least: float, most: float) -> None:
    low, high = max(spans[name][0], least), min(spans[name][1], most)
    if low <= high:
        spans[name] = (low, high)


def _row(row: dict[str, Any], spans: dict[Name, Span], promise: dict[str, Any]) -> dict[str, Any]:
    readings = {
        period: _reading(reading, spans[row["uuid"], period], promise) if reading.get("hidden") else reading
        for period, reading in row["readings"].items()
    }
    return row | {"readings": readings}


def _reading(reading: dict[str, Any], span: Span, promise: dict[str, Any]) -> dict[str, Any]:
    if reading.get("status") in (None, "cancelled", HIDDEN) or len(_could_be(reading, span, promise)) == 1:
        return reading
    decided = bool(reading.get("decided_by"))  # by people, of what no number settles
    return reading | {
        "computed_status": HIDDEN,
        "status": reading["status"] if decided else HIDDEN,
        "settled": "",
        "reason": None,
    }


def _could_be(reading: dict[str, Any], span: Span, promise: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Every way a reading would be judged, were its count any of those that can be believed."""
    low, high = int(span[0]), int(min(span[1], FAR))
    found = set()
    for value in {*range(low, min(high, low + NEAR) + 1), high}:
        judged = rules.judge(
            rules.Known(
                kind=reading.get("kind") or "",
                target=reading.get("target"),
                value=value,
                as_of=_day(reading.get("as_of")),
                reported=True,
                held_from=_day(promise.get("period_from")),
                ends_on=_day(promise.get("ended_on") or promise.get("period_to")),
                changed=(reading.get("definition_version") or 1) > 1,
            )
        )
        found.add((str(judged.status), judged.settled, judged.reason))
    return found


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
