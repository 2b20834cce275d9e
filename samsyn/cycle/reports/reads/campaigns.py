# SPDX-License-Identifier: EUPL-1.2
"""Bursts of alike reports: perhaps many who saw the same, perhaps a few who wrote often. Nobody's weight can be known.

Who reports is not recorded, so a burst can only be pointed out, never weighed. It stays counted; the picture says that
it is there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import Guard, Report, Source
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.folding import folded
from samsyn.kit import clock
from samsyn.kit.callers import Caller

WINDOW = timedelta(hours=48)
FEWEST = 8
# How seldom so many would come by themselves, were they to come at the pace of the days around.
SELDOM = 1e-5
BASE_DAYS = 120
LEAST_EXPECTED = 0.2
ALIKE = 0.6  # share of words in common
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Campaign:
    """Many reports of one category from one area within two days.

    `expected` is how many such reports two days bring otherwise. `alike` is the share, 0 to 1, of those with words
    whose words are nearly another's; None where fewer than three have words. High means that somebody may have
    asked others to report, or that one wrote several; low that many may have seen the same thing.
    """

    category: str
    area_id: int | None
    area_name: str
    began: datetime
    ended: datetime
    count: int
    expected: float
    alike: float | None


def campaigns(
    partnership: Partnership,
    *,
    seen_by: Caller,
    day_from: date | None = None,
    day_to: date | None = None,
) -> list[Campaign]:
    """Possible campaigns among residents' reports that came in these days (the last 90 where none are said), newest first."""
    rules.check_may_count(seen_by)
    last = day_to or clock.today()
    first = day_from or last - timedelta(days=90)
    start = _midnight(first) - timedelta(days=BASE_DAYS)
    end = _midnight(last + timedelta(days=1))
    rows = Report.objects.seen_by(seen_by).filter(
        partnership=partnership, source=Source.RESIDENT, received_at__gte=start, received_at__lt=end
    )
    groups: dict[tuple[str, int | None], list[tuple[datetime, int]]] = defaultdict(list)
    names: dict[int | None, str] = {None: ""}
    columns = ("category", "area_id", "area__name", "received_at", "pk")
    for category, area, name, came, pk in rows.order_by("received_at", "pk").values_list(*columns):
        groups[category, area].append((came, pk))
        names[area] = name or ""
    found = []
    for (category, area), times in groups.items():
        for burst, expected in _bursts(times, start, end):
            if burst[-1][0] < _midnight(first):
                continue
            alike = _alike([pk for _, pk in burst], partnership, seen_by=seen_by)
            found.append(
                Campaign(category, area, names[area], burst[0][0], burst[-1][0], len(burst), expected, alike)
            )
    return sorted(found, key=lambda one: one.began, reverse=True)


def _bursts(
    times: list[tuple[datetime, int]], start: datetime, end: datetime
) -> list[tuple[list[tuple[datetime, int]], float]]:
    """Windows of two days with far more than the group's own pace; overlapping ones are one."""
    found: list[tuple[int, int]] = []
    left = 0
    for right in range(len(times)):
        while times[right][0] - times[left][0] > WINDOW:
            left += 1
        if right - left + 1 < FEWEST:
            continue
        if _seldom(right - left + 1, _expected(times, left, right, start, end)):
            if found and left <= found[-1][1]:
                found[-1] = (found[-1][0], right)
            else:
                found.append((left, right))
    return [(times[a : b + 1], _expected(times, a, b, start, end)) for a, b in found]


def _expected(
    times: list[tuple[datetime, int]], left: int, right: int, start: datetime, end: datetime
) -> float:
    """How many a window of this length brings at the pace of all the other days."""
    span = max(WINDOW, times[right][0] - times[left][0])
    others = len(times) - (right - left + 1)
    elsewhere = max((end - start) - span, WINDOW)
    return max(LEAST_EXPECTED, others * (span / elsewhere))


def _seldom(count: int, expected: float) -> bool:
    """Whether a Poisson count is so large less often than SELDOM."""
    below = math.fsum(math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) for k in range(count))
    return 1 - below < SELDOM and count >= 3 * expected


def _alike(ids: list[int], partnership: Partnership, *, seen_by: Caller) -> float | None:
    rows = Report.objects.seen_by(seen_by).filter(
        partnership=partnership, pk__in=ids[:MOST_COMPARED], guard=Guard.CLEAR
    )
    words = [
        found for text in rows.values_list("text", flat=True) if len(found := set(folded(text).split())) >= 3
    ]
    if len(words) < 3:
        return None
    near = sum(
        any(i != j and len(one & other) / len(one | other) >= ALIKE for j, other in enumerate(words))
        for i, one in enumerate(words)
    )
    return near / len(words)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.LOCAL)
