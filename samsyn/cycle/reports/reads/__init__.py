# SPDX-License-Identifier: EUPL-1.2
"""Questions about reports: for the inbox, for counting, for the one who reported, and about where things were."""

from samsyn.cycle.reports.reads.answers import (
    Outcome,
    PlaceOutcome,
    answers_since,
    by_code,
    several_alike,
    what_came_of,
    what_came_of_area,
    what_came_of_report,
)
from samsyn.cycle.reports.reads.counting import Events, events
from samsyn.cycle.reports.reads.inbox import (
    Counts,
    Filters,
    Shown,
    alike,
    counts,
    favourite_places,
    history,
    inbox,
    quiet_weeks,
    recent_categories,
    report,
    shown,
    visible,
    waiting,
    waiting_count,
)

__all__ = [
    "Counts",
    "Events",
    "Filters",
    "Outcome",
    "PlaceOutcome",
    "Shown",
    "alike",
    "answers_since",
    "by_code",
    "counts",
    "events",
    "favourite_places",
    "history",
    "inbox",
    "quiet_weeks",
    "recent_categories",
    "report",
    "several_alike",
    "shown",
    "visible",
    "waiting",
    "waiting_count",
    "what_came_of",
    "what_came_of_area",
    "what_came_of_report",
]
