# SPDX-License-Identifier: EUPL-1.2
"""Changes to target states: choose one for a district, say what shows it, write where it stood, end it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from samsyn.cycle.pictures.models import FocusArea
from samsyn.cycle.promises import rules
from samsyn.cycle.promises.models import TargetIndicator, TargetState, TargetValue
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput


@transaction.atomic
def set_target_state(
    partnership: Partnership,
    area: Area,
    sentence: str,
    *,
    by: Caller,
    base_year: int,
    by_year: int | None = None,
    focus_areas: Iterable[FocusArea] = (),
) -> TargetState:
    """Say how it should be in a priority district. One that held there before is ended, and stays readable."""
    rules.check_may_write(by, partnership)
    chosen = list(focus_areas)
    rules.check_target_place(partnership, area, chosen)
    if not sentence.strip():
        raise BadInput("target_state_missing", field="sentence")
    if not 1990 <= base_year <= clock.today().year:
        raise BadInput("base_year_ahead", field="base_year")
    if by_year is not None and by_year <= base_year:
        raise BadInput("by_year_before", field="by_year")
    before = TargetState.objects.filter(partnership=partnership, area=area, ended_on=None)
    for row in before:
        end_target_state(row, by=by)
    target = TargetState.objects.create(
        partnership=partnership,
        area=area,
        sentence=sentence.strip(),
        base_year=base_year,
        by_year=by_year,
        chosen_on=clock.today(),
    )
    target.focus_areas.set(chosen)
    journal.record("target state set", target, by=by)
    return target


@transaction.atomic
def add_target_indicator(
    target: TargetState,
    name: str,
    *,
    by: Caller,
    base_value: Decimal | int | float,
    source: str,
    unit: str = "",
    wanted: Decimal | int | float | None = None,
    takes: dict[str, str] | None = None,
) -> TargetIndicator:
    """Add what shows the way: without a value for the base year and its source it would show nothing."""
    rules.check_may_change_target(by, target)
    if not name.strip():
        raise BadInput("name_missing", field="name")
    if not source.strip():
        raise BadInput("source_missing", field="source")
    indicator = TargetIndicator.objects.create(
        partnership=target.partnership,
        target=target,
        name=name.strip(),
        unit=unit.strip(),
        base_value=base_value,
        wanted=wanted,
        source=source.strip(),
        takes={key: value for key, value in (takes or {}).items() if value},
        position=target.indicators.count(),
    )
    journal.record("target indicator added", indicator, by=by, target=str(target.uuid))
    return indicator


@transaction.atomic
def give_target_value(
    indicator: TargetIndicator,
    year: int,
    value: Decimal | int | float,
    *,
    by: Caller,
    source: str = "",
    sample_size: int | None = None,
) -> TargetValue:
    """Write where an indicator stood in a year; an earlier value for the year is struck out, and kept."""
    rules.check_may_change_target(by, indicator.target)
    if year <= indicator.target.base_year:
        raise BadInput("year_before_base", field="year")
    if year > clock.today().year:
        raise BadInput("in_future", field="year")
    for row in TargetValue.objects.filter(indicator=indicator, year=year, struck_at=None):
        row.struck_at = clock.now()
        row.save_checked()
    found = TargetValue.objects.create(
        partnership=indicator.partnership,
        indicator=indicator,
        year=year,
        value=value,
        source=source.strip() or indicator.source,
        sample_size=sample_size,
    )
    journal.record("target value given", found, by=by, indicator=str(indicator.uuid), year=year)
    return found


@transaction.atomic
def end_target_state(target: TargetState, *, by: Caller) -> TargetState:
    """End a target state from today; promises and focus areas that point at it go on showing it."""
    rules.check_may_change_target(by, target)
    target.ended_on = clock.today()
    target.save_checked()
    journal.record("target state ended", target, by=by)
    return target
