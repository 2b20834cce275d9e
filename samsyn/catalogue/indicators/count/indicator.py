# SPDX-License-Identifier: EUPL-1.2
"""How many reports or events in the area and period."""

from collections.abc import Mapping
from typing import Any

from samsyn.analysis.rates import poisson_interval
from samsyn.catalogue.reading.result import Reading

UNIT = "count"
NEEDS = ("count",)
BETTER = "lower"
FEW = 20


def compute(data: Mapping[str, Any]) -> Reading:
    """The count, with the exact Poisson interval of the level behind it."""
    count = int(data["count"])
    low, high = poisson_interval(count)
    caveats = ("few_events",) if count < FEW else ()
    return Reading(float(count), float(low), float(high), count, caveats)
