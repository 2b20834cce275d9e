# SPDX-License-Identifier: EUPL-1.2
"""A published promise as its page and its documents show it: one shape for all, so that they say the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.cycle.publications.compute import standing
from samsyn.kit import periods


def shown(row: Any, content: dict[str, Any]) -> dict[str, Any]:
    """What a page or a document of a published promise needs: its parts with the last four periods, and what was done."""
    chain = content["chain"]
    at = content["standing"]["period"]
    indicators = [
        indicator
        | {
            "status": standing.status_at(indicator, at),
            "settled": (indicator["readings"].get(at) or {}).get("settled", ""),
            "cells": [
                {"period": period, "current": period == at, "reading": indicator["readings"].get(period)}
                for period in chain["periods"][-4:]
            ],
        }
        for indicator in chain["indicators"]
    ]
    before = [period for period in chain["periods"] if period < at]
    return {
        "row": row,
        # How it stood the time before, by the same rule; None the first time.
        "before": standing.standing_of(chain, before[-1]) if before else None,
        "chain": chain,
        "promise": chain["promise"],
        "standing": content["standing"],
        "points": standing.timeline_of(chain, at),
        "approvals": content.get("approvals", []),
        "history_source": content.get("history_source", ""),
        "hidden_since": content.get("hidden_since", False),
        "indicators": indicators,
        "done": [
            activity for activity in chain["activities"] if activity.get("done") or activity.get("hidden")
        ],
        "finished": [activity for activity in chain["activities"] if activity["status"] == "done"],
        # Nothing more comes of a promise whose last day lies in the period told of.
        "last_word": _is_last(chain["promise"].get("period_to"), at),
        "next_steps": [
            reading["next_step"]
            for indicator in indicators
            if (reading := indicator["readings"].get(at)) and reading.get("next_step")
        ],
    }


def _is_last(period_to: str | None, at: str | None) -> bool:
    return bool(period_to and at) and date.fromisoformat(str(period_to)) <= periods.parse(str(at)).end
