# SPDX-License-Identifier: EUPL-1.2
"""What parts of town have at this time of year, and the town on such weekdays, from the days before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samsyn.analysis._regression import poisson_regression

YEAR = 365.2425
BLOCK = 8
"""Cells along the side of a part of town: single cells are too thin to have a season of their own."""

REACH = 30
"""Days on either side of the middle of the looked-at days that count as the same time of year."""

FIRMEST = 200.0
"""Cases that a part of town without any season of its own is taken to have shown that with."""


@dataclass(frozen=True, eq=False)
class Season:
    """`by_day` is each looked-at day's share of them all; `block` the part of town of each cell of the mask.

    A part's factor (1: as all year) has a Gamma posterior with `shape` and `rate`.
    """

    by_day: np.ndarray
    block: np.ndarray
    shape: np.ndarray
    rate: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """The factor of each part of town."""
        return self.shape / self.rate

    def drawn(self, rng: np.random.Generator) -> np.ndarray:
        """The factors in one world: they are known from few years only."""
        return np.asarray(rng.standard_gamma(self.shape) / self.rate)


def season(seen: np.ndarray, mask: np.ndarray, days: int) -> Season:
    """Read seasons off the days before the last `days` of days × rows × columns."""
    rows, columns = np.nonzero(mask)
    across = columns.max() // BLOCK + 1
    _, block = np.unique(rows // BLOCK * across + columns // BLOCK, return_inverse=True)
    before = seen[:-days]
    back = np.arange(len(seen) - 1, days - 1, -1)
    from_middle = np.mod(back - (days - 1) / 2 + YEAR / 2, YEAR) - YEAR / 2
    same = np.abs(from_middle) <= REACH
    cells = np.flatnonzero(mask)
    whole = before.sum(axis=0).ravel()[cells].astype(float)
    now = before[same].sum(axis=0).ravel()[cells].astype(float)
    parts = int(block.max()) + 1
    all_year, this_time = np.bincount(block, whole, parts), np.bincount(block, now, parts)
    expected = all_year * (this_time.sum() / max(all_year.sum(), 1.0))
    # Gamma prior around 1, by how unlike the parts are beyond chance.
    beyond = float(((this_time - expected) ** 2 - expected).sum()) / max(float((expected**2).sum()), 1e-9)
    firm = float(np.clip(1 / beyond, 1.0, FIRMEST)) if beyond > 0 else FIRMEST
    return Season(_by_day(before.sum(axis=(1, 2)), days), block, firm + this_time, firm + expected)


def _by_day(town: np.ndarray, days: int) -> np.ndarray:
    """The town's usual share of each of the next `days`: weekday and two yearly harmonics, level with trend."""
    at = np.arange(town.size + days)
    year = at / YEAR
    harmonics = [f(2 * np.pi * k * year) for k in (1, 2) for f in (np.sin, np.cos)]
    weekdays = [(at % 7 == day).astype(float) for day in range(1, 7)]
    design = np.column_stack([np.ones(at.size), year - year.mean(), *harmonics, *weekdays])
    if not town.any():
        return np.full(days, 1 / days)
    coef = poisson_regression(design[: town.size], town[None, :].astype(float)).coef[0]
    usual = np.exp(np.clip(design[town.size :] @ coef, -30, 30))
    return np.asarray(usual / usual.sum())
