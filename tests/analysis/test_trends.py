# SPDX-License-Identifier: EUPL-1.2
"""Is it changing, and how many would a usual week have? statsmodels is the oracle."""

import numpy as np
import pytest
import statsmodels.api as sm

from samsyn.analysis.result import Refusal
from samsyn.analysis.trends import WEEKS_A_YEAR, seasonal_baseline


def weekly(rng, series=8, weeks=260, level=6.0, slope=0.0, spread=0.0, season=0.4):
    """Weekly counts with a season; `spread` > 0 makes them uneven (negative binomial)."""
    year = np.arange(weeks) / WEEKS_A_YEAR
    mean = level * np.exp(slope * (year - year.mean()) + season * np.sin(2 * np.pi * year))
    mean = np.broadcast_to(mean, (series, weeks))
    return rng.poisson(mean * (rng.gamma(1 / spread, spread, mean.shape) if spread else 1.0))


def test_coefficients_dispersion_and_errors_are_those_of_statsmodels():
    counts = weekly(np.random.default_rng(1), spread=0.3, level=3.0)
    fit = seasonal_baseline(counts)
    year = np.arange(260) / WEEKS_A_YEAR
    design = np.column_stack(
        [np.ones(260), year - year.mean()]
        + [f(2 * np.pi * k * year) for k in (1, 2) for f in (np.sin, np.cos)]
    )
    for row, y in enumerate(counts):
        oracle = sm.GLM(y, design, family=sm.families.Poisson()).fit(scale="X2", tol=1e-13)
        assert fit.coef[row] == pytest.approx(oracle.params, abs=1e-8)
        assert fit.phi[row] == pytest.approx(oracle.scale, rel=1e-8)
        errors = np.sqrt(np.diag(fit.cov[row]) * fit.phi[row])
        assert errors == pytest.approx(oracle.bse, rel=1e-7)


def test_weeks_that_were_partly_observed_are_scaled():
    counts = weekly(np.random.default_rng(2), series=1)
    days = np.full(260, 7.0)
    days[::5] = 3.0
    thinned = np.where(days == 3, np.random.default_rng(3).binomial(counts, 3 / 7), counts)
    whole, part = seasonal_baseline(counts), seasonal_baseline(thinned, exposure=days / 7)
    assert part.coef[0, 0] == pytest.approx(whole.coef[0, 0], abs=0.06)


@pytest.mark.parametrize("slope", [-0.2, 0.0, 0.15])
def test_the_interval_for_the_yearly_change_holds_the_truth_as_often_as_it_says(slope):
    counts = weekly(np.random.default_rng(4), series=400, level=2.0, slope=slope, spread=0.2)
    fit = seasonal_baseline(counts)
    held = [t.interval[0] <= np.exp(slope) <= t.interval[1] for t in map(fit.trend, range(400))]
    assert np.mean(held) >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 400) - 0.01


@pytest.mark.parametrize("level", [0.2, 1.0, 3.0, 20.0])
def test_the_next_weeks_stay_under_the_upper_limit_as_often_as_it_says(level):
    rng = np.random.default_rng(5)
    counts = weekly(rng, series=300, weeks=264, level=level, spread=0.15)
    fit = seasonal_baseline(counts[:, :260])
    usual = fit.ahead(np.arange(260, 264), level=0.95)
    inside = (counts[:, 260:] >= usual.lower) & (counts[:, 260:] <= usual.upper)
    assert inside.mean() >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 1200) - 0.005


def test_a_thin_series_takes_its_season_from_the_whole():
    rng = np.random.default_rng(6)
    counts = np.vstack([weekly(rng, series=5), rng.poisson(0.05, (1, 260))])
    fit = seasonal_baseline(counts)
    assert fit.borrowed.tolist() == [False] * 5 + [True]
    assert fit.mu[5].sum() == pytest.approx(counts[5].sum())
    assert fit.mu[5].argmax() == pytest.approx(fit.mu[:5].sum(axis=0).argmax(), abs=1)
    assert isinstance(fit.trend(5), Refusal)


def test_a_series_without_events_is_expected_to_stay_near_none():
    counts = np.vstack([weekly(np.random.default_rng(7), series=2), np.zeros((1, 260), dtype=int)])
    usual = seasonal_baseline(counts).ahead([260])
    assert usual.mean[2, 0] < 0.01
    assert usual.upper[2, 0] == 0


def test_half_a_week_is_expected_to_have_half_as_many():
    fit = seasonal_baseline(weekly(np.random.default_rng(8), series=1))
    assert fit.ahead([260], exposure=0.5).mean == pytest.approx(fit.ahead([260]).mean / 2)


def test_short_histories_are_refused():
    assert seasonal_baseline(np.ones(155)) == Refusal("short_history", 156, 155)
    assert seasonal_baseline(np.ones(103), harmonics=0) == Refusal("short_history", 104, 103)
    assert seasonal_baseline(np.ones(104), harmonics=0).weeks == 104
    assert seasonal_baseline(np.zeros(300)) == Refusal("few_events", 1, 0.0)


def test_a_baseline_without_trend_has_no_trend_to_tell():
    fit = seasonal_baseline(weekly(np.random.default_rng(9), series=1), trend=False)
    assert fit.trend() == Refusal("no_trend_fitted", 1, 0)
