# SPDX-License-Identifier: EUPL-1.2
"""What a reading, an effect or a picture tells beside all that is out: of an area, the rest of its categories."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from samsyn.analysis import crossed, disclosure
from samsyn.cycle.pictures import compute as pictures
from samsyn.cycle.publications.compute.believing import ends, unjudged
from samsyn.cycle.publications.compute.masking import hide_readings
from samsyn.cycle.publications.reads.counted import Cell, Out, counted_for, counted_in, of_picture


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

    Their counts are never out, only a ratio; but whoever knows the rest could come near them. So they are held against
    all that is out as if they were out too, and what is told of is added to the effects of `out`.
    """
    rows = []
    for row in chain.get("effects") or []:
        counts = counted_for(row)
        new = {cell: count for cell, count in counts.items() if out.effects.get(cell) != count}
        if any(0 < count < limit for count in counts.values()):
            pass  # those are hidden whatever else is out
        elif any(
            _tells_a_small_one(cell, count, out, _others(new, cell), limit) for cell, count in new.items()
        ):
            row = row | {"hidden": "protects_another"}
        else:
            out.effects.update(new)
        rows.append(row)
    return chain | {"effects": rows}


def edition_apart(
    figures: dict[str, Any],
    limit: int,
    out: Out,
    *,
    beside: Sequence[dict[str, Any]] = (),
    hidden: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> dict[str, Any]:
    """What residents may read of a picture beside all that is out: areas and categories, small counts hidden.

    `beside` are the editions of other periods, `hidden` what an edition of the same period hid before (see
    `pictures.compute.public_edition`). Where its margins and what is known of its inside would tell a small count, a
    line of it is hidden too, the one with fewest that the count lies in.
    """
    known = {cell: count for one in beside for cell, count in of_picture(one) if count is not None}
    known |= {**out.rows, **out.of_promises}
    gone = dict(hidden)
    while True:
        edition = pictures.public_edition(
            figures, limit, beside=beside, readings=out.of_promises, hidden=gone
        )
        cells = dict(of_picture(edition))
        new = {cell: count for cell, count in cells.items() if count is not None}
        still = {*out.hidden, *(cell for cell, count in cells.items() if count is None)} - known.keys()
        told = _told_by(known, new, still, limit) if new else frozenset()
        shown = {
            (group, row["key"]): row["count"] + row["before"]
            for group in ("areas", "categories")
            for row in edition[group]
            if not row["hidden"]
        }
        lines = {("areas", area) for area, _, _ in told} | {
            ("categories", category) for _, category, _ in told
        }
        choice = (lines & shown.keys()) or shown.keys()
        if not told or not choice:
            return edition
        gone[min(choice, key=lambda line: (shown[line] == 0, shown[line], line))] = "protects_another"


def _others(counts: dict[Cell, int], cell: Cell) -> dict[Cell, int]:
    return {other: count for other, count in counts.items() if other != cell}


def _tells_a_small_one(cell: Cell, count: int, out: Out, let_out: dict[Cell, int], limit: int) -> bool:
    if cell in out.hidden:
        return True
    known = {**out.rows, **out.of_promises, **let_out}
    if any(0 < rest < limit for rest in disclosure.rests(cell, count, known)):
        return True
    if any(
        0 < rest < limit
        for whole, total in known.items()
        if whole != cell and disclosure.lies_in(cell, whole)
        # Each rest of the whole in which this count takes part.
        for rest in (total - count, *disclosure.rests(whole, total - count, _beside(cell, known)))
    ):
        return True
    return bool(_told_by(known, {cell: count}, out.hidden, limit))


def _told_by(
    known: dict[Cell, int], new: dict[Cell, int], hidden: Collection[Cell], limit: int
) -> frozenset[crossed.Line]:
    """What follows from the known and the new together, area by category, and did not from the known alone."""
    days = [cell[2] for cell in new]
    touching = (min(one[0] for one in days), max(one[1] for one in days))
    after = crossed.given_away(known | new, hidden, limit, touching)
    return after - crossed.given_away(known, hidden, limit, touching) if after else after


def _beside(cell: Cell, known: dict[Cell, int]) -> dict[Cell, int]:
    """The counts that hold no report which this one holds."""
    return {other: count for other, count in known.items() if not disclosure.may_meet(cell, other)}
