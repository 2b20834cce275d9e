# SPDX-License-Identifier: EUPL-1.2
"""Kinds of activity: what the trade does, in Swedish and English, each with a unit that can be counted."""

from operator import attrgetter

import pytest

from samsyn.catalogue import activities, categories
from samsyn.catalogue.loader import CatalogueError

EVERY = activities.every()


@pytest.mark.parametrize("kind", EVERY, ids=attrgetter("key"))
def test_a_kind_can_be_read_counted_and_owned(kind):
    for language in ("sv", "en"):
        assert kind.name.by_language[language]
        assert kind.help.by_language[language]
        assert kind.unit_name.by_language[language]
    assert kind.place in ("point", "area", "none")
    assert all(categories.exists(key) for key in kind.categories)
    assert bool(kind.review_months) == kind.measure


def test_what_recurs_in_the_promises_of_municipalities_is_there():
    keys = {kind.key for kind in EVERY}
    assert keys >= {
        *(
            "foot_patrol",
            "traffic_control",
            "speed_control",
            "dog_search",
            "safety_walk",
            "meeting",
            "lighting",
        ),
        *("information", "camera", "course", "neighbour_watch", "moped_action", "other"),
    }
    assert EVERY[-1].key == "other"
    assert len({kind.order for kind in EVERY}) == len(EVERY)


def test_one_unit_has_one_word():
    words = {(kind.unit, kind.unit_name("sv"), kind.unit_name("en")) for kind in EVERY}
    assert len(words) == len({kind.unit for kind in EVERY})


def test_both_sides_of_prevention_and_several_owners_are_there():
    assert {kind.prevention for kind in EVERY} >= {"situational", "social"}
    assert {kind.owner for kind in EVERY} >= {"municipality", "police", "housing", "school", "association"}


def test_a_camera_is_looked_at_again():
    assert activities.get("camera").review_months == 12


def test_a_kind_in_the_own_folder_is_one_file_and_nothing_else(tmp_path, monkeypatch):
    folder = tmp_path / "catalogue" / "activities"
    folder.mkdir(parents=True)
    monkeypatch.setenv("SAMSYN_LOCAL", str(tmp_path))
    (folder / "boat_watch.toml").write_text(
        'name.sv = "Båtsamverkan"\nunit_name.sv = "tillfällen"\nowner = "association"\norder = 225\n', "utf-8"
    )
    assert "boat_watch" in [kind.key for kind in activities.every()]
    (folder / "boat_watch.toml").write_text('name.sv = "B"\nunit_name.sv = "t"\nowner = "king"\n', "utf-8")
    activities._loaded.cache_clear()
    with pytest.raises(CatalogueError) as error:
        activities.every()
    assert error.value.code == "value_wrong"
    activities._loaded.cache_clear()


@pytest.mark.parametrize(
    ("kind", "unit", "people"),
    [
        ("course", "", True),
        ("course", "deltagare", True),
        ("course", "elever", True),
        ("course", "Tillfällen", False),
        ("holiday_job", "platser", True),
        ("lighting", "platser", False),
        ("dog_search", "elever", False),
    ],
)
def test_a_small_number_is_hidden_where_people_are_counted_and_not_where_work_is(kind, unit, people):
    assert activities.get(kind).counts_people_in(unit) is people
