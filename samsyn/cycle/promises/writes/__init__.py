# SPDX-License-Identifier: EUPL-1.2
"""Changes to agreements and promises: write, propose, sign, redefine, end."""

from samsyn.cycle.promises.writes.agreements import write_agreement
from samsyn.cycle.promises.writes.effects import register_effect_question
from samsyn.cycle.promises.writes.holding import (
    cancel_indicator,
    end,
    enter_history,
    hand_over,
    redefine,
)
from samsyn.cycle.promises.writes.signing import propose, sign, sign_by_link, take_back
from samsyn.cycle.promises.writes.words import add_indicator, change, draft, remove_indicator

__all__ = [
    "add_indicator",
    "cancel_indicator",
    "change",
    "draft",
    "end",
    "enter_history",
    "hand_over",
    "propose",
    "redefine",
    "register_effect_question",
    "remove_indicator",
    "sign",
    "sign_by_link",
    "take_back",
    "write_agreement",
]
