# SPDX-License-Identifier: EUPL-1.2
"""How a promise stands, in codes: drawn from its readings alone, the same way for kept and missed."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from samsyn.cycle.publications.compute.believing import HIDDEN

KEPT = {"fulfilled", "fulfilled_changed_definition"}
OPEN = {"ongoing", "not_started"}
# What a part whose status is hidden may be.
MAY_BE = (*sorted(KEPT), "partly_fulfilled", "not_fulfilled", *sorted(OPEN), "done_no_target")


def standing_of(chain: dict[str, Any], period: str = "") -> dict[str, Any]:
    """The status of a whole promise at a period (the latest when none is named), and the counts behind it.

    A missed part is never outweighed by kept ones, and a part without a target never makes a promise kept. Where a
    part's status is hidden, the whole is told only if it is the same whatever that part is; else it is `hidden` too.
    """
    periods = chain["periods"]
    at = period or (periods[-1] if periods else "")
    statuses = [status_at(indicator, at) for indicator in chain["indicators"]]
    counts = Counter(statuses)
    return {
        "period": at,
        "status": _told(statuses),
        "parts": len(statuses),
        "without_target": sum(
            1
            for indicator in chain["indicators"]
            if not indicator.get("target") and not indicator.get("steps")
        ),
        "kept": sum(counts[code] for code in KEPT),
        "partly": counts["partly_fulfilled"],
        "missed": counts["not_fulfilled"],
        "not_reported": counts["not_reported"],
        "done": counts["done_no_target"],
        "hidden": counts[HIDDEN],
        "measured": any(
            indicator["aspect"] == "effect" and _measured(reading_at(indicator, at))
            for indicator in chain["indicators"]
        ),
    }


def timeline_of(chain: dict[str, Any], at: str) -> list[dict[str, Any]]:
    """The promise tertial by tertial: how it stood in each that is followed up, and those still to come.

    At most four behind and three ahead, so that the line fits a phone. A period that is no tertial has none ahead.
    """
    periods = chain["periods"]
    points = [
        {"period": period, "status": standing_of(chain, period)["status"], "current": period == at}
        for period in periods[-4:]
    ]
    until = chain["promise"]["period_to"]
    if periods and until and "-T" in periods[-1]:
        year, tertial = (int(part) for part in periods[-1].split("-T"))
        for _ in range(3):
            year, tertial = (year + 1, 1) if tertial == 3 else (year, tertial + 1)
            if f"{year}-{tertial * 4 - 3:02}" > until[:7]:
                break
            points.append({"period": f"{year}-T{tertial}", "status": None, "current": False})
    return points


def notable(figures: dict[str, Any]) -> dict[str, Any]:
    """What the public figures let be said: `more` and `fewer` rows, and `few`, the areas with too few reports."""
    areas = figures.get("areas") or []
    rows = [*(figures.get("categories") or []), *areas]
    shown = [row for row in rows if not row["hidden"]]
    few = [row for row in areas if row["hidden"] or row["verdict"] == "too_few_to_say"]
    return {
        "more": [row for row in shown if row["verdict"] == "increase"],
        "fewer": [row for row in shown if row["verdict"] == "decrease"],
        "few": few,
        "areas": len(areas),
    }


def reading_at(indicator: dict[str, Any], period: str) -> dict[str, Any] | None:
    """The reading of an indicator in a period, or None when there is none."""
    return indicator["readings"].get(period)


def status_at(indicator: dict[str, Any], period: str) -> str:
    """The status of an indicator in a period; without any reading it has not begun."""
    reading = reading_at(indicator, period)
    return reading["status"] if reading else "not_started"


def _measured(reading: dict[str, Any] | None) -> bool:
    return reading is not None and (reading.get("value") is not None or bool(reading.get("hidden")))


def _told(statuses: list[str]) -> str:
    """The whole of parts of which some may be hidden: told where every way they can be gives the same."""
    shown = [status for status in statuses if status != HIDDEN]
    hidden = len(statuses) - len(shown)
    if not hidden:
        return _whole(shown)
    ways = {
        _whole([*shown, *chosen])
        for many in range(1, min(hidden, len(MAY_BE)) + 1)
        for chosen in combinations(MAY_BE, many)
    }
    return ways.pop() if len(ways) == 1 else HIDDEN


def _whole(statuses: list[str]) -> str:
    judged = [status for status in statuses if status in KEPT | {"partly_fulfilled", "not_fulfilled"}]
    if not statuses or set(statuses) <= {"not_started"}:
        return "not_started"
    if "not_fulfilled" in statuses:
        return "partly_fulfilled" if any(status in KEPT for status in judged) else "not_fulfilled"
    if "partly_fulfilled" in statuses:
        return "partly_fulfilled"
    if "not_reported" in statuses:
        return "not_reported"
    if set(statuses) & OPEN:
        return "ongoing"
    if judged:
        return "fulfilled_changed_definition" if "fulfilled_changed_definition" in judged else "fulfilled"
    return "done_no_target" if "done_no_target" in statuses else "cancelled"
