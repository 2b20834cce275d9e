# SPDX-License-Identifier: EUPL-1.2
"""The map is given cells and areas, never points, and classes that mean the same from one map to the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box
from shapely.geometry import shape

from samsyn.kit.map import layers


def test_a_cell_is_drawn_where_it_lies() -> None:
    drawn, _ = layers.cells([(674_500, 6_580_500, 5)], crs="EPSG:3006")
    west, south, east, north = shape(drawn["features"][0]["geometry"]).bounds
    assert 18.06 < west < east < 18.08
    assert 59.32 < south < north < 59.34


def test_cells_that_are_more_than_chance_share_one_outline() -> None:
    rows = [(0, 0, 12), (250, 0, 12), (5_000, 5_000, 12), (500, 0, 2)]
    drawn, outline = layers.cells(
        [(674_000 + e, 6_580_000 + n, c) for e, n, c in rows],
        crs="EPSG:3006",
        sure=[(674_000, 6_580_000), (674_250, 6_580_000), (679_000, 6_585_000)],
    )
    assert len(outline["features"]) == 2, "two neighbours are one group, the third another"
    assert [one["properties"]["sure"] for one in drawn["features"]] == [True, True, True, False]


@pytest.mark.parametrize(
    ("count", "level"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 4), (11, 5), (16, 5), (17, 6), (400, 6)]
)
def test_the_classes_have_fixed_limits(count: int, level: int) -> None:
    assert layers.level_of(count) == level


def test_the_legend_says_the_limits() -> None:
    assert layers.labels_of() == ["1", "2–3", "4–6", "7–10", "11–16", "17\u00a0+"]


@given(st.integers(1, 4000), st.sampled_from([100, 250, 500, 1000]))
def test_scaled_limits_begin_at_one_and_rise(days: int, size: int) -> None:
    limits = layers.scaled_limits(days, size)
    assert limits[0] == 1
    assert list(limits) == sorted(set(limits))
    assert len(layers.labels_of(limits)) == 6


def test_a_tertial_in_250_m_cells_has_the_limits_as_they_stand() -> None:
    assert layers.scaled_limits(121) == layers.LIMITS


def test_an_area_with_too_few_is_hatched_and_says_so_by_its_sign() -> None:
    rows = [
        {"key": "a", "name": "Stenbro", "geometry": box(15, 58, 15.1, 58.1), "verdict": "too_few_to_say"},
        {"key": "b", "name": "Hamnstaden", "geometry": box(15.1, 58, 15.2, 58.1), "verdict": "increase"},
        {"key": "c", "name": "Sjövik", "geometry": box(15.2, 58, 15.3, 58.1)},
    ]
    drawn, labels = layers.areas(rows)
    assert [one["properties"]["few"] for one in drawn["features"]] == [True, False, False]
    assert [one["properties"].get("sign") for one in labels["features"]] == ["…", "▲", None]
    for area, label in zip(drawn["features"], labels["features"], strict=True):
        assert shape(area["geometry"]).contains(shape(label["geometry"]))


def test_outside_is_all_but_the_municipality() -> None:
    town = box(15, 58, 15.2, 58.2)
    around = shape(layers.outside([town])["features"][0]["geometry"])
    assert not around.contains(town.centroid)
    assert around.contains(box(14, 57.5, 14.5, 57.8))
    assert layers.outside([])["features"] == []


def test_nothing_to_show_has_no_bounds() -> None:
    assert layers.bounds(layers.collection([])) is None
