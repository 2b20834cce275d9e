# SPDX-License-Identifier: EUPL-1.2
"""Can this be followed up, could an effect be seen, and what does the catalogue offer instead?"""

from samsyn.cycle.promises.compute.fields import as_data, check
from samsyn.cycle.promises.compute.offers import measures_for, offers_for
from samsyn.cycle.promises.compute.power import (
    Power,
    counts_before,
    counts_by_area,
    power_of,
    smallest_fall_percent,
)
from samsyn.cycle.promises.compute.wording import Remark, check_text

__all__ = [
    "Power",
    "Remark",
    "as_data",
    "check",
    "check_text",
    "counts_before",
    "counts_by_area",
    "measures_for",
    "offers_for",
    "power_of",
    "smallest_fall_percent",
]
