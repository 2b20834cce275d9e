# SPDX-License-Identifier: EUPL-1.2
"""How much a dense square stands out and whether it lasts: never told from its z alone, nor from one summer."""

from __future__ import annotations

from typing import Any

import numpy as np

from samsyn.analysis import hotspots as dense
from samsyn.analysis import rates
from samsyn.analysis.result import Refusal
from samsyn.cycle.pictures.compute import parts

MONTHS = 12
MONTH = 365 / 12
TOP = 0.05


def told(events: Any, last: int, mask: dense.Grid, counted: dense.Grid, spots: list[dict[str, Any]]) -> None:
    """Add to each spot how many `times` a usual square's count it has, with an interval, and its `months_high`.

    `times` is the steadied ratio (empirical Bayes over the squares of the map), so that a small count is drawn towards
    the usual. `months_high` says in how many of the twelve months up to the day `last` the square was among the twentieth
    of the squares with most reports; None where there is no whole year of reports.
    """
    ratio = rates.eb_rates(counted.counts[counted.mask], np.ones(counted.cells))
    months = _months(events, last, mask)
    at = np.full(counted.shape, -1, dtype=np.int64)
    at[counted.mask] = np.arange(counted.cells)
    for spot in spots:
        row, column = (
            int((spot["cell"][1] - counted.origin[1]) // counted.cell),
            int((spot["cell"][0] - counted.origin[0]) // counted.cell),
        )
        place = at[row, column]
        if not isinstance(ratio, Refusal):
            usual = ratio.overall
            spot["times"] = round(float(ratio.shrunk[place] / usual), 1)
            spot["times_interval"] = [
                round(float(end[place] / usual), 1) for end in (ratio.lower, ratio.upper)
            ]
        spot["months_high"] = None if months is None else int(months[row, column])


def _months(events: Any, last: int, mask: dense.Grid) -> np.ndarray | None:
    """For each square in how many of the last twelve months it was among those with most reports."""
    day = np.asarray(events.local_day)
    # In order of day.
    known = day[events.before(1) :]
    if not known.size or int(known[0]) > last - 365:
        return None
    back = np.minimum(np.arange(365) // MONTH, MONTHS - 1)
    high = np.zeros(mask.shape, dtype=np.int64)
    for number in range(MONTHS):
        ago = np.flatnonzero(back == number)
        counts = parts.squares(events.between(last - int(ago[-1]), last - int(ago[0]))).on(mask)
        least = np.quantile(counts[mask.mask], 1 - TOP)
        high += counts >= max(float(least), 1.0)
    return high
