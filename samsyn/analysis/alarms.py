# SPDX-License-Identifier: EUPL-1.2
"""Is this week unusual? Alarms with a stated budget of false ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from samsyn.analysis._regression import count_quantile, count_tail, poisson_regression
from samsyn.analysis.result import Refusal, false_discovery, require

HALF_WINDOW = 3
LEFT_OUT = 26
LEVELS = 10
OUTLYING = 2.58
FEWEST_YEARS = 3
FEWEST_A_WEEK = 12 / 52
"""Under one event a month a weekly alarm says nothing; see `emerging` or the running sum."""


@dataclass(frozen=True, eq=False)
class Alarms:
    """The looked-at weeks of each series (rows): upper limit, expected, score and alarm.

    `score` is (count − expected)/(upper − expected): over 1 is over the limit. `reason` holds a code where
    a series could not be judged (`few_events`), its numbers are NaN. `alpha` is the chance of a false
    alarm in each test; `expected_false` how many false alarms all these tests would give together.
    """

    upper: np.ndarray
    expected: np.ndarray
    score: np.ndarray
    p: np.ndarray
    alarm: np.ndarray
    reason: tuple[str, ...]
    alpha: float
    expected_false: float


def surveil(
    counts: Any,
    method: str = "farrington",
    years: int = 5,
    last: int = 1,
    alpha: float = 0.005,
    alpha_budget: float | None = None,
    fdr: float | None = None,
    seed: int = 0,
) -> Alarms | Refusal:
    """Judge the `last` weeks of each series by its own history.

    "farrington" fits trend and a ten-level season to up to `years` years with past outbreaks weighted
    down; "cusum" sums up small excesses over the last 26 weeks against the years before, for series that
    are too thin for weekly limits. `alpha_budget` sets `alpha` so that all tests together give so many
    false alarms on average; `fdr` asks in addition that q over the tests of each week stays under it.

    Refuses under three years of weeks (besides the weeks looked at).
    """
    y = np.atleast_2d(np.asarray(counts, dtype=float))
    if np.any(y < 0) or not np.isfinite(y).all():
        raise ValueError("counts cannot be negative or missing")
    if method not in ("farrington", "cusum"):
        raise ValueError("method is farrington or cusum")
    series, weeks = y.shape
    refused = require("short_history", FEWEST_YEARS * 52 + HALF_WINDOW + last, weeks)
    if refused is not None:
        return refused
    if alpha_budget is not None:
        alpha = min(0.5, alpha_budget / (series * last))
    if method == "cusum":
        return _running_sum(y, last, alpha, seed)
    shape = (series, last)
    upper, expected, p = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan)
    thin = y[:, -(years * 52 + HALF_WINDOW + last) : -last].mean(axis=1) < FEWEST_A_WEEK
    judged = np.flatnonzero(~thin)
    for column in range(last):
        now = weeks - last + column
        if judged.size:
            mean, variance = _farrington(y[judged], now, years)
            expected[judged, column] = mean
            upper[judged, column] = count_quantile(1 - alpha, mean, variance)
            p[judged, column] = count_tail(y[judged, now], mean, variance)
    return _answer(y[:, weeks - last :], upper, expected, p, thin, alpha, fdr)


def _answer(
    y: np.ndarray,
    upper: np.ndarray,
    expected: np.ndarray,
    p: np.ndarray,
    thin: np.ndarray,
    alpha: float,
    fdr: float | None,
) -> Alarms:
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(upper > expected, (y - expected) / (upper - expected), y - upper)
        alarm = y > upper
    if fdr is not None:
        for column in range(y.shape[1]):
            alarm[:, column] &= false_discovery(p[:, column]) <= fdr
    reason = tuple("few_events" if one else "" for one in thin.tolist())
    tests = int(np.sum(~thin)) * y.shape[1]
    return Alarms(upper, expected, score, p, alarm, reason, alpha, alpha * tests)


def _farrington(y: np.ndarray, now: int, years: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance that week `now` would have, from the weeks before the last 26."""
    back = min(years, (now - HALF_WINDOW) // 52)
    first = max(0, now - 52 * back - HALF_WINDOW)
    at = np.arange(first, now - LEFT_OUT)
    history = y[:, at]
    season = _season_levels(now - at)
    # Levels that no reference week has are left out; the week itself is always of level 0.
    present = [level for level in range(1, LEVELS) if np.any(season == level)]
    time = (at - at.mean()) / 52
    design = np.column_stack(
        [np.ones(at.size), time] + [(season == level).astype(float) for level in present]
    )
    quiet = history.sum(axis=1) == 0
    history = np.where(quiet[:, None], 1e-3, history)
    fitted = poisson_regression(design, history)
    weights = _weights(history, design, fitted.mu, fitted.phi, fitted.cov)
    fitted = poisson_regression(design, history, weights=weights, near=fitted.mu)
    ahead = np.zeros(design.shape[1])
    ahead[0], ahead[1] = 1.0, (now - at.mean()) / 52
    mean = np.exp(np.clip(fitted.coef @ ahead, -30, 30))
    doubt = np.einsum("p,spq,q->s", ahead, fitted.cov, ahead, optimize=True)
    phi = np.maximum(fitted.phi, 1.0)
    # A trend may not carry the week beyond everything that was ever seen.
    beyond = np.flatnonzero(mean > history.max(axis=1))
    if beyond.size:
        level = poisson_regression(np.delete(design, 1, axis=1), history[beyond], weights=weights[beyond])
        mean[beyond] = np.exp(np.clip(level.coef[:, 0], -30, 30))
        phi[beyond], doubt[beyond] = np.maximum(level.phi, 1.0), level.cov[:, 0, 0]
    return mean, phi * mean + phi * doubt * mean**2


def _season_levels(weeks_back: np.ndarray) -> np.ndarray:
    """Level 0 within three weeks of the same time of year, the rest of the year in nine equal parts."""
    phase = np.mod(weeks_back, 52)
    near = (phase <= HALF_WINDOW) | (phase >= 52 - HALF_WINDOW)
    rest = 52 - 2 * HALF_WINDOW - 1
    part = np.floor((phase - HALF_WINDOW - 1) * (LEVELS - 1) / rest).astype(int) + 1
    return np.where(near, 0, np.clip(part, 1, LEVELS - 1))


def _weights(
    y: np.ndarray, design: np.ndarray, mu: np.ndarray, phi: np.ndarray, cov: np.ndarray
) -> np.ndarray:
    """Weeks whose standardised Anscombe residual is over 2.58 count less: past outbreaks are not the norm."""
    pairs = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    leverage = mu * (cov.reshape(len(cov), -1) @ pairs.T)
    spread = np.sqrt(np.maximum(phi, 1.0))[:, None] * np.sqrt(np.maximum(1 - leverage, 1e-6))
    residual = 1.5 * (np.cbrt(y) ** 2 - np.cbrt(mu) ** 2) / (np.cbrt(np.sqrt(mu)) * spread)
    weight = np.where(residual > OUTLYING, 1 / np.maximum(residual, OUTLYING) ** 2, 1.0)
    return weight * y.shape[1] / weight.sum(axis=1, keepdims=True)


def _running_sum(y: np.ndarray, last: int, alpha: float, seed: int) -> Alarms:
    """Poisson CUSUM tuned for a doubling; its limit is simulated for each level of the mean.

    `alpha` is the chance that a series in peace stands in alarm in a given week.
    """
    run = max(LEFT_OUT, last)
    base = y[:, :-run].mean(axis=1)
    empty = y[:, :-run].sum(axis=1) == 0
    mean = np.maximum(base, 0.5 / y[:, :-run].shape[1])
    allowance = mean / np.log(2)
    # Limits are simulated for means three percent apart, upwards, so that none is too low.
    means, which = np.unique(1.03 ** np.ceil(np.log(mean) / np.log(1.03)), return_inverse=True)
    limit = np.array([_cusum_limit(m, y.shape[1] - run, run, alpha, seed) for m in means.tolist()])[which]
    level = np.zeros(len(y))
    path = np.zeros((len(y), run))
    for week in range(run):
        level = np.maximum(0.0, level + y[:, y.shape[1] - run + week] - allowance)
        path[:, week] = level
    shown = path[:, -last:]
    limits = np.broadcast_to(limit[:, None], shown.shape).copy()
    expected = np.zeros_like(limits)
    answer = _answer(
        shown, limits, expected, np.full_like(shown, np.nan), np.zeros(len(y), dtype=bool), alpha, None
    )
    reason = tuple("nothing_before" if one else "" for one in empty.tolist())
    return Alarms(
        answer.upper, expected, answer.score, answer.p, answer.alarm, reason, alpha, answer.expected_false
    )


def _cusum_limit(mean: float, weeks: int, run: int, alpha: float, seed: int, worlds: int = 20_000) -> float:
    """The limit for a series that had this mean over so many weeks, the doubt of that mean included."""
    rng = np.random.default_rng(seed)
    level = np.zeros(worlds)
    true = rng.standard_gamma(mean * weeks + 0.5, worlds) / weeks
    allowance = max(mean, 1e-4) / np.log(2)
    for _ in range(run):
        level = np.maximum(0.0, level + rng.poisson(true) - allowance)
    return float(np.quantile(level, 1 - alpha, method="higher"))
