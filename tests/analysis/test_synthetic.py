# SPDX-License-Identifier: EUPL-1.2
"""One area beside a mixture of others: the mixture is the best there is, and chance is not called an effect."""

import numpy as np
import pytest
from scipy.optimize import minimize

from samsyn.analysis.result import Refusal
from samsyn.analysis.synthetic import FEWEST_DONORS, Synthetic, _mixture, synthetic
from tests.analysis.proofs import at_least, at_most, worlds


def test_the_mixture_is_the_one_that_a_general_solver_finds():
    rng = np.random.default_rng(3)
    others = rng.poisson(20, (6, 14)).astype(float)
    y = rng.dirichlet(np.ones(6)) @ others + rng.normal(0, 2, 14)
    found = minimize(
        lambda shares: np.sum((y - shares @ others) ** 2),
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda shares: shares.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 1000},
    )
    shares = _mixture(y, others)
    assert shares.sum() == pytest.approx(1) and np.all(shares >= 0)
    assert shares == pytest.approx(found.x, abs=1e-4)


def test_a_planted_fall_is_found_and_told_in_events():
    rng = np.random.default_rng(4)
    others = rng.poisson(30, (25, 20)).astype(float)
    area = others[:5].mean(axis=0)
    area[15:] -= 12
    found = synthetic(area, others, 15)
    assert isinstance(found, Synthetic)
    assert found.difference == pytest.approx(-60, abs=1)
    assert found.p == pytest.approx(1 / 26)
    assert found.difference_interval[0] <= -60 <= found.difference_interval[1] < 0
    assert found.interval[0] <= found.rate_ratio <= found.interval[1] < 1


def test_the_interval_leaves_out_no_change_where_p_says_so_and_holds_what_was_planted():
    """Every change between its ends is one that the placebos do not leave out, and none beyond them."""
    rng = np.random.default_rng(7)
    others = rng.poisson(30, (25, 20)).astype(float)
    for planted in (0.0, 4.0, 12.0):
        area = others[:5].mean(axis=0) - planted * (np.arange(20) >= 15)
        found = synthetic(area, others, 15)
        low, high = found.difference_interval
        assert (low <= 0 <= high) == (found.p > 0.05)
        for change, kept in ((low + 0.1, True), (high - 0.1, True), (low - 0.1, False), (high + 0.1, False)):
            moved = area - change / 5 * (np.arange(20) >= 15)
            assert (synthetic(moved, others, 15).p > 0.05) == kept


def test_an_area_let_through_for_its_fit_does_not_stand_out_for_it_afterwards():
    """Among areas that a mixture followed (chance decides which), the interval still holds no change as often as it says."""
    held, tried = [], worlds(600, 150)
    for seed in range(tried):
        rng = np.random.default_rng(seed)
        drift = np.exp(np.outer(np.where(rng.random(26) < 0.5, -0.8, 0.8), np.linspace(0, 1, 17)))
        towns = rng.poisson(20 * drift * np.exp(rng.normal(0, 0.1, (26, 17)))).astype(float)
        found = synthetic(towns[0], towns[1:], 13)
        if isinstance(found, Synthetic):
            held.append(found.interval[0] <= 1 <= found.interval[1])
    assert len(held) > tried / 8
    assert np.mean(held) >= at_least(0.95, len(held))


def test_without_an_effect_it_says_so_as_often_as_chance_allows():
    tries = worlds(400, 60)
    seen = []
    for seed in range(tries):
        rng = np.random.default_rng(seed)
        season = 20 + 6 * np.sin(np.arange(18))
        towns = rng.poisson(season * rng.uniform(0.8, 1.2, (25, 1))).astype(float)
        found = synthetic(towns[0], towns[1:], 14)
        seen.append(isinstance(found, Synthetic) and found.p <= 0.05)
    assert np.mean(seen) <= at_most(0.05, tries)


@pytest.mark.parametrize(
    ("donors", "periods", "starts", "code"),
    [(FEWEST_DONORS - 1, 16, 12, "few_areas"), (24, 16, 5, "few_periods"), (24, 12, 12, "few_periods")],
)
def test_too_little_to_go_by_is_refused(donors, periods, starts, code):
    others = np.random.default_rng(5).poisson(20, (donors, periods))
    refused = synthetic(others.mean(axis=0), others, starts)
    assert isinstance(refused, Refusal) and refused.reason == code


def test_an_area_that_nothing_followed_is_refused():
    others = np.random.default_rng(6).poisson(20, (24, 16))
    refused = synthetic(np.arange(16) * 40.0, others, 12)
    assert isinstance(refused, Refusal) and refused.reason == "no_mixture_follows"


def test_a_surer_interval_takes_more_areas_and_one_that_no_single_change_fits_is_refused():
    rng = np.random.default_rng(8)
    others = rng.poisson(30, (25, 20)).astype(float)
    area = others[:5].mean(axis=0)
    assert synthetic(area, others, 15, level=0.99) == Refusal("few_areas", 99, 25)
    area[15:] += [300, -20, 300, -20, 300]
    assert synthetic(area, others, 15).reason == "no_one_change_fits"
    assert synthetic(area * 0 + [*area[:15], 900, 900, 900, 900, 900], others, 15).rate_ratio > 20


def test_counts_of_another_length_are_an_error():
    with pytest.raises(ValueError, match="as many for each donor"):
        synthetic([1, 2, 3], np.ones((20, 4)), 2)
