# SPDX-License-Identifier: EUPL-1.2
"""What counts of overlapping periods give away together: a year and two of its tertials tell the third."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

Span = tuple[date, date]
"""A period from its first day to its last, both counted."""

Parts = frozenset[Span]


def gives_away(new: Mapping[Span, int], out: Mapping[Span, int], k: int) -> bool:
    """Whether counts of some periods, beside those already out, tell a count of 1 to k−1 that was not told before.

    Each is a count of the same thing (an area, a category) in a period. What can be worked out is every period whose
    ends are joined by known ones (a difference of sums from a common day), and what is left of such a period when one
    or two others inside it are taken away. Counts that do not agree, since reports came late, are told as they first
    are found; a rest of nothing or less tells nothing.

    >>> from datetime import date
    >>> year, spring = (date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 1, 1), date(2026, 8, 31))
    >>> gives_away({year: 40}, {spring: 38}, 5)
    True
    >>> gives_away({year: 40}, {spring: 30}, 5)
    False
    """
    told = {parts for parts, count in _derived(out) if 0 < count < k}
    return any(0 < count < k and parts not in told for parts, count in _derived({**out, **new}))


def _derived(known: Mapping[Span, int]) -> Iterator[tuple[Parts, int]]:
    """Every period and rest that follows, as the periods it is made of, with its count."""
    intervals = _joined(known)
    for whole, count in intervals.items():
        yield frozenset([whole]), count
        inside = [span for span in intervals if _within(span, whole)]
        for number, first in enumerate(inside):
            yield frozenset(_without(whole, [first])), count - intervals[first]
            for second in inside[number + 1 :]:
                if first[1] < second[0] or second[1] < first[0]:
                    rest = _without(whole, sorted([first, second]))
                    if rest:  # otherwise they make up the whole, and the difference is what came late
                        yield frozenset(rest), count - intervals[first] - intervals[second]


def _joined(known: Mapping[Span, int]) -> dict[Span, int]:
    """The count of each period whose first day and the day after its last are joined by known periods."""
    day = timedelta(days=1)
    beside: dict[date, list[tuple[date, int]]] = {}
    for (first, last), count in known.items():
        beside.setdefault(first, []).append((last + day, count))
        beside.setdefault(last + day, []).append((first, -count))
    height: dict[date, tuple[int, int]] = {}
    for group, start in enumerate(beside):
        if start in height:
            continue
        height[start] = (group, 0)
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for there, step in beside[here]:
                if there not in height:
                    height[there] = (group, height[here][1] + step)
                    waiting.append(there)
    ends = sorted(height)
    return {
        (first, after - day): height[after][1] - height[first][1]
        for place, first in enumerate(ends)
        for after in ends[place + 1 :]
        if height[after][0] == height[first][0]
    }


def _within(span: Span, whole: Span) -> bool:
    return span != whole and whole[0] <= span[0] and span[1] <= whole[1]


def _without(whole: Span, taken: list[Span]) -> list[Span]:
    """What is left of a period when periods inside it, in order and apart, are taken away."""
    day = timedelta(days=1)
    left, at = [], whole[0]
    for first, last in taken:
        if at < first:
            left.append((at, first - day))
        at = last + day
    return [*left, (at, whole[1])] if at <= whole[1] else left
