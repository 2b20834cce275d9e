# SPDX-License-Identifier: EUPL-1.2
"""A place may be longer than a point, lie indoors, or move: along the path, in the stairwell, on the bus."""

from __future__ import annotations

import json

import pytest

from samsyn.cycle.reports.models import Guard, Report
from samsyn.cycle.reports.reads.stretches import read_shape
from samsyn.ground.places import writes as places
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
NEW = "/almstad/rapportera/"
LON, LAT = quarter.IN_LOTANG


@pytest.fixture
def here():
    return quarter.town()


def told(client, **changed: object) -> Report:
    answer = client.post(NEW, quarter.typed(**changed))
    assert answer.status_code == 201, answer.content.decode()[-500:]
    return Report.objects.latest("id")


def test_a_drawn_stretch_is_kept_and_counts_at_its_middle(here, client) -> None:
    report = told(client, place_text="", shape=f"line:{LON} {LAT},{LON + 0.004} {LAT}")
    points = json.loads(report.place_shape)
    assert report.place_kind == "line"
    assert len(points) == 2
    assert report.e == pytest.approx((points[0][0] + points[1][0]) / 2, abs=0.2)
    assert report.area.name == "Lötäng"


def test_a_drawn_area_counts_inside_itself(here, client) -> None:
    corners = ",".join(f"{LON + x} {LAT + y}" for x, y in ((0, 0), (0.002, 0), (0.002, 0.002), (0, 0.002)))
    report = told(client, place_text="", shape=f"area:{corners}")
    assert (report.place_kind, report.area.name) == ("area", "Lötäng")
    assert report.e is not None


@pytest.mark.parametrize(
    "shape",
    [
        "",
        "line:",
        "line:1 2",
        "area:1 2,3 4",
        "point:1 2,3 4",
        "line:a b,c d",
        "line:NaN 1,2 3",
        "line:999 1,2 3",
        "line:" + "15 58," * 500,
        "<script>",
    ],
)
def test_a_broken_shape_costs_no_report(here, client, shape) -> None:
    report = told(client, shape=shape)
    assert (report.place_kind, report.place_shape, report.area.name) == ("", "", "Lötäng")


def test_a_stretch_as_long_as_a_town_is_no_place(here, client) -> None:
    assert told(client, shape="line:15.0 58.0,16.0 59.0").place_shape == ""
    assert read_shape("line:15.0 58.0,16.0 59.0") is not None


def test_between_two_known_places_is_a_stretch_without_any_map(here, client) -> None:
    e, n = quarter.metres(here, LON + 0.004, LAT)
    places.add_named_place(here, "Stora torget", e=e, n=n, by=SYSTEM)
    report = told(client, place_text="Gångvägen mellan Lötängsskolan och Stora torget")
    assert (report.place_kind, len(json.loads(report.place_shape)), report.area.name) == ("line", 2, "Lötäng")
    assert report.place_text == "Gångvägen mellan Lötängsskolan och Stora torget"


def test_along_something_is_a_stretch_even_where_its_name_is_unknown(here, client) -> None:
    report = told(client, place_text="Längs gång- och cykelvägen")
    assert (report.place_kind, report.place_shape, report.e) == ("line", "", None)
    assert told(client, place_text="längs vägen vid Lötängsskolan").e is not None


def test_a_registered_place_indoors_is_chosen_in_the_list(here, client) -> None:
    e, n = quarter.metres(here, *quarter.IN_STENBRO)
    laundry = places.add_named_place(
        here, "Tvättstugan Ekvägen 3", e=e, n=n, kind="laundry", indoors=True, by=SYSTEM
    )
    assert "Tvättstugan Ekvägen 3" in client.get(NEW).content.decode()
    report = told(client, place_text="", area=str(laundry.uuid))
    assert (report.place_kind, report.area.name) == ("indoors", "Stenbro")
    assert told(client, place_text="tvättstugan ekvägen 3").place_kind == "indoors"


def test_a_flat_is_no_place(here, client) -> None:
    answer = client.post(NEW, quarter.typed(place_text="Trapphuset Ekvägen 3 lgh 1203"))
    assert answer.status_code == 400
    assert not Report.objects.exists()


def test_on_the_journey_holds_line_and_stop(here, client) -> None:
    report = told(client, area="journey", place_text="hållplatsen vid Lötängsskolan", journey_line="Linje 12")
    assert (report.place_kind, report.journey_line, report.area.name) == ("journey", "Linje 12", "Lötäng")
    browser = people.signed_in(people.coordinator())
    assert "Linje 12" in browser.get(f"/almstad/arbete/rapporter/{report.uuid}/").content.decode()
    assert told(client, area="net", place_text="", journey_line="12").journey_line == ""
    assert client.post(NEW, quarter.typed(area="journey", journey_line="070-174 06 58")).status_code == 400


def test_a_sleeping_place_keeps_neither_line_nor_drawing(here, client) -> None:
    report = told(
        client, category="unlawful_dwelling", shape=f"line:{LON} {LAT},{LON + 0.001} {LAT}", text="Tält"
    )
    assert (report.place_shape, report.e, report.cell250, report.place_text) == ("", None, None, "")
    assert report.guard == Guard.WAITING


def test_a_stretch_outside_is_asked_about_and_not_lost(here, client) -> None:
    lon, lat = quarter.FAR_AWAY
    shape = f"line:{lon} {lat},{lon + 0.001} {lat}"
    answer = client.post(NEW, quarter.typed(shape=shape, text="Mörkt"))
    assert answer.status_code == 400
    assert "Vill du skicka ändå?" in answer.content.decode()
    assert shape in answer.content.decode()
    assert told(client, shape=shape, outside_ok="1").area is None


def test_the_same_here_keeps_what_was_typed_and_needs_no_time(here, client) -> None:
    report = told(client, same="1", when=None, text="Samma här")
    assert (report.text, report.hour is not None) == ("Samma här", True)
