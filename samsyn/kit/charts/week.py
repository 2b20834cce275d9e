# SPDX-License-Identifier: EUPL-1.2
"""When in the week: 7 x 24 squares in the sequential ramp, with the sums of rows and columns written."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from samsyn.kit import formats
from samsyn.kit.charts import svg

SQUARE, LEFT, TOP = 30.0, 52.0, 20.0
NARROW = 12.0
SHARES = (0.0, 0.08, 0.2, 0.36, 0.56, 0.78)


def class_of(count: float, most: float) -> int:
    """The class 0–6 of a count: 0 for none, the rest by share of the largest."""
    if count <= 0 or most <= 0:
        return 0
    share = count / most
    return max(index + 1 for index, limit in enumerate(SHARES) if share > limit or index == 0)


def week_by_hour(counts: Sequence[Sequence[float]], *, title: str, about: str) -> SafeString:
    """Draw counts by weekday and hour.

    Args:
        counts: seven rows from Monday, each of 24 counts from midnight.
        title: the sentence of when there is most, the picture's name.
        about: what the squares show, for those who listen.
    """
    wide = week_drawing(counts, title=title, about=about, class_="chart--wide")
    narrow = week_drawing(counts, title=title, about=about, side=NARROW, class_="chart--narrow")
    return SafeString(wide + narrow)


def week_drawing(
    counts: Sequence[Sequence[float]], *, title: str, about: str, side: float = SQUARE, class_: str = ""
) -> SafeString:
    """As `week_by_hour`, a single drawing with squares of `side`; the sums of the hours only where they fit."""
    most = max((n for row in counts for n in row), default=0)
    left = LEFT if side > NARROW else 30.0
    gap = 1.0 if side > NARROW else 0.5
    tall = side if side > NARROW else side * 1.6
    parts: list[str] = []
    # One path for each class: 168 squares of their own would be most of the page.
    squares: list[list[str]] = [[] for _ in range(len(SHARES) + 1)]
    wide, high = svg.number(side - 2 * gap), svg.number(tall - 2 * gap)
    for hour in range(0, 24, 3):
        parts.append(svg.text(left + hour * side, TOP - 6, f"{hour:02d}"))
    for day, row in enumerate(counts):
        y = TOP + day * tall
        parts.append(svg.text(0, y + tall / 2 + 4, formats.weekday(day, short=True)))
        for hour, count in enumerate(row):
            corner = f"M{svg.number(left + hour * side + gap)} {svg.number(y + gap)}"
            squares[class_of(count, most)].append(f"{corner}h{wide}v{high}h-{wide}z")
        end = left + 24 * side + 36
        parts.append(svg.text(end, y + tall / 2 + 4, formats.whole(sum(row)), "end strong"))
    parts += [
        svg.element("path", d="".join(corners), class_=f"seq-{level}")
        for level, corners in enumerate(squares)
        if corners
    ]
    bottom = TOP + 7 * tall + (16 if side > NARROW else 0)
    for hour in range(24 if side > NARROW else 0):
        total = sum(row[hour] for row in counts)
        parts.append(svg.text(left + (hour + 0.5) * side, bottom, formats.whole(total), "middle"))
    name = f"chart week {class_}".strip()
    return svg.drawing(parts, left + 24 * side + 40, bottom + 6, class_=name, title=title, about=about)
