# SPDX-License-Identifier: EUPL-1.2
"""Who may report, approve and decide; and how a reading is judged, by what is known and nothing more."""

from samsyn.cycle.followups.rules.adding_up import Fault, faults
from samsyn.cycle.followups.rules.judging import Judged, Known, judge
from samsyn.cycle.followups.rules.may import (
    PARTIES,
    check_digest,
    check_may_approve,
    check_may_close_as_history,
    check_may_collect,
    check_may_decide_status,
    check_may_follow_up,
    check_may_mark_published,
    check_may_reopen,
    check_may_report,
    check_open,
    check_reason,
)
from samsyn.cycle.followups.rules.weighing import weigh

__all__ = [
    "PARTIES",
    "Fault",
    "Judged",
    "Known",
    "check_digest",
    "check_may_approve",
    "check_may_close_as_history",
    "check_may_decide_status",
    "check_may_follow_up",
    "check_may_mark_published",
    "check_may_collect",
    "check_may_reopen",
    "check_open",
    "check_reason",
    "check_may_report",
    "faults",
    "judge",
    "weigh",
]
