# SPDX-License-Identifier: EUPL-1.2
"""The year as a wheel: twelve months, three tertials, today, and a mark at each date."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from samsyn.kit import formats
from samsyn.kit.charts import svg

SIZE = 420.0
MIDDLE = SIZE / 2
RIM, MONTHS, INNER, SPAN = 150.0, 172.0, 108.0, 146.0
MARKS = {"law": 134.0, "tertial": 134.0, "meeting": 118.0, "dialogue": 102.0, "own": 86.0}
STEP = math.radians(2.2)


@dataclass(frozen=True, slots=True)
class Mark:
    """A date of the year: its kind decides ring and shape; `done` fills it, `late` rings it."""

    day: date
    kind: str
    done: bool = False
    late: bool = False


def wheel(
    year: int,
    today: date,
    marks: Sequence[Mark],
    *,
    title: str,
    about: str,
    tertials: Sequence[str],
    spans: Sequence[tuple[date, date]] = (),
) -> SafeString:
    """The whole year, January at the top and clockwise; the hand stands at today where it is this year.

    Args:
        year: the year drawn.
        today: where the hand stands.
        marks: the dates; those of other years are left out.
        title, about: name and description of the picture; every date stands in words beside it.
        tertials: the three names written inside.
        spans: first and last day of what comes back every year, drawn as bands along the rim.
    """
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days

    def angle(day: date) -> float:
        return 2 * math.pi * ((day - first).days / days) - math.pi / 2

    def at(turn: float, radius: float) -> tuple[float, float]:
        return MIDDLE + radius * math.cos(turn), MIDDLE + radius * math.sin(turn)

    parts = [svg.circle(MIDDLE, MIDDLE, RIM, "wheel-rim")]
    for number in range(1, 13):
        turn = angle(date(year, number, 1))
        is_tertial = number in (1, 5, 9)
        parts.append(
            svg.line(
                *at(turn, 34.0 if is_tertial else RIM - 6),
                *at(turn, RIM + 6),
                "line" if is_tertial else "grid",
            )
        )
        middle = turn + math.pi / 12
        x, y = at(middle, MONTHS)
        now = today.year == year and today.month == number
        parts.append(
            svg.text(x, y + 4, formats.month(number, short=True), "middle strong" if now else "middle")
        )
    for number, words in enumerate(tertials[:3]):
        x, y = at(-math.pi / 2 + 2 * math.pi * (number + 0.5) / 3, 56.0)
        parts.append(svg.text(x, y + 4, words, "middle"))
    for begun, ended in spans:
        steps = range(0, max((ended - begun).days, 2) + 1, 2)
        band = [at(angle(begun) + math.radians(360 / days) * step, SPAN) for step in steps]
        parts.append(svg.path(band, "wheel-span"))
    if today.year == year:
        turn = angle(today)
        parts.append(svg.line(*at(turn, 34.0), *at(turn, RIM + 6), "wheel-hand"))
        parts.append(svg.circle(*at(turn, RIM), 6, "dot"))
    parts += _marks([mark for mark in marks if mark.day.year == year and mark.kind != "pattern"], angle, at)
    return svg.drawing(parts, SIZE, SIZE, class_="chart wheel", title=title, about=about)


def _marks(marks: Sequence[Mark], angle, at) -> list[str]:  # type: ignore[no-untyped-def]
    """Each mark on its ring; those that would lie on one another step inwards."""
    parts: list[str] = []
    last: dict[str, tuple[float, int]] = {}
    for mark in sorted(marks, key=lambda one: one.day):
        turn = angle(mark.day)
        before, depth = last.get(mark.kind, (-9.0, 0))
        depth = depth + 1 if turn - before < STEP and depth < 2 else 0
        last[mark.kind] = turn, depth
        x, y = at(turn, MARKS.get(mark.kind, INNER) - depth * 9)
        if mark.kind in ("law", "tertial"):
            r = 6.0
            parts.append(
                svg.path(
                    [(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
                    "diamond done" if mark.done else "diamond",
                    close=True,
                )
            )
        else:
            parts.append(svg.circle(x, y, 4.5, "dot" if mark.done else f"wheel-{mark.kind}"))
        if mark.late:
            parts.append(svg.circle(x, y, 10, "ring"))
    return parts
