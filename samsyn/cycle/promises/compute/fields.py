# SPDX-License-Identifier: EUPL-1.2
"""Remarks on a promise with its fields: what its parts hold is not asked of its sentence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from samsyn.cycle.promises import reads
from samsyn.cycle.promises.compute.power import power_of
from samsyn.cycle.promises.compute.wording import Remark, check_text
from samsyn.cycle.promises.models import Kind, Promise
from samsyn.kit.callers import Caller


def check(promise: Promise, *, seen_by: Caller, parts: list[Any] | None = None) -> list[Remark]:
    """Remarks on a promise with its fields: what the parts hold is not asked of the sentence.

    `parts` are its indicators as `reads.indicators` gives them, where they have been read already.
    """
    parts = list(reads.indicators(promise, seen_by=seen_by)) if parts is None else parts
    found = [
        remark
        for remark in check_text(promise.sentence)
        if remark.key in ("not_followable", "several_promises_in_one")
    ]
    if any(part.now and (part.now.target is not None or part.now.steps) for part in parts):
        found = [remark for remark in found if remark.key != "not_followable"]
    if not parts:
        return [*found, Remark("no_number", promise.sentence[:80], "add_a_part")]
    if not promise.owners.exists():
        found.append(Remark("no_owner", promise.sentence[:80], "name_an_owner"))
    if promise.area is None and promise.level in ("district", "village"):
        found.append(Remark("no_place", promise.sentence[:80], "choose_the_place"))
    for part in parts:
        found += _part(part)
    if all(part.aspect != "effect" for part in parts):
        found.append(Remark("activity_only", parts[0].name, "say_what_it_changes"))
    return found


def as_data(text: str, remarks: list[Remark], words: Any) -> dict[str, Any]:
    """The answer in the shape of `samsyn promise check --json`; `words` turns a suggestion's code into its sentence."""
    blocking = {"no_number", "not_followable", "no_period", "no_unit"}
    return {
        "text": text,
        "measurable": not any(remark.key in blocking for remark in remarks),
        "remarks": [asdict(remark) | {"suggestion": words(remark.suggestion)} for remark in remarks],
    }


def _part(part: Any) -> list[Remark]:
    found = []
    definition = part.now
    if part.kind in (Kind.COUNT, Kind.FREQUENCY, Kind.COVERAGE, Kind.CAPACITY) and (
        definition is None or definition.target is None
    ):
        found.append(Remark("no_number", part.name, "give_a_number"))
    elif definition is not None and definition.target is not None and not definition.unit:
        found.append(Remark("no_unit", part.name, "say_of_what"))
    if part.kind == Kind.EFFECT:
        if definition is None or definition.baseline is None:
            found.append(Remark("effect_without_baseline", part.name, "say_where_it_stands"))
        if definition is None or not definition.baseline_source:
            found.append(Remark("no_source", part.name, "name_the_source"))
        power = power_of(definition)
        if power is not None and not power.enough:
            found.append(Remark("too_small_to_tell", part.name, "longer_or_wider"))
    return found
