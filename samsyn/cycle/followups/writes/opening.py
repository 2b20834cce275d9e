# SPDX-License-Identifier: EUPL-1.2
"""Opening the follow-up of a period, and collecting what Samsyn can count by itself."""

from __future__ import annotations

from django.db import transaction

from samsyn.cycle.followups import reads, rules
from samsyn.cycle.followups.models import Followup, Reading, State
from samsyn.cycle.followups.writes.effects import answer_effects
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Indicator
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, periods
from samsyn.kit.callers import SYSTEM, Caller


@transaction.atomic
def open_period(partnership: Partnership, period: str, *, by: Caller) -> Followup:
    """Open the follow-up of a period, or find it already open. Every promise that held gets its rows."""
    rules.check_may_follow_up(by, partnership)
    span = periods.parse(period)
    followup, _ = Followup.objects.get_or_create(
        partnership=partnership,
        period=span.key,
        defaults={"period_from": span.start, "period_to": span.end, "due_on": span.due_on},
    )
    if followup.state == State.OPEN:
        holding = promises.holding_in(partnership, span.start, span.end, seen_by=by)
        _add_rows(followup, promises.indicators_of(holding, seen_by=by))
    journal.record("follow-up opened", followup, by=by, period=span.key)
    return followup


@transaction.atomic
def collect(followup: Followup, *, by: Caller) -> Followup:
    """Collect what can be counted from activities, reports and figures; what people have reported is left as it is.

    Effect questions whose days are over are answered with it: once both parties have approved, nobody would.
    """
    rules.check_may_follow_up(by, followup.partnership)
    followup = Followup.objects.select_for_update().get(pk=followup.pk)
    if followup.state != State.OPEN:
        return followup
    rows = reads.readings(followup, seen_by=by, locked=True)
    measured = reads.counted(rows, seen_by=SYSTEM.inside(followup.partnership_id))
    changed = []
    for reading in rows:
        before = _stands(reading)
        _measure(reading, measured.get(reading.pk))
        rules.weigh(reading, partly=reading.reason == "decided")
        if _stands(reading) != before:
            changed.append(reading)
    _save(changed)
    followup.collected_at = clock.now()
    followup.save_checked()
    journal.record(
        "follow-up collected",
        followup,
        by=by,
        digest=reads.figures_digest(followup, seen_by=by, rows_read=rows),
    )
    answer_effects(followup, by=by)
    return followup


def _stands(reading: Reading) -> tuple[object, ...]:
    """Everything that is stored of a reading; what has not changed is not saved anew."""
    return tuple(getattr(reading, field.attname) for field in reading._meta.concrete_fields)


def _save(rows: list[Reading]) -> None:
    """Save readings that were read under a lock, all at once, each with its number counted up."""
    for row in rows:
        row.version += 1
    names = [field.name for field in Reading._meta.concrete_fields if not field.primary_key]
    Reading.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=names)


def _add_rows(followup: Followup, indicators: list[Indicator]) -> None:
    """A row for each indicator that has none yet; two who open a period at once make each row once."""
    known = set(followup.readings.values_list("indicator_id", flat=True))
    Reading.objects.bulk_create(
        [
            Reading(
                followup=followup,
                indicator=indicator,
                partnership_id=followup.partnership_id,
                reason="not_reported",
            )
            for indicator in indicators
            if indicator.pk not in known
        ],
        ignore_conflicts=True,
    )


def _measure(reading: Reading, found: reads.Counted | None) -> None:
    """Take in what was counted. What people have reported stands, with the count kept beside it."""
    if found is None:
        return
    reading.collected, reading.why_missing = found.value, found.missing  # type: ignore[assignment]
    if reading.reported and not reading.by_itself:
        return
    reading.value, reading.as_of = found.value, found.as_of  # type: ignore[assignment]
    reading.reported = reading.by_itself = found.value is not None
