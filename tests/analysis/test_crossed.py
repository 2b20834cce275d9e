# SPDX-License-Identifier: EUPL-1.2
"""What margins tell of the inside of a table: never a wrong count, and none of those that two lines give away."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from samsyn.analysis import crossed
from samsyn.analysis.disclosure import Cell

SPRING = date(2026, 1, 1), date(2026, 4, 30)
SUMMER = date(2026, 5, 1), date(2026, 8, 31)
BOTH = date(2026, 1, 1), date(2026, 8, 31)
AREAS, CATEGORIES = ("west", "east", "north"), ("noise", "theft", "traffic")


def margins(table: np.ndarray, span: tuple[date, date] = SPRING) -> dict[Cell, int]:
    """All sums of a table of areas by categories."""
    rows = {(area, "", span): int(count) for area, count in zip(AREAS, table.sum(axis=1), strict=True)}
    columns = {("", one, span): int(count) for one, count in zip(CATEGORIES, table.sum(axis=0), strict=True)}
    return rows | columns | {("", "", span): int(table.sum())}


def test_what_one_area_has_of_a_category_tells_of_the_only_other_that_has_any() -> None:
    table = np.array([[20, 20, 20], [30, 1, 1], [0, 0, 0]])
    known = margins(table)
    assert not crossed.given_away(known, (), 5)
    found = crossed.given_away({**known, ("west", "noise", SPRING): 20}, (), 5)
    # The east has 30 of 32 of noise: two are of something else, though nobody is told of what.
    assert found == {("east", None, SPRING)}


def test_with_all_but_one_known_the_last_is_told() -> None:
    table = np.array([[20, 20, 20], [20, 20, 20], [20, 20, 3]])
    known = margins(table)
    known |= {("west", "traffic", SPRING): 20, ("east", "traffic", SPRING): 20}
    assert ("north", "traffic", SPRING) in crossed.given_away(known, (), 5)


def test_a_margin_that_is_hidden_may_hold_the_difference() -> None:
    known = margins(np.array([[20, 20, 20], [30, 1, 1], [3, 0, 0]])) | {("west", "noise", SPRING): 20}
    hidden = [("north", "", SPRING), ("east", "", SPRING)]
    left = {cell: count for cell, count in known.items() if cell not in hidden}
    assert not crossed.given_away(left, hidden, 5)


def test_what_differs_between_two_periods_is_a_period() -> None:
    spring, summer = np.full((3, 3), 20), np.array([[20, 20, 20], [30, 1, 1], [0, 0, 0]])
    known = margins(spring) | margins(spring + summer, BOTH)
    known |= {("west", "noise", SPRING): 20, ("west", "noise", BOTH): 40}
    assert ("east", None, SUMMER) in crossed.given_away(known, (), 5)
    assert not crossed.given_away(known, (), 5, touching=(date(2025, 1, 1), date(2025, 12, 31)))


def test_counts_that_late_reports_have_parted_tell_nothing() -> None:
    known = margins(np.array([[20, 20, 20], [30, 1, 1], [0, 0, 0]])) | {("west", "noise", SPRING): 90}
    assert not crossed.given_away(known, (), 5)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_said_to_be_given_away_is_so(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.choice([0, 0, 1, 3, 20, 30], size=(3, 3))
    inside = {(AREAS[a], CATEGORIES[c], SPRING): int(table[a, c]) for a, c in np.ndindex(3, 3)}
    shown = {cell: count for cell, count in inside.items() if count >= 5 and rng.random() < 0.6}
    for area, category, _ in crossed.given_away(margins(table) | shown, (), 5):
        if area in AREAS and category in CATEGORIES:
            assert 0 < inside[area, category, SPRING] < 5
        elif area in AREAS and category is None:
            row = table[AREAS.index(area)]
            assert any(
                0 < row[list(chosen)].sum() < 5
                for chosen in ([0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2])
            )
