# SPDX-License-Identifier: EUPL-1.2
"""Which areas and periods stand on which side of an effect question, and the sums that are compared."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import fdtrc, ndtri


class Design:
    """Which areas and periods stand on which side."""

    def __init__(self, counts: Any, question: Any) -> None:
        y = np.asarray(counts, dtype=float)
        if y.ndim != 2 or np.any(y < 0) or not np.isfinite(y).all():
            raise ValueError("counts are areas × periods, none negative or missing")
        self.y = y
        self.treated = np.asarray(question.treated, dtype=bool)
        none = np.zeros(y.shape[0], dtype=bool)
        around = none if question.surroundings is None else np.asarray(question.surroundings, dtype=bool)
        self.surroundings = around & ~self.treated
        control = ~none if question.control is None else np.asarray(question.control, dtype=bool)
        if not self.treated.shape == around.shape == control.shape == (y.shape[0],) or not self.treated.any():
            raise ValueError("one flag for each area, and some are treated")
        self.control = control & ~self.treated & ~self.surroundings
        starts = np.broadcast_to(np.asarray(question.start, dtype=np.int64), (int(self.treated.sum()),))
        self.first = np.full(y.shape[0], -1, dtype=np.int64)
        self.first[self.treated] = starts
        self.starts = np.unique(starts)
        at = np.arange(y.shape[1])
        self.history = at[None, :] < (starts - question.ready)[:, None]
        compared = at >= 0 if question.compared is None else np.asarray(question.compared, dtype=bool)
        if compared.shape != at.shape or (question.compared is not None and self.starts.size > 1):
            raise ValueError("one flag for each period, where all areas began together")
        self.early = self.history & compared[None, :]
        self.late = at[None, :] >= (starts + question.settling)[:, None]

    @property
    def one_start(self) -> bool:
        """Whether all treated areas began together."""
        return self.starts.size == 1

    def sums(self, areas: np.ndarray) -> tuple[float, float]:
        """Events before and after in some areas; with several starts each treated area by its own."""
        if self.one_start or not np.array_equal(areas, self.treated):
            return (
                float(self.y[areas][:, self.early.all(axis=0)].sum()),
                float(self.y[areas][:, self.late.all(axis=0)].sum()),
            )
        return float(self.y[areas][self.early].sum()), float(self.y[areas][self.late].sum())


def split(
    ratio: tuple[float, float, float] | None,
) -> tuple[float | None, tuple[float, float] | None]:
    """A ratio and its interval, or None for both."""
    return (None, None) if ratio is None else (ratio[0], (ratio[1], ratio[2]))


def ratio_of(
    t0: float,
    t1: float,
    c0: float,
    c1: float,
    phi: float,
    level: float,
    events: tuple[float, float] | None = None,
) -> tuple[float, float, float] | None:
    """Ratio of ratios with its interval on the log scale; None where a group has no events at all.

    Where one of the four sums is 0 half an event is added to each (Gart 1966): a fall to nothing is a fall.
    `events` are the counts behind, where t0 and t1 are rates; then no sum may be 0.
    """
    if events is None and min(t0 + t1, c0 + c1) > 0 and min(t0, t1, c0, c1) == 0:
        t0, t1, c0, c1 = t0 + 0.5, t1 + 0.5, c0 + 0.5, c1 + 0.5
    if min(t0, t1, c0, c1) <= 0:
        return None
    inverse = sum(1 / n for n in (events or (t0, t1, c0, c1)))
    half = float(ndtri((1 + level) / 2) * np.sqrt(phi * inverse))
    centre = float(np.log(t1 / t0 / (c1 / c0)))
    return float(np.exp(centre)), float(np.exp(centre - half)), float(np.exp(centre + half))


def control_phi(design: Design) -> float:
    """How much more than chance areas change between the two times, by Pearson's χ² over the controls."""
    y = design.y[design.control]
    if len(y) < 2:
        return max(1.0, dispersion(design.y[design.treated].sum(axis=0)[design.early.all(axis=0)]))
    pairs = np.column_stack(
        [y[:, design.early.all(axis=0)].sum(axis=1), y[:, design.late.all(axis=0)].sum(axis=1)]
    )
    total = pairs.sum(axis=1)
    pairs, total = pairs[total > 0], total[total > 0]
    if len(total) < 2 or min(pairs.sum(axis=0)) == 0:
        return 1.0
    share = pairs[:, 1].sum() / total.sum()
    chi = ((pairs[:, 1] - total * share) ** 2 / (total * share * (1 - share))).sum()
    return max(1.0, float(chi / (len(total) - 1)))


def dispersion(line: np.ndarray) -> float:
    """Variance over mean of a line of counts, at least 1."""
    if line.size < 8 or line.mean() <= 0:
        return 1.0
    return max(1.0, float(line.var(ddof=1) / line.mean()))


def moved_apart(design: Design, level: float) -> bool:
    """Whether areas drifted apart before the start by more than they vary from period to period.

    An F test of the halves within the areas, on Pearson's residuals of areas × periods: only the time before is looked
    at, so the choice of a method tells nothing of what came after.
    """
    y = design.y[design.treated | design.control][:, design.history[0]]
    y = y[y.sum(axis=1) > 0][:, y.sum(axis=0) > 0]
    areas, periods = y.shape
    half = periods // 2
    if areas < 2 or half < 2:
        return False
    expected = np.outer(y.sum(axis=1), y.sum(axis=0)) / y.sum()
    apart = (y - expected) / np.sqrt(expected)
    halves = (apart[:, :half], apart[:, half:])
    between = sum(side.shape[1] * (side.mean(axis=1) ** 2).sum() for side in halves)
    within = sum(((side - side.mean(axis=1, keepdims=True)) ** 2).sum() for side in halves)
    if within <= 0:
        return bool(between > 0)
    few, many = areas - 1, (areas - 1) * (periods - 2)
    return bool(fdtrc(few, many, between / few / (within / many)) < 1 - level)
