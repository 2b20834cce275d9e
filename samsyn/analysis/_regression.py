# SPDX-License-Identifier: EUPL-1.2
"""Poisson regression of many series at once, by iteratively reweighted least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MOST_STEPS = 60
SETTLED = 1e-7
"""A step no longer than this is the last one: each leaves about the square of it."""

UNTHREADED = 250_000
"""Matrix products up to this many steps are done by one thread: faster here, and always the same bits."""


@dataclass(frozen=True, eq=False)
class Regression:
    """Coefficients (series × terms), their unscaled covariance, fitted means and dispersion.

    `phi` is Pearson's χ² per degree of freedom; `settled` is False for a series whose steps did not end.
    """

    coef: np.ndarray
    cov: np.ndarray
    mu: np.ndarray
    phi: np.ndarray
    settled: np.ndarray


def poisson_regression(
    design: np.ndarray,
    counts: np.ndarray,
    offset: np.ndarray | None = None,
    weights: np.ndarray | None = None,
    near: np.ndarray | None = None,
) -> Regression:
    """Fit log μ = design·coef + offset to each row of `counts` (series × times); weights as in a GLM.

    Every series needs at least one event. `near` are means to begin from, where a fit much like it is known.
    """
    series = len(counts)
    terms = design.shape[1]
    upper = np.triu_indices(terms)
    # The products of all pairs of terms, so that each step is one matrix product for many series.
    pairs = np.ascontiguousarray(design[:, upper[0]] * design[:, upper[1]])
    position = np.zeros((terms, terms), dtype=np.intp)
    position[upper] = position[upper[::-1]] = np.arange(pairs.shape[1])
    size = max(1, UNTHREADED // pairs.size)
    parts = [
        _fit(
            design,
            pairs,
            position,
            counts[i : i + size],
            offset,
            None if weights is None else weights[i : i + size],
            None if near is None else near[i : i + size],
        )
        for i in range(0, series, size)
    ]
    joined = [np.concatenate(piece) for piece in zip(*parts, strict=True)]
    return Regression(*joined)


def _fit(
    design: np.ndarray,
    pairs: np.ndarray,
    position: np.ndarray,
    counts: np.ndarray,
    offset: np.ndarray | None,
    weights: np.ndarray | None,
    near: np.ndarray | None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    terms = design.shape[1]
    shift = np.zeros(1) if offset is None else offset
    weight = np.ones(1) if weights is None else weights
    mu = counts + 0.5 + 0.1 * counts.mean(axis=1, keepdims=True) if near is None else near
    eta = np.log(mu) - shift
    coef = np.zeros((len(counts), terms))
    for _ in range(MOST_STEPS):
        working = eta + counts / mu - 1
        w = weight * mu
        information = (w @ pairs)[:, position]
        new = _solve(information, (w * working) @ design)
        eta = np.clip(new @ design.T, -30 - shift, 30 - shift)
        mu = np.exp(eta + shift)
        settled = np.abs(new - coef).max(axis=1) <= SETTLED * (1 + np.abs(new).max(axis=1))
        coef = new
        if settled.all():
            break
    cov = _inverse(((weight * mu) @ pairs)[:, position])
    phi = (weight * (counts - mu) ** 2 / mu).sum(axis=1) / max(design.shape[0] - terms, 1)
    return coef, cov, mu, phi, settled


def _solve(information: np.ndarray, target: np.ndarray) -> np.ndarray:
    try:
        return np.asarray(np.linalg.solve(information, target[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        # A term that no event tells anything about: the smallest solution leaves it at nothing.
        return np.asarray((np.linalg.pinv(information, hermitian=True) @ target[:, :, None])[:, :, 0])


def _inverse(information: np.ndarray) -> np.ndarray:
    try:
        inverse = np.linalg.inv(information)
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.pinv(information, hermitian=True))
    # Where a term is hardly told of, the plain inverse is noise: such series take the slow way.
    size = np.abs(information).max(axis=(1, 2)) * np.abs(inverse).max(axis=(1, 2))
    doubtful = np.flatnonzero(~(size < 1e12))
    if doubtful.size:
        inverse[doubtful] = np.linalg.pinv(information[doubtful], hermitian=True)
    return np.asarray(inverse)


def count_quantile(share: float, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Quantile of a count: negative binomial where the variance exceeds the mean, otherwise Poisson."""
    mean, variance = np.broadcast_arrays(np.asarray(mean, dtype=float), np.asarray(variance, dtype=float))
    from scipy.stats import nbinom, poisson  # here, since loading every distribution takes seconds

    wide = variance > mean * (1 + 1e-9)
    size = np.where(wide, mean**2 / np.where(wide, variance - mean, 1.0), 1.0)
    chance = np.where(wide, mean / np.where(wide, variance, 1.0), 0.5)
    return np.where(wide, nbinom.ppf(share, np.maximum(size, 1e-9), chance), poisson.ppf(share, mean))


def count_tail(count: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Probability of at least `count`, under the same distribution as `count_quantile`."""
    mean, variance = np.broadcast_arrays(np.asarray(mean, dtype=float), np.asarray(variance, dtype=float))
    from scipy.stats import nbinom, poisson  # here, since loading every distribution takes seconds

    wide = variance > mean * (1 + 1e-9)
    size = np.where(wide, mean**2 / np.where(wide, variance - mean, 1.0), 1.0)
    chance = np.where(wide, mean / np.where(wide, variance, 1.0), 0.5)
    return np.where(wide, nbinom.sf(count - 1, np.maximum(size, 1e-9), chance), poisson.sf(count - 1, mean))
