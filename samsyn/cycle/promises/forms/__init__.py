# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about agreements and promises. Labels and hints stand in the templates."""

from samsyn.cycle.promises.forms.agreements import AgreementForm
from samsyn.cycle.promises.forms.promises import (
    EffectForm,
    EndForm,
    HandOverForm,
    HistoryForm,
    IndicatorForm,
    NumberField,
    PaperForm,
    PromiseForm,
    ReasonForm,
    RedefineForm,
    SignForm,
    SplitForm,
)
from samsyn.cycle.promises.forms.targets import TargetIndicatorForm, TargetStateForm, TargetValueForm

__all__ = [
    "AgreementForm",
    "EffectForm",
    "EndForm",
    "HandOverForm",
    "HistoryForm",
    "IndicatorForm",
    "NumberField",
    "PaperForm",
    "PromiseForm",
    "ReasonForm",
    "RedefineForm",
    "SignForm",
    "SplitForm",
    "TargetIndicatorForm",
    "TargetStateForm",
    "TargetValueForm",
]
