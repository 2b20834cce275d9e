# SPDX-License-Identifier: EUPL-1.2
"""What a reading of reports tells beside pictures and other readings: of an area, the rest of its categories."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.analysis import disclosure
from samsyn.cycle.publications.compute.believing import ends, unjudged
from samsyn.cycle.publications.compute.masking import hide_readings
from samsyn.cycle.publications.reads.counted import Cell, Out, counted_in


def apart(chain: dict[str, Any], out: Out, limit: int) -> dict[str, Any]:
    """A masked chain without the readings of reports that, beside what is out, tell a count below `limit`.

    Nor is a count told that a picture has hidden. What was out before stays: it cannot be taken back.
    What is let out is added to the readings of `out`, so that the next chain is held against it too.
    """
    gone: dict[tuple[str, str], str] = {}
    let_out: dict[Cell, int] = {}
    new = sorted(counted_in(chain, out.asks), key=lambda one: ends(one[2]))
    for cell, indicator, period, count in new:
        if out.readings.get(cell) == count or let_out.get(cell) == count:
            continue
        if _tells_a_small_one(cell, count, out, let_out, limit):
            gone[indicator, period] = "protects_another"
        else:
            let_out[cell] = count
    out.readings.update(let_out)
    return unjudged(hide_readings(chain, gone, limit)) if gone else chain


def effects_apart(chain: dict[str, Any], out: Out, limit: int) -> dict[str, Any]:
    """A chain whose effect questions say `hidden` where their counts, beside what is out, would leave a small one.

    Their counts are never out, only a ratio; but whoever knows the rest could come near them. An effect counts one area
    and one category over days of its own: it is held against every count whose days hold those, or lie in them.
    """
    known = {**out.rows, **out.readings}
    return chain | {
        "effects": [
            row | {"hidden": "protects_another"} if _leaves_a_small_one(row, known, limit) else row
            for row in chain.get("effects") or []
        ]
    }


def _leaves_a_small_one(row: dict[str, Any], known: dict[Cell, int], limit: int) -> bool:
    answer = row.get("answer") or {}
    for count, side in zip(answer.get("place") or (), ("before", "counted"), strict=False):
        days = date.fromisoformat(row[f"{side}_from"]), date.fromisoformat(row[f"{side}_to"])
        cell = row.get("area") or "", row["category"], days
        for other, total in known.items():
            rest = total - count if _within(cell, other) else count - total if _within(other, cell) else 0
            if 0 < rest < limit:
                return True
    return False


def _within(part: Cell, whole: Cell) -> bool:
    """Whether all that one cell counts is counted by the other, also where its days are fewer."""
    (first, last), (begins, ends_) = part[2], whole[2]
    return (
        begins <= first
        and last <= ends_
        and all(wide in ("", narrow) for narrow, wide in zip(part[:2], whole[:2], strict=True))
    )


def _tells_a_small_one(cell: Cell, count: int, out: Out, let_out: dict[Cell, int], limit: int) -> bool:
    if cell in out.hidden:
        return True
    readings = {**out.readings, **let_out}
    if any(0 < rest < limit for rest in disclosure.rests(cell, count, readings)):
        return True
    known = {**out.rows, **readings}
    return any(
        0 < rest < limit
        for whole, total in known.items()
        if whole != cell and disclosure.lies_in(cell, whole)
        # Each rest of the whole in which this count takes part.
        for rest in (total - count, *disclosure.rests(whole, total - count, _beside(cell, readings)))
    )


def _beside(cell: Cell, readings: dict[Cell, int]) -> dict[Cell, int]:
    """The readings that hold no report which this one holds."""
    return {
        other: count
        for other, count in readings.items()
        if any(a and b and a != b for a, b in zip(cell[:2], other[:2], strict=True))
    }
