# SPDX-License-Identifier: EUPL-1.2
"""Every count of reports that was ever out, in pictures and in follow-ups: together they must not tell a small one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samsyn.cycle.followups import reads as followups
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications.models import Kind, Publication
from samsyn.cycle.publications.reads.published import as_frozen
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.periods import parse

Cell = tuple[str, str, tuple[date, date]]
"""What a count counts: the key of an area, a category (each "" for all) and a period."""
Asks = dict[str, tuple[str, str, date]]
"""Which area, which category (each "" for all) and from which day each indicator counts, by its uuid."""


@dataclass(frozen=True)
class Out:
    """Counts that are out: rows of pictures, readings of promises, and the rows that a picture has hidden.

    The counts behind an effect are not out, but its ratio is: they are held as if they were known.
    """

    rows: dict[Cell, int]
    readings: dict[Cell, int]
    hidden: frozenset[Cell]
    asks: Asks
    effects: dict[Cell, int] = field(default_factory=dict)

    @property
    def of_promises(self) -> dict[Cell, int]:
        """The counts of readings and those behind effects."""
        return {**self.effects, **self.readings}


def out_of_reports(partnership: Partnership, *, seen_by: Caller) -> Out:
    """All counts of reports that were ever published: whoever kept them still has them."""
    asks = promises.asks_of_reports(partnership, seen_by=seen_by)
    if not asks and not promises.asks_for_effects(partnership, seen_by=seen_by):
        # Nothing but pictures counts reports, and they are held against each other apart.
        return Out({}, {}, frozenset(), {})
    published = Publication.objects.seen_by(seen_by).filter(partnership=partnership).order_by("id")
    rows: dict[Cell, int] = {}
    hidden: set[Cell] = set()
    readings: dict[Cell, int] = {}
    for one in published.filter(kind=Kind.PICTURE):
        for cell, count in of_picture(as_frozen(one).get("public_figures") or {}):
            if count is None:
                hidden.add(cell)
            else:
                rows.setdefault(cell, count)
    answered = followups.counts_of_effects(partnership, seen_by=seen_by)
    effects: dict[Cell, int] = {}
    for one in published.filter(kind__in=(Kind.FOLLOWUP, Kind.PROMISE)):
        chain = as_frozen(one).get("chain") or {"indicators": []}
        for cell, _, _, count in counted_in(chain, asks):
            readings.setdefault(cell, count)
        for row in chain.get("effects") or []:
            if (row["answer"] or {}).get("ratio") is not None:
                effects |= {cell: answered[cell] for cell in _compared(row) if cell in answered}
    return Out(rows, readings, frozenset(hidden - rows.keys() - readings.keys()), asks, effects)


def counted_for(effect: dict[str, Any]) -> dict[Cell, int]:
    """What the two counts of an effect's place count, before and after; nothing where they are not told."""
    counts = (effect["answer"] or {}).get("place")
    return dict(zip(_compared(effect), counts, strict=True)) if counts else {}


def _compared(effect: dict[str, Any]) -> list[Cell]:
    """An effect's place and category in the days before and in those after."""
    return [
        (
            effect.get("area") or "",
            effect["category"],
            (date.fromisoformat(effect[f"{side}_from"]), date.fromisoformat(effect[f"{side}_to"])),
        )
        for side in ("before", "counted")
    ]


def counted_in(chain: dict[str, Any], asks: Asks) -> Iterator[tuple[Cell, str, str, int]]:
    """What each reading of a chain counts that counts reports, with its indicator, its period and its count."""
    for indicator in chain["indicators"]:
        if indicator["uuid"] not in asks:
            continue
        area, category, begins = asks[indicator["uuid"]]
        for period, reading in indicator["readings"].items():
            value = reading.get("value")
            if value is not None and value == int(value):
                whole = parse(period)
                cell = area, category, (max(whole.start, begins), whole.end)
                yield cell, indicator["uuid"], period, int(value)


def of_picture(figures: dict[str, Any]) -> Iterator[tuple[Cell, int | None]]:
    """What each row of a public picture counts, and its count: of the period and of the one it is compared with."""
    if not figures:
        return
    for period, column in (("period", "count"), ("compared_with", "before")):
        days = figures[period]
        span = date.fromisoformat(str(days["from"])), date.fromisoformat(str(days["to"]))
        if figures.get("total"):
            yield ("", "", span), figures["total"][column]
        for row in figures.get("areas") or []:
            yield (row["key"], "", span), row[column]
        for row in figures.get("categories") or []:
            yield ("", row["key"], span), row[column]
