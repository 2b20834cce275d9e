# SPDX-License-Identifier: EUPL-1.2
"""A background map by setting: what addresses are taken, what the browser is let to, and the page where it is set."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samsyn.ground.people import writes as people_writes
from samsyn.ground.places import basemap
from samsyn.ground.places.models import GroundLayer
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput
from tests import people
from tests.ground.places.test_ground import line

TILES = "https://kartor.example/wmts?layer=topo&tilematrix={TileMatrix}&tilerow={TileRow}&tilecol={TileCol}"
PAGE = "/almstad/arbete/installningar/karta/"


def test_the_names_of_wmts_become_the_maps_own() -> None:
    kept = basemap.checked("raster", TILES, "© Lantmäteriet")
    assert kept == {
        "raster": "https://kartor.example/wmts?layer=topo&tilematrix={z}&tilerow={y}&tilecol={x}",
        "attribution": "© Lantmäteriet",
    }


@pytest.mark.parametrize(
    ("kind", "address", "code"),
    [
        ("raster", "", "basemap_address_missing"),
        ("raster", "https://kartor.example/{z}/{x}.png", "basemap_without_tiles"),
        ("raster", "http://kartor.example/{z}/{x}/{y}.png", "basemap_not_https"),
        ("raster", "//kartor.example/{z}/{x}/{y}.png", "basemap_not_https"),
        ("raster", "https://a:b@kartor.example/{z}/{x}/{y}.png", "basemap_not_https"),
        ("raster", "https://kartor.example:x/{z}/{x}/{y}.png", "basemap_address_odd"),
        ("raster", "https://kartor.example/{z}/{x}/{y}.png; script-src *", "basemap_address_odd"),
        ("pmtiles", "/kartor/almstad.zip", "basemap_not_pmtiles"),
        ("pmtiles", "javascript:alert(1).pmtiles", "basemap_not_https"),
        ("satellite", "https://kartor.example/", "unknown_basemap"),
    ],
)
def test_an_address_that_would_give_no_map_is_refused(kind: str, address: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        basemap.checked(kind, address)
    assert refused.value.code == code


@pytest.mark.django_db
class TestThePolicy:
    def policy(self, client: Client, address: str) -> dict[str, str]:
        said = client.get(address)["Content-Security-Policy"]
        return {part.split()[0]: part for part in said.split("; ")}

    def test_a_map_from_elsewhere_opens_the_door_to_that_place_and_no_other(self, client: Client) -> None:
        home = people.partnership()
        before = self.policy(client, "/almstad/")
        people_writes.change_settings(home, by=SYSTEM, basemap=basemap.checked("raster", TILES))
        after = self.policy(client, "/almstad/")
        assert after["connect-src"] == before["connect-src"] + " https://kartor.example"
        assert after["img-src"] == before["img-src"] + " https://kartor.example"
        changed = {name for name in after if after[name] != before[name]}
        assert changed == {"connect-src", "img-src"}
        people.partnership("annanstad", "Annanstad")
        assert self.policy(client, "/annanstad/") == before

    def test_a_file_of_our_own_opens_nothing(self, client: Client) -> None:
        home = people.partnership()
        before = self.policy(client, "/almstad/")
        people_writes.change_settings(
            home, by=SYSTEM, basemap=basemap.checked("pmtiles", "/kartor/almstad.pmtiles")
        )
        assert self.policy(client, "/almstad/") == before

    def test_every_map_is_told_of_it(self, client: Client) -> None:
        home = people.partnership()
        people_writes.change_settings(home, by=SYSTEM, basemap=basemap.checked("raster", TILES))
        assert basemap.under(home)["basemap"]["raster"].startswith("https://kartor.example/")
        assert basemap.under(home)["ground"] == "/almstad/karta/grund.json"


@pytest.mark.django_db
class TestTheSettingsPage:
    def test_a_coordinator_chooses_a_background_and_what_was_wrong_is_kept_and_said(self) -> None:
        browser = people.signed_in(people.coordinator())
        wrong = browser.post(PAGE, {"kind": "raster", "address": "http://kartor.example/{z}/{x}/{y}"})
        assert wrong.status_code == 400
        assert "ska börja med https://" in wrong.content.decode()
        assert "http://kartor.example/{z}/{x}/{y}" in wrong.content.decode()
        with people.journalled("partnership settings changed"):
            right = browser.post(PAGE, {"kind": "raster", "address": TILES, "attribution": "© Lantmäteriet"})
        assert right.status_code == 302
        page = browser.get(PAGE).content.decode()
        assert "Hämtas utifrån" in page
        browser.post(PAGE, {"kind": "none", "address": TILES})
        assert people.partnership().basemap == {}

    def test_a_layer_is_taken_in_and_away_on_the_page(self) -> None:
        browser = people.signed_in(people.coordinator())
        text = json.dumps({"type": "FeatureCollection", "features": [line((0, 0), (900, 0))]})
        file = SimpleUploadedFile("gator.geojson", text.encode())
        answer = browser.post(f"{PAGE}lager/", {"layer": "streets", "file": file, "origin": "Kommunen"})
        assert answer.status_code == 302
        page = browser.get(PAGE).content.decode()
        assert "Gator" in page
        assert browser.post(f"{PAGE}lager/streets/ta-bort/").status_code == 302
        assert not GroundLayer.objects.exists()
        assert "Inga lager än" in browser.get(PAGE).content.decode()

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"PK\x03\x04 not a map", "ingen hel GeoJSON"),
            (b"{}", "ingen hel GeoJSON"),
            (b'{"type": "FeatureCollection", "features": [', "ingen hel GeoJSON"),
            (b'{"type": "FeatureCollection", "features": []}', "inget som kartan ritar"),
            (b"", "Filen"),
        ],
    )
    def test_a_file_that_is_no_map_is_refused_in_words(self, content: bytes, said: str) -> None:
        browser = people.signed_in(people.coordinator())
        file = SimpleUploadedFile("gator.geojson", content)
        answer = browser.post(f"{PAGE}lager/", {"layer": "streets", "file": file})
        assert answer.status_code == 400
        assert said in answer.content.decode()

    def test_others_do_not_reach_it(self) -> None:
        assert people.signed_in(people.officer()).get(PAGE).status_code == 403
        assert people.signed_in(people.outsider()).get(PAGE).status_code == 404
        assert Client().get(PAGE).status_code == 302
