# SPDX-License-Identifier: EUPL-1.2
"""What the page asks while one writes: the words of the catalogue, the map, whether several said the same."""

from __future__ import annotations

import pytest

from samsyn.kit import clock
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
NEW = "/almstad/rapportera/"


@pytest.fixture
def here():
    return quarter.town()


def test_the_words_of_the_catalogue_lead_to_a_category(here, client) -> None:
    found = {key: words for key, _, words, _ in client.get(NEW + "ord.json").json()["words"]}
    assert "klotter" in found["vandalism.graffiti"]


def test_what_is_dangerous_says_so_to_the_page(here, client) -> None:
    danger = {key: flag for key, _, _, flag in client.get(NEW + "ord.json").json()["words"]}
    assert danger["vandalism.fire"] is True
    assert danger["violence.threat"] is True
    assert danger["vandalism.graffiti"] is False


def test_the_map_holds_borders_and_never_a_report(here, client) -> None:
    e, n = quarter.metres(here, *quarter.IN_LOTANG)
    quarter.resident_report(here, e=e, n=n)
    drawn = client.get(NEW + "karta.json").json()
    assert [one["properties"]["name"] for one in drawn["layers"]["areas"]["features"]] == [
        "Lötäng",
        "Stenbro",
    ]
    assert set(drawn["layers"]) == {"areas", "labels"}
    assert drawn["bounds"] is not None


@pytest.mark.parametrize(("made", "several"), [(4, False), (5, True)])
def test_several_is_said_only_from_the_limit_up(here, client, made, several) -> None:
    for _ in range(made):
        quarter.resident_report(here, wall_from=clock.today().isoformat())
    told = {"place_text": "vid Lötängsskolan", "category": "vandalism"}
    assert client.post(NEW + "lika/", told).json() == {
        "names": ["Lötängsskolan"],
        "several": several,
        "count": made if several else None,
    }
    assert client.post(NEW + "lika/", told | {"category": "drugs"}).json()["several"] is False


def test_the_guards_rules_come_to_the_page_as_data(here, client) -> None:
    answer = client.get(NEW + "skydd.json")
    assert {"patterns", "lists", "phone"} == set(answer.json())
    assert "max-age" in answer["Cache-Control"]


def test_a_hint_about_nothing_says_nothing(here, client) -> None:
    assert client.post(NEW + "lika/", {}).json() == {"names": [], "several": False, "count": None}
    assert client.get(NEW + "lika/").status_code == 405


def test_the_same_thing_is_added_with_one_tap(here, client) -> None:
    told = quarter.typed(signal="1", when=None, text="")
    assert client.post(NEW, told).status_code == 201
