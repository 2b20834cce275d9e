# SPDX-License-Identifier: EUPL-1.2
"""The signature of Samsyn: an interval as a hatched bar against the line of no difference."""

from __future__ import annotations

import math

from django.utils.safestring import SafeString

from samsyn.kit import formats
from samsyn.kit.charts import svg

LIMITS = (0.5, 2.0)
ROW_WIDTH, ROW_HEIGHT, BAR = 120.0, 26.0, 12.0
# The true values that the head of a column may name, the nearest that leaves room for the word in the middle.
MARKS = (1.5, 2.0, 3.0, 5.0, 10.0)
ROOM = 32.0  # pixels between two words' middles
CLEAR = ("increase", "decrease")


def _place(value: float, limits: tuple[float, float], width: float) -> float:
    """Where a ratio stands on the log axis, cut at the ends."""
    low, high = (math.log(limit) for limit in limits)
    at = math.log(min(max(value, limits[0]), limits[1]))
    return (at - low) / (high - low) * width


def row_bar(
    ratio: float | None,
    low: float | None,
    high: float | None,
    verdict: str,
    *,
    limits: tuple[float, float] = LIMITS,
    label: str = "",
) -> SafeString:
    """A row's interval: hatched bar, tick at the estimate, thin line at 'equal'; dots where there is too little.

    Args:
        ratio: now against before; None draws the dotted line of 'too few to say', as does that verdict.
        low, high: the ends of the 95 % interval; an end beyond the axis is cut, and an open end (None or
            infinity) runs to the edge.
        verdict: code of the verdict: the bar takes its colour only where something is clear.
        limits: the ends of the axis, the same down the whole table.
        label: the sentence that says the same in words; empty where the row's cells already do.
    """
    middle = _place(1.0, limits, ROW_WIDTH)
    centre = ROW_HEIGHT / 2
    reference = svg.line(middle, 1, middle, ROW_HEIGHT - 1, "axis")
    if ratio is None or verdict == "too_few_to_say":
        parts = [svg.line(0, centre, ROW_WIDTH, centre, "none"), reference]
        return _row(parts, "too_few_to_say", label)
    left = _place(low, limits, ROW_WIDTH) if low else 0.0
    right = _place(high, limits, ROW_WIDTH) if high and math.isfinite(high) else ROW_WIDTH
    at = _place(ratio, limits, ROW_WIDTH) if ratio > 0 else 0.0
    clear = verdict if verdict in CLEAR else ""
    parts = [
        svg.rect(left, centre - BAR / 2, right - left, BAR, fill=svg.hatch(clear)),
        reference,
        *_tick(ratio, at, centre, limits),
    ]
    return _row(parts, verdict, label)


def _tick(ratio: float, at: float, centre: float, limits: tuple[float, float]) -> list[str]:
    """The estimate across its bar; one that lies beyond the axis is an arrow that points there."""
    if limits[0] <= ratio <= limits[1]:
        return [svg.line(at, centre - 9, at, centre + 9, "tick")]
    back = -5 if ratio > limits[1] else 5
    return [
        svg.line(at + back, centre - 6, at, centre, "tick"),
        svg.line(at, centre, at + back, centre + 6, "tick"),
    ]


def _row(parts: list[str], verdict: str, label: str) -> SafeString:
    return svg.drawing(parts, ROW_WIDTH, ROW_HEIGHT, class_=f"interval is-{verdict}", title=label, fixed=True)


def row_axis(limits: tuple[float, float] = LIMITS, middle: str = "") -> SafeString:
    """The head of a column of intervals: 'lika' at one, and one true value to each side.

    Args:
        limits: the ends of the axis.
        middle: the word at the line of no difference.
    """
    centre = _place(1.0, limits, ROW_WIDTH)
    mark = next((m for m in MARKS if _place(m, limits, ROW_WIDTH) - centre >= ROOM), MARKS[-1])
    parts = [svg.text(centre, 12, middle, "middle")]
    for ratio in (1 / mark, mark):
        parts.append(svg.text(_place(ratio, limits, ROW_WIDTH), 12, formats.change(ratio), "middle"))
    return svg.drawing(parts, ROW_WIDTH, 16, class_="interval chart-axis", fixed=True)


def wide_bar(
    ratio: float | None,
    low: float | None,
    high: float | None,
    verdict: str,
    reference: str = "",
    *,
    label: str = "",
) -> SafeString:
    """One interval alone: the ends and the estimate written as changes, the line of no difference named.

    Args:
        ratio, low, high, verdict: as for a row.
        reference: the word under the line ('ingen skillnad', 'som förra året').
        label: the whole in one sentence, the picture's name.
    """
    width, height, y = 380.0, 64.0, 32.0
    if ratio is None or low is None or high is None or verdict == "too_few_to_say":
        parts = [svg.line(0, y, width, y, "none"), svg.line(width / 2, y - 14, width / 2, y + 14, "axis")]
        parts.append(svg.text(width / 2, y + 28, reference, "middle"))
        return svg.drawing(parts, width, height, class_="interval interval--wide", title=label)
    reach = max(abs(math.log(max(low, 0.05))), abs(math.log(min(high, 20))), math.log(1.25)) * 1.12
    limits = (math.exp(-reach), math.exp(reach))
    inner, margin = width - 120, 60.0

    def place(value: float) -> float:
        return margin + _place(value, limits, inner)

    left, right, at, one = place(low), place(high), place(ratio), place(1.0)
    clear = verdict if verdict in CLEAR else ""
    parts = [
        svg.line(0, y + 8, width, y + 8, "base"),
        svg.rect(left, y - 8, right - left, 16, fill=svg.hatch(clear)),
        svg.line(one, y - 16, one, y + 14, "axis"),
        svg.line(at, y - 12, at, y + 12, "tick"),
        svg.text(left - 6, y + 4, formats.change(low), "end"),
        svg.text(right + 6, y + 4, formats.change(high)),
        svg.text(at, y - 19, formats.change(ratio), "middle strong"),
        svg.text(one, y + 28, reference, "middle"),
    ]
    return svg.drawing(parts, width, height, class_=f"interval interval--wide is-{verdict}", title=label)


def strip(
    value: float | None, low: float | None, high: float | None, top: float | None, *, label: str = ""
) -> SafeString:
    """A count on its expectation: hatch from `low` to `high`, a dot at `value`, ringed when outside.

    Args:
        value, low, high: counts; None leaves the part out.
        top: the end of the axis, the same for all rows.
        label: the sentence that says the same.
    """
    width, height = 160.0, 24.0
    scale = (width - 24) / max(top or 0, value or 0, high or 0, 1)
    parts = [svg.line(0, height / 2, width, height / 2, "base")]
    if low is not None and high is not None:
        x = 8 + low * scale
        parts.append(svg.rect(x, height / 2 - 6, max((high - low) * scale, 4), 12, fill=svg.hatch()))
    if value is not None:
        at = 8 + value * scale
        parts.append(svg.circle(at, height / 2, 5, "dot"))
        if low is not None and high is not None and not low <= value <= high:
            parts.append(svg.circle(at, height / 2, 9, "ring"))
    return svg.drawing(parts, width, height, class_="interval chart strip", title=label, fixed=True)
