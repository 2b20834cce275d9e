# SPDX-License-Identifier: EUPL-1.2
"""Changes to the rhythm: forums, functions, questions, meetings, decisions, minutes, the year, the law and statements."""

from samsyn.rhythm.writes.calendars import close_calendar, open_calendar
from samsyn.rhythm.writes.decisions import decide, hand_on, review
from samsyn.rhythm.writes.digest import choose_digest, take_digest
from samsyn.rhythm.writes.forums import add_forum, change_forum, close_forum
from samsyn.rhythm.writes.functions import (
    add_function,
    change_function,
    end_function,
    go_on_leave,
    seat,
    unseat,
)
from samsyn.rhythm.writes.law import end_other_plan, record_duty, send_warnings, tie_other_plan, warn
from samsyn.rhythm.writes.meetings import (
    attend,
    bring,
    call,
    cancel,
    hold,
    no_longer_first,
    note,
    put_first,
    reinstate,
    reschedule,
    take_back_line,
)
from samsyn.rhythm.writes.minutes import approve, send_minutes, send_papers
from samsyn.rhythm.writes.questions import (
    answer_question,
    change_question,
    drop_question,
    move_question,
    prepare_question,
    put_aside,
    raise_question,
    take_up_again,
)
from samsyn.rhythm.writes.statements import (
    begin_statement,
    decide_statement,
    drop_statement,
    write_statement,
)
from samsyn.rhythm.writes.year import add_year_entry, strike_year_entry

__all__ = [
    "close_calendar",
    "open_calendar",
    "add_forum",
    "add_function",
    "add_year_entry",
    "answer_question",
    "approve",
    "attend",
    "begin_statement",
    "bring",
    "call",
    "cancel",
    "change_forum",
    "change_function",
    "change_question",
    "choose_digest",
    "close_forum",
    "decide",
    "decide_statement",
    "drop_question",
    "drop_statement",
    "end_function",
    "end_other_plan",
    "go_on_leave",
    "hand_on",
    "hold",
    "move_question",
    "no_longer_first",
    "note",
    "prepare_question",
    "put_aside",
    "put_first",
    "raise_question",
    "record_duty",
    "reinstate",
    "reschedule",
    "review",
    "seat",
    "send_minutes",
    "send_papers",
    "send_warnings",
    "strike_year_entry",
    "take_back_line",
    "take_digest",
    "take_up_again",
    "tie_other_plan",
    "unseat",
    "warn",
    "write_statement",
]
