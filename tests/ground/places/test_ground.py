# SPDX-License-Identifier: EUPL-1.2
"""The ground of the map: layers from a file, sent once to every map, and nothing in them that is not public."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from samsyn.ground.places import reads, writes
from samsyn.ground.places.models import GroundLayer
from samsyn.ground.places.projection import to_degrees
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound
from tests import people
from tests.ground.places.squares import SOUTH, TOWN, WEST, square

pytestmark = pytest.mark.django_db


def line(*points: tuple[float, float], **properties: Any) -> dict[str, Any]:
    """A line through points in metres from the town's corner."""
    lon, lat = to_degrees([WEST + x for x, _ in points], [SOUTH + y for _, y in points], "EPSG:3006")
    drawn = [[float(x), float(y)] for x, y in zip(lon, lat, strict=True)]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": drawn},
    }


def lake(e: float, n: float, side: float = 500.0, **properties: Any) -> dict[str, Any]:
    """A square lake, its corner in metres from the town's."""
    ring = square(WEST + e, SOUTH + n, side)
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": ring}}


def take_in(features: list[dict[str, Any]], kind: str = "streets", **more: Any) -> writes.GroundImported:
    """Import ground into the partnership of the tests."""
    return writes.import_ground(people.partnership(), features, kind=kind, **({"by": SYSTEM} | more))


def sent() -> dict[str, Any]:
    """What every map fetches."""
    return json.loads(reads.ground(people.partnership(), seen_by=PUBLIC))


def test_a_layer_is_kept_whole_and_the_same_file_again_changes_nothing() -> None:
    with people.journalled("ground layer imported"):
        taken = take_in([line((0, 0), (900, 0)), line((0, 100), (900, 100))])
    assert taken.kept == {"streets": 2}
    assert take_in([line((0, 0), (900, 0)), line((0, 100), (900, 100))]).unchanged == ["streets"]
    assert take_in([line((0, 0), (900, 0))]).unchanged == []
    layer = GroundLayer.objects.get()
    assert (layer.kind, layer.features, layer.version) == ("streets", 1, 2)


def test_lines_are_simplified_to_what_the_eye_can_see() -> None:
    crooked = [(x, 0.5 * (x // 10 % 2)) for x in range(0, 1000, 10)]
    take_in([line(*crooked)])
    (street,) = sent()["layers"]["streets"]["features"]
    assert len(street["geometry"]["coordinates"]) == 2


def test_an_extract_of_openstreetmap_is_sorted_by_its_tags() -> None:
    taken = take_in(
        [
            line((0, 0), (900, 0), highway="residential"),
            line((0, 50), (900, 50), highway="primary"),
            line((0, 90), (900, 90), railway="rail"),
            line((0, 99), (900, 99), waterway="river"),
            line((0, 99), (900, 99), power="line"),
            lake(100, 100, natural="water"),
            lake(100, 100, 20, leisure="park"),
        ],
        "osm",
    )
    assert taken.kept == {"main_streets": 1, "rail": 1, "streets": 1, "water": 2}
    assert taken.left_out == 2, "a power line, and a park too small to see"


def test_a_file_in_metres_is_taken_in_by_its_own_system() -> None:
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "LineString", "coordinates": [[WEST, SOUTH], [WEST + 500, SOUTH]]},
    }
    take_in([feature], crs="EPSG:3006")
    (street,) = sent()["layers"]["streets"]["features"]
    assert street["geometry"]["coordinates"][0] == pytest.approx(
        [float(part[0]) for part in to_degrees([WEST], [SOUTH], "EPSG:3006")], abs=1e-5
    )


@pytest.mark.parametrize(
    ("features", "kind", "code"),
    [
        ([], "streets", "no_ground_in_file"),
        ([lake(0, 0)], "streets", "no_ground_in_file"),
        ([line((0, 0), (9, 9), power="line")], "osm", "no_ground_in_file"),
        ([{"type": "Feature", "geometry": None}], "water", "no_ground_in_file"),
        ([{"type": "Feature", "geometry": {"type": "Point"}}], "water", "no_ground_in_file"),
        ([line((0, 0), (9, 9))], "houses", "unknown_ground_kind"),
    ],
)
def test_a_file_with_nothing_to_draw_is_refused_and_what_stood_stands(
    features: list[dict[str, Any]], kind: str, code: str
) -> None:
    take_in([line((0, 0), (900, 0))])
    with pytest.raises(BadInput) as refused:
        take_in(features, kind)
    assert refused.value.code == code
    assert GroundLayer.objects.get().features == 1


def test_a_layer_too_large_to_send_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "MOST_GROUND_BYTES", 100)
    with pytest.raises(BadInput) as refused:
        take_in([line((0, 0), (900, 0))])
    assert refused.value.code == "ground_too_large"


def test_a_layer_is_taken_away() -> None:
    take_in([line((0, 0), (900, 0))])
    with people.journalled("ground layer removed"):
        assert writes.remove_ground(people.partnership(), "streets", by=people.coordinator()) == 1
    assert writes.remove_ground(people.partnership(), "streets", by=people.coordinator()) == 0
    assert sent()["layers"] == {}


def test_only_those_who_may_change_places_change_the_ground() -> None:
    with pytest.raises(NotAllowed):
        take_in([line((0, 0), (900, 0))], by=people.officer())
    with pytest.raises(NotFound):
        take_in([line((0, 0), (900, 0))], by=people.outsider())


def test_what_lies_outside_is_veiled_but_not_a_lake_at_the_shore() -> None:
    home = people.partnership()
    writes.import_areas(home, TOWN, kind="district", name_field="namn", code_field="kod", by=SYSTEM)
    take_in([lake(-300, 0), lake(-3_000, 0)], "water")
    from shapely import Point
    from shapely.geometry import shape

    veil = shape(sent()["layers"]["outside"]["features"][0]["geometry"])

    def veiled(e: float, n: float) -> bool:
        lon, lat = to_degrees([WEST + e], [SOUTH + n], "EPSG:3006")
        return bool(veil.contains(Point(float(lon[0]), float(lat[0]))))

    assert not veiled(500, 500), "in the town"
    assert not veiled(-200, 200), "in the lake at its shore"
    assert veiled(-2_800, 200), "in a lake of somebody else's"
    assert veiled(-200, 900), "in the woods outside"


def test_names_to_find_by_are_sent_and_a_tunnel_is_not_pointed_out() -> None:
    home = people.partnership()
    for name, kind in (("Almskolan", "school"), ("Gångtunneln", "tunnel"), ("Resecentrum", "station")):
        writes.add_named_place(home, name, e=WEST + 10, n=SOUTH + 10, kind=kind, by=SYSTEM)
    names = [one["properties"]["name"] for one in sent()["layers"]["landmarks"]["features"]]
    assert names == ["Almskolan", "Resecentrum"]


class TestTheAddress:
    def test_it_answers_once_and_then_says_that_nothing_is_new(self, client: Client) -> None:
        take_in([line((0, 0), (900, 0))], origin="© Almstads kommun")
        first = client.get("/almstad/karta/grund.json", headers={"accept-encoding": "gzip"})
        assert first.status_code == 200
        assert first["Content-Encoding"] == "gzip"
        assert "public" in first["Cache-Control"]
        again = client.get("/almstad/karta/grund.json", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        plain = client.get("/almstad/karta/grund.json").json()
        assert plain["origins"] == ["© Almstads kommun"]
        assert len(plain["layers"]["streets"]["features"]) == 1

    def test_it_is_new_as_soon_as_anything_is(self, client: Client) -> None:
        home = people.partnership()

        def tag() -> str:
            return str(client.get("/almstad/karta/grund.json")["ETag"])

        seen = [tag()]
        take_in([line((0, 0), (900, 0))])
        seen.append(tag())
        writes.import_areas(home, TOWN, kind="district", name_field="namn", by=SYSTEM)
        seen.append(tag())
        writes.add_named_place(home, "Torget", e=WEST, n=SOUTH, kind="square", by=SYSTEM)
        seen.append(tag())
        writes.add_named_place(home, "Torget", e=WEST + 50, n=SOUTH, kind="square", by=SYSTEM)
        seen.append(tag())
        assert len(set(seen)) == len(seen)

    def test_an_empty_partnership_answers_too(self, client: Client) -> None:
        people.partnership()
        assert client.get("/almstad/karta/grund.json").json() == {"layers": {}, "origins": []}

    def test_one_partnership_is_not_sent_the_ground_of_another(self, client: Client) -> None:
        take_in([line((0, 0), (900, 0))])
        people.partnership("annanstad", "Annanstad")
        assert client.get("/annanstad/karta/grund.json").json()["layers"] == {}


def test_the_command_line_takes_in_ground(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from samsyn.cli.run import run

    people.partnership()
    file = tmp_path / "gator.geojson"
    rows = [line((0, 0), (900, 0)), lake(0, 0)]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), "utf-8")
    assert run(["places", "ground", "almstad", str(file), "--kind", "streets"]) == 0
    said = capsys.readouterr().out
    assert "Gator: 1" in said
    assert "objekt 2, geometry: geometrin är ingen linje" in said
    assert run(["places", "ground", "almstad", str(file), "--kind", "hus"]) == 2
    assert "okänt lager: hus" in capsys.readouterr().err
