# SPDX-License-Identifier: EUPL-1.2
"""What residents may read of a picture, with small counts hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from samsyn.analysis import disclosure


def public_edition(figures: dict[str, Any], limit: int) -> dict[str, Any]:
    """What residents may read of a picture: areas and categories with small counts hidden, never cells or hours.

    A hidden count is None with `hidden` saying why; neighbours are hidden too where a margin would reveal it.
    """
    areas = _suppressed(figures["areas"] or [], limit)
    # What is said of an area whose count is hidden would tell that the count is low.
    shown = {f"silent_in_{row['name']}" for row in areas if not row["hidden"]}
    return {
        "period": figures["period"],
        "compared_with": figures["compared_with"],
        "total": figures["total"]
        if min(figures["total"]["count"], figures["total"]["before"]) >= limit
        else None,
        "categories": _suppressed(figures["categories"], limit),
        "areas": areas,
        "limit": limit,
        "caveats": [
            code
            for code in figures["caveats"]
            if code in shown or not code.startswith(("few_reports_in_", "silent_in_"))
        ],
        "method": {key: figures["method"][key] for key in ("version", "digest", "level")},
    }


def _suppressed(rows: Sequence[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """The rows with what must not be shown taken out: both years of a row go together with its verdict."""
    if not rows:
        return []
    table = np.array([[row["count"], row["before"]] for row in rows])
    # The sums of the rows stand nowhere; those of the columns are the picture's own total, which is shown.
    reasons = disclosure.publishable(table, k=limit, row_totals=False, keep_column_totals=True).reasons
    kept = []
    for row, why in zip(rows, reasons, strict=True):
        public: dict[str, Any] = {"key": row["key"], "name": row.get("name", ""), "hidden": None}
        if any(why):
            small = any(reason and reason != disclosure.Hidden.COMPLEMENTARY for reason in why)
            public |= {"count": None, "before": None, "ratio": None, "interval": None}
            public |= {"verdict": "too_few_to_say", "hidden": "small" if small else "protects_another"}
        else:
            public |= {name: row[name] for name in ("count", "before", "ratio", "interval", "verdict")}
        kept.append(public)
    return kept
