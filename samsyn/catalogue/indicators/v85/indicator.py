# SPDX-License-Identifier: EUPL-1.2
"""The speed (km/h) that 85 of 100 vehicles keep at or below, from counts by class of speed."""

from collections.abc import Mapping
from typing import Any

from samsyn.catalogue.indicators.speeds import FEW, classes
from samsyn.catalogue.reading.result import Reading

UNIT = "km_per_hour"
NEEDS = ("speeds",)
BETTER = "lower"
SHARE = 0.85


def compute(data: Mapping[str, Any]) -> Reading:
    """Linear within the class where the 85th percentile lies; None where that class has no upper end.

    `data["speeds"]` is a list of (from, to, count), `to` None above the last class.
    """
    found = classes(data["speeds"])
    total = sum(count for _, _, count in found)
    if not total:
        return Reading(None, n=0, caveats=("nothing_measured",))
    caveats = ("few_vehicles",) if total < FEW else ()
    below, wanted = 0.0, SHARE * total
    for low, high, count in found:
        if count and below + count >= wanted - 1e-9:
            if high is None:
                return Reading(None, n=total, caveats=(*caveats, "open_class"))
            return Reading(low + (high - low) * (wanted - below) / count, n=total, caveats=caveats)
        below += count
    raise AssertionError("the classes do not sum up")
