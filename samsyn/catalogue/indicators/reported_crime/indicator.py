# SPDX-License-Identifier: EUPL-1.2
"""Reported crime per 100,000 inhabitants, from Brå's counts and the population of the same place and year."""

from collections.abc import Mapping
from typing import Any

from samsyn.analysis.rates import poisson_interval
from samsyn.catalogue.reading.result import Reading

UNIT = "per_100000"
NEEDS = ("reported_crime", "population")
BETTER = "lower"
FEW = 20


def compute(data: Mapping[str, Any]) -> Reading:
    """The rate with its exact Poisson interval, marked where figures are preliminary or found by the police's work.

    `data["reported_crime"]` is a count, or holds `count`, `preliminary` and `police_initiated`.
    """
    crime = data["reported_crime"]
    crime = crime if isinstance(crime, Mapping) else {"count": crime}
    count, population = int(crime["count"]), float(data.get("population") or 0)
    caveats = [name for name in ("preliminary", "police_initiated") if crime.get(name)]
    caveats += ["few_events"] if count < FEW else []
    if population <= 0:
        return Reading(None, n=count, caveats=(*caveats, "population_missing"))
    base = population / 100_000
    low, high = poisson_interval(count, base)
    return Reading(count / base, float(low), float(high), count, tuple(caveats))
