# SPDX-License-Identifier: EUPL-1.2
"""What residents may read of a picture, with small counts hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np

from samsyn.analysis import disclosure, spans

NONE: Mapping[disclosure.Cell, int] = MappingProxyType({})
NEVER: Mapping[tuple[str, str], str] = MappingProxyType({})


def public_edition(
    figures: dict[str, Any],
    limit: int,
    *,
    beside: Sequence[dict[str, Any]] = (),
    readings: Mapping[disclosure.Cell, int] = NONE,
    hidden: Mapping[tuple[str, str], str] = NEVER,
) -> dict[str, Any]:
    """What residents may read of a picture: areas and categories with small counts hidden, never cells or hours.

    A hidden count is None with `hidden` saying why; neighbours are hidden too where a margin would reveal it, and what
    would tell a small count together with the editions `beside` and the promises' `readings` of reports, which are
    out already and cannot be taken back. What was `hidden` in an edition of the same period stays so (by group and
    key): if each of two editions showed what the other hides, nothing would be hidden.
    """
    days = [_span(figures["period"]), _span(figures["compared_with"])]
    areas = _suppressed(
        figures["areas"] or [],
        limit,
        days,
        [(one, one.get("areas") or []) for one in beside],
        lambda key: (key, ""),
        readings,
        {key: why for (group, key), why in hidden.items() if group == "areas"},
        figures["total"],
    )
    # What is said of an area whose count is hidden would tell that the count is low.
    shown = {f"silent_in_{row['name']}" for row in areas if not row["hidden"]}
    total = figures["total"]
    told = [(one, [one["total"] | {"key": ""}]) for one in beside if one.get("total")]
    whole = min(total["count"], total["before"]) >= limit and not _given_away(
        {"key": "", **total}, days, told, limit
    )
    return {
        "period": figures["period"],
        "compared_with": figures["compared_with"],
        "total": total if whole else None,
        "categories": _suppressed(
            figures["categories"],
            limit,
            days,
            [(one, one.get("categories") or []) for one in beside],
            lambda key: ("", key),
            readings,
            {key: why for (group, key), why in hidden.items() if group == "categories"},
        ),
        "areas": areas,
        "limit": limit,
        "caveats": [
            code
            for code in figures["caveats"]
            if code in shown or not code.startswith(("few_reports_in_", "silent_in_"))
        ],
        "method": {key: figures["method"][key] for key in ("version", "digest", "level")},
    }


Out = Sequence[tuple[dict[str, Any], Sequence[dict[str, Any]]]]
"""Editions that are out, each with its rows of one group."""


def _suppressed(
    rows: Sequence[dict[str, Any]],
    limit: int,
    days: Sequence[spans.Span],
    out: Out,
    counts: Callable[[str], tuple[str, str]],
    readings: Mapping[disclosure.Cell, int],
    before: Mapping[str, str],
    total: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """The rows with what must not be shown taken out: both years of a row go together with its verdict.

    `counts` says which area and category a row's key stands for; `total` what they are a part of, where there are
    others that stand in no row (reports without a place): what is left of it can be worked out.
    """
    if not rows:
        return []
    table = np.array([[row["count"], row["before"]] for row in rows])
    rest = np.array([[total["count"], total["before"]]]) - table.sum(axis=0) if total else np.zeros((1, 2))
    beyond = rest.astype(int) if np.all(rest >= 0) and np.any(rest > 0) else np.zeros((0, 2), dtype=int)
    cells = [[(*counts(row["key"]), day) for day in days] for row in rows]
    # What others that are out would give away is hidden as if too few stood behind it, and its neighbours with it.
    hide = [
        row["key"] in before or _given_away(row, days, out, limit) or _leaves_few(at, row, readings, limit)
        for at, row in zip(cells, rows, strict=True)
    ]
    out_anyway = [any(cell in readings for cell in at) for at in cells]
    while True:
        behind = np.array(
            [[0, 0] if hidden else [limit, limit] for hidden in [*hide, *([False] * len(beyond))]]
        )
        # The sums of the rows stand nowhere; those of the columns are the picture's own total, which is shown.
        reasons = disclosure.publishable(
            np.concatenate([table, beyond]), k=limit, places=behind, row_totals=False, keep_column_totals=True
        ).reasons[: len(rows)]
        gone = [any(why) for why in reasons]
        # A row that a promise tells of protects nobody: another goes with it, the one with fewest.
        unknown = sum(hidden and not known for hidden, known in zip(gone, out_anyway, strict=True))
        left = [at for at, hidden in enumerate(gone) if not hidden and not out_anyway[at]]
        if unknown != 1 or not any(hidden and known for hidden, known in zip(gone, out_anyway, strict=True)):
            break
        if not left:
            break
        hide[min(left, key=lambda at: table[at].sum())] = True
    kept = []
    for row, why in zip(rows, reasons, strict=True):
        public: dict[str, Any] = {"key": row["key"], "name": row.get("name", ""), "hidden": None}
        if any(why):
            small = any(reason and reason != disclosure.Hidden.COMPLEMENTARY for reason in why)
            public |= {"count": None, "before": None, "ratio": None, "interval": None}
            public |= {
                "verdict": "too_few_to_say",
                "hidden": before.get(row["key"], "small" if small else "protects_another"),
            }
        else:
            public |= {name: row[name] for name in ("count", "before", "ratio", "interval", "verdict")}
        kept.append(public)
    return kept


def _leaves_few(
    cells: Sequence[disclosure.Cell], row: dict[str, Any], readings: Mapping[disclosure.Cell, int], limit: int
) -> bool:
    """Whether a row's counts, less what promises tell of in it, leave a small one."""
    return any(
        0 < rest < limit
        for cell, count in zip(cells, (row["count"], row["before"]), strict=True)
        for rest in disclosure.rests(cell, count, readings)
    )


def _given_away(row: dict[str, Any], days: Sequence[spans.Span], out: Out, limit: int) -> bool:
    """Whether a row's two counts, beside those of the same row that are out, tell a small count."""
    known: dict[spans.Span, int] = {}
    for edition, rows in out:
        found = next((one for one in rows if one["key"] == row["key"] and one.get("count") is not None), None)
        if found:
            known[_span(edition["period"])] = found["count"]
            known.setdefault(_span(edition["compared_with"]), found["before"])
    if not known:
        return False
    new = dict(zip(days, (row["count"], row["before"]), strict=True))
    return spans.gives_away({one: count for one, count in new.items() if one not in known}, known, limit)


def _span(period: dict[str, Any]) -> spans.Span:
    return date.fromisoformat(str(period["from"])), date.fromisoformat(str(period["to"]))
