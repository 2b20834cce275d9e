# SPDX-License-Identifier: EUPL-1.2
"""The picture by sector: reports from schools, restaurants and shops, wherever in town they lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from samsyn.cycle.pictures.compute import ground, grouped

SECTORS: dict[str, tuple[str, ...]] = {
    "school": ("school", "schoolyard"),
    "restaurants": ("restaurant",),
    "business": ("shop", "shopping_centre", "centre"),
}
"""A sector and the kinds of place that belong to it: of the report itself, and of named places near it."""

NEAR = 150
"""A report within so many metres of a named place of the kind is counted to its sector."""

Row = Callable[[int, int], dict[str, Any]]


def sectors(now: Any, before: Any, rest: ground.Ground, row: Row) -> list[dict[str, Any]]:
    """One row a sector that has places or reports. A report may belong to several, so they never sum to the total."""
    periods = [
        (
            events,
            grouped.Nearby(np.asarray(events.e), np.asarray(events.n)),
            np.bincount(events.place_kind, minlength=len(events.place_kinds)),
        )
        for events in (now, before)
    ]
    found = []
    for key, kinds in SECTORS.items():
        points = [(east, north) for what, east, north in rest.kinds if what in kinds]
        counts = []
        for events, nearby, of_kind in periods:
            wanted = np.array([name in kinds for name in events.place_kinds], dtype=bool)
            if not points:
                counts.append(int(of_kind[wanted].sum()))
                continue
            here = wanted[events.place_kind]
            for east, north in points:
                here[nearby.within(east, north, NEAR)] = True
            counts.append(int(np.count_nonzero(here)))
        if points or any(counts):
            found.append({"key": key, "places": len(points)} | row(*counts))
    return found
