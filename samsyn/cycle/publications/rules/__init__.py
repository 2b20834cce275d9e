# SPDX-License-Identifier: EUPL-1.2
"""Who may publish, and when."""

from samsyn.cycle.publications.rules.feedback import check_takes_feedback
from samsyn.cycle.publications.rules.notices import (
    check_may_change,
    check_may_drop,
    check_may_send_out,
    check_may_write_notices,
)
from samsyn.cycle.publications.rules.publishing import check_may_publish, check_ready

__all__ = [
    "check_may_change",
    "check_may_drop",
    "check_may_publish",
    "check_may_send_out",
    "check_may_write_notices",
    "check_ready",
    "check_takes_feedback",
]
