# SPDX-License-Identifier: EUPL-1.2
"""How a promise stands, in codes: drawn from its readings alone, the same way for kept and missed."""

from __future__ import annotations

from collections import Counter
from typing import Any

KEPT = {"fulfilled", "fulfilled_changed_definition"}
OPEN = {"ongoing", "not_started"}


def standing_of(chain: dict[str, Any], period: str = "") -> dict[str, Any]:
    """The status of a whole promise at a period (the latest when none is named), and the counts behind it.

    A missed part is never outweighed by kept ones, and a part without a target never makes a promise kept.
    """
    periods = chain["periods"]
    at = period or (periods[-1] if periods else "")
    statuses = [status_at(indicator, at) for indicator in chain["indicators"]]
    counts = Counter(statuses)
    judged = [status for status in statuses if status in KEPT | {"partly_fulfilled", "not_fulfilled"}]
    return {
        "period": at,
        "status": _whole(statuses, judged),
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
        "measured": any(
            indicator["aspect"] == "effect" and (reading_at(indicator, at) or {}).get("value") is not None
            for indicator in chain["indicators"]
        ),
    }


def reading_at(indicator: dict[str, Any], period: str) -> dict[str, Any] | None:
    """The reading of an indicator in a period, or None when there is none."""
    return indicator["readings"].get(period)


def status_at(indicator: dict[str, Any], period: str) -> str:
    """The status of an indicator in a period; without any reading it has not begun."""
    reading = reading_at(indicator, period)
    return reading["status"] if reading else "not_started"


def _whole(statuses: list[str], judged: list[str]) -> str:
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
