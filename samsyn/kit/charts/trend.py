# SPDX-License-Identifier: EUPL-1.2
"""A series over time: ink line, hatched expectation, rings where it lies outside, gaps where there is no figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from samsyn.kit import formats
from samsyn.kit.charts import svg

WIDTH, HEIGHT = 900.0, 210.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 8.0, 24.0, 26.0

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a series.

    `value` None is a gap, never zero and never bridged. `low` and `high` bound what was expected. `ring` marks a
    value outside it, `note` is written beside the ring. `label` stands under the axis where it is not empty.
    `break_` cuts the line before this point and names the change; `redefined` marks the axis with two slashes.
    `coming` is what late reports are expected to add on top of `value`.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    label: str = ""
    note: str = ""
    ring: bool = False
    break_: str = ""
    redefined: bool = False
    coming: float = 0.0


def steps(top: float) -> list[float]:
    """At most four grid lines at round values, from 0 to at least `top`."""
    if top <= 0:
        return [0.0, 1.0]
    size = 1.0
    while True:
        for factor in (1.0, 2.0, 2.5, 3.0, 4.0, 5.0):
            step = size * factor
            if step * 4 >= top and ((step >= 1 and step == int(step)) or top < 4):
                count = int(-(-top // step))
                return [step * i for i in range(count + 1)]
        size *= 10


def _runs(points: Sequence[Point]) -> list[list[int]]:
    """Indexes of unbroken stretches: cut at gaps and at changes of source or definition."""
    runs: list[list[int]] = []
    current: list[int] = []
    for index, point in enumerate(points):
        if (point.break_ or point.redefined) and current:
            runs.append(current)
            current = []
        if point.value is None:
            if current:
                runs.append(current)
            current = []
        else:
            current.append(index)
    if current:
        runs.append(current)
    return runs


def _bands(points: Sequence[Point]) -> list[list[int]]:
    """Indexes of stretches with an expectation."""
    runs: list[list[int]] = [[]]
    for index, point in enumerate(points):
        if point.low is None or point.high is None or ((point.break_ or point.redefined) and runs[-1]):
            runs.append([])
        if point.low is not None and point.high is not None:
            runs[-1].append(index)
    return [run for run in runs if len(run) > 1]


def trend(
    points: Sequence[Point], *, title: str, about: str, gap_words: str = "", too_few: bool = False
) -> SafeString:
    """Draw a series as one picture, once for wide pages and once for phones (one of them is shown).

    Args:
        points: the steps in order, equally far apart.
        title: the verdict sentence, the picture's name.
        about: what the axes show, for those who listen.
        gap_words: written in the dotted frame of a gap ('ingen uppgift').
        too_few: single dots instead of a line.

    Returns:
        The SVG, y from zero, at most four grid lines.
    """
    said: dict[str, Any] = {"title": title, "about": about, "gap_words": gap_words, "too_few": too_few}
    wide = trend_drawing(points, **said, class_="chart--wide")
    narrow = trend_drawing(points, **said, width=360.0, class_="chart--narrow")
    return SafeString(wide + narrow)


def trend_drawing(
    points: Sequence[Point],
    *,
    title: str,
    about: str,
    gap_words: str = "",
    too_few: bool = False,
    width: float = WIDTH,
    height: float = HEIGHT,
    class_: str = "",
) -> SafeString:
    """As `trend`, a single drawing of the given size in user units."""
    tops = [n for p in points for n in (p.value, p.high, (p.value or 0) + p.coming) if n is not None]
    grid = steps(max(tops, default=0))
    span = width - LEFT - RIGHT
    floor = height - BOTTOM

    def x(index: float) -> float:
        return LEFT + (span * index / (len(points) - 1) if len(points) > 1 else span / 2)

    def y(value: float) -> float:
        return floor - (floor - TOP) * value / grid[-1]

    parts: list[str] = []
    for value in grid:
        parts.append(svg.line(LEFT, y(value), width - RIGHT, y(value), "axis" if value == 0 else "grid"))
        parts.append(svg.text(LEFT - 6, y(value) + 4, formats.whole(value), "end"))
    for band in _bands(points):
        upper = [(x(i), y(points[i].high or 0)) for i in band]
        lower = [(x(i), y(points[i].low or 0)) for i in reversed(band)]
        parts.append(svg.path([*upper, *lower], fill=svg.hatch(), close=True))
    parts += _gaps(points, x, floor, gap_words)
    bar = span / max(len(points), 1) * 0.5
    for index, point in enumerate(points):
        if point.coming and point.value is not None:
            above = y(point.value + point.coming)
            parts.append(svg.rect(x(index) - bar / 2, above, bar, y(point.value) - above, fill=svg.hatch()))
    for run in _runs(points):
        places = [(x(i), y(points[i].value or 0)) for i in run]
        if too_few or len(run) == 1:
            parts += [svg.circle(at, up, 3, "dot") for at, up in places]
        else:
            parts.append(svg.path(places, "line"))
    parts += _marks(points, x, y, floor, width)
    return svg.drawing(parts, width, height, class_=f"chart trend {class_}".strip(), title=title, about=about)


def _gaps(points: Sequence[Point], x: Scale, floor: float, words: str) -> list[str]:
    """A dotted frame over each stretch without a figure."""
    parts: list[str] = []
    index = 0
    while index < len(points):
        if points[index].value is not None:
            index += 1
            continue
        start = index
        while index < len(points) and points[index].value is None:
            index += 1
        left, right = x(max(start - 1, 0)) + 6, x(min(index, len(points) - 1)) - 6
        if start == 0:
            left = x(0)
        if index == len(points):
            right = x(len(points) - 1)
        if right - left > 8:
            parts.append(svg.rect(left, TOP + 10, right - left, floor - TOP - 10, "gap"))
            if right - left > 60:
                parts.append(svg.text((left + right) / 2, (TOP + floor) / 2, words, "middle"))
    return parts


def _marks(points: Sequence[Point], x: Scale, y: Scale, floor: float, width: float) -> list[str]:
    """Labels under the axis, rings with their words, and named breaks."""
    parts: list[str] = []
    free = 0.0
    for index, point in enumerate(points):
        at = x(index)
        if point.label:
            parts.append(svg.line(at, floor, at, floor + 4, "axis"))
            if at >= free:  # a label that would run into the one before it is left out; its tick stays
                where = "end" if at > width - 30 else "middle"
                parts.append(svg.text(at, floor + 18, point.label, where))
                free = at + len(point.label) * 6.4 + 12
        if point.break_:
            before = at - (x(1) - x(0)) / 2 if index else at
            parts.append(svg.line(before, TOP - 14, before, floor, "break"))
            side = "end" if before > width / 2 else ""
            parts.append(svg.text(before + (-5 if side else 5), TOP - 5, point.break_, side))
        if point.redefined:
            before = at - (x(1) - x(0)) / 2 if index else at
            parts += [
                svg.line(before - 4 + d, floor + 6, before + 2 + d, floor - 10, "slash") for d in (0, 6)
            ]
        if point.ring and point.value is not None:
            up = y(point.value)
            parts.append(svg.circle(at, up, 6, "ring"))
            side = "end strong" if at > width / 2 else "strong"
            parts.append(svg.text(at + (-11 if at > width / 2 else 11), up + 4, point.note, side))
    return parts
