# SPDX-License-Identifier: EUPL-1.2
"""Counts of vehicles by class of speed, in order and without gaps."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

FEW = 100  # vehicles; below this a percentile says little

Class = tuple[float, float | None, float]


def classes(speeds: Iterable[Sequence[float | None]]) -> list[Class]:
    """(from, to, count) in order, equal ones put together; (from, count) is a class without an upper end.

    Classes written 30-39, 40-49 are the ones from 30 to 40 and from 40 to 50. Raises ValueError where two overlap.
    """
    counts: dict[tuple[float, float | None], float] = {}
    for speed in speeds:
        low, high, count = speed if len(speed) == 3 else (speed[0], None, speed[1])
        if low is None or count is None or count < 0 or (high is not None and high <= low):
            raise ValueError(speed)
        counts[(low, high)] = counts.get((low, high), 0.0) + count
    ordered = sorted(counts, key=lambda ends: (ends[0], ends[1] is None, ends[1] or 0))
    out: list[Class] = []
    whole = any(nxt[0] - high == 1 for (_, high), nxt in pairwise(ordered) if high is not None)
    for i, (low, high) in enumerate(ordered):
        following = ordered[i + 1][0] if i + 1 < len(ordered) else None
        if following is not None and (high is None or high > following):
            raise ValueError((low, high))
        if whole and high is not None and following in (None, high + 1):
            out.append((low, high + 1, counts[(low, high)]))
        else:
            out.append((low, high, counts[(low, high)]))
    return out
