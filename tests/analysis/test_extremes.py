# SPDX-License-Identifier: EUPL-1.2
"""Is one cell far above what cells here come to? Found where it is, and seldom where chance is all there is."""

import numpy as np
import pytest

from samsyn.analysis.extremes import extreme_cells
from samsyn.analysis.hotspots import Grid, gistar
from samsyn.analysis.result import Refusal
from tests.analysis.proofs import at_most, worlds

SHAPE = (40, 50)


def chart(counts):
    return Grid(counts, np.ones(counts.shape, dtype=bool), (0.0, 0.0), 250.0)


KINDS = {
    "alike": lambda rng: rng.poisson(1.0, SHAPE),
    "fuller": lambda rng: rng.poisson(3.0, SHAPE),
    "uneven": lambda rng: rng.poisson(rng.gamma(1, 1.0, SHAPE)),
    "mostly_empty": lambda rng: rng.poisson(rng.gamma(0.3, 1.0, SHAPE)),
}


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
def test_a_map_of_chance_seldom_has_an_extreme_cell(kind):
    rng = np.random.default_rng(1)
    tried = worlds(1000, 150)
    shown = np.mean([extreme_cells(chart(KINDS[kind](rng))).significant.any() for _ in range(tried)])
    assert shown <= at_most(0.05, tried)


def test_a_lone_cell_that_gistar_cannot_see_is_found():
    counts = np.random.default_rng(2).poisson(1.0, SHAPE)
    counts[6:9, 19:22] = 0
    counts[7, 20] = 15
    assert not gistar(chart(counts)).significant[7, 20]
    assert np.argwhere(extreme_cells(chart(counts)).significant).tolist() == [[7, 20]]


def test_the_lone_cell_does_not_tell_what_is_usual():
    rng = np.random.default_rng(3)
    counts = rng.poisson(2.0, SHAPE)
    without = extreme_cells(chart(counts))
    counts[3, 3] = 4000
    found = extreme_cells(chart(counts))
    assert found.mean == pytest.approx(without.mean, rel=0.03)
    assert found.significant[3, 3]


def test_a_town_that_varies_much_by_itself_has_a_wider_idea_of_the_usual():
    rng = np.random.default_rng(4)
    even, uneven = rng.poisson(2.0, SHAPE), rng.poisson(rng.gamma(0.5, 4.0, SHAPE))
    even[0, 0] = uneven[0, 0] = 12
    assert extreme_cells(chart(even)).significant[0, 0]
    assert not extreme_cells(chart(uneven)).significant[0, 0]


def test_cells_outside_the_study_area_are_no_tests():
    mask = np.ones(SHAPE, dtype=bool)
    mask[:, :10] = False
    counts = np.where(mask, np.random.default_rng(5).poisson(1.0, SHAPE), 0)
    found = extreme_cells(Grid(counts, mask, (0.0, 0.0), 250.0))
    assert found.n_tests == mask.sum()
    assert np.isnan(found.p[~mask]).all()


def test_few_events_and_few_cells_are_refused():
    assert extreme_cells(chart(np.pad([[59]], 20))) == Refusal("few_events", 60, 59)
    assert extreme_cells(chart(np.full((9, 9), 3))) == Refusal("few_cells", 100, 81)
