# SPDX-License-Identifier: EUPL-1.2
"""Questions about target states: which hold, and how each indicator has gone since its base year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.promises.models import TargetIndicator, TargetState, TargetValue
from samsyn.ground.figures import reads as figures
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound


@dataclass(frozen=True)
class Stand:
    """Where an indicator stood in a year; value None is a gap."""

    year: int
    value: float | None
    source: str = ""
    sample_size: int | None = None


def target_states(partnership: Partnership, *, seen_by: Caller, ended: bool = False) -> QuerySet[TargetState]:
    """The target states that hold (or, with `ended`, all that ever were), by area."""
    rows = TargetState.objects.seen_by(seen_by).filter(partnership=partnership)
    if not ended:
        rows = rows.filter(ended_on=None)
    return rows.select_related("area").prefetch_related("focus_areas").order_by("area__name", "id")


def target_state(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> TargetState:
    """One target state. Raises NotFound."""
    found = target_states(partnership, seen_by=seen_by, ended=True).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_target_state")
    return found


def target_indicators(target: TargetState, *, seen_by: Caller) -> list[Any]:
    """A target state's indicators in order, each with `.stands`: one entry for each year since the base year."""
    rows = TargetIndicator.objects.seen_by(seen_by).filter(target=target)
    found: list[Any] = list(rows.select_related("target").order_by("position", "id"))
    for row in found:
        row.stands = stands(row, seen_by=seen_by)
        row.newest = next((entry for entry in reversed(row.stands) if entry.value is not None), None)
    return found


def target_indicator(uuid: UUID | str, target: TargetState, *, seen_by: Caller) -> TargetIndicator:
    """One indicator of a target state. Raises NotFound."""
    found = next(
        (row for row in target_indicators(target, seen_by=seen_by) if str(row.uuid) == str(uuid)), None
    )
    if found is None:
        raise NotFound("no_such_indicator")
    return found


def stands(indicator: TargetIndicator, *, seen_by: Caller) -> list[Stand]:
    """Year by year from the base year to the newest value: what was written, else the official figure, else a gap."""
    base = indicator.target.base_year
    known = {base: Stand(base, float(indicator.base_value), indicator.source)}
    for figure in _figures(indicator, seen_by):
        year = figure.period_to.year
        known[year] = Stand(year, figure.value, indicator.source)
    rows = TargetValue.objects.seen_by(seen_by).filter(indicator=indicator, struck_at=None)
    for row in rows.order_by("id"):
        known[row.year] = Stand(row.year, float(row.value), row.source, row.sample_size)
    last = max(max(known), clock.today().year - 1)
    return [known.get(year, Stand(year, None)) for year in range(base, last + 1)]


def _figures(indicator: TargetIndicator, seen_by: Caller) -> list[Any]:
    measure, place = indicator.takes.get("measure"), indicator.takes.get("place_code")
    if not measure:
        return []
    rows = figures.figures(
        indicator.partnership,
        seen_by=seen_by,
        measure=measure,
        place_codes=[place] if place else None,
        group="",
    )
    after = rows.filter(value__isnull=False, period_to__year__gt=indicator.target.base_year)
    return list(after.order_by("period_to", "pk"))
