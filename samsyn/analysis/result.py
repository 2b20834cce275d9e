# SPDX-License-Identifier: EUPL-1.2
"""The frozen shapes that every analysis answers with: a refusal, a verdict, a check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

METHOD_VERSION = "2"
"""Stored with every computed picture; raised when any number could come out differently."""


@dataclass(frozen=True)
class Refusal:
    """Said instead of a number when the data cannot carry one.

    `reason` is a code (words stand in templates), `needed` the limit and `got` what there was,
    in the unit that the reason names (events, cells, weeks …).
    """

    reason: str
    needed: float
    got: float


class Verdict(StrEnum):
    """What a check says of the result that it stands beside."""

    HOLDS = "holds"
    FAILS = "fails"
    INFORMS = "informs"
    """Something to weigh; no line was drawn in advance."""


@dataclass(frozen=True)
class Check:
    """One doubt, tried: `code` names it, `value` is the figure that it rests on."""

    code: str
    verdict: Verdict
    value: float | None = None


def require(reason: str, needed: float, got: float) -> Refusal | None:
    """A `Refusal` when `got` is under `needed`, otherwise None."""
    return Refusal(reason, needed, got) if got < needed else None


def false_discovery(p: Any) -> np.ndarray:
    """Benjamini–Hochberg q-values for a family of p-values (any shape; NaN is no test and stays NaN).

    Reference: Benjamini & Hochberg 1995. Holds for independent tests and for the positive dependence
    that neighbouring cells have.
    """
    p = np.asarray(p, dtype=float)
    flat = p.ravel()
    tested = np.flatnonzero(~np.isnan(flat))
    q = np.full(flat.shape, np.nan)
    if tested.size:
        values = flat[tested]
        order = np.argsort(values)  # the order among equals does not reach the answer
        ranked = values[order] * (tested.size / np.arange(1, tested.size + 1))
        ranked = np.minimum.accumulate(ranked[::-1])[::-1]
        q[tested[order]] = np.minimum(ranked, 1.0)
    return q.reshape(p.shape)


def holm(p: Any) -> np.ndarray:
    """Holm-adjusted p-values (any shape; NaN is no test and stays NaN). Reference: Holm 1979."""
    p = np.asarray(p, dtype=float)
    flat = p.ravel()
    tested = np.flatnonzero(~np.isnan(flat))
    adjusted = np.full(flat.shape, np.nan)
    if tested.size:
        order = np.argsort(flat[tested], kind="stable")
        stepped = flat[tested][order] * (tested.size - np.arange(tested.size))
        adjusted[tested[order]] = np.minimum(np.maximum.accumulate(stepped), 1.0)
    return adjusted.reshape(p.shape)
