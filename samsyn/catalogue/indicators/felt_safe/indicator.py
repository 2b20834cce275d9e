# SPDX-License-Identifier: EUPL-1.2
"""The share that feels safe, from answers that a survey has put together."""

from collections.abc import Mapping
from typing import Any

from samsyn.catalogue.indicators.shares import wilson
from samsyn.catalogue.reading.result import Reading

UNIT = "share"
NEEDS = ("survey",)
BETTER = "higher"
FEW = 50


def compute(data: Mapping[str, Any]) -> Reading:
    """The share with the survey's own interval, or the Wilson interval of its answers where it gives none.

    `data["survey"]` holds `share` and `n`, and may hold `low` and `high`, and `unsafe = true` where the question was
    how many feel unsafe. Weights and clusters of a sample make the true interval wider than Wilson's.
    """
    survey = data["survey"]
    share, n = float(survey["share"]), float(survey["n"])
    low, high = survey.get("low"), survey.get("high")
    caveats = ["few_answers"] if n < FEW else []
    if low is None or high is None:
        low, high = wilson(share, n)
        caveats.append("interval_from_answers")
    if survey.get("unsafe"):
        share, low, high = 1 - share, 1 - high, 1 - low
    return Reading(share, float(low), float(high), n, tuple(caveats))
