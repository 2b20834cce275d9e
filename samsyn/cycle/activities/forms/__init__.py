# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about activities and the statutory plan of measures."""

from samsyn.cycle.activities.forms.activities import (
    ActivityForm,
    HandOverForm,
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
