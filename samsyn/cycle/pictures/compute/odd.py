# SPDX-License-Identifier: EUPL-1.2
"""What is odd about the reports of a period, and must be said before anything is read out of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

FEWEST = 20
MOST_AT_ONE = 0.9
"""From this share on, one hour or one square is taken for the way of registering, not for what happened."""


def remarks(ever: Any, events: Any, now: np.ndarray, period: tuple[date, date], today: date) -> list[str]:
    """Codes of what is odd, with words in `words/pictures/caveat.html`; [] where nothing is.

    `ever` are all reports, `events` those that `now` chooses among.
    """
    found = []
    known = np.asarray(ever.local_day)
    known = known[known > 0]
    if known.size and period[1].toordinal() < int(known.min()):
        found.append("period_before_first_report")
    if period[1] > today:
        found.append("period_not_over")
    if (now & (np.asarray(events.local_day) > today.toordinal())).any():
        found.append("reports_from_the_future")
    hour = np.asarray(events.hour)[now]
    hour = hour[hour >= 0]
    if hour.size >= FEWEST and (hour == 0).mean() >= MOST_AT_ONE:
        found.append("hours_all_at_midnight")
    cell = np.asarray(events.cell250)[now]
    cell = cell[cell >= 0]
    if cell.size >= FEWEST and np.unique(cell, return_counts=True)[1].max() >= MOST_AT_ONE * cell.size:
        found.append("places_all_in_one")
    return found
