# SPDX-License-Identifier: EUPL-1.2
"""What do the margins of a table tell of its inside? Counts by area and by category, beside some of one of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

Span = tuple[date, date]
Cell = tuple[str, str, Span]
"""An area and a category (each "" for all of them), and the first and last day."""
Line = tuple[str | None, str | None, Span]
"""What is given away: a cell, or (with one of the two None) what is left of a line when all that is known is taken away."""

REST = "\u0000rest"
"""The area of what lies in none, and the category of what is of no other."""
UNKNOWN = 1_000_000_000
ROUNDS = 200


def given_away(
    known: Mapping[Cell, int], hidden: Collection[Cell], k: int, touching: Span | None = None
) -> frozenset[Line]:
    """Which counts of 1 to k−1 follow from all the known ones, period by period.

    In each period with a margin (all categories of an area, all areas of a category) every count is held between a
    lowest and a highest value, and each line is drawn together from the others until nothing changes: the shuttle
    algorithm. A count known of other days in the period or around it is a bound. What is left of a period when one that
    begins or ends with it is taken away is a period too, and the three are drawn together. `hidden` are margins that
    stand in a table without their number; `touching` asks for the periods alone that have a day in common with it.
    Where late reports make the counts of a period disagree, it tells nothing.

    Source: Buzzigoli & Giusti, "An algorithm to calculate the lower and upper bounds of the elements of an array given
    its marginals", Statistical Data Protection (Eurostat, 1999). The bounds always hold; they are not always the
    narrowest, so that what follows from several lines at once can be missed.

    >>> spring = (date(2026, 1, 1), date(2026, 4, 30))
    >>> margins = {("west", ""): 60, ("east", ""): 32, ("", "noise"): 50, ("", "theft"): 42, ("", ""): 92}
    >>> known = {(*cell, spring): count for cell, count in (margins | {("west", "noise"): 20}).items()}
    >>> given_away(known, (), 5) == {("east", "theft", spring)}
    True
    """
    cells = [cell for cell in (*known, *hidden) if _touch(cell[2], touching)]
    told = sorted({span for area, category, span in cells if "" in (area, category)})
    links = [(wide, narrow, left) for wide in told for narrow in told if (left := _left(wide, narrow))]
    spans = sorted({*told, *(left for _, _, left in links)})
    areas = [*sorted({area for area, _, _ in cells if area}), REST, ""]
    categories = [*sorted({category for _, category, _ in cells if category}), REST, ""]
    rows, columns = ({name: at for at, name in enumerate(names)} for names in (areas, categories))
    low = np.zeros((len(spans), len(rows), len(columns)), dtype=np.int64)
    high = np.full(low.shape, UNKNOWN, dtype=np.int64)
    for cell in cells:
        if (count := known.get(cell)) is None:
            continue
        row, column = rows[cell[0]], columns[cell[1]]
        for at, span in enumerate(spans):
            if span[0] <= cell[2][0] and cell[2][1] <= span[1]:
                low[at, row, column] = max(low[at, row, column], count)
            if cell[2][0] <= span[0] and span[1] <= cell[2][1]:
                high[at, row, column] = min(high[at, row, column], count)
    place = {span: at for at, span in enumerate(spans)}
    _draw_together(low, high, [(place[a], place[b], place[c]) for a, b, c in links])
    return frozenset(
        (area, category, span)
        for at, span in enumerate(spans)
        if (low[at] <= high[at]).all()
        for area, category in _small_lines(low[at], low[at] == high[at], areas, categories, k)
    )


def _touch(span: Span, other: Span | None) -> bool:
    return other is None or (span[0] <= other[1] and other[0] <= span[1])


def _left(wide: Span, narrow: Span) -> Span | None:
    """What is left of a period without another that begins or ends with it; None where that is not one period."""
    if wide[0] == narrow[0] and narrow[1] < wide[1]:
        return narrow[1] + timedelta(days=1), wide[1]
    if wide[1] == narrow[1] and wide[0] < narrow[0]:
        return wide[0], narrow[0] - timedelta(days=1)
    return None


def _draw_together(low: np.ndarray, high: np.ndarray, links: Sequence[tuple[int, int, int]]) -> None:
    """Narrow the bounds of tables whose last row and column are their sums, and where one is the sum of two others."""
    for _ in range(ROUNDS):
        before = low.sum(), high.sum()
        for lowest, highest in ((low, high), (low.swapaxes(1, 2), high.swapaxes(1, 2))):
            least = lowest[:, :, :-1].sum(axis=2, keepdims=True)
            most = highest[:, :, :-1].sum(axis=2, keepdims=True)
            others_least, others_most = least - lowest[:, :, :-1], most - highest[:, :, :-1]
            np.maximum(lowest[:, :, -1:], least, out=lowest[:, :, -1:])
            np.minimum(highest[:, :, -1:], most, out=highest[:, :, -1:])
            np.maximum(lowest[:, :, :-1], lowest[:, :, -1:] - others_most, out=lowest[:, :, :-1])
            np.minimum(highest[:, :, :-1], highest[:, :, -1:] - others_least, out=highest[:, :, :-1])
        # What does not agree would run away, and take the others with it.
        np.minimum(low, UNKNOWN, out=low)
        np.maximum(high, -UNKNOWN, out=high)
        agrees = np.all(low <= high, axis=(1, 2))
        for wide, *parts in links:
            if not agrees[[wide, *parts]].all():
                continue
            np.maximum(low[wide], low[parts[0]] + low[parts[1]], out=low[wide])
            np.minimum(high[wide], high[parts[0]] + high[parts[1]], out=high[wide])
            for one, other in (parts, reversed(parts)):
                np.maximum(low[one], low[wide] - high[other], out=low[one])
                np.minimum(high[one], high[wide] - low[other], out=high[one])
        if (low.sum(), high.sum()) == before:
            return


def _small_lines(
    count: np.ndarray, sure: np.ndarray, areas: Sequence[str], categories: Sequence[str], k: int
) -> Iterator[tuple[str | None, str | None]]:
    for row, column in np.argwhere(sure & (count > 0) & (count < k)):
        yield areas[row], categories[column]
    # What is left of a line, taken together, when all that is sure in it is taken away.
    inside = np.where(sure, count, 0)
    for row, left in enumerate(count[:, -1] - inside[:, :-1].sum(axis=1)):
        if sure[row, -1] and 0 < left < k:
            yield areas[row], None
    for column, left in enumerate(count[-1] - inside[:-1].sum(axis=0)):
        if sure[-1, column] and 0 < left < k:
            yield None, categories[column]
