# SPDX-License-Identifier: EUPL-1.2
"""Bars, the power of a comparison, and the year as a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from samsyn.kit import formats
from samsyn.kit.charts import svg
from samsyn.kit.charts.trend import steps

WIDTH = 900.0


def bars(
    rows: Sequence[tuple[str, float | None, float]], *, title: str, about: str, missing_words: str = ""
) -> SafeString:
    """Upright bars from zero with the number written on each.

    Args:
        rows: label, value (None is missing and gets a dotted frame, never a zero) and what is still expected to
            come on top of it (0 where nothing is; drawn hatched).
        title, about: name and description of the picture.
        missing_words: written in the frame of a missing bar.
    """
    said: dict[str, Any] = {"title": title, "about": about, "missing_words": missing_words}
    wide = bars_drawing(rows, **said, class_="chart--wide")
    narrow = bars_drawing(rows, **said, width=360.0, class_="chart--narrow")
    return SafeString(wide + narrow)


def bars_drawing(
    rows: Sequence[tuple[str, float | None, float]],
    *,
    title: str,
    about: str,
    missing_words: str = "",
    width: float = WIDTH,
    class_: str = "",
) -> SafeString:
    """As `bars`, a single drawing of the given width in user units."""
    height, floor, top_line = 220.0, 188.0, 24.0
    grid = steps(max((value or 0) + coming for _, value, coming in rows) if rows else 0)
    left = 40.0 if width > 500 else 4.0
    room = (width - left) / max(len(rows), 1)
    wide = min(room * 0.6, 64.0)
    parts = [svg.line(left - 4, floor, width, floor, "axis")]

    def y(value: float) -> float:
        return floor - (floor - top_line) * value / grid[-1]

    for index, (label, value, coming) in enumerate(rows):
        middle = left + room * (index + 0.5)
        parts.append(svg.text(middle, floor + 18, label, "middle"))
        if value is None:
            parts.append(svg.rect(middle - wide / 2, floor - 60, wide, 60, "gap"))
            parts.append(svg.text(middle, floor - 26, missing_words, "middle"))
            continue
        parts.append(svg.rect(middle - wide / 2, y(value), wide, floor - y(value), "bar"))
        if coming:
            parts.append(
                svg.rect(
                    middle - wide / 2, y(value + coming), wide, y(value) - y(value + coming), fill=svg.hatch()
                )
            )
        parts.append(svg.text(middle, y(value + coming) - 6, formats.whole(value), "middle strong"))
    return svg.drawing(parts, width, height, class_=f"chart bars {class_}".strip(), title=title, about=about)


def power(
    seen_from: float | None, hope: float | None, *, title: str, about: str, words: tuple[str, str, str, str]
) -> SafeString:
    """How large a decrease must be to be told from chance, and where the hope lies.

    Args:
        seen_from: the smallest decrease that would be seen, 0–1 (0.83 is −83 %); None where none would.
        hope: the decrease that is hoped for, 0–1.
        title, about: name and description.
        words: 'ingen ändring', 'ryms i slumpen', 'går att se, −83 % eller mer', 'er förhoppning, −30 %'.
    """
    said: dict[str, Any] = {"title": title, "about": about, "words": words}
    wide = power_drawing(seen_from, hope, **said, class_="chart--wide")
    narrow = power_drawing(seen_from, hope, **said, width=360.0, class_="chart--narrow")
    return SafeString(wide + narrow)


def power_drawing(
    seen_from: float | None,
    hope: float | None,
    *,
    title: str,
    about: str,
    words: tuple[str, str, str, str],
    width: float = WIDTH,
    class_: str = "",
) -> SafeString:
    """As `power`, a single drawing of the given width in user units."""
    nothing, chance, visible, hoped = words
    left, right, y, tall = 2.0, width - 2, 34.0, 30.0
    span = right - left
    edge = left + span * (1.0 if seen_from is None else min(max(seen_from, 0), 1))
    parts = [svg.rect(left, y, edge - left, tall, fill=svg.hatch())]
    if edge < right:
        parts.append(svg.rect(edge, y, right - edge, tall, "solid"))
    if hope is not None:
        at = left + span * min(max(hope, 0), 1)
        parts.append(svg.line(at, y - 9, at, y + tall + 7, "tick"))
        side = "middle" if 90 < at < width - 90 else "end" if at > width / 2 else ""
        parts.append(svg.text(at, y - 16, hoped, f"{side} strong".strip()))
    parts.append(svg.text(left, y + tall + 20, nothing))
    if edge - left > 300:
        parts.append(svg.text((left + edge) / 2, y + tall + 20, chance, "middle"))
    if edge < right:
        parts.append(svg.text(right, y + tall + 20, visible, "end strong"))
    return svg.drawing(parts, width, 92, class_=f"chart power {class_}".strip(), title=title, about=about)


def year_line(
    today: date, events: Sequence[tuple[date, str]], *, title: str, about: str, tertial_words: str = ""
) -> SafeString:
    """The year as a line: ink to today, pencil to the end, uprights at the tertials, a diamond at each event.

    Args:
        today: in the year that is drawn.
        events: days and their words, in order; those of other years are left out.
        title, about: name and description.
        tertial_words: written over the running tertial.
    """
    width, y = 1120.0, 40.0
    first = date(today.year, 1, 1)
    days = (date(today.year + 1, 1, 1) - first).days

    def x(day: date) -> float:
        return 1 + (width - 2) * (day - first).days / days

    now = x(today)
    parts = [svg.line(1, y, now, y, "line"), svg.line(now, y, width - 1, y, "break")]
    for number in range(1, 13):
        start = date(today.year, number, 1)
        is_tertial = number in (1, 5, 9)
        parts.append(
            svg.line(
                x(start),
                y - (8 if is_tertial else 4),
                x(start),
                y + (8 if is_tertial else 4),
                "line" if is_tertial else "grid",
            )
        )
        middle = x(start) + (width / 24)
        parts.append(
            svg.text(
                middle,
                y + 28,
                formats.month(number, short=True),
                "middle strong" if number == today.month else "middle",
            )
        )
    parts.append(svg.line(width - 1, y - 8, width - 1, y + 8, "line"))
    parts.append(svg.circle(now, y, 6, "dot"))
    tertial = x(date(today.year, (today.month - 1) // 4 * 4 + 1, 1))
    parts.append(svg.text(tertial, y - 22, tertial_words))
    last_end = 0.0
    for day, words in events:
        if day.year != today.year:
            continue
        at = x(day)
        parts.append(svg.path([(at, y - 7), (at + 6, y), (at, y + 7), (at - 6, y)], "diamond", close=True))
        if at >= last_end:
            near_end = at > width - 200
            parts.append(svg.text(at, y - 22, words, "end" if near_end else ""))
            last_end = at + len(words) * 6.6 + 12
    return svg.drawing(parts, width, 74, class_="chart year", title=title, about=about)
