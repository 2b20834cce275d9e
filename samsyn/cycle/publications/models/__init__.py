# SPDX-License-Identifier: EUPL-1.2
"""Tables of what anyone may read, and of who has asked to be told of it."""

from samsyn.cycle.publications.models.published import MOVES, Kind, Publication, State
from samsyn.cycle.publications.models.subscriptions import About, Subscription

__all__ = ["MOVES", "About", "Kind", "Publication", "State", "Subscription"]
