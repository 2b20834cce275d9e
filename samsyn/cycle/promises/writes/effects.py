# SPDX-License-Identifier: EUPL-1.2
"""Registering, before the start, how it will be known whether an activity helped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from samsyn.cycle.promises import compute, rules
from samsyn.cycle.promises.models import EffectQuestion, Promise
from samsyn.ground.journal import writes as journal
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

YEAR = timedelta(days=364)  # whole weeks: the same weekdays are compared


@transaction.atomic
def register_effect_question(
    promise: Promise,
    sentence: str,
    *,
    by: Caller,
    category: str,
    area: Area,
    controls: Iterable[Area],
    starts_on: date,
    counted_to: date,
    expected_days: int = 0,
    picked_because_high: bool = True,
) -> EffectQuestion:
    """Fix outcome, place, controls and days before anything has begun, and what fall could be told from chance.

    Compared are the days from `starts_on` plus `expected_days` up to `counted_to` with the same weeks a year earlier
    (two years where one would reach past the start). `picked_because_high` is False only where the place was chosen for
    another reason than its reports.
    """
    rules.check_may_redefine(by, promise)
    beside = [row for row in controls if row.pk != area.pk]
    rules.check_effect_question(sentence, starts_on, beside)
    first = starts_on + timedelta(days=expected_days)
    if counted_to < first + timedelta(days=27):
        raise BadInput("effect_too_short", field="counted_to")
    rules.check_answered_in_time(promise, counted_to)
    back = YEAR
    while counted_to - back >= starts_on:
        back += YEAR
    before = (first - back, counted_to - back)
    count, control = compute.counts_before(promise.partnership, category, area, beside, before)
    question = EffectQuestion.objects.create(
        partnership=promise.partnership,
        promise=promise,
        sentence=sentence.strip(),
        category=category,
        area=area,
        starts_on=starts_on,
        expected_days=expected_days,
        counted_from=first,
        counted_to=counted_to,
        before_from=before[0],
        before_to=before[1],
        before_count=count,
        before_control=control,
        smallest_fall=compute.smallest_fall_percent(count),
        picked_because_high=picked_because_high,
        registered_on=clock.today(),
    )
    question.controls.set(beside)
    journal.record("effect question registered", question, by=by, promise=str(promise.uuid))
    return question
