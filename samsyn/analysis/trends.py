# SPDX-License-Identifier: EUPL-1.2
"""Is it changing, beside what the season always does? And how many would a usual week have?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from samsyn.analysis._regression import count_quantile, poisson_regression
from samsyn.analysis.result import Refusal, require

WEEKS_A_YEAR = 365.2425 / 7
FEWEST_YEARS_FOR_TREND = 2
FEWEST_YEARS_FOR_SEASON = 3
FEWEST_OF_OWN = 26
"""A series with fewer events takes trend and season from all series together."""


@dataclass(frozen=True)
class Trend:
    """Change per year as a ratio, with interval; `clear` where the printed interval leaves out 1."""

    per_year: float
    interval: tuple[float, float]
    clear: bool


@dataclass(frozen=True, eq=False)
class Expected:
    """What usual weeks would have: mean and the limits that a single week keeps within."""

    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    level: float


@dataclass(frozen=True, eq=False)
class Fit:
    """A seasonal baseline of each series (rows) over its weeks (columns).

    `coef` and `cov` are on the log scale, terms: level, trend per year, then sine and cosine of each
    harmonic; `phi` is the dispersion; `borrowed` marks series that take all but their level from the
    whole. `cov` is not yet multiplied by `phi`.
    """

    coef: np.ndarray
    cov: np.ndarray
    mu: np.ndarray
    phi: np.ndarray
    borrowed: np.ndarray
    weeks: int
    harmonics: int
    has_trend: bool

    def ahead(self, weeks: Any, level: float = 0.95, exposure: Any = 1.0) -> Expected:
        """The range of a usual week; `weeks` are numbers counted from the first fitted week (0).

        The limits hold both the spread of single weeks and what we do not know of the mean. `exposure`
        is 1 for a whole week, less for a part of one.
        """
        at = np.atleast_1d(np.asarray(weeks, dtype=float))
        design = _design(at, self.weeks, self.harmonics, self.has_trend)
        mean = np.exp(np.clip(self.coef @ design.T, -30, 30)) * np.asarray(exposure, dtype=float)
        doubt = np.einsum("tp,spq,tq->st", design, self.cov, design)
        phi = np.maximum(self.phi, 1.0)[:, None]
        variance = phi * mean + phi * doubt * mean**2
        tail = (1 - level) / 2
        return Expected(
            mean, count_quantile(tail, mean, variance), count_quantile(1 - tail, mean, variance), level
        )

    def trend(self, series: int = 0, level: float = 0.95) -> Trend | Refusal:
        """The yearly change of one series, with an interval widened by its dispersion."""
        if not self.has_trend:
            return Refusal("no_trend_fitted", 1, 0)
        if self.borrowed[series]:
            return Refusal("few_events", FEWEST_OF_OWN, 0)
        slope = self.coef[series, 1]
        error = np.sqrt(self.cov[series, 1, 1] * max(float(self.phi[series]), 1.0)) * ndtri((1 + level) / 2)
        low, high = float(np.exp(slope - error)), float(np.exp(slope + error))
        return Trend(float(np.exp(slope)), (low, high), round(low, 2) > 1 or round(high, 2) < 1)


def seasonal_baseline(
    counts: Any, harmonics: int = 2, trend: bool = True, exposure: Any = None, parent: Any = None
) -> Fit | Refusal:
    """Fit level, trend and season to weekly counts (one series, or series × weeks), quasi-Poisson.

    `exposure` scales each week (days observed / 7). A series with under 26 events borrows trend and
    season from `parent` (by default the sum of all) and keeps only its own level. Says what is usual,
    not why; events that fall or rise at once are better met by `alarms`.

    Refuses under two years of weeks, under three where a season is asked for, and without events.
    """
    y = np.atleast_2d(np.asarray(counts, dtype=float))
    if np.any(y < 0) or not np.isfinite(y).all():
        raise ValueError("counts cannot be negative or missing")
    series, weeks = y.shape
    years = FEWEST_YEARS_FOR_SEASON if harmonics else FEWEST_YEARS_FOR_TREND
    refused = require("short_history", years * 52, weeks) or require("few_events", 1, y.sum())
    if refused is not None:
        return refused
    offset = np.zeros(weeks) if exposure is None else np.log(np.asarray(exposure, dtype=float))
    design = _design(np.arange(weeks), weeks, harmonics, trend)
    terms = design.shape[1]
    whole = y.sum(axis=0) if parent is None else np.asarray(parent, dtype=float)
    borrowed = y.sum(axis=1) < FEWEST_OF_OWN
    coef, cov = np.zeros((series, terms)), np.zeros((series, terms, terms))
    mu, phi = np.zeros((series, weeks)), np.ones(series)
    own = ~borrowed
    if own.any():
        fitted = poisson_regression(design, y[own], offset)
        coef[own], cov[own], mu[own], phi[own] = fitted.coef, fitted.cov, fitted.mu, fitted.phi
    if borrowed.any():
        if whole.sum() < FEWEST_OF_OWN:
            design[:, 1:] = 0.0  # nothing to borrow: the level alone
        shared = poisson_regression(design, whole[None, :], offset)
        shape = shared.mu[0]
        # Half an event stands in for none, so that an empty series has a level at all.
        level = np.maximum(y[borrowed].sum(axis=1), 0.5) / shape.sum()
        coef[borrowed] = shared.coef[0]
        coef[borrowed, 0] += np.log(level)
        mu[borrowed] = level[:, None] * shape
        cov[borrowed, 0, 0] = 1 / mu[borrowed].sum(axis=1)
        residual = ((y[borrowed] - mu[borrowed]) ** 2 / mu[borrowed]).sum(axis=1)
        phi[borrowed] = residual / (weeks - 1)
    return Fit(coef, cov, mu, phi, borrowed, weeks, harmonics, trend)


def _design(at: np.ndarray, weeks: int, harmonics: int, trend: bool) -> np.ndarray:
    """Level, trend (in years from the middle of the fitted weeks), and yearly harmonics."""
    year = np.asarray(at, dtype=float) / WEEKS_A_YEAR
    columns = [np.ones_like(year)]
    if trend:
        columns.append(year - (weeks - 1) / 2 / WEEKS_A_YEAR)
    for harmonic in range(1, harmonics + 1):
        columns += [np.sin(2 * np.pi * harmonic * year), np.cos(2 * np.pi * harmonic * year)]
    return np.column_stack(columns)
