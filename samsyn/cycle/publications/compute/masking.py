# SPDX-License-Identifier: EUPL-1.2
"""Small counts about people, taken out of a chain before it is published: the one place where that is decided.

Every public page, document, table, feed and interface reads the published chain alone, so what is hidden here is hidden
everywhere. The parties' own work (controls, walks, meetings) is shown as it is, also where it is little.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from samsyn.analysis import disclosure
from samsyn.cycle.publications.compute.believing import counted_on, ends, inside, unjudged
from samsyn.kit import swedish_numbers

FEWEST_ANSWERS = 30
"""A share of fewer answers than this about people is not shown."""

DIGIT = re.compile(r"\d")
# Readings are hidden from the newest: what stands in an earlier publication is out already.
OUT_ALREADY = 1_000_000_000
# What an answer to an effect question holds that residents get as it is, where its counts are not small. No counts, and
# nothing in reports: the difference beside the ratio gives them back. They are of days of their own, which no other
# table is held against.
TOLD_OF_EFFECT = ("verdict", "method", "ratio", "ratio_interval", "mixture", "caveats")
NUMBERS_OF_EFFECT = ("ratio", "ratio_interval", "mixture")


def masked(chain: dict[str, Any], limit: int) -> dict[str, Any]:
    """The chain with small counts about people taken out, and those that would give them away by subtraction.

    `limit` is the partnership's smallest count; a kind of activity may ask for a higher one. A hidden reading has
    value None and `hidden` (small, protects_another) with `limit`, and says nothing else that holds the number; its
    status is `hidden` too where that would narrow it down. What is masked already stays as it is.
    """
    people = {row["uuid"]: row for row in chain["indicators"] if _protected(row)}
    bound = max([limit, *(row.get("show_from", 1) for row in people.values())])
    why = _hidden(list(people.values()), bound)
    indicators = [
        _indicator(row, bound, why) if row["uuid"] in people else row for row in chain["indicators"]
    ]
    gone = {uuid for uuid, _ in why}
    return unjudged(
        chain
        | {
            "indicators": indicators,
            "activities": _activities(chain["activities"], people, gone, limit),
            "effects": [_effect(row, limit) for row in chain.get("effects") or []],
        }
    )


@dataclass
class _Tied:
    """Counts about people by part and period, and the sums that tie them together."""

    figures: dict[str, int] = field(default_factory=dict)
    sums: list[tuple[str, list[str]]] = field(default_factory=list)
    unshown: set[str] = field(default_factory=set)
    price: dict[str, float] = field(default_factory=dict)

    def tie(self, total: str, parts: list[str]) -> None:
        """Say that parts lie in a total; what is left of it stands nowhere, but can be worked out."""
        rest = self.figures[total] - sum(self.figures[part] for part in parts)
        if not parts or rest < 0:
            return  # told roughly, or counted otherwise: nothing follows from it
        if rest:
            name = f"rest {len(self.sums)}"
            self.figures[name] = rest
            self.unshown.add(name)
            parts = [*parts, name]
        self.sums.append((total, parts))


def _hidden(rows: list[dict[str, Any]], limit: int) -> dict[tuple[str, str], str]:
    """Why each hidden reading is hidden, by part and period."""
    tied, at = _Tied(), {}
    order = sorted({period for row in rows for period in row["readings"]}, key=ends)
    for row in rows:
        for period, reading in row["readings"].items():
            if (count := _count(reading.get("value"))) is not None and not _share(row):
                name = f"{row['uuid']} {period}"
                at[name] = (row["uuid"], period)
                tied.figures[name] = count
                tied.price[name] = count + OUT_ALREADY * (len(order) - order.index(period))
    _tie_parts(tied, rows)
    _tie_periods(tied, rows)
    found = disclosure.linked(tied.figures, tied.sums, limit, tied.unshown, tied.price)
    why = {
        at[name]: "small" if reason == disclosure.Hidden.SMALL_COUNT else "protects_another"
        for name, reason in found.items()
    }
    for row in rows:
        if _share(row):
            why |= {(row["uuid"], period): "small" for period in _small_shares(row, limit)}
    return why


def _tie_parts(tied: _Tied, rows: list[dict[str, Any]]) -> None:
    """Parts that make up a whole stand in one sum; each part "of which" leaves a rest of its own."""
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        for period in row["readings"]:
            name, whole = f"{row['uuid']} {period}", f"{row['part_of_uuid']} {period}"
            if name not in tied.figures or whole not in tied.figures:
                continue
            if row.get("relation") == "of_which":
                tied.tie(whole, [name])
            elif row.get("relation") == "adds_up":
                parts[whole, row.get("split_by") or ""].append(name)
    for (whole, _), names in parts.items():
        tied.tie(whole, names)


def _tie_periods(tied: _Tied, rows: list[dict[str, Any]]) -> None:
    """Against a whole target each reading is counted on from the one before; otherwise a year holds its tertials."""
    for row in rows:
        known = [period for period in row["readings"] if f"{row['uuid']} {period}" in tied.figures]
        known.sort(key=ends)
        if counted_on(row):
            for before, after in itertools.pairwise(known):
                tied.tie(f"{row['uuid']} {after}", [f"{row['uuid']} {before}"])
            continue
        for period in known:
            tied.tie(f"{row['uuid']} {period}", [f"{row['uuid']} {part}" for part in inside(period, known)])


def _indicator(row: dict[str, Any], limit: int, why: dict[tuple[str, str], str]) -> dict[str, Any]:
    baseline = row["baseline"]
    no_baseline = bool(baseline) and not _share(row) and 0 < (_count(baseline["value"]) or 0) < limit
    if no_baseline:
        baseline = baseline | {"value": None, "hidden": "small", "limit": limit}
    readings = {}
    for period, reading in row["readings"].items():
        if no_baseline:
            reading = reading | {"baseline": None, "change": None}
        code = why.get((row["uuid"], period))
        readings[period] = _reading(reading, code, limit) if code else reading
    return row | {"baseline": baseline, "readings": readings}


def _reading(reading: dict[str, Any], why: str, limit: int) -> dict[str, Any]:
    """A reading without its number, and without the words that say it too."""
    return (
        reading
        | dict.fromkeys(("value", "collected", "fulfilment", "said", "change", "rate"))
        | {name: _wordless(reading.get(name)) for name in ("comment", "next_step")}
        | {"qualifier": "exact", "hidden": why, "limit": limit}
    )


def hide_readings(chain: dict[str, Any], why: dict[tuple[str, str], str], limit: int) -> dict[str, Any]:
    """The chain without some readings, given by indicator and period with why each is hidden."""
    touched = {uuid for uuid, _ in why}
    rows = [_indicator(row, limit, why) if row["uuid"] in touched else row for row in chain["indicators"]]
    return chain | {"indicators": rows}


def masked_activities(rows: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """Activities that serve no promise, with counts of fewer people than `limit` taken out."""
    return _activities(rows, {}, set(), limit)


def _activities(
    rows: list[dict[str, Any]], people: dict[str, Any], gone: set[str], limit: int
) -> list[dict[str, Any]]:
    """Activities with counts about people taken out where they are small; those that fill one part go together."""
    bounds = {id(row): max(limit, row.get("show_from", 1)) for row in rows if _of_people(row, people)}
    gone = gone | {
        row["indicator"] for row in rows if id(row) in bounds and _small(row["done"], bounds[id(row)])
    }
    shown = []
    for row in rows:
        bound = bounds.get(id(row))
        if bound is None:
            shown.append(row)
            continue
        together = row.get("indicator") is not None and row["indicator"] in gone
        small = _small(row["done"], bound)
        row = row | {"planned": None if _small(row["planned"], bound) else row["planned"]}
        if small or (together and row["done"]):
            row |= {"done": None, "hidden": "small" if small else "protects_another", "limit": bound}
        shown.append(row)
    return shown


def _effect(row: dict[str, Any], limit: int) -> dict[str, Any]:
    """An effect question as residents get it: its verdict, and the ratio where no count behind it is small.

    What is given as `hidden` already stays so.
    """
    answer = row["answer"]
    hidden = row.get("hidden")
    if answer and any(
        _small(count, limit) for pair in ("place", "controls") for count in answer.get(pair) or ()
    ):
        hidden = "small"
    told = None
    if answer:
        told = {name: answer.get(name) for name in TOLD_OF_EFFECT}
        if hidden:
            told |= dict.fromkeys(NUMBERS_OF_EFFECT)
    # The smallest fall that could be seen is worked out from the count before, and gives it back.
    row = row | {"before_count": None, "smallest_fall": None, "answer": told}
    return row | ({"hidden": hidden} if hidden else {})


def _protected(row: dict[str, Any]) -> bool:
    """Counts of people, and of reports: the latter are hidden in the picture too where they are few."""
    return bool(row.get("about_people") or row.get("source") == "reports")


def _of_people(row: dict[str, Any], people: dict[str, Any]) -> bool:
    return bool(row.get("counts_people") or row.get("indicator") in people)


def _share(row: dict[str, Any]) -> bool:
    unit = (row.get("unit") or "").lower()
    return "%" in unit or "procent" in unit


def _small_shares(row: dict[str, Any], limit: int) -> list[str]:
    """The periods whose share rests on few answers, or holds few people on either side."""
    asked = row.get("sample_size")
    if not asked:
        return []
    found = []
    for period, reading in row["readings"].items():
        if reading.get("value") is None:
            continue
        yes = float(reading["value"]) * asked / 100
        if asked < FEWEST_ANSWERS or 0 < yes < limit - 0.5 or 0 < asked - yes < limit - 0.5:
            found.append(period)
    return found


def _small(value: Any, limit: int) -> bool:
    return value is not None and 0 < value < limit


def _count(value: Any) -> int | None:
    """A whole number as one; None for no number, and for what is measured and not counted."""
    return int(value) if value is not None and value >= 0 and value == int(value) else None


def _wordless(text: str | None) -> str | None:
    """A text that says no number; None for one that does."""
    if not text or DIGIT.search(text):
        return None
    said = {word.strip(".,;:!?()”\"'").lower() for word in text.split()}
    return None if said & set(swedish_numbers.WORDS) else text
