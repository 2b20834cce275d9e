# SPDX-License-Identifier: EUPL-1.2
"""What is done to keep a promise, its log, and the statutory plan of measures that it may also serve."""

from samsyn.cycle.activities.models.activities import MOVES, Activity, LogEntry, State, Talked
from samsyn.cycle.activities.models.plans import (
    PLAN_MOVES,
    MeasurePlan,
    PlanFollowUp,
    PlannedMeasure,
    PlanState,
    Term,
)

__all__ = [
    "MOVES",
    "PLAN_MOVES",
    "Activity",
    "LogEntry",
    "MeasurePlan",
    "PlanFollowUp",
    "PlanState",
    "PlannedMeasure",
    "State",
    "Talked",
    "Term",
]
