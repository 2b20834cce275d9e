# SPDX-License-Identifier: EUPL-1.2
"""When in the week reports say that it happened, from their wall-clock texts: many at once, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

DAY = 86_400
WEEK = 7 * DAY
LONGEST = 2**31 - 1
# The calendar of the texts counts from a Thursday; hours of the week count from Mondays.
_THURSDAY = 3 * DAY


def spans(
    wall_from: Sequence[str], wall_to: Sequence[str], weekdays: Sequence[str]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Seconds into the week (-1 for no time at all), seconds that it lasted, and the days it comes back on as bits.

    A day without a clock is the whole day; an hour that summer time skips is none here. Monday is bit 0.

    >>> start, lasted, days = spans(["2026-05-04T18:00", "2026-05-05"], ["2026-05-04T22:00", ""], ["15", ""])
    >>> (start // 3600).tolist(), (lasted // 3600).tolist(), days.tolist()
    ([18, 24], [4, 24], [17, 0])
    """
    start, start_is_a_day = _read(wall_from)
    end, end_is_a_day = _read(wall_to)
    end = np.where(end_is_a_day, end + DAY, end)
    missing = np.isnat(np.array(wall_to, dtype="datetime64[s]")) if len(wall_to) else np.zeros(0, dtype=bool)
    end = np.where(missing, np.where(start_is_a_day, start + DAY, start), end)
    told = np.array([bool(text) for text in wall_from], dtype=bool)
    lasted = np.where(told, np.clip(end - start, 0, LONGEST), 0)
    into = np.where(told, (start + _THURSDAY) % WEEK, -1)
    bits = {text: sum(1 << (int(day) - 1) for day in set(text)) for text in set(weekdays)}
    days = np.array([bits[text] for text in weekdays], dtype=np.int8)
    return into.astype(np.int32), lasted.astype(np.int32), days


def _read(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Seconds of each text in the calendar (0 for an empty one), and which of them are a day without a clock."""
    seconds = np.array(texts, dtype="datetime64[s]")
    days = np.array([0 < len(text) <= 10 for text in texts], dtype=bool)
    return np.where(np.isnat(seconds), 0, seconds.astype(np.int64)), days
