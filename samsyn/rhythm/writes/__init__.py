# SPDX-License-Identifier: EUPL-1.2
"""Changes to the rhythm: forums, meetings, notes, decisions, reviews, minutes, the year, the law and statements."""

from samsyn.rhythm.writes.decisions import decide, review
from samsyn.rhythm.writes.forums import add_forum, change_forum, close_forum
from samsyn.rhythm.writes.law import end_other_plan, record_duty, send_warnings, tie_other_plan, warn
from samsyn.rhythm.writes.meetings import attend, call, cancel, note, reschedule
from samsyn.rhythm.writes.minutes import approve
from samsyn.rhythm.writes.year import add_year_entry, strike_year_entry

__all__ = [
    "add_forum",
    "add_year_entry",
    "approve",
    "attend",
    "call",
    "cancel",
    "change_forum",
    "close_forum",
    "decide",
    "end_other_plan",
    "note",
    "record_duty",
    "reschedule",
    "review",
    "send_warnings",
    "strike_year_entry",
    "tie_other_plan",
    "warn",
]
