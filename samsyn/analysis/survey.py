# SPDX-License-Identifier: EUPL-1.2
"""What do the answers say, and how uncertain is that?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from samsyn.analysis.result import Refusal, require

FEWEST_ANSWERS = 30


@dataclass(frozen=True)
class Share:
    """A share with its interval; `answers` is how many it rests on, `response` the part of those asked."""

    share: float
    interval: tuple[float, float]
    answers: int
    response: float | None = None


@dataclass(frozen=True)
class Difference:
    """One share minus another, in parts of one, with its interval; `clear` where that leaves out 0."""

    difference: float
    interval: tuple[float, float]
    clear: bool


def share(yes: int, answers: int, asked: int | None = None, level: float = 0.95) -> Share | Refusal:
    """The share that said so, with Wilson's interval. "Do not know" belongs to `answers`, silence does not.

    Says nothing about those who did not answer. Refuses under 30 answers.

    >>> found = share(41, 120)
    >>> round(found.share, 3), [round(limit, 3) for limit in found.interval]
    (0.342, [0.263, 0.43])
    """
    if not 0 <= yes <= answers or (asked is not None and asked < answers):
        raise ValueError("yes cannot exceed answers, nor answers those asked")
    refused = require("few_answers", FEWEST_ANSWERS, answers)
    if refused is not None:
        return refused
    return Share(yes / answers, _wilson(yes, answers, level), answers, answers / asked if asked else None)


def change(now: Share, before: Share, level: float = 0.95) -> Difference:
    """How much the share changed between two independent surveys (Newcombe's interval from Wilson's)."""
    new, old = round(now.share * now.answers), round(before.share * before.answers)
    (a, b), (c, d) = _wilson(new, now.answers, level), _wilson(old, before.answers, level)
    gap = now.share - before.share
    low = gap - float(np.hypot(now.share - a, d - before.share))
    high = gap + float(np.hypot(b - now.share, before.share - c))
    return Difference(gap, (low, high), round(low, 2) > 0 or round(high, 2) < 0)


def _wilson(yes: int, answers: int, level: float) -> tuple[float, float]:
    z = float(ndtri((1 + level) / 2))
    p, n = yes / answers, answers
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
    return max(0.0, middle - half), min(1.0, middle + half)
