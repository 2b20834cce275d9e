# SPDX-License-Identifier: EUPL-1.2
"""What can be told from chance, before anybody signs; and the counts that an effect question starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from samsyn.analysis import effects
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit.callers import SYSTEM

# Above so many the exact sums take long, and a fall of one percent can be told anyway.
MOST = 200_000
TERTIALS_A_YEAR = 3


@lru_cache(maxsize=512)
def smallest_fall_percent(before: float, dispersion: float = 1.0) -> int | None:
    """The smallest fall, in whole percent, from so many that can be told from chance; None where not even zero can.

    Exact conditional test of two counts over equal time, two-sided 5 %, power 80 % (`analysis.effects`). `dispersion`
    above 1 says that such counts are more uneven than chance, and each is worth less.
    """
    if before <= 0:
        return None
    return effects.power_before_after(min(before, MOST), phi=dispersion).smallest_fall


def counts_before(
    partnership: Partnership, category: str, area: Area, controls: list[Area], days: tuple[date, date]
) -> tuple[int, int]:
    """How many reports of a category came from a place and from its controls in some days, as the system counts."""

    def count(areas: list[Area]) -> int:
        return len(
            reports.events(
                partnership,
                seen_by=SYSTEM.inside(partnership.pk),
                day_from=days[0],
                day_to=days[1],
                categories=[category],
                area_ids=[row.pk for row in areas],
            )
        )

    return count([area]), count(controls)


def counts_by_area(partnership: Partnership, category: str, areas: list[Area], edges: list[int]) -> Any:
    """How many reports of a category came from each area between each two of the ordinals `edges`: areas × periods."""
    found = reports.events(
        partnership,
        seen_by=SYSTEM.inside(partnership.pk),
        day_from=edges[0],
        day_to=edges[-1] - 1,
        categories=[category],
        area_ids=[row.pk for row in areas],
    )
    return np.stack(
        [np.histogram(found.local_day[found.area_id == row.pk], bins=np.asarray(edges))[0] for row in areas]
    )


@dataclass(frozen=True)
class Power:
    """What a promised fall could look like: how large the smallest visible one is now, over a year, over more places.

    Falls are whole percents, None where no fall could be told; `hoped` is the promised fall. `year_count` and
    `wider_count` are the counts that the ways out would start from.
    """

    count: float
    hoped: int
    smallest: int | None
    year_count: float
    year_smallest: int | None
    wider_count: float
    wider_smallest: int | None

    @property
    def enough(self) -> bool:
        """Whether the promised fall can be told from chance as it stands."""
        return self.smallest is not None and self.hoped >= self.smallest


def power_of(definition: Any) -> Power | None:
    """The power of a promised fall in a count, with its ways out; None where no fall in a count is promised."""
    if definition is None or definition.target is None or not definition.baseline:
        return None
    unit = definition.unit.lower()
    if "procent" in unit or "%" in unit:
        return None
    count = float(definition.baseline)
    hoped = round(100 * (1 - float(definition.target) / count))
    if hoped <= 0:
        return None
    year, wider = count * TERTIALS_A_YEAR, count * 2
    return Power(
        count,
        hoped,
        smallest_fall_percent(count),
        year,
        smallest_fall_percent(year),
        wider,
        smallest_fall_percent(wider),
    )
