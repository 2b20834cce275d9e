# SPDX-License-Identifier: EUPL-1.2
"""A reading as plain data: the shape of `samsyn followup --json`, with the words beside it."""

from __future__ import annotations

from typing import Any

from samsyn.cycle.followups.models import Reading
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Relation

plain = promises.plain
# Under so many in all, nobody says how many percent a count has changed.
FEWEST_FOR_PERCENT = 20


def as_data(row: Reading) -> dict[str, Any]:
    """A reading in the shape of `samsyn followup --json`, with the words beside it."""
    indicator = row.indicator
    entries = promises.definitions_of(indicator)
    definition = next((entry for entry in entries if entry.number == row.definition_number), None)
    return {
        "promise": indicator.promise.slug,
        "indicator": indicator.name,
        "kind": indicator.kind,
        "aspect": indicator.aspect,
        "target": promises.target_of(definition),
        "baseline": plain(definition.baseline) if definition else None,
        "value": plain(row.value),
        "qualifier": row.qualifier,
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "fulfilment": row.fulfilment,
        "status": row.decided_status or row.status,
        "reason": row.reason or None,
        "definition_version": row.definition_number,
        "organisation": indicator.organisation.name,
        "said": row.said or None,
        "steps": list(definition.steps) if definition else [],
        "steps_done": row.steps_done,
        "comment": row.comment or None,
        "next_step": row.next_step or None,
        "computed_status": row.status,
        "decided_by": row.decided_by or None,
        "settled": "" if row.decided_status else row.settled,
        "owners": [party.name for party in promises.answering(indicator)],
        "source": indicator.source,
        "by_itself": row.by_itself,
        "collected": plain(row.collected),
        "change": change(row, definition),
        "part_of": indicator.part_of.name if indicator.part_of else None,
        "relation": indicator.relation or None,
        "detection": indicator.relation == Relation.FOUND_BY,
        "rate": None,
        "split_by": indicator.split_by or None,
        "about_people": indicator.about_people,
        "effect_days": definition.effect_days if definition else None,
        "history": indicator.promise.history,
    }


def told(rows: list[Reading]) -> list[dict[str, Any]]:
    """Readings as plain data, each that was found by controls with its rate per control."""
    values = {(row.indicator_id, row.followup_id): row.value for row in rows}
    return [
        as_data(row) | {"rate": _rate(row, values.get((row.indicator.part_of_id or 0, row.followup_id)))}
        for row in rows
    ]


def _rate(row: Reading, controls: Any) -> float | None:
    """So many found a control: more controls find more, so the count alone says nothing of how common it is."""
    if row.indicator.relation != Relation.FOUND_BY or row.value is None or not controls:
        return None
    return round(float(row.value) / float(controls), 4)


def change(row: Reading, definition: Any) -> dict[str, Any] | None:
    """The change of an effect since its baseline: None where nothing is compared, `ratio` null where no percentage may be said.

    Not on counts that are together below 20, not across a changed definition, and never for what is not an effect.
    """
    if row.indicator.aspect != "effect" or row.value is None or definition is None:
        return None
    if definition.baseline is None:
        return None
    before, now = float(definition.baseline), float(row.value)
    unit = definition.unit.lower()
    share = "%" in unit or "procent" in unit
    if row.definition_number > 1:
        why, ratio = "definition_changed", None
    elif share:  # percent of percent misleads: the difference in percentage points is the change
        why, ratio = "points", None
    elif before + now < FEWEST_FOR_PERCENT:
        why, ratio = "too_few", None
    elif before == 0:
        why, ratio = "from_zero", None
    else:
        why, ratio = "", round(now / before, 4)
    return {"before": plain(definition.baseline), "now": plain(row.value), "ratio": ratio, "why": why}
