# SPDX-License-Identifier: EUPL-1.2
"""Agreements and promises: what the parties undertake together, measured how, and who has signed which words."""

from samsyn.cycle.promises.models.agreements import (
    AGREEMENT_MOVES,
    Agreement,
    AgreementSignature,
    AgreementState,
    RenewalReminder,
)
from samsyn.cycle.promises.models.promises import (
    MOVES,
    SIGNED,
    Aspect,
    Bound,
    Definition,
    EffectQuestion,
    Indicator,
    Kind,
    Level,
    OwnerChange,
    Promise,
    Relation,
    Signature,
    Source,
    Split,
    State,
)
from samsyn.cycle.promises.models.signatures import How
from samsyn.cycle.promises.models.targets import TargetIndicator, TargetState, TargetValue

__all__ = [
    "AGREEMENT_MOVES",
    "Agreement",
    "AgreementSignature",
    "AgreementState",
    "Aspect",
    "Bound",
    "Definition",
    "EffectQuestion",
    "How",
    "Indicator",
    "Kind",
    "Level",
    "MOVES",
    "OwnerChange",
    "Promise",
    "Relation",
    "RenewalReminder",
    "Signature",
    "Source",
    "Split",
    "SIGNED",
    "State",
    "TargetIndicator",
    "TargetState",
    "TargetValue",
]
