# SPDX-License-Identifier: EUPL-1.2
"""Judging a reading by its rules, with the definition that held."""

from __future__ import annotations

from samsyn.cycle.followups.models import Reading
from samsyn.cycle.followups.rules.judging import Known, judge
from samsyn.cycle.promises import reads as promises


def weigh(reading: Reading, *, partly: bool = False) -> None:
    """Set a reading's status, reason, fulfilment and how settled it is. Saves nothing."""
    indicator, followup = reading.indicator, reading.followup
    promise = indicator.promise
    definition = promises.definition_on(indicator, followup.period_to)
    first = promises.definition_on(indicator, promise.period_from)
    gone = not reading.reported and promises.answerer(indicator) is None
    why = "owner_left" if gone else reading.why_missing
    judged = judge(
        Known(
            kind=indicator.kind,
            target=promises.target_of(definition),
            value=promises.plain(reading.value),
            as_of=reading.as_of,
            reported=reading.reported,
            said=reading.said,
            steps=len(definition.steps) if definition else 0,
            steps_done=reading.steps_done,
            held_from=promise.period_from,
            ends_on=promise.ended_on or promise.period_to,
            changed=bool(definition and first and definition.number != first.number),
            cancelled=bool(indicator.cancelled_on and indicator.cancelled_on <= followup.period_to),
            partly=partly,
            why_missing=why,
        )
    )
    reading.definition_number = definition.number if definition else 1
    reading.status, reading.reason, reading.fulfilment = judged.status, judged.reason, judged.fulfilment
    reading.settled = judged.settled
