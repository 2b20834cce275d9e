# SPDX-License-Identifier: EUPL-1.2
"""Periods that overlap: what is published of them one after the other tells no small count together."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.analysis import spans

START, K = date(2026, 1, 1), 5


def span(first: int, last: int) -> spans.Span:
    """The period of some months after the start, counted as four weeks each."""
    return START + timedelta(days=28 * first), START + timedelta(days=28 * (last + 1) - 1)


def test_a_year_and_two_of_its_tertials_tell_the_third() -> None:
    out = {span(0, 3): 30, span(4, 7): 30}
    assert spans.gives_away({span(0, 11): 63}, out, K)
    assert not spans.gives_away({span(0, 11): 65}, out, K)
    assert not spans.gives_away({span(0, 11): 60}, out, K)


def test_what_lies_on_both_sides_of_a_known_period_is_told_by_the_whole() -> None:
    assert spans.gives_away({span(0, 11): 33}, {span(4, 7): 30}, K)
    assert not spans.gives_away({span(0, 11): 33}, {}, K)


def test_periods_that_overlap_without_lying_in_each_other_tell_it_by_way_of_a_third() -> None:
    # 0–5 less 0–2 is 3–5; 3–8 less that is 6–8.
    out = {span(0, 5): 50, span(3, 8): 23}
    assert not spans.gives_away({span(0, 2): 25}, {span(0, 5): 50}, K)
    assert spans.gives_away({span(0, 2): 29}, out, K)


def test_what_was_already_told_is_not_held_against_the_new() -> None:
    out = {span(0, 3): 30, span(0, 5): 33}
    assert not spans.gives_away({span(6, 9): 20}, out, K)


@pytest.mark.parametrize("late", [1, 4])
def test_reports_that_came_late_to_a_period_already_out_are_no_place_and_time(late: int) -> None:
    out = {span(0, 3): 30, span(4, 7): 30}
    assert not spans.gives_away({span(0, 7): 60 + late}, out, K)


MONTHS = 9
every = [span(first, last) for first in range(MONTHS) for last in range(first, MONTHS)]
cells = {span(first, last): (first, last) for first in range(MONTHS) for last in range(first, MONTHS)}


@given(
    st.lists(st.integers(0, 12), min_size=MONTHS, max_size=MONTHS),
    st.lists(st.sampled_from(every), min_size=1, max_size=7, unique=True),
)
def test_no_small_count_of_a_period_follows_from_those_that_were_let_out(
    counts: list[int], asked: list[Any]
) -> None:
    """Held against the row space of all that is out: what is in it can be worked out, whatever way."""
    out: dict[spans.Span, int] = {}
    for one in asked:
        first, last = cells[one]
        total = sum(counts[first : last + 1])
        if 0 < total < K or spans.gives_away({one: total}, out, K):
            continue
        out[one] = total
    if not out:
        return
    system = np.array(
        [[first <= month <= last for month in range(MONTHS)] for first, last in map(cells.get, out)]
    )  # type: ignore[misc]
    rank = np.linalg.matrix_rank(system)
    for one in every:
        first, last = cells[one]
        total = sum(counts[first : last + 1])
        if not 0 < total < K:
            continue
        row = np.array([[first <= month <= last for month in range(MONTHS)]])
        assert np.linalg.matrix_rank(np.vstack([system, row])) > rank, f"{first}–{last} is told: {total}"
    # And what is left of one that is out when one or two others that are out and apart are taken away.
    for whole, total in out.items():
        inside = [one for one in out if one != whole and whole[0] <= one[0] and one[1] <= whole[1]]
        for many in (1, 2):
            for taken in combinations(inside, many):
                if many == 2 and not (taken[0][1] < taken[1][0] or taken[1][1] < taken[0][0]):
                    continue
                assert not 0 < total - sum(out[one] for one in taken) < K
