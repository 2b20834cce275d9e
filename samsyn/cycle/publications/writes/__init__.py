# SPDX-License-Identifier: EUPL-1.2
"""Changes to what anyone may read, and to who is told of it."""

from samsyn.cycle.publications.writes.feedback import send_feedback
from samsyn.cycle.publications.writes.notices import (
    drop_notice,
    publish_notice,
    rewrite_notice,
    write_notice,
)
from samsyn.cycle.publications.writes.publishing import (
    publish_followup,
    publish_other_work,
    publish_picture,
    publish_promise,
)
from samsyn.cycle.publications.writes.subscriptions import (
    ask_by_mail,
    confirm,
    forget_unconfirmed,
    leave,
    subscribe,
    tell,
)

__all__ = [
    "drop_notice",
    "publish_notice",
    "rewrite_notice",
    "write_notice",
    "ask_by_mail",
    "confirm",
    "forget_unconfirmed",
    "leave",
    "publish_followup",
    "publish_other_work",
    "publish_picture",
    "publish_promise",
    "send_feedback",
    "subscribe",
    "tell",
]
