# SPDX-License-Identifier: EUPL-1.2
"""How many reports or events for each thousand inhabitants."""

from collections.abc import Mapping
from typing import Any

from samsyn.analysis.rates import poisson_interval
from samsyn.catalogue.reading.result import Reading

UNIT = "per_1000"
NEEDS = ("count", "population")
BETTER = "lower"
FEW = 20


def compute(data: Mapping[str, Any]) -> Reading:
    """Count by population times a thousand, with the exact Poisson interval; None where nobody lives."""
    count, population = int(data["count"]), float(data.get("population") or 0)
    if population <= 0:
        return Reading(None, n=count, caveats=("population_missing",))
    thousands = population / 1000
    low, high = poisson_interval(count, thousands)
    caveats = ("few_events",) if count < FEW else ()
    return Reading(count / thousands, float(low), float(high), count, caveats)
