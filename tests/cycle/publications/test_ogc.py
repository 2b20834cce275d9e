# SPDX-License-Identifier: EUPL-1.2
"""A map program reads the areas and the public picture as layers, page by page, with hidden counts hidden."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from samsyn.cycle.publications import compute, reads
from samsyn.kit.callers import PUBLIC
from tests import once, people
from tests.cycle import chain

pytestmark = pytest.mark.django_db


whole, made = once.built(chain.made)


def answer(path: str, expected: int = 200) -> Any:
    response = Client().get(path)
    assert response.status_code == expected, (path, response.status_code)
    return response.json()


def followed(links: list[dict[str, str]], rel: str) -> Any:
    (link,) = [link for link in links if link["rel"] == rel]
    parts = urlsplit(link["href"])
    return answer(parts.path + (f"?{parts.query}" if parts.query else ""))


def test_every_layer_is_reached_from_the_landing_page(made: chain.Chain) -> None:
    landing = answer("/ogc/almstad/")
    assert followed(landing["links"], "conformance")["conformsTo"]
    assert followed(landing["links"], "service-desc")["openapi"]
    layers = followed(landing["links"], "data")["collections"]
    assert [layer["id"] for layer in layers] == ["omraden", "lagesbild"]
    for layer in layers:
        found = followed(layer["links"], "items")
        assert found["numberReturned"] == found["numberMatched"] > 0
        assert answer(f"/ogc/almstad/collections/{layer['id']}")["title"]
        one = found["features"][0]
        assert (
            answer(f"/ogc/almstad/collections/{layer['id']}/items/{one['id']}")["geometry"] == one["geometry"]
        )


def test_the_counts_are_those_of_the_public_picture(made: chain.Chain) -> None:
    content = compute.content(reads.picture(made.partnership, seen_by=PUBLIC))
    published = {row["key"]: row["count"] for row in content["public_figures"]["areas"]}
    found = answer("/ogc/almstad/collections/lagesbild/items")["features"]
    assert {row["id"]: row["properties"]["count"] for row in found} == published
    assert published


def test_pages_follow_one_another_and_miss_none(made: chain.Chain) -> None:
    every = [row["id"] for row in answer("/ogc/almstad/collections/omraden/items")["features"]]
    page, seen = answer("/ogc/almstad/collections/omraden/items?limit=1"), []
    while True:
        seen += [row["id"] for row in page["features"]]
        if not any(link["rel"] == "next" for link in page["links"]):
            break
        page = followed(page["links"], "next")
    assert seen == every and len(every) > 1


def test_a_box_chooses_what_it_meets(made: chain.Chain) -> None:
    west, south, east, north = answer("/ogc/almstad/collections/omraden")["extent"]["spatial"]["bbox"][0]
    where = "/ogc/almstad/collections/omraden/items?bbox="
    assert answer(f"{where}{west},{south},{east},{north}")["numberMatched"] > 1
    assert answer(f"{where}{west},{south},0,{east},{north},9")["numberMatched"] > 1
    assert answer(f"{where}0,0,1,1")["numberMatched"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=x",
        "limit=-1",
        "offset=-1",
        "bbox=1,2",
        "bbox=a,b,c,d",
        "bbox=nan,0,1,1",
        "colour=red",
    ],
)
def test_a_wrong_question_is_refused(query: str, made: chain.Chain) -> None:
    assert answer(f"/ogc/almstad/collections/omraden/items?{query}", 400)["error"]["code"]


def test_what_is_not_there_is_said_in_json(made: chain.Chain) -> None:
    for path in ("nowhere/", "almstad/collections/rapporter", "almstad/collections/rapporter/items", "almstad/collections/omraden/items/none", "x"):  # fmt: skip
        assert answer(f"/ogc/{path}", 404)["error"]["code"]


def test_a_town_without_areas_has_empty_layers(db: None) -> None:
    people.partnership("tomby")
    assert answer("/ogc/tomby/collections/omraden/items")["numberMatched"] == 0
    assert "extent" not in answer("/ogc/tomby/collections/lagesbild")
