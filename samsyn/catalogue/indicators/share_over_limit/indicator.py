# SPDX-License-Identifier: EUPL-1.2
"""The share of vehicles above the speed limit, from counts by class of speed."""

from collections.abc import Mapping
from typing import Any

from samsyn.catalogue.indicators.shares import wilson
from samsyn.catalogue.indicators.speeds import FEW, classes
from samsyn.catalogue.reading.result import Reading

UNIT = "share"
NEEDS = ("speeds", "limit")
BETTER = "lower"


def compute(data: Mapping[str, Any]) -> Reading:
    """Vehicles above the limit by all vehicles, with the Wilson interval.

    A class with the limit inside it is divided evenly, and the reading says so. None without a limit.
    """
    found, limit = classes(data["speeds"]), data.get("limit")
    total = sum(count for _, _, count in found)
    if limit is None:
        return Reading(None, n=total, caveats=("limit_missing",))
    if not total:
        return Reading(None, n=0, caveats=("nothing_measured",))
    caveats = ["few_vehicles"] if total < FEW else []
    over = 0.0
    for low, high, count in found:
        if low >= limit:
            over += count
        elif high is None or high > limit:
            caveats.append("limit_inside_class")
            if high is None:
                return Reading(None, n=total, caveats=(*caveats, "open_class"))
            over += count * (high - limit) / (high - low)
    low_end, high_end = wilson(over / total, total)
    return Reading(over / total, low_end, high_end, total, tuple(caveats))
