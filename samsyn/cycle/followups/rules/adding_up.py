# SPDX-License-Identifier: EUPL-1.2
"""Arithmetic between readings: parts must be inside, or make up, the whole that they are said to belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from samsyn.cycle.followups.models import Qualifier, Reading
from samsyn.cycle.promises.models import Relation


@dataclass(frozen=True)
class Fault:
    """A whole whose parts do not fit it: by name, with both numbers."""

    whole: str
    said: float
    total: float
    relation: str
    parts: tuple[str, ...]


def faults(readings: list[Reading]) -> list[Fault]:
    """Every whole whose exact parts do not add up. What is told roughly, or is missing, is not held against anybody."""
    by_indicator = {row.indicator_id: row for row in readings}
    groups: dict[tuple[int, str], list[Reading]] = defaultdict(list)
    for row in readings:
        whole = row.indicator.part_of_id
        if whole in by_indicator and row.indicator.relation in (Relation.OF_WHICH, Relation.ADDS_UP):
            groups[(whole, row.indicator.relation)].append(row)
    found = []
    for (whole_id, relation), parts in groups.items():
        fault = _fault(by_indicator[whole_id], relation, parts)
        if fault is not None:
            found.append(fault)
    return found


def _fault(whole: Reading, relation: str, parts: list[Reading]) -> Fault | None:
    known = [part for part in parts if part.value is not None]
    if whole.value is None or not known:
        return None
    if any(row.qualifier != Qualifier.EXACT for row in (whole, *known)):
        return None
    largest = max(float(part.value or 0) for part in known)
    total = sum(float(part.value or 0) for part in known)
    said = float(whole.value)
    if relation == Relation.OF_WHICH:
        wrong = largest > said  # parts "of which" may overlap, but none is more than the whole
        total = largest
    else:
        wrong = total > said or (len(known) == len(parts) and total != said)
    if not wrong:
        return None
    return Fault(whole.indicator.name, said, total, relation, tuple(part.indicator.name for part in known))
