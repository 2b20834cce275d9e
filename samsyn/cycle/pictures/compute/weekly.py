# SPDX-License-Identifier: EUPL-1.2
"""Week by week: how many reports, how many to be expected, whether it changes over the years, and what is still to come in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from samsyn.analysis import trends
from samsyn.analysis.result import Refusal
from samsyn.cycle.pictures.compute import late
from samsyn.cycle.pictures.compute.question import Question

HISTORY_YEARS = 5
WEEK_LEVEL = 0.96
"""Chance alone puts one usual week in fifty above the upper limit: about once a year."""


def series(
    events: Any, question: Question, caveats: list[str]
) -> tuple[list[dict[str, Any]] | None, dict[str, Any] | None]:
    """Reports a week over the period, with what the years before lead one to expect where there are enough of them.

    Beside them the change a year over those years, seasons set aside. A week that more is to be expected for has
    `registered`, the share thought to have come in, and `coming`, how many more; both None where it is whole.
    """
    start, end = question.period
    weeks = _weeks(start, end)
    inside = [(max(monday, start), min(monday + timedelta(days=6), end)) for monday in weeks]
    day = np.asarray(events.local_day)
    # In order of day. Reports up to and with each day: those of any days are then the difference of two.
    day = day[events.before(1) :]
    until = np.zeros(end.toordinal() + 1, dtype=np.int64)
    if day.size:
        until[day[0] :] = np.searchsorted(
            day, np.arange(day[0], end.toordinal() + 1, dtype=day.dtype), side="right"
        )
    expected, trend = _expected(
        until, weeks, [((days[1] - days[0]).days + 1) / 7 for days in inside], caveats
    )
    arriving = late.coming(events, inside, caveats)
    rows = []
    for index, monday in enumerate(weeks):
        count = int(until[inside[index][1].toordinal()] - until[inside[index][0].toordinal() - 1])
        mean, upper = expected[index] if expected is not None else (None, None)
        whole = (inside[index][1] - inside[index][0]).days + 1 == 7
        year, week, _ = monday.isocalendar()
        rows.append(
            {
                "week": f"{year}-W{week:02d}",
                "count": count,
                "expected": None if mean is None else round(mean, 1),
                "upper": None if upper is None else int(upper),
                "alarm": bool(count > upper) if whole and upper is not None else None,
                "registered": None if (told := arriving[index]) is None else round(told[0], 2),
                "coming": None if told is None else round(told[1], 1),
            }
        )
    return rows, trend


def _weeks(start: date, end: date) -> list[date]:
    monday = start - timedelta(days=start.weekday())
    weeks = []
    while monday <= end:
        weeks.append(monday)
        monday += timedelta(days=7)
    return weeks


def _expected(
    until: np.ndarray, weeks: list[date], share: list[float], caveats: list[str]
) -> tuple[list[tuple[float, float]] | None, dict[str, Any] | None]:
    """Mean and upper limit for each week, and the change a year, from at most five years of whole weeks before.

    `until` holds how many reports there are up to and with each day, by ordinal. Season is taken in from three years on; from two, level and trend alone. None below that.
    """
    last = weeks[0].toordinal()
    first = int(np.searchsorted(until[:last], 1))
    earliest = max(first + (1 - first) % 7, last - HISTORY_YEARS * 52 * 7)
    past = np.arange(earliest, last, 7)
    if past.size < trends.FEWEST_YEARS_FOR_TREND * 52:
        caveats.append("expected_short_history")
        return None, None
    counts = until[past + 6] - until[past - 1]
    harmonics = 2 if past.size >= trends.FEWEST_YEARS_FOR_SEASON * 52 else 0
    fit = trends.seasonal_baseline(counts, harmonics=harmonics)
    if isinstance(fit, Refusal):
        caveats.append(f"expected_{fit.reason}")
        return None, None
    ahead = fit.ahead(past.size + np.arange(len(weeks)), level=WEEK_LEVEL, exposure=np.array(share))
    return list(zip(ahead.mean[0].tolist(), ahead.upper[0].tolist(), strict=True)), _trend(fit, past.size)


def _trend(fit: trends.Fit, weeks: int) -> dict[str, Any] | None:
    """The change a year as a ratio with its interval, and over how many years; None where too few tell of it."""
    found = fit.trend()
    if isinstance(found, Refusal):
        return None
    return {
        "years": round(weeks / trends.WEEKS_A_YEAR, 1),
        "per_year": round(found.per_year, 2),
        "interval": [round(end, 2) for end in found.interval],
        "clear": found.clear,
    }
