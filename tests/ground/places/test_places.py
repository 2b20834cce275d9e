# SPDX-License-Identifier: EUPL-1.2
"""Areas keep the year of their boundaries, points are placed in districts, and names are found as people type them."""

import json
from typing import Any

import numpy as np
import pytest

from samsyn.ground.places import locating, reads, writes
from samsyn.ground.places.models import Area
from samsyn.ground.places.projection import project
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound
from tests import people
from tests.ground.places.squares import SOUTH, TOWN, WEST, feature

pytestmark = pytest.mark.django_db


def take_in(features: list[dict[str, Any]], **more: Any) -> writes.AreasImported:
    """Import districts into the partnership of the tests."""
    given = {
        "kind": "district",
        "name_field": "namn",
        "code_field": "kod",
        "version_year": 2025,
        "by": SYSTEM,
    }
    return writes.import_areas(people.partnership(), features, **(given | more))


def test_the_same_areas_again_change_nothing() -> None:
    assert take_in(TOWN).created == 3
    again = take_in(TOWN)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_a_new_year_of_boundaries_is_kept_beside_the_old_and_shown_alone() -> None:
    take_in(TOWN, version_year=2018)
    take_in(TOWN[:2], version_year=2025)
    home = people.partnership()
    assert Area.objects.count() == 5
    assert [a.name for a in reads.areas(home, "district", seen_by=PUBLIC)] == ["Centrum", "Östra Ås"]
    assert len(reads.areas(home, "district", seen_by=PUBLIC, year=2018)) == 3


def test_areas_stand_in_swedish_order() -> None:
    take_in([feature(name, name, i) for i, name in enumerate(["Öster", "Ängby", "Åkern", "Zinken", "Berg"])])
    names = [a.name for a in reads.areas(people.partnership(), "district", seen_by=PUBLIC)]
    assert names == ["Berg", "Zinken", "Åkern", "Ängby", "Öster"]


def test_a_moved_boundary_updates_the_area_in_place() -> None:
    take_in(TOWN)
    assert take_in([feature("Centrum", "A1", 0, side=900)]).updated == 1
    area = Area.objects.get(code="A1")
    assert area.version == 2
    assert area.square_metres == pytest.approx(900**2, rel=1e-3)


def test_a_boundary_that_crosses_itself_is_mended_and_one_without_area_is_rejected() -> None:
    bow = feature("Fluga", "F1")
    ring = bow["geometry"]["coordinates"][0]
    bow["geometry"]["coordinates"] = [[ring[0], ring[2], ring[1], ring[3], ring[0]]]
    point = feature("Punkt", "P1") | {"geometry": {"type": "Point", "coordinates": [15.0, 58.4]}}
    nameless = feature("", "N1")
    result = take_in([bow, point, nameless])
    assert (result.created, result.mended) == (1, 1)
    assert result.rejected == [
        {"row": 2, "field": "geometry", "reason": "geometry_not_area"},
        {"row": 3, "field": "namn", "reason": "missing_value"},
    ]


def test_a_wrong_name_field_is_said_once_and_nothing_is_left() -> None:
    with pytest.raises(BadInput) as error:
        take_in(TOWN, name_field="name")
    assert error.value.code == "no_such_field"
    assert not Area.objects.exists()


def test_points_are_placed_in_districts_and_only_in_one() -> None:
    take_in(TOWN)
    take_in([feature("Hela", "D1", side=3_000)], kind="deso")
    ids = {a.pk: a.name for a in reads.areas(people.partnership(), seen_by=SYSTEM)}
    e = np.array([WEST + 500, WEST + 1_500, WEST + 90_000, np.nan])
    n = np.array([SOUTH + 500, SOUTH + 500, SOUTH + 500, np.nan])
    found = locating.locate(people.partnership(), e, n, seen_by=SYSTEM)
    assert [ids.get(i, "") for i in found.tolist()] == ["Centrum", "Östra Ås", "", ""]
    near = locating.index(people.partnership(), seen_by=SYSTEM).near(e, n)
    assert near.tolist() == [True, True, False, True]


def test_a_coarse_border_is_shown_but_never_places_a_point() -> None:
    home = people.partnership()
    writes.add_municipalities(home, ["0580"], by=SYSTEM)
    assert [a.name for a in reads.areas(home, "municipality", seen_by=PUBLIC)] == ["Linköping"]
    assert reads.placing_kind(home, seen_by=SYSTEM) == ""
    inside = reads.areas(home, "municipality", seen_by=PUBLIC)[0]
    assert locating.locate(home, [inside.label_e], [inside.label_n], seen_by=SYSTEM).tolist() == [-1]


def test_an_imported_boundary_takes_the_place_of_a_coarse_one() -> None:
    home = people.partnership()
    writes.add_municipalities(home, ["0580"], by=SYSTEM)
    take_in([feature("Linköping", "0580", side=20_000)], kind="municipality", version_year=0)
    writes.add_municipalities(home, ["0580"], by=SYSTEM)
    (area,) = reads.areas(home, "municipality", seen_by=PUBLIC)
    assert area.boundary_source == "imported"
    assert area.square_metres == pytest.approx(4e8, rel=1e-2)


def test_a_name_is_found_however_it_is_typed() -> None:
    take_in(TOWN)
    home = people.partnership()
    with people.journalled():
        writes.add_named_place(
            home, "Ågatans tunnel", e=WEST + 1_500, n=SOUTH + 200, kind="tunnel", by=SYSTEM
        )
    for typed in ("ågatan", "AGATAN", "tunnel åga"):
        (found,) = reads.search(home, typed, seen_by=PUBLIC)
        assert (found.what, found.name, found.key) == ("place", "Ågatans tunnel", "a2")
    assert [f.name for f in reads.search(home, "ostra", seen_by=PUBLIC)] == ["Östra Ås"]
    assert reads.search(home, "  ", seen_by=PUBLIC) == []


def test_another_partnership_sees_nothing_and_a_reporter_changes_nothing() -> None:
    take_in(TOWN)
    assert reads.areas(people.partnership(), seen_by=people.outsider()) == []
    with pytest.raises(NotFound):
        take_in(TOWN, by=people.outsider())
    with pytest.raises(NotAllowed):
        take_in(TOWN, by=people.member("reporter"))


def test_the_map_gets_boundaries_with_names_and_labels_inside() -> None:
    take_in(TOWN)
    collection = reads.boundaries(people.partnership(), "district", seen_by=PUBLIC)
    json.dumps(collection)
    first = collection["features"][0]
    ring = first["geometry"]["coordinates"][0]
    lon, lat = first["properties"]["label"]
    assert min(x for x, _ in ring) < lon < max(x for x, _ in ring)
    assert min(y for _, y in ring) < lat < max(y for _, y in ring)
    assert first["properties"]["name"] == "Centrum"


def test_stockholm_lands_on_its_metre() -> None:
    e, n = project([18.0686], [59.3293], "EPSG:4326", "EPSG:3006")
    assert (round(float(e[0]), 2), round(float(n[0]), 2)) == (674571.87, 6580743.01)
