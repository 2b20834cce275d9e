# SPDX-License-Identifier: EUPL-1.2
"""When in the week: 7 x 24 squares in the sequential ramp, with the sums of rows and columns written."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from samsyn.kit import formats
from samsyn.kit.charts import svg

SQUARE, LEFT, TOP = 30.0, 52.0, 20.0
SHARES = (0.0, 0.08, 0.2, 0.36, 0.56, 0.78)


def class_of(count: float, most: float) -> int:
    """The class 0–6 of a count: 0 for none, the rest by share of the largest."""
    if count <= 0 or most <= 0:
        return 0
    share = count / most
    return max(index + 1 for index, limit in enumerate(SHARES) if share > limit or index == 0)


def week_by_hour(counts: Sequence[Sequence[int]], *, title: str, about: str) -> SafeString:
    """Draw counts by weekday and hour.

    Args:
        counts: seven rows from Monday, each of 24 counts from midnight.
        title: the sentence of when there is most, the picture's name.
        about: what the squares show, for those who listen.
    """
    most = max((n for row in counts for n in row), default=0)
    parts: list[str] = []
    for hour in range(0, 24, 3):
        parts.append(svg.text(LEFT + hour * SQUARE, TOP - 6, f"{hour:02d}"))
    for day, row in enumerate(counts):
        y = TOP + day * SQUARE
        parts.append(svg.text(0, y + SQUARE / 2 + 4, formats.weekday(day, short=True)))
        for hour, count in enumerate(row):
            level = class_of(count, most)
            parts.append(
                svg.rect(LEFT + hour * SQUARE + 1, y + 1, SQUARE - 2, SQUARE - 2, f"seq-{level}")
            )
        end = LEFT + 24 * SQUARE + 44
        parts.append(svg.text(end, y + SQUARE / 2 + 4, formats.whole(sum(row)), "end strong"))
    bottom = TOP + 7 * SQUARE + 16
    for hour in range(24):
        total = sum(row[hour] for row in counts)
        parts.append(svg.text(LEFT + (hour + 0.5) * SQUARE, bottom, formats.whole(total), "middle"))
    return svg.drawing(
        parts, LEFT + 24 * SQUARE + 48, bottom + 6, class_="chart week", title=title, about=about
    )
