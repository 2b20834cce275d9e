# SPDX-License-Identifier: EUPL-1.2
"""The squares of the map: how many reports each holds, where they are denser than chance, and which stand out alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from samsyn.analysis import extremes
from samsyn.analysis import hotspots as dense
from samsyn.analysis.result import Refusal
from samsyn.cycle.pictures.compute import lasting, parts
from samsyn.cycle.pictures.compute.question import Question

CELL = 250


def hotspots(
    ever: Any, now: Any, question: Question, caveats: list[str]
) -> tuple[int | None, list[dict[str, Any]] | None, list[dict[str, Any]] | None]:
    """Cells with more reports than chance would put there, after false discovery control, strongest first.

    The map is every cell that has `ever` had a report, `now` those of the period. Last come cells far above what single
    cells come to here, which their quiet neighbours hide from the first search.
    """
    known = parts.squares(ever)
    if not known.total:
        caveats.append("no_placed_reports")
        return None, None, None
    mask = known.area()
    if mask is None:
        placed = np.isfinite(ever.e)
        mask = dense.study_area(ever.e[placed], ever.n[placed], cell=CELL)
    tried = int(mask.mask.sum())
    here = parts.squares(now)
    if not here.total:
        caveats.append("hotspots_too_few_reports")
        return tried, None, None
    counted = here.chart(mask)
    found = dense.gistar(counted, seed=question.seed)
    if isinstance(found, Refusal):
        caveats.append(f"hotspots_{found.reason}")
        return tried, None, None
    spots = [
        {
            "cell": [int(spot.cell[0]), int(spot.cell[1])],
            "size_m": CELL,
            "count": int(spot.count),
            "expected": round(float(spot.expected), 2),
            "z": round(float(spot.z), 2),
            "p": round(float(spot.p), 6),
            "q": round(float(spot.q), 6),
        }
        for spot in found.hotspots(counted)
    ]
    lasting.told(ever, question.period[1].toordinal(), mask, counted, spots)
    return (
        tried,
        spots,
        _lone(counted, {(int(spot.cell[0]), int(spot.cell[1])) for spot in found.hotspots(counted)}),
    )


def _lone(counted: dense.Grid, among: set[tuple[int, int]]) -> list[dict[str, Any]] | None:
    """Single cells far above what cells here come to, but for those that are hotspots already."""
    found = extremes.extreme_cells(counted)
    if isinstance(found, Refusal):
        return None
    rows = []
    for south, west in np.argwhere(found.significant).tolist():
        corner = [int(metres) for metres in counted.corner(south, west)]
        if (corner[0], corner[1]) not in among:
            rows.append(
                {
                    "cell": corner,
                    "size_m": CELL,
                    "count": int(counted.counts[south, west]),
                    "expected": round(found.mean, 2),
                    "q": round(float(found.q[south, west]), 6),
                }
            )
    return sorted(rows, key=lambda row: (-row["count"], row["cell"]))


def cells(now: Any) -> list[list[int]]:
    """Every cell with a report among those of the period: lower left corner and count."""
    keys, counts = parts.cells(now)
    return np.stack([keys // 10_000_000, keys % 10_000_000, counts], axis=1).tolist()
