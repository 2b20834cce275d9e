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


def sectors(
    events: Any, now: np.ndarray, before: np.ndarray, rest: ground.Ground, row: Row
) -> list[dict[str, Any]]:
    """One row a sector that has places or reports. A report may belong to several, so they never sum to the total."""
    nearby = grouped.Nearby(np.asarray(events.e), np.asarray(events.n))
    kind, names = np.asarray(events.place_kind), list(events.place_kinds)
    found = []
    for key, kinds in SECTORS.items():
        here = np.isin(kind, [index for index, name in enumerate(names) if name in kinds])
        points = [(east, north) for what, east, north in rest.kinds if what in kinds]
        for east, north in points:
            here[nearby.within(east, north, NEAR)] = True
        counts = int((here & now).sum()), int((here & before).sum())
        if points or any(counts):
            found.append({"key": key, "places": len(points)} | row(*counts))
    return found
