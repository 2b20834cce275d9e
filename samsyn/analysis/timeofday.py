# SPDX-License-Identifier: EUPL-1.2
"""When does it happen, where only the earliest and latest possible time is known?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from samsyn.analysis.result import Refusal, require

HOURS = 168
FEWEST_EVENTS = 20


@dataclass(frozen=True, eq=False)
class Aoristic:
    """Events per hour of the week (7 × 24, Monday first) or of the day (24), with a bootstrap band.

    `dropped` counts events whose span was too long to say anything of the hour; it is to be shown.
    """

    weight: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    events: int
    dropped: int


def aoristic(
    start: Any,
    end: Any,
    bins: str = "hour_of_week",
    max_span_h: float = 24,
    bootstrap: int = 200,
    level: float = 0.95,
    seed: int = 0,
    weight: Any = None,
) -> Aoristic | Refusal:
    """Share each event evenly over the hours between its earliest and latest time.

    Times are hours since a Monday at midnight, wall clock; start = end is a known time. `bins` is
    "hour_of_week" or "hour_of_day". `weight` parts one event over several spans ("Mondays and Fridays from 18 to
    22" is two of a half each) or tells how many are alike; without it every span is an event. `bootstrap=0` gives no
    band: `lower` and `upper` are NaN. Longer spans than `max_span_h` are dropped and counted: over a night
    the middle of the span misleads, over a week the hour is unknown. Refuses under 20 usable events.
    """
    a, b = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    if a.shape != b.shape or a.ndim != 1 or not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise ValueError("every event needs a start and an end")
    if np.any(b < a):
        raise ValueError("an event cannot end before it starts")
    if bins not in ("hour_of_week", "hour_of_day"):
        raise ValueError("bins is hour_of_week or hour_of_day")
    part = np.ones(a.shape) if weight is None else np.asarray(weight, dtype=float)
    if part.shape != a.shape or np.any(part <= 0):
        raise ValueError("every span needs a weight above nothing")
    # A rounding error in hours since Monday must not make a night of twelve hours longer than twelve.
    usable = b - a <= max_span_h + 1e-9
    refused = require("few_events", FEWEST_EVENTS, round(part[usable].sum()))
    if refused is not None:
        return refused
    size = HOURS if bins == "hour_of_week" else 24
    share = _shares(a[usable], b[usable], size) * part[usable][:, np.newaxis]
    rng = np.random.default_rng(seed)
    n = len(share)
    low = high = np.full(size, np.nan)
    if bootstrap:
        again = np.array([rng.multinomial(n, np.full(n, 1 / n)) @ share for _ in range(bootstrap)])
        low, high = np.quantile(again, [(1 - level) / 2, (1 + level) / 2], axis=0)
    shape = (7, 24) if bins == "hour_of_week" else (24,)
    weight = share.sum(axis=0)
    return Aoristic(
        weight.reshape(shape),
        low.reshape(shape),
        high.reshape(shape),
        round(part[usable].sum()),
        round(part[~usable].sum()),
    )


def _shares(start: np.ndarray, end: np.ndarray, size: int) -> np.ndarray:
    """One row per event, summing to one: the part of its span in each hour."""
    share = np.zeros((start.size, size))
    first = np.floor(start).astype(np.int64)
    length = end - start
    row = np.arange(start.size)
    for step in range(int(np.max(np.ceil(end) - first, initial=1)) + 1):
        hour = first + step
        inside = np.clip(np.minimum(end, hour + 1) - np.maximum(start, hour), 0, None)
        known = (length == 0) & (step == 0)
        part = np.where(known, 1.0, inside / np.where(length > 0, length, 1.0))
        share[row, np.mod(hour, size)] += part
    return share
