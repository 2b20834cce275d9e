# SPDX-License-Identifier: EUPL-1.2
"""What has not come in yet: people report afterwards, so the latest weeks are always too low. Never call it a fall."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from samsyn.analysis import delay
from samsyn.analysis.result import Refusal
from samsyn.cycle.pictures.compute import parts

YEAR = 365
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
    whole: list[tuple[float, float] | None] = [None] * len(weeks)
    as_of = max(parts.by_month(events, _latest), default=0)
    if not as_of:
        return whole
    if weeks[-1][1].toordinal() <= as_of - LONGEST or weeks[0][0].toordinal() > as_of:
        return whole
    # The year that tells of the delay; what is waited for is younger still.
    year = events.between(as_of - YEAR + 1, date.max.toordinal())
    late = _told(year)
    happened, known = np.asarray(year.local_day)[late], np.asarray(year.received_day)[late]
    found = delay.nowcast(happened, known, as_of, max_delay=LONGEST, window=YEAR)
    if isinstance(found, Refusal):
        return whole
    mine = np.bincount(happened - (as_of - YEAR), minlength=YEAR + 1)
    few = 0
    for index, (start, end) in enumerate(weeks):
        ages = as_of - np.arange(start.toordinal(), min(end.toordinal(), as_of) + 1)
        if not ages.size or ages[-1] >= LONGEST:
            continue
        share = float(found.cdf[np.minimum(ages, LONGEST)].mean())
        few += share < delay.USABLE_FROM
        if LEAST <= share < STAYS:
            here = int(mine[YEAR - ages[ages < YEAR]].sum())
            whole[index] = share, here / share - here
    if few:
        caveats.append(f"still_coming_in_{few}")
    return whole


def _told(events: Any) -> np.ndarray:
    """Those whose day of arrival is that of the telling, and not before they happened."""
    told = np.asarray(events.received_day) >= np.asarray(events.local_day)
    return (
        told
        & (np.asarray(events.local_day) > 0)
        & (np.asarray(events.source) != events.sources.index("import"))
    )


def _latest(events: Any) -> int:
    """The last day that any of them arrived, 0 where that is told of none."""
    return int(np.asarray(events.received_day)[_told(events)].max(initial=0))
