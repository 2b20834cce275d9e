# SPDX-License-Identifier: EUPL-1.2
"""Where is it dense? Held to esda, to what a false discovery rate promises, and to its refusals."""

import numpy as np
import pytest
from esda import Moran_Local
from esda.getisord import G_Local
from libpysal.weights import W

from samsyn.analysis.hotspots import Grid, gistar, grid, hotspot_robustness, local_moran, study_area
from samsyn.analysis.result import Refusal


def town(seed=1, shape=(24, 30), masked=False):
    """Uneven counts on a grid; with a lake in it where `masked`."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.gamma(0.4, 4.0, shape))
    mask = np.ones(shape, dtype=bool)
    if masked:
        mask[5:12, 8:20] = False
        mask[rng.uniform(size=shape) < 0.1] = False
    return Grid(np.where(mask, counts, 0), mask, (0.0, 0.0), 250.0)


def queen(chart):
    """The same neighbours as a libpysal weights object, and which cells they are."""
    cells = [tuple(cell) for cell in np.argwhere(chart.mask).tolist()]
    number = {cell: i for i, cell in enumerate(cells)}
    steps = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]
    near = {
        i: [number[c] for s in steps if (c := (r + s[0], k + s[1])) in number] for (r, k), i in number.items()
    }
    return W(near, silence_warnings=True)


@pytest.mark.parametrize("masked", [False, True])
def test_gistar_z_is_that_of_esda(masked):
    chart = town(masked=masked)
    w = queen(chart)
    alone = np.array([len(w.neighbors[i]) == 0 for i in range(chart.cells)])
    oracle = G_Local(chart.counts[chart.mask].astype(float), w, transform="B", permutations=0, star=True)
    ours = gistar(chart, permutations=0).z[chart.mask]
    assert ours[~alone] == pytest.approx(oracle.Zs[~alone], abs=1e-9)


def test_gistar_p_is_that_of_esda_but_for_chance():
    chart = town()
    oracle = G_Local(
        chart.counts.ravel().astype(float), queen(chart), transform="B", permutations=9999, star=True, seed=12
    )
    upper = gistar(chart, most_draws=9999).p.ravel()
    # esda takes the smaller side, where the other side is what remains when ties stay above.
    ours = np.minimum(upper, 1 - upper)
    assert np.mean(np.abs(ours - oracle.p_sim) <= _noise(oracle.p_sim)) >= 0.99


def _noise(p, draws=9999):
    """Four standard errors of the difference between two runs."""
    return 4 * np.sqrt(2 * p * (1 - p) / draws) + 2 / draws


def test_local_moran_is_that_of_esda():
    chart = town(seed=4)
    oracle = Moran_Local(chart.counts.ravel().astype(float), queen(chart), permutations=9999, seed=5)
    ours = local_moran(chart, most_draws=9999)
    assert ours.z.ravel() == pytest.approx(oracle.Is, abs=1e-9)
    off_mean = chart.counts.ravel() != chart.counts.mean()
    assert ours.quadrant.ravel()[off_mean].tolist() == oracle.q[off_mean].tolist()
    more = (oracle.rlisas >= oracle.Is[:, None] - 1e-12).mean(axis=1)
    less = (oracle.rlisas <= oracle.Is[:, None] + 1e-12).mean(axis=1)
    side = np.minimum(more, less)
    assert np.mean(np.abs(ours.p.ravel() - np.minimum(1, 2 * side)) <= 2 * _noise(side)) >= 0.99


def test_the_draws_are_those_of_dealing_out_the_other_cells():
    chart = town(seed=2, shape=(10, 12))
    rng = np.random.default_rng(3)
    ours = gistar(chart, permutations=20_000, most_draws=20_000, seed=4).p
    for r, c in [(0, 0), (4, 5), (9, 3)]:
        near = [(a, b) for a in range(r - 1, r + 2) for b in range(c - 1, c + 2) if (a, b) != (r, c)]
        around = [chart.counts[cell] for cell in near if 0 <= cell[0] < 10 and 0 <= cell[1] < 12]
        others = np.delete(chart.counts.ravel(), r * 12 + c)
        drawn = np.array([rng.choice(others, len(around), replace=False).sum() for _ in range(20_000)])
        direct = (1 + (drawn >= sum(around)).sum()) / 20_001
        assert ours[r, c] == pytest.approx(direct, abs=4 * np.sqrt(2 * 0.25 / 20_000))


def test_a_map_of_chance_rarely_shows_a_hotspot():
    rng = np.random.default_rng(10)
    maps = [
        Grid(rng.poisson(1.0, (15, 15)), np.ones((15, 15), dtype=bool), (0.0, 0.0), 250.0) for _ in range(200)
    ]
    shown = np.mean([gistar(m, permutations=999, seed=i).significant.any() for i, m in enumerate(maps)])
    assert shown <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 200)


def test_the_p_values_of_chance_are_no_smaller_than_they_may_be():
    rng = np.random.default_rng(11)
    p = [
        gistar(
            Grid(rng.poisson(2.0, (12, 12)), np.ones((12, 12), dtype=bool), (0.0, 0.0), 250.0), 1, 999, seed=i
        ).p
        for i in range(150)
    ]
    for level in (0.01, 0.05, 0.2):
        shares = [(one <= level).mean() for one in p]
        assert np.mean(shares) <= level + 2 * np.std(shares) / np.sqrt(150)


def test_one_strong_hotspot_is_found_where_it_is():
    rng = np.random.default_rng(12)
    x, y = rng.uniform(0, 25_000, (2, 3000))
    x[:80], y[:80] = rng.uniform(5000, 5500, 80), rng.uniform(7500, 8000, 80)
    chart = grid(x, y)
    found = gistar(chart).hotspots(chart)
    assert 1 <= len(found) <= 25
    assert abs(found[0].cell[0] - 5125) <= 500
    assert abs(found[0].cell[1] - 7625) <= 500
    assert found[0].count > 3 * found[0].expected
    assert found[0].q <= 0.05


def test_a_few_hotspots_among_many_cells_are_found_because_the_floor_gets_more_draws():
    counts = np.random.default_rng(13).poisson(1.0, (170, 165))
    counts[40:42, 50:52] += 30
    chart = Grid(counts, np.ones(counts.shape, dtype=bool), (0.0, 0.0), 250.0)
    floored = gistar(chart, permutations=999, most_draws=999)
    topped_up = gistar(chart, permutations=999)
    assert not floored.significant.any()
    assert topped_up.significant[40:42, 50:52].all()


@pytest.mark.parametrize("shape", [(120, 100), (175, 160)], ids=["12,000 cells", "28,000 cells"])
def test_a_planted_spot_of_27_cells_is_found_whole(shape):
    counts = np.random.default_rng(16).poisson(1.0, shape)
    spot = (slice(60, 63), slice(40, 49))
    counts[spot] += 9
    chart = Grid(counts, np.ones(shape, dtype=bool), (0.0, 0.0), 250.0)
    found = gistar(chart).significant
    near = np.zeros(shape, dtype=bool)
    near[58:65, 38:51] = True
    assert counts[spot].size == 27
    assert found[spot].all()
    # What is flagged elsewhere is within the false discovery rate.
    assert (found & ~near).sum() <= 0.1 * found.sum()


def test_the_same_seed_gives_the_same_bits_and_another_seed_does_not():
    chart = town(seed=6)
    one, two, other = gistar(chart, seed=3), gistar(chart, seed=3), gistar(chart, seed=4)
    assert one.p.tobytes() == two.p.tobytes()
    assert one.p.tobytes() != other.p.tobytes()


def test_cells_that_cannot_have_events_are_left_out():
    chart = town(masked=True)
    answer = gistar(chart, permutations=99, most_draws=99)
    assert np.isnan(answer.z[~chart.mask]).all()
    assert np.isnan(answer.q[~chart.mask]).all()
    assert answer.n_tests == chart.cells


def test_cells_stand_at_multiples_of_their_size():
    chart = grid([585_300.0, 586_010.0], [6_475_600.0, 6_475_740.0])
    assert chart.origin == (585_250.0, 6_475_500.0)
    assert chart.counts.tolist() == [[1, 0, 0, 1]]
    assert chart.corner(0, 3) == (586_000.0, 6_475_500.0)


def test_the_study_area_is_where_anything_was_ever_reported():
    ever = study_area([10.0, 300.0, 900.0], [10.0, 10.0, 10.0])
    chart = grid([20.0, 310.0, 600.0], [10.0, 10.0, 10.0], mask=ever)
    assert chart.counts.tolist() == [[1, 1, 0, 0]]
    assert chart.outside == 1
    assert chart.expected == pytest.approx(2 / 3)


def test_too_few_events_or_cells_are_refused():
    spread = np.arange(59) * 1000.0
    assert gistar(grid(spread, spread)) == Refusal("few_events", 60, 59)
    assert gistar(grid(np.full(80, 5.0), np.linspace(0, 2000, 80))) == Refusal("few_cells", 100, 9)
    even = Grid(np.ones((12, 12), dtype=int), np.ones((12, 12), dtype=bool), (0.0, 0.0), 250.0)
    assert gistar(even).reason == "no_variation"
    assert local_moran(even).reason == "no_variation"


def test_one_event_with_swapped_coordinates_does_not_fill_the_memory():
    x, y = np.r_[np.full(9, 585_300.0), 6_475_600.0], np.r_[np.full(9, 6_475_600.0), 585_300.0]
    ever = study_area(x, y)
    assert ever.shape == (1, 1)
    assert ever.outside == 1
    assert grid(x, y, mask=ever).counts.tolist() == [[9]]
    with pytest.raises(ValueError, match="too far apart"):
        grid(x, y)


def test_a_position_that_is_no_number_is_an_error():
    with pytest.raises(ValueError, match="finite"):
        grid([1.0, np.nan], [1.0, 2.0])


def test_a_large_hotspot_survives_other_grids_and_a_chance_one_is_graded_lower():
    rng = np.random.default_rng(15)
    x, y = rng.uniform(0, 8000, (2, 2500))
    x[:500], y[:500] = rng.normal(4000, 350, (2, 500))
    firm = hotspot_robustness(x, y, permutations=999)
    assert firm.grade == "A"
    assert firm.share_surviving >= 0.8
    assert len(firm.grades) == len(firm.centres) == firm.hotspots
    assert np.mean(firm.shares) == pytest.approx(firm.share_surviving)
    in_the_middle = [np.hypot(e - 4000, n - 4000) < 250 for e, n in firm.centres]
    assert {grade for grade, inner in zip(firm.grades, in_the_middle, strict=True) if inner} == {"A"}
    assert hotspot_robustness(x[:30], y[:30]).reason == "few_events"
