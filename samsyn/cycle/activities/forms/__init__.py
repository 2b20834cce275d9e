# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about activities and the statutory plan of measures."""

from samsyn.cycle.activities.forms.activities import (
    ActivityForm,
    LiftForm,
    LogForm,
    MoveForm,
    QuickLogForm,
    WindowForm,
)
from samsyn.cycle.activities.forms.plans import (
    MeasureForm,
    PlanDecisionForm,
    PlanFollowUpForm,
    PlanForm,
    ServeForm,
)
from samsyn.kit.inputs import HandOverForm

__all__ = [
    "ActivityForm",
    "HandOverForm",
    "LiftForm",
    "LogForm",
    "MeasureForm",
    "MoveForm",
    "PlanDecisionForm",
    "PlanFollowUpForm",
    "PlanForm",
    "QuickLogForm",
    "ServeForm",
    "WindowForm",
]
