# SPDX-License-Identifier: EUPL-1.2
"""Questions about forums, meetings, decisions, the year's own lines and the duties met."""

from samsyn.rhythm.reads.decisions import decision, decisions, in_areas, open_decisions, reviews, to_review
from samsyn.rhythm.reads.forums import forum, forums
from samsyn.rhythm.reads.meetings import meeting, meetings, notes, points_of, previous, upcoming
from samsyn.rhythm.reads.minutes import minutes
from samsyn.rhythm.reads.year import duties_done, year_entries, year_entry

__all__ = [
    "decision",
    "decisions",
    "duties_done",
    "forum",
    "forums",
    "in_areas",
    "meeting",
    "meetings",
    "minutes",
    "notes",
    "open_decisions",
    "points_of",
    "previous",
    "reviews",
    "to_review",
    "upcoming",
    "year_entries",
    "year_entry",
]
