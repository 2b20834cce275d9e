# SPDX-License-Identifier: EUPL-1.2
"""Questions about activities, what was logged, and the statutory plan of measures."""

from samsyn.cycle.activities.reads.activities import (
    activities,
    activity,
    done_by_kind,
    entry,
    last_logged,
    log,
    logged_for,
    occasions,
    public,
)
from samsyn.cycle.activities.reads.plans import (
    content_of_plan,
    decided_plans,
    last_follow_up,
    measure_plan,
    measures,
    measures_to_serve,
    plan_follow_ups,
    plan_versions,
    planned_measure,
    plans,
    standing_of,
    total_cost,
)

__all__ = [
    "activities",
    "activity",
    "content_of_plan",
    "decided_plans",
    "done_by_kind",
    "entry",
    "last_follow_up",
    "last_logged",
    "log",
    "logged_for",
    "measure_plan",
    "measures",
    "measures_to_serve",
    "occasions",
    "plan_follow_ups",
    "plan_versions",
    "planned_measure",
    "plans",
    "public",
    "standing_of",
    "total_cost",
]
