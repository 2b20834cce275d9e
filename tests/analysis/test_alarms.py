# SPDX-License-Identifier: EUPL-1.2
"""Is this week unusual? No more false alarms than the budget, and real outbreaks are met."""

import numpy as np
import pytest
import statsmodels.api as sm

from samsyn.analysis.alarms import _season_levels, surveil
from samsyn.analysis.result import Refusal
from tests.analysis.proofs import at_most, worlds


def peace(rng, series=400, weeks=320, level=4.0, spread=0.1, season=0.3):
    year = np.arange(weeks) / 52.1775
    mean = level * np.exp(season * np.cos(2 * np.pi * year))
    return rng.poisson(
        np.broadcast_to(mean, (series, weeks)) * rng.gamma(1 / spread, spread, (series, weeks))
    )


@pytest.mark.parametrize("level", [0.5, 2.0, 15.0])
def test_in_peace_there_are_no_more_alarms_than_said(level):
    found = surveil(peace(np.random.default_rng(1), level=level), alpha=0.01, last=4)
    assert found.alarm.mean() <= 0.01 + 2 * np.sqrt(0.01 * 0.99 / found.alarm.size) + 0.005


def test_a_budget_of_alarms_is_kept():
    found = surveil(peace(np.random.default_rng(2)), alpha_budget=2.0, last=4)
    assert found.expected_false == pytest.approx(2.0)
    assert found.alarm.sum() <= 2 + 2 * np.sqrt(2) + 3


def test_an_outbreak_is_met():
    counts = peace(np.random.default_rng(3), series=50, level=5.0)
    counts[7, -1] += 25
    found = surveil(counts, alpha=0.005)
    assert found.alarm[7, 0]
    assert found.score[7, 0] > 1
    assert surveil(counts, alpha=0.005, fdr=0.05).alarm[7, 0]


def test_a_false_discovery_rate_only_takes_alarms_away():
    counts = peace(np.random.default_rng(4), series=200)
    loose, strict = surveil(counts, alpha=0.05), surveil(counts, alpha=0.05, fdr=0.05)
    assert not np.any(strict.alarm & ~loose.alarm)
    assert strict.alarm.sum() <= loose.alarm.sum()


def test_an_old_outbreak_does_not_hide_a_new_one():
    counts = peace(np.random.default_rng(5), series=60, level=5.0)
    before = surveil(counts, alpha=0.005).upper
    counts[:, 320 - 52 - 1] += 40
    after = surveil(counts, alpha=0.005).upper
    assert np.median(after / before) < 1.35


def test_the_expected_week_is_that_of_statsmodels_fitted_twice():
    counts = peace(np.random.default_rng(6), series=3)
    now, first = 319, 319 - 52 * 5 - 3
    at = np.arange(first, now - 26)
    levels = _season_levels(now - at)
    design = np.column_stack([np.ones(at.size), at - at.mean()] + [(levels == k) * 1.0 for k in range(1, 10)])
    found = surveil(counts)
    for row in range(3):
        y = counts[row, at]
        fit = sm.GLM(y, design, family=sm.families.Poisson()).fit(scale="X2", tol=1e-12)
        hat = fit.get_hat_matrix_diag()
        residual = (
            1.5
            * (y ** (2 / 3) - fit.mu ** (2 / 3))
            / (fit.mu ** (1 / 6) * np.sqrt(max(fit.scale, 1) * (1 - hat)))
        )
        w = np.where(residual > 2.58, 1 / np.maximum(residual, 2.58) ** 2, 1.0)
        w *= y.size / w.sum()
        again = sm.GLM(y, design, family=sm.families.Poisson(), var_weights=w).fit(tol=1e-12)
        ahead = np.r_[1.0, now - at.mean(), np.zeros(9)]
        assert found.expected[row, 0] == pytest.approx(np.exp(again.params @ ahead), rel=1e-3)


def test_a_thin_series_is_not_judged_by_the_week():
    counts = np.vstack([peace(np.random.default_rng(7), series=1), np.zeros((1, 320))])
    found = surveil(counts)
    assert found.reason == ("", "few_events")
    assert np.isnan(found.upper[1, 0])
    assert not found.alarm[1, 0]


def test_a_running_sum_meets_a_slow_doubling_of_a_thin_series():
    rng = np.random.default_rng(8)
    counts = rng.poisson(0.1, (300, 320))
    quiet = surveil(counts, method="cusum", alpha=0.01)
    assert quiet.alarm.mean() <= 0.01 + 2 * np.sqrt(0.01 * 0.99 / 300) + 0.01
    counts[:, -26:] = rng.poisson(0.4, (300, 26))
    assert surveil(counts, method="cusum", alpha=0.01).alarm.mean() > 0.6


def test_a_short_history_is_refused():
    assert surveil(np.ones(159)) == Refusal("short_history", 160, 159)
    with pytest.raises(ValueError, match="method"):
        surveil(np.ones(300), method="mean+2sd")


@pytest.mark.proof
@pytest.mark.parametrize("mean", [0.02, 0.1, 0.5, 2.0])
def test_a_running_sum_in_peace_keeps_its_level_and_its_budget(mean):
    rng = np.random.default_rng(21)
    tried = worlds(4000, 500)
    found = surveil(rng.poisson(mean, (tried, 4 * 52)), method="cusum", alpha=0.01)
    assert found.alarm.mean() <= at_most(0.01, tried)
    budget = surveil(rng.poisson(mean, (tried, 4 * 52)), method="cusum", alpha_budget=5.0)
    assert budget.alarm.sum() <= 5 + 2 * np.sqrt(5)
