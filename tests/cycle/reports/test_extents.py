# SPDX-License-Identifier: EUPL-1.2
"""A stretch or an area is told in words and drawn on the map of the report, for those who may see points."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from samsyn.cycle.reports import reads
from samsyn.cycle.reports.models import Report
from samsyn.ground.places import writes as places
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
INBOX = "/almstad/arbete/rapporter/"
LON, LAT = quarter.IN_LOTANG


@pytest.fixture
def here() -> Any:
    return quarter.town()


def told(shape: str, **changed: object) -> Report:
    answer = Client().post("/almstad/rapportera/", quarter.typed(place_text="", shape=shape, **changed))
    assert answer.status_code == 201
    return Report.objects.latest("id")


def area() -> str:
    corners = ((-0.001, -0.001), (0.001, -0.001), (0.001, 0.001), (-0.001, 0.001))
    return "area:" + ",".join(f"{LON + x} {LAT + y}" for x, y in corners)


def test_a_stretch_is_told_by_its_length_and_the_places_at_its_ends(here) -> None:
    e, n = quarter.metres(here, LON + 0.004, LAT)
    places.add_named_place(here, "Stora torget", e=e + 40, n=n, by=SYSTEM)
    report = told(f"line:{LON} {LAT},{LON + 0.004} {LAT}")
    page = people.signed_in(people.coordinator()).get(f"{INBOX}{report.uuid}/").content.decode()
    assert "En sträcka på ungefär 230 meter, från Lötängsskolan till Stora torget" in page
    assert f"{INBOX}{report.uuid}/karta.json" in page


def test_a_stretch_far_from_known_places_is_told_by_its_length_alone(here) -> None:
    found = reads.extent(
        told(f"line:{LON - 0.005} {LAT},{LON - 0.005} {LAT + 0.005}"), seen_by=people.officer()
    )
    assert (found.kind, found.begins, found.ends, found.hectares) == ("line", "", "", None)
    assert found.metres == pytest.approx(560, abs=10)


def test_an_area_is_told_by_its_size_and_what_lies_in_it(here) -> None:
    report = told(area())
    found = reads.extent(report, seen_by=people.officer())
    assert (found.kind, found.corners, found.inside) == ("area", 4, ("Lötängsskolan",))
    assert found.hectares == pytest.approx(2.6, abs=0.1)
    page = people.signed_in(people.officer()).get(f"{INBOX}{report.uuid}/").content.decode()
    assert "Ett område på ungefär 2,6 hektar" in page and "Där ligger Lötängsskolan" in page


def test_the_map_draws_the_stretch_the_areas_edge_or_the_point(here) -> None:
    browser = people.signed_in(people.coordinator())
    for shape, layer, corners in (
        (f"line:{LON} {LAT},{LON + 0.004} {LAT}", "outline", 2),
        (area(), "outline", 5),
        ("", "points", None),
    ):
        report = told(shape, lon=LON, lat=LAT)
        data = browser.get(f"{INBOX}{report.uuid}/karta.json").json()
        (drawn,) = data["layers"][layer]["features"]
        if corners:
            assert len(drawn["geometry"]["coordinates"]) == corners
            assert drawn["geometry"]["coordinates"][0] == pytest.approx(
                [float(part) for part in shape.split(":")[1].split(",")[0].split()], abs=1e-5
            )
        west, south, east, north = data["bounds"]
        assert west < LON < east and south < LAT < north


def test_one_who_sees_no_points_gets_no_map_and_no_length(here) -> None:
    reporter = people.member("reporter", "housing")
    report = told(f"line:{LON} {LAT},{LON + 0.004} {LAT}")
    Report.objects.filter(pk=report.pk).update(with_organisation=people.organisation("housing"))
    browser = people.signed_in(reporter)
    page = browser.get(f"{INBOX}{report.uuid}/").content.decode()
    assert "En sträcka" in page and "meter" not in page and "karta.json" not in page
    assert browser.get(f"{INBOX}{report.uuid}/karta.json").status_code == 403
    assert people.signed_in(people.outsider()).get(f"{INBOX}{report.uuid}/karta.json").status_code == 404


@pytest.mark.parametrize(
    "kept", ["", "[]", "[[1,2]]", "[[1,2],[1,2]]", "[[1,null],[2,3]]", "[1,2]", "{}", "sträcka"]
)
def test_what_is_no_drawing_is_a_point(here, kept) -> None:
    report = told(f"line:{LON} {LAT},{LON + 0.004} {LAT}")
    Report.objects.filter(pk=report.pk).update(place_shape=kept)
    report.refresh_from_db()
    assert reads.extent(report, seen_by=people.coordinator()) is None
    (drawn,) = reads.on_the_map(report, seen_by=people.coordinator())
    assert drawn["type"] == "Point"
    assert json.dumps(drawn)


def test_without_any_place_there_is_nothing_to_draw(here) -> None:
    report = quarter.resident_report(here)
    browser = people.signed_in(people.coordinator())
    assert "karta.json" not in browser.get(f"{INBOX}{report.uuid}/").content.decode()
    data = browser.get(f"{INBOX}{report.uuid}/karta.json").json()
    assert data["bounds"] is None and data["layers"]["points"]["features"] == []
