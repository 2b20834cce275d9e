# SPDX-License-Identifier: EUPL-1.2
"""Changes to activities (plan, move, log, strike) and to the statutory plan of measures."""

from samsyn.cycle.activities.writes.activities import hand_over, lift_embargo, log, move, plan, strike
from samsyn.cycle.activities.writes.plans import (
    add_measure,
    change_plan,
    decide_plan,
    follow_up_plan,
    new_plan_version,
    remove_measure,
    serve,
    write_plan,
)

__all__ = [
    "add_measure",
    "change_plan",
    "decide_plan",
    "follow_up_plan",
    "hand_over",
    "lift_embargo",
    "log",
    "move",
    "new_plan_version",
    "plan",
    "remove_measure",
    "serve",
    "strike",
    "write_plan",
]
