# SPDX-License-Identifier: EUPL-1.2
"""Our own mark on paper and in pictures: two arcs that meet at a place."""

from __future__ import annotations

from samsyn.kit.charts.printed import INK

FIRST, SECOND = "#15525c", "#c77a12"
_DRAWN = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='4 2 13.2 28'><g fill='none' stroke-width='3.7'>"
    "<path stroke='{first}' d='M15.93 8.67A5.6 5.6 0 1 0 6.71 14.43'/>"
    "<path stroke='{second}' d='M5.27 23.33A5.6 5.6 0 1 0 14.49 17.57'/></g>"
    f"<circle cx='10.6' cy='16' r='2.5' fill='{INK}'/></svg>"
)


def mark(first: str = FIRST, second: str = SECOND) -> bytes:
    """The mark as SVG, its arcs in two colours such as '#15525c'."""
    return _DRAWN.format(first=first, second=second).encode()
