# SPDX-License-Identifier: EUPL-1.2
"""Tables of what anyone may read, and of who has asked to be told of it."""

from samsyn.cycle.publications.models.notices import NOTICE_MOVES, Notice, NoticeKind, NoticeState
from samsyn.cycle.publications.models.published import MOVES, Kind, Publication, State
from samsyn.cycle.publications.models.subscriptions import About, Subscription

__all__ = [
    "MOVES",
    "NOTICE_MOVES",
    "About",
    "Kind",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Publication",
    "State",
    "Subscription",
]
