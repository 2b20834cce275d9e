# SPDX-License-Identifier: EUPL-1.2
"""What a picture rests on beside the reports: areas, who lives there, names of places and of those who report."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from samsyn.cycle.pictures.compute.question import Question
from samsyn.cycle.reports import reads as reports
from samsyn.ground.figures import reads as official
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import Caller


@dataclass(frozen=True, eq=False)
class Ground:
    """Areas that reports are counted in, inhabitants by area id, named points, their kinds, organisations by id, and areas of older borders."""

    areas: list[Any]
    people: dict[int, float]
    places: list[tuple[str, float, float]]
    kinds: list[tuple[str, float, float]]
    organisations: dict[int, str]
    older: frozenset[int] = frozenset()
    shared: Callable[[Collection[int]], frozenset[int]] = frozenset
    """Areas as they are that share ground with areas of older borders: asked only where reports are of such."""


def read(partnership: Partnership, seen_by: Caller, areas: list[Any] | None = None) -> Ground:
    """Read all of it as the caller sees it; `areas` where they have been read already."""
    counted = places.placing_areas(partnership, seen_by=seen_by) if areas is None else areas
    return Ground(
        areas=counted,
        people=official.populations(counted, seen_by=seen_by) if counted else {},
        places=places.named_points(partnership, seen_by=seen_by),
        kinds=places.kinds_of_points(partnership, seen_by=seen_by),
        organisations=people.names(partnership, seen_by=seen_by),
        older=places.in_older_borders(partnership, seen_by=seen_by) if counted else frozenset(),
        shared=lambda ids: places.on_the_ground_of(partnership, ids, seen_by=seen_by),
    )


def basis(
    partnership: Partnership, question: Question, rest: Ground, seen_by: Caller
) -> tuple[Any, ...] | None:
    """All that the numbers rest on, the caller's sight among it; None where it cannot be told."""
    mark = reports.mark(partnership, seen_by=seen_by)
    if not mark:
        return None
    borders = tuple(
        (area.pk, area.key, area.name, area.content_digest, rest.people.get(area.pk)) for area in rest.areas
    )
    names = tuple(rest.places), tuple(rest.kinds), tuple(sorted(rest.organisations.items()))
    # What lies in the future today does not tomorrow.
    return mark, clock.today(), partnership.key, partnership.metric_crs, question, borders, names
