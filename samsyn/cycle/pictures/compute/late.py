# SPDX-License-Identifier: EUPL-1.2
"""What has not come in yet: people report afterwards, so the latest weeks are always too low. Never call it a fall."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from samsyn.analysis import delay
from samsyn.analysis.result import Refusal

LONGEST = 90
"""Days: what comes later than this is no longer waited for."""
LEAST = 0.2
"""Under this share nothing is said of how many are to come: it would be a guess with a number."""
STAYS = 0.995
"""From this share on the week is taken for whole."""


def coming(
    events: Any, weeks: list[tuple[date, date]], caveats: list[str]
) -> list[tuple[float, float] | None]:
    """For each span of days the share thought to have come in, and how many more are to be expected; None where whole.

    Told by reports of residents and staff, whose day of arrival is that of the telling; a file comes in when it comes.
    The last arrival is the day that all is known as of, so that the same reports give the same answer on any day.
    """
    happened, known = np.asarray(events.local_day), np.asarray(events.received_day)
    told = (
        (happened > 0) & (known >= happened) & (np.asarray(events.source) != events.sources.index("import"))
    )
    whole: list[tuple[float, float] | None] = [None] * len(weeks)
    if not told.any():
        return whole
    as_of = int(known[told].max())
    if weeks[-1][1].toordinal() <= as_of - LONGEST or weeks[0][0].toordinal() > as_of:
        return whole
    late = told & (happened > as_of - 2 * 365)
    found = delay.nowcast(happened[late], known[late], as_of, max_delay=LONGEST)
    if isinstance(found, Refusal):
        return whole
    mine = np.bincount(happened[late] - (as_of - 2 * 365), minlength=2 * 365 + 1)
    few = 0
    for index, (start, end) in enumerate(weeks):
        ages = as_of - np.arange(start.toordinal(), min(end.toordinal(), as_of) + 1)
        if not ages.size or ages[-1] >= LONGEST:
            continue
        share = float(found.cdf[np.minimum(ages, LONGEST)].mean())
        few += share < delay.USABLE_FROM
        if LEAST <= share < STAYS:
            here = int(mine[2 * 365 - ages[ages < 2 * 365]].sum())
            whole[index] = share, here / share - here
    if few:
        caveats.append(f"still_coming_in_{few}")
    return whole
