# SPDX-License-Identifier: EUPL-1.2
"""How much of the latest weeks is not yet registered, and what will they come to?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import nbinom

from samsyn.analysis.result import Refusal, require

FEWEST_EVENTS = 50
USABLE_FROM = 0.8


@dataclass(frozen=True, eq=False)
class Nowcast:
    """Share registered by delay in days (`cdf`), and what each week before `as_of` will come to.

    `week` numbers seven-day weeks backwards: 0 ends on `as_of`. `usable` is False where under 80 % are
    thought to be registered: grey those weeks out, and never call them a fall.
    """

    cdf: np.ndarray
    week: np.ndarray
    count: np.ndarray
    share: np.ndarray
    estimate: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    usable: np.ndarray


def nowcast(
    event_day: Any,
    registered_day: Any,
    as_of: int,
    max_delay: int = 90,
    window: int = 365,
    level: float = 0.95,
) -> Nowcast | Refusal:
    """Complete the latest weeks; `nowcast_by` does the same by category or source, whose delays differ.

    Estimate the delay's distribution from events so far, and complete the latest weeks with it.

    Days are integers (for instance `date.toordinal`). Events registered after `as_of` are not known yet
    and are left out; delays over `max_delay` count as `max_delay`. Only events of the last `window` days
    tell of the delay. Refuses under 50 such events.
    """
    happened, known = np.asarray(event_day, dtype=np.int64), np.asarray(registered_day, dtype=np.int64)
    if happened.shape != known.shape or happened.ndim != 1:
        raise ValueError("every event needs both its days")
    if np.any(known < happened):
        raise ValueError("an event cannot be registered before it happened")
    keep = (known <= as_of) & (happened > as_of - window)
    happened, known = happened[keep], known[keep]
    refused = require("few_events", FEWEST_EVENTS, happened.size)
    if refused is not None:
        return refused
    cdf = _registered_share(np.minimum(known - happened, max_delay), as_of - happened, max_delay)
    age = as_of - happened
    weeks = int(np.ceil((max_delay + 1) / 7))
    week = np.arange(weeks)
    count = np.bincount(age // 7, minlength=weeks)[:weeks]
    days = np.minimum(week[:, None] * 7 + np.arange(7), max_delay)
    share = np.maximum(cdf[days].mean(axis=1), 1e-6)
    tail = (1 - level) / 2
    # What is missing, given what has come, is negative binomial (half an event stands in for none).
    lower = count + np.where(share < 1, nbinom.ppf(tail, count + 0.5, np.minimum(share, 1 - 1e-12)), 0)
    upper = count + np.where(share < 1, nbinom.ppf(1 - tail, count + 0.5, np.minimum(share, 1 - 1e-12)), 0)
    return Nowcast(cdf, week, count, share, count / share, lower, upper, share >= USABLE_FROM)


def nowcast_by(
    by: Any, event_day: Any, registered_day: Any, as_of: int, max_delay: int = 90, window: int = 365
) -> dict[Any, Nowcast | Refusal]:
    """`nowcast` for each value of `by` (one code an event: its category, its source), in sorted order."""
    codes = np.asarray(by)
    happened, known = np.asarray(event_day), np.asarray(registered_day)
    if codes.shape != happened.shape:
        raise ValueError("every event needs its code")
    return {
        code: nowcast(happened[codes == code], known[codes == code], as_of, max_delay, window)
        for code in np.unique(codes).tolist()
    }


def _registered_share(delay: np.ndarray, age: np.ndarray, longest: int) -> np.ndarray:
    """Product-limit estimate with right truncation (Lynden-Bell): old events tell of long delays."""
    share = np.ones(longest + 1)
    # Counted once by delay and age (no more than the longest), then summed: so old or older, so late or earlier.
    width = longest + 1
    older = np.bincount(delay * width + np.minimum(age, longest), minlength=width * width).reshape(
        width, width
    )
    older = older[:, ::-1].cumsum(axis=1)[:, ::-1]
    both = older.cumsum(axis=0)
    for d in range(longest, 0, -1):
        # Events old enough that a delay of d could have been seen; of those, how many took exactly d.
        at_risk, exactly = both[d, d], older[d, d]
        kept = 1.0 - exactly / at_risk if at_risk else 1.0
        share[d - 1] = share[d] * kept
    return share
