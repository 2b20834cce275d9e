# SPDX-License-Identifier: EUPL-1.2
"""Programs that others wrote for others' servers read what we publish, as they come from the package index."""

from __future__ import annotations

from typing import Any

import pytest
from owslib.ogcapi.features import Features
from police_api import PoliceAPI
from police_api.forces import Force
from police_api.neighbourhoods import Neighbourhood

from samsyn.cycle.publications import compute, reads
from samsyn.kit.callers import PUBLIC
from tests.cycle import chain

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.same_on_both]


def test_outside_clients_read_the_same_as_residents_do(live_server: Any) -> None:
    made = chain.made()
    _police_program(live_server.url, made)
    _map_program(live_server.url, made)


def _police_program(server: str, made: chain.Chain) -> None:
    """Made for data.police.uk: forces, neighbourhoods, priorities, boundaries and events."""
    client = PoliceAPI(base_url=f"{server}/api/")
    forces: dict[str, Force] = {force.id: force for force in client.get_forces()}
    assert forces["almstad"].name == made.partnership.name
    assert client.get_force("almstad").senior_officers == []

    districts: dict[str, Neighbourhood] = {one.id: one for one in client.get_neighbourhoods("almstad")}
    west = client.get_neighbourhood("almstad", made.focus.area.key)
    assert districts[west.id].name == west.name == made.focus.area.name
    assert west.officers == []
    ring = west.boundary
    assert len(ring) > 3 and all(55 < float(lat) < 70 and 10 < float(lng) < 25 for lat, lng in ring)

    (priority,) = west.priorities
    promised = compute.content(reads.promise(made.partnership, "fotpatruller", seen_by=PUBLIC))
    assert promised["chain"]["promise"]["sentence"] in priority.issue
    assert priority.action
    told = {(event.title, event.start_date.date()) for event in west.events}
    assert told and all(title for title, _ in told)


def _map_program(server: str, made: chain.Chain) -> None:
    """OWSLib reads the areas as OGC API Features, and the public picture with the counts that the page shows."""
    service = Features(f"{server}/ogc/almstad/")
    assert {"omraden", "lagesbild"} == set(service.feature_collections())
    areas = service.collection_items("omraden", limit=100)
    names = {one["properties"]["name"] for one in areas["features"]}
    assert made.focus.area.name in names and areas["numberMatched"] == len(areas["features"])
    content = compute.content(reads.picture(made.partnership, seen_by=PUBLIC))
    told = {row["key"]: row["count"] for row in content["public_figures"]["areas"]}
    read = service.collection_items("lagesbild", limit=100)["features"]
    assert {one["id"]: one["properties"]["count"] for one in read} == told
    one = service.collection_item("omraden", areas["features"][0]["id"])
    assert one["geometry"] == areas["features"][0]["geometry"]
