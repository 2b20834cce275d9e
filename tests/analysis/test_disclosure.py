# SPDX-License-Identifier: EUPL-1.2
"""What may be shown? An attacker with every published figure must not get a small one back."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from samsyn.analysis.disclosure import Hidden, differencing, linked, publishable
from samsyn.analysis.result import Refusal
from tests.analysis.proofs import worlds


def reach(published, cell):
    """Lowest and highest value of a hidden cell that fits every figure shown (linear programme)."""
    rows, columns = len(published.values), len(published.values[0])
    size = rows * columns
    known, value = [], []
    for r in range(rows):
        for c in range(columns):
            if published.values[r][c] is not None:
                line = np.zeros(size)
                line[r * columns + c] = 1
                known.append(line)
                value.append(published.values[r][c])
        if published.row_totals[r] is not None:
            line = np.zeros((rows, columns))
            line[r] = 1
            known.append(line.ravel())
            value.append(published.row_totals[r])
    for c in range(columns):
        if published.column_totals[c] is not None:
            line = np.zeros((rows, columns))
            line[:, c] = 1
            known.append(line.ravel())
            value.append(published.column_totals[c])
    if published.total is not None:
        known.append(np.ones(size))
        value.append(published.total)
    goal = np.zeros(size)
    goal[cell[0] * columns + cell[1]] = 1
    limits = {"A_eq": np.array(known), "b_eq": value} if known else {}
    low = linprog(goal, bounds=(0, 10_000), **limits)
    high = linprog(-goal, bounds=(0, 10_000), **limits)
    return low.fun, -high.fun


tables = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7, 12, 30, 80]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=7,
    )
)


@pytest.mark.proof
@settings(max_examples=worlds(150, 40), deadline=None)
@given(tables)
def test_no_small_count_can_be_worked_out_from_what_is_shown(counts):
    published = publishable(np.array(counts))
    for r, row in enumerate(counts):
        for c, count in enumerate(row):
            if 0 < count < 5:
                assert published.values[r][c] is None
                low, high = reach(published, (r, c))
                assert high - low >= 5 - 1e-6


@pytest.mark.proof
@settings(max_examples=worlds(150, 40), deadline=None)
@given(tables)
def test_nor_where_the_column_totals_are_out_already(counts):
    table = np.array(counts)
    published = publishable(table, row_totals=False, keep_column_totals=True)
    assert published.column_totals == tuple(table.sum(axis=0))
    for r, row in enumerate(counts):
        for c, count in enumerate(row):
            if 0 < count < 5:
                assert published.values[r][c] is None
                low, high = reach(published, (r, c))
                everything_hidden = all(one[c] is None or one[c] == 0 for one in published.values)
                assert high - low >= 5 - 1e-6 or everything_hidden


@settings(max_examples=worlds(150, 40), deadline=None)
@given(tables)
def test_what_is_shown_is_true(counts):
    table = np.array(counts)
    published = publishable(table)
    for r, row in enumerate(counts):
        assert published.row_totals[r] in (None, sum(row))
        for c, count in enumerate(row):
            assert published.values[r][c] in (None, count)
    assert published.total in (None, table.sum())
    assert [
        t for t, true in zip(published.column_totals, table.sum(axis=0), strict=True) if t not in (None, true)
    ] == []


def test_without_the_second_step_the_total_would_give_the_count_away():
    naive = publishable([12, 3, 40, 9], secondary=False)
    assert naive.total - sum(v for v in naive.column if v is not None) == 3
    safe = publishable([12, 3, 40, 9])
    assert safe.column == (12, None, 40, None)
    assert [row[0] for row in safe.reasons] == [None, Hidden.SMALL_COUNT, None, Hidden.COMPLEMENTARY]


def test_a_table_without_small_counts_is_shown_whole():
    published = publishable([[5, 0], [17, 8]])
    assert published.values == ((5, 0), (17, 8))
    assert published.row_totals == (5, 25)
    assert published.column_totals == (22, 8)
    assert published.total == 30
    assert published.hidden == 0


def test_two_small_counts_in_an_otherwise_empty_line_do_not_pair_up():
    published = publishable([[1, 1, 0], [20, 30, 40], [25, 35, 45]])
    low, high = reach(published, (0, 0))
    assert high - low >= 5


def test_many_reports_from_few_places_are_hidden():
    published = publishable([[30, 20], [25, 40]], places=[[2, 9], [8, 12]])
    assert published.values[0][0] is None
    assert published.reasons[0][0] is Hidden.FEW_PLACES


def test_an_area_with_few_inhabitants_shows_nothing_not_even_a_zero():
    published = publishable([[30, 0], [25, 40], [60, 70]], population=[80, 900, 5000])
    assert published.values[0] == (None, None)
    assert published.reasons[0] == (Hidden.SMALL_POPULATION,) * 2
    assert published.row_totals[0] is None or reach(published, (0, 0))[1] >= 35


def test_an_area_whose_population_is_unknown_counts_as_small():
    assert publishable([30, 25, 18], population=[float("nan"), 900, 800]).column[0] is None


def test_the_owner_may_ask_for_more():
    assert publishable([9, 12, 40], k=10).column[0] is None


def test_random_rounding_shows_only_multiples_and_is_right_on_average():
    counts = np.array([[1, 4, 7], [10, 2, 31]])
    many = [publishable(counts, round_to=3, seed=seed) for seed in range(2000)]
    assert {v % 3 for p in many for row in p.values for v in row} == {0}
    mean = np.mean([p.values for p in many], axis=0)
    assert mean == pytest.approx(counts, abs=4 * 1.5 / np.sqrt(2000))
    assert publishable(counts, round_to=3, seed=7) == publishable(counts, round_to=3, seed=7)


def test_random_rounding_leaves_two_numbers_at_least_for_each_count():
    """Whoever knows the base and the totals can still not tell a count of 1 to 4."""
    rng = np.random.default_rng(1)
    for seed in range(300):
        counts = rng.poisson(1.2, 3)
        shown = publishable(counts, round_to=3, seed=seed)
        near = [range(max(0, value - 2), value + 3) for value in shown.column]
        possible = [world for world in product(*near) if sum(shown.column) == shown.total]
        for place, count in enumerate(counts.tolist()):
            assert count == 0 or len({world[place] for world in possible}) > 1


def test_a_rounded_table_does_not_tell_the_area_with_few_inhabitants_by_its_totals():
    shown = publishable([[3, 9], [30, 40], [12, 8]], population=[50, 900, 800], round_to=3)
    assert shown.values[0] == (None, None)
    assert shown.row_totals[0] is None
    assert shown.row_totals[1] == sum(shown.values[1])
    assert shown.column_totals == (None, None)
    assert shown.total is None


def test_a_year_beside_two_of_its_tertials_tells_the_third():
    weeks = np.ones(52, dtype=int)
    weeks[34:] = 0
    weeks[[36, 40]] = 1
    at = np.arange(52)
    answered = [at < 17, (at >= 17) & (at < 34)]
    assert differencing(at < 52, answered, weeks) == Refusal("differencing", 5, 2)
    weeks[34:40] = 1
    assert differencing(at < 52, answered, weeks) is None


@given(st.data())
def test_no_small_group_can_be_worked_out_from_the_selections_that_were_answered(data):
    counts = np.array(data.draw(st.lists(st.integers(1, 9), min_size=2, max_size=6)))
    selections = st.lists(st.booleans(), min_size=counts.size, max_size=counts.size).map(np.array)
    out: list[np.ndarray] = []
    for asked in data.draw(st.lists(selections, max_size=5)):
        if differencing(asked, out, counts) is None:
            out.append(asked)
    if not out:
        return
    # By trial: each group of units whose sum is 1 to 4, is it a sum of multiples of what was answered?
    told = np.array(out, dtype=float)
    for group in product([0.0, 1.0], repeat=counts.size):
        if 0 < counts @ np.array(group) < 5:
            assert np.linalg.matrix_rank(np.vstack([told, group])) > np.linalg.matrix_rank(told)


def test_a_selection_that_differs_from_an_earlier_one_by_few_events_is_refused():
    counts = np.array([10, 20, 3, 40])
    district = np.array([True, True, True, False])
    without_one_street = np.array([True, True, False, False])
    assert differencing(district, [], counts) is None
    assert differencing(without_one_street, [district], counts) == Refusal("differencing", 5, 3)


def test_three_overlapping_selections_that_give_a_unit_away_are_refused():
    counts = np.array([3, 20, 30])
    answered = [np.array([True, True, False]), np.array([True, False, True])]
    assert differencing([False, True, True], answered, counts) == Refusal("differencing", 5, 3)


def test_a_selection_that_is_small_itself_is_refused():
    assert differencing([True, False], [], [4, 90]) == Refusal("small_count", 5, 4)


def test_selections_that_differ_by_enough_may_stand_beside_each_other():
    assert differencing([True, False, True], [[True, True, True]], [10, 20, 30]) is None


@pytest.mark.parametrize("bad", [[1.5, 2.0], [-1, 3], [[[1]]]])
def test_what_is_no_table_of_counts_is_an_error(bad):
    with pytest.raises(ValueError, match="counts"):
        publishable(bad)


def test_a_whole_municipality_by_category_is_done_at_once():
    rng = np.random.default_rng(1)
    published = publishable(rng.poisson(rng.gamma(0.5, 8, (150, 12))))
    assert 0 < published.hidden < 150 * 12


@st.composite
def tied(draw):
    """A whole of groups, told for two periods and for both together, and of some a part that leaves a rest."""
    counts = st.sampled_from([0, 1, 2, 3, 4, 5, 9, 20])
    groups, figures, sums = draw(st.integers(1, 3)), {}, []
    for period in "xy":
        for group in range(groups):
            figures[f"{period}{group}"] = draw(counts)
        figures[period] = sum(figures[f"{period}{group}"] for group in range(groups))
        sums.append((period, [f"{period}{group}" for group in range(groups)]))
    figures["all"] = figures["x"] + figures["y"]
    sums.append(("all", ["x", "y"]))
    figures["some"] = draw(st.integers(0, figures["all"]))
    figures["rest"] = figures["all"] - figures["some"]
    sums.append(("all", ["some", "rest"]))
    return figures, sums


@settings(max_examples=40, deadline=None)
@given(tied())
def test_no_small_figure_follows_from_sums_that_cross(world):
    figures, sums = world
    hidden = linked(figures, sums, 5, unshown={"rest"})
    gone = sorted({*hidden, "rest"})
    rows = [[(name == total) - (name in parts) for name in gone] for total, parts in sums]
    known = [
        sum(figures[part] for part in parts if part not in gone)
        - (figures[total] if total not in gone else 0)
        for total, parts in sums
    ]
    for name in gone:
        if 0 < figures[name] < 5:
            goal = [-(other == name) for other in gone]
            high = linprog(goal, A_eq=rows, b_eq=known, bounds=(0, 10_000))
            left = [other for other in figures if other not in gone and figures[other]]
            assert -high.fun >= figures[name] + 5 - 1e-6 or not left, (name, hidden)
    assert all(figures[name] for name, why in hidden.items() if why == Hidden.SMALL_COUNT)


def test_what_is_large_enough_and_alone_is_all_shown():
    assert linked({"all": 20, "a": 12, "b": 8}, [("all", ["a", "b"])]) == {}


@pytest.mark.parametrize(
    ("figures", "sums"), [({"all": 20, "a": 12}, [("all", ["a"])]), ({"a": -1}, []), ({"a": 1.5}, [])]
)
def test_sums_that_do_not_hold_and_what_is_no_count_are_errors(figures, sums):
    with pytest.raises(ValueError):
        linked(figures, sums)
