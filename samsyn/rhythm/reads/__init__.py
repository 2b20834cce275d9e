# SPDX-License-Identifier: EUPL-1.2
"""Questions about forums, functions, questions, meetings, decisions, the year, the law and statements."""

from samsyn.rhythm.reads.calendars import calendar_caller, calendar_token
from samsyn.rhythm.reads.decisions import (
    decision,
    decisions,
    in_areas,
    of_those_who_left,
    open_decisions,
    open_decisions_of,
    reviews,
    to_review,
)
from samsyn.rhythm.reads.digest import digest_every, digests_due
from samsyn.rhythm.reads.forums import Rhythm, forum, forums, rhythm
from samsyn.rhythm.reads.functions import Listed, directory, function, functions, mailboxes, seat, seats
from samsyn.rhythm.reads.law import duties_done, last_warned, other_plan, other_plans, warned
from samsyn.rhythm.reads.meetings import (
    chosen_at,
    item,
    items,
    meeting,
    meetings,
    notes,
    points_of,
    previous,
    priorities,
    priority,
    upcoming,
)
from samsyn.rhythm.reads.minutes import minutes
from samsyn.rhythm.reads.questions import answered, prepared, question, questions, steps
from samsyn.rhythm.reads.statements import reported, statement, statements, texts
from samsyn.rhythm.reads.year import year_entries, year_entry

__all__ = [
    "calendar_caller",
    "calendar_token",
    "Listed",
    "Rhythm",
    "answered",
    "chosen_at",
    "decision",
    "decisions",
    "directory",
    "digest_every",
    "digests_due",
    "duties_done",
    "forum",
    "forums",
    "function",
    "functions",
    "in_areas",
    "item",
    "items",
    "last_warned",
    "mailboxes",
    "meeting",
    "meetings",
    "minutes",
    "notes",
    "of_those_who_left",
    "open_decisions",
    "open_decisions_of",
    "other_plan",
    "other_plans",
    "points_of",
    "prepared",
    "previous",
    "priorities",
    "priority",
    "question",
    "questions",
    "reported",
    "reviews",
    "rhythm",
    "seat",
    "seats",
    "statement",
    "statements",
    "steps",
    "texts",
    "to_review",
    "upcoming",
    "warned",
    "year_entries",
    "year_entry",
]
