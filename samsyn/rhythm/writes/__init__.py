# SPDX-License-Identifier: EUPL-1.2
"""Changes to the rhythm: forums, meetings, notes, decisions, reviews, minutes, the year's lines and duties met."""

from samsyn.rhythm.writes.decisions import decide, review
from samsyn.rhythm.writes.forums import add_forum, change_forum, close_forum
from samsyn.rhythm.writes.meetings import attend, call, cancel, note, reschedule
from samsyn.rhythm.writes.minutes import approve
from samsyn.rhythm.writes.year import add_year_entry, record_duty, strike_year_entry

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
    "note",
    "record_duty",
    "reschedule",
    "review",
    "strike_year_entry",
]
