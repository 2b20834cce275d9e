# SPDX-License-Identifier: EUPL-1.2
"""Changes to agreements and promises: write, propose, sign, redefine, end."""

from samsyn.cycle.promises.writes.agreements import (
    SIGN_LINK,
    change_agreement,
    new_version,
    propose_agreement,
    sign_agreement,
    sign_agreement_by_link,
    take_agreement_back,
    write_agreement,
)
from samsyn.cycle.promises.writes.effects import register_effect_question
from samsyn.cycle.promises.writes.holding import (
    cancel_indicator,
    end,
    enter_history,
    hand_over,
    redefine,
)
from samsyn.cycle.promises.writes.renewal import remind_of_renewal, send_renewal
from samsyn.cycle.promises.writes.signing import propose, sign, sign_by_link, take_back
from samsyn.cycle.promises.writes.targets import (
    add_target_indicator,
    end_target_state,
    give_target_value,
    set_target_state,
)
from samsyn.cycle.promises.writes.words import add_indicator, change, draft, remove_indicator, split

__all__ = [
    "SIGN_LINK",
    "add_indicator",
    "add_target_indicator",
    "cancel_indicator",
    "change",
    "change_agreement",
    "draft",
    "end",
    "end_target_state",
    "enter_history",
    "give_target_value",
    "hand_over",
    "new_version",
    "propose",
    "propose_agreement",
    "redefine",
    "register_effect_question",
    "remind_of_renewal",
    "remove_indicator",
    "send_renewal",
    "set_target_state",
    "sign",
    "sign_agreement",
    "sign_agreement_by_link",
    "sign_by_link",
    "split",
    "take_agreement_back",
    "take_back",
    "write_agreement",
]
