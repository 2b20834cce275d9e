# SPDX-License-Identifier: EUPL-1.2
"""What is odd about the reports of a period, and must be said before anything is read out of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from samsyn.cycle.pictures.compute import parts

FEWEST = 20
MOST_AT_ONE = 0.9
"""From this share on, one hour or one square is taken for the way of registering, not for what happened."""


def remarks(ever: Any, now: Any, period: tuple[date, date], today: date) -> list[str]:
    """Codes of what is odd, with words in `words/pictures/caveat.html`; [] where nothing is.

    `ever` are all reports, `now` those of the period.
    """
    found = []
    known = np.asarray(ever.local_day)
    # In order of day.
    known = known[ever.before(1) :]
    if known.size and period[1].toordinal() < int(known[0]):
        found.append("period_before_first_report")
    if period[0] > today:
        found.append("period_not_begun")
    elif period[1] > today:
        found.append("period_not_over")
    if len(now) and int(now.local_day[-1]) > today.toordinal():
        found.append("reports_from_the_future")
    hours = parts.hours(now)
    if hours.sum() >= FEWEST and hours[::24].sum() >= MOST_AT_ONE * hours.sum():
        found.append("hours_all_at_midnight")
    _, in_cells = parts.cells(now)
    if in_cells.sum() >= FEWEST and in_cells.max() >= MOST_AT_ONE * in_cells.sum():
        found.append("places_all_in_one")
    return found
