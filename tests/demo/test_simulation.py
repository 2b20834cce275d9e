# SPDX-License-Identifier: EUPL-1.2
"""The made-up towns: the same seed and day give the same town, and another day gives another."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from samsyn.demo import build, pictured
from samsyn.demo.simulation import Drawn
from samsyn.kit import photos

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize("town", build.TOWNS)
def test_the_same_seed_and_day_give_the_same_reports(town: str) -> None:
    assert build.plan(town, AS_OF, scale=0.1).digest() == build.plan(town, AS_OF, scale=0.1).digest()


@pytest.mark.parametrize("motive", pictured.MOTIVES)
def test_the_photos_are_drawn_alike_each_time_and_are_taken_as_photos(motive: str) -> None:
    content = pictured.drawn(motive, 2023)
    assert content == pictured.drawn(motive, 2023)
    taken = photos.redrawn(content)
    assert (taken.width, taken.height) == (pictured.WIDTH, pictured.HEIGHT)


def test_the_simulation_ends_with_the_last_finished_tertial() -> None:
    plan = build.plan("hammarvik", AS_OF)
    days = [row.day for row in plan.drawn]
    assert (plan.calendar.start, plan.calendar.last.end) == (date(2023, 9, 1), date(2026, 8, 31))
    assert plan.calendar.start <= min(days) <= max(days) <= plan.calendar.last.end


def test_two_days_in_one_tertial_give_the_same_reports_and_the_next_tertial_others() -> None:
    autumn = build.plan("hammarvik", date(2026, 9, 15)).digest()
    assert autumn == build.plan("hammarvik", AS_OF).digest()
    assert autumn != build.plan("hammarvik", date(2027, 1, 15)).digest()


def test_the_towns_are_as_large_as_they_say() -> None:
    small, large = build.plan("hammarvik", AS_OF), build.plan("almstad", AS_OF, scale=0.02)
    assert sum(district.population for district in large.town.districts) == 160_000
    assert sum(district.population for district in small.town.districts) == 26_000
    assert 200 < len(small.drawn) / 3 < 300


def test_districts_do_not_overlap_and_keep_their_places() -> None:
    town = build.plan("almstad", AS_OF, scale=0.01).town
    shapes = [district.shape for district in town.districts]
    for number, one in enumerate(shapes):
        assert one.is_valid
        assert all(one.intersection(other).area < 1 for other in shapes[number + 1 :])
    from shapely import contains_xy

    for place in town.places.values():
        assert contains_xy(town.by_name[place.district].shape, place.e, place.n), place.name


def test_a_channel_begins_half_way() -> None:
    plan = build.plan("almstad", AS_OF, scale=0.3)
    middle = date.fromordinal((plan.calendar.start.toordinal() + plan.calendar.last.end.toordinal()) // 2)
    housing = [row.day for row in plan.drawn if row.organisation == "Almstads bostäder"]
    assert housing
    assert min(housing) >= middle


def test_evenings_and_weekends_are_what_they_are_in_a_town() -> None:
    def share(rows: list[Drawn]) -> float:
        return float(np.mean([row.day.weekday() in (4, 5) for row in rows]))

    drawn = build.plan("almstad", AS_OF, scale=0.3).drawn
    disorder = [row for row in drawn if row.category.startswith("disorder")]
    assert share(disorder) > 1.25 * 2 / 7
    evening = [row for row in disorder if row.hour is not None and (row.hour >= 18 or row.hour < 3)]
    assert len(evening) > 0.6 * len([row for row in disorder if row.hour is not None])


@pytest.mark.parametrize("as_of", [date(2026, 9, 1), date(2026, 9, 3), date(2026, 11, 22), date(2027, 1, 1)])
def test_what_came_since_is_there_up_to_yesterday_and_changes_nothing_before(as_of: date) -> None:
    plan = build.plan("almstad", as_of, scale=0.3)
    days = [row.day for row in plan.since]
    yesterday = date.fromordinal(as_of.toordinal() - 1)
    assert all(plan.calendar.last.end < day <= yesterday for day in days)
    assert len(days) >= (yesterday - plan.calendar.last.end).days
    if plan.calendar.last.end == date(2026, 8, 31):
        assert plan.digest() == build.plan("almstad", AS_OF, scale=0.3).digest()


def test_the_last_whole_week_has_the_unusual_that_the_search_is_to_find() -> None:
    plan = build.plan("almstad", date(2026, 11, 22))
    found = [row for row in plan.since if row.place == "Stenbroskolan" and row.category == "vandalism.glass"]
    week = [row for row in found if date(2026, 11, 9) <= row.day <= date(2026, 11, 15)]
    assert len(week) >= 13
