# SPDX-License-Identifier: EUPL-1.2
"""What can be said in a small town: years together, with exact intervals, and the places that come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from samsyn.analysis import rates
from samsyn.catalogue import categories as catalogue
from samsyn.cycle.pictures.compute import ground, naming
from samsyn.cycle.pictures.compute.question import Question

FEW = 300
"""From so many reports in the period on, the period speaks for itself."""
YEARS = 3
YEAR = 365
SLACK = 14
"""The first report may come so many days into the first year: with few reports it seldom comes on its first day."""
CELL = 250
FEWEST_AT_A_PLACE = 3
MOST_PLACES = 10


def pooled(events: Any, question: Question, rest: ground.Ground, in_period: int) -> dict[str, Any] | None:
    """Counts of up to three years that end with the period, each row with its years and an exact interval a year.

    `places` are squares with at least three reports that had one in at least two of the years, most years first. None
    where the period holds many reports by itself, or where there is not yet a whole year.
    """
    if in_period >= FEW:
        return None
    day = np.asarray(events.local_day)
    last = question.period[1].toordinal()
    known = (day > 0) & (day <= last)
    if not known.any():
        return None
    years = min(YEARS, (last - int(day[known].min()) + 1 + SLACK) // YEAR)
    if years < 1:
        return None
    # Years back from the last day: 0 is the latest one.
    back = (last - day) // YEAR
    inside = known & (back < years)
    order = {entry.key: position for position, entry in enumerate(catalogue.every())}
    names = list(events.categories)
    category, area = np.asarray(events.category), np.asarray(events.area_id)
    kinds = [
        {"key": name} | _row(back[inside & (category == index)], years) for index, name in enumerate(names)
    ]
    start = question.period[1] - timedelta(days=years * YEAR - 1)
    return {
        "from": start.isoformat(),
        "to": question.period[1].isoformat(),
        "years": years,
        "total": _row(back[inside], years),
        "categories": sorted(
            (row for row in kinds if row["count"]), key=lambda row: order.get(row["key"], len(order))
        ),
        "areas": [
            {"key": one.key, "name": one.name} | _row(back[inside & (area == one.pk)], years)
            for one in rest.areas
        ],
        "places": _places(events, inside, back, years, rest),
    }


def _row(back: np.ndarray, years: int) -> dict[str, Any]:
    """A count over the years, each year's (oldest first), and how many a year with a 95 % interval."""
    count = int(back.size)
    low, high = rates.poisson_interval(count, exposure=years)
    return {
        "count": count,
        "each_year": np.bincount(back.astype(np.int64), minlength=years)[::-1].tolist(),
        "per_year": round(count / years, 1),
        "interval": [round(float(low), 1), round(float(high), 1)],
    }


def _places(
    events: Any, inside: np.ndarray, back: np.ndarray, years: int, rest: ground.Ground
) -> list[dict[str, Any]]:
    cell = np.asarray(events.cell250)
    placed = inside & (cell >= 0)
    keys, which, counts = np.unique(cell[placed], return_inverse=True, return_counts=True)
    areas = {area.pk: area.name for area in rest.areas}
    named = naming.Names(rest.places, areas, events)
    found = []
    for index in np.flatnonzero(counts >= FEWEST_AT_A_PLACE).tolist():
        row = _row(back[placed][which == index], years)
        seen = sum(count > 0 for count in row["each_year"])
        if seen < min(2, years):
            continue
        east, north = int(keys[index] // 10_000_000), int(keys[index] % 10_000_000)
        place = named.of(east + CELL / 2, north + CELL / 2)
        found.append({"cell": [east, north], "place": place, "years_with": seen} | row)
    # One name once: squares around the same place are read as that place, the strongest of them.
    found.sort(key=lambda row: (-row["years_with"], -row["count"], row["cell"]))
    told: set[str] = set()
    kept = []
    for row in found:
        name = row["place"]["name"] if row["place"] else ""
        if name and name in told:
            continue
        told.add(name)
        kept.append(row)
    return kept[:MOST_PLACES]
