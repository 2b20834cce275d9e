# SPDX-License-Identifier: EUPL-1.2
"""Questions about forums, meetings, decisions, the year, the law, and statements."""

from samsyn.rhythm.reads.decisions import decision, decisions, in_areas, open_decisions, reviews, to_review
from samsyn.rhythm.reads.forums import forum, forums
from samsyn.rhythm.reads.law import duties_done, last_warned, other_plan, other_plans, warned
from samsyn.rhythm.reads.meetings import meeting, meetings, notes, points_of, previous, upcoming
from samsyn.rhythm.reads.minutes import minutes
from samsyn.rhythm.reads.statements import reported, statement, statements, texts
from samsyn.rhythm.reads.year import year_entries, year_entry

__all__ = [
    "decision",
    "decisions",
    "duties_done",
    "forum",
    "forums",
    "in_areas",
    "last_warned",
    "meeting",
    "meetings",
    "minutes",
    "notes",
    "open_decisions",
    "other_plan",
    "other_plans",
    "points_of",
    "previous",
    "reported",
    "reviews",
    "statement",
    "statements",
    "texts",
    "to_review",
    "upcoming",
    "warned",
    "year_entries",
    "year_entry",
]
