# SPDX-License-Identifier: EUPL-1.2
"""What a square is called: after the nearest place people have a name for, else after its area. Never coordinates alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from samsyn.cycle.pictures.compute import grouped

NEAR = 500
"""A named place farther away than so many metres does not name a square."""
STEP = 250

Points = list[tuple[str, float, float]]


class Names:
    """What the points of a map are called, by named places and the areas that reports were placed in."""

    def __init__(self, places: Points, areas: dict[int, str], events: Any) -> None:
        self.places, self.areas, self.events = places, areas, events
        self.at = np.array([[east, north] for _, east, north in places]).reshape(-1, 2)
        self.nearby = grouped.Nearby(np.asarray(events.e), np.asarray(events.n))

    def of(self, e: float, n: float) -> dict[str, str] | None:
        """`{"how": "near" | "in", "name": …}` of a point in metres; None where neither place nor area is known."""
        if self.places:
            away = np.hypot(self.at[:, 0] - e, self.at[:, 1] - n)
            nearest = int(away.argmin())
            if away[nearest] <= NEAR:
                return {"how": "near", "name": self.places[nearest][0]}
        # The area that most reports of the square were placed in: they have all been placed already.
        here = np.asarray(self.events.area_id)[self.nearby.box(e, n, STEP)]
        ids, counts = np.unique(here[here >= 0], return_counts=True)
        name = self.areas.get(int(ids[counts.argmax()]), "") if ids.size else ""
        return {"how": "in", "name": name} if name else None


def gathered(spots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Squares beside each other (corners too) as one spot, the strongest first: named as its strongest square."""
    left = {(spot["cell"][0], spot["cell"][1]): spot for spot in spots}
    found = []
    for spot in spots:
        start = (spot["cell"][0], spot["cell"][1])
        if start not in left:
            continue
        group, waiting = [], [start]
        while waiting:
            east, north = waiting.pop()
            if (east, north) not in left:
                continue
            group.append(left.pop((east, north)))
            waiting += [(east + i * STEP, north + j * STEP) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
        found.append(
            {
                "place": next((one.get("place") for one in group if one.get("place")), None),
                "cells": len(group),
                "count": sum(one["count"] for one in group),
                "expected": round(sum(one["expected"] for one in group), 1),
                "strongest": start,
                # What lasts somewhere in the place lasts; pictures kept before this was told have none.
                "months_high": max(
                    (one["months_high"] for one in group if one.get("months_high") is not None), default=None
                ),
            }
        )
    return found
