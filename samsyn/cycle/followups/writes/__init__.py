# SPDX-License-Identifier: EUPL-1.2
"""Changes to follow-ups: open, collect, report, decide, approve, correct."""

from samsyn.cycle.followups.writes.approving import (
    approve,
    approve_by_link,
    close_as_history,
    mark_published,
    reopen,
)
from samsyn.cycle.followups.writes.asking import open_due, remind, send_reminder, set_contact
from samsyn.cycle.followups.writes.effects import answer_effects
from samsyn.cycle.followups.writes.nudging import remind_of_activities, send_activity_reminder
from samsyn.cycle.followups.writes.opening import collect, open_period
from samsyn.cycle.followups.writes.reporting import (
    decide_status,
    report,
    report_all_by_link,
    report_by_link,
)

__all__ = [
    "answer_effects",
    "approve",
    "approve_by_link",
    "close_as_history",
    "collect",
    "decide_status",
    "mark_published",
    "open_due",
    "open_period",
    "remind",
    "remind_of_activities",
    "send_activity_reminder",
    "reopen",
    "report",
    "report_all_by_link",
    "report_by_link",
    "send_reminder",
    "set_contact",
]
