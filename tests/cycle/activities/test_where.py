# SPDX-License-Identifier: EUPL-1.2
"""Where and when: a point or an area and a time window, on a map for those who work and never for residents."""

from __future__ import annotations

from datetime import date, time

import pytest

from samsyn.cycle.activities import reads, writes
from samsyn.cycle.activities.models import Activity
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db


def test_a_point_says_its_area_and_stands_on_the_map_of_its_window() -> None:
    here, coordinator, police = people.partnership(), people.coordinator(), people.organisation("police")
    town.districts(here)
    west = places.placing_areas(here, seen_by=SYSTEM)[0]
    point = (west.label_lon, west.label_lat)
    walk = writes.plan(
        here, "Vandring", people.organisation(), by=coordinator, kind="safety_walk", point=point,
        period_from=date(2026, 4, 1), period_to=date(2026, 4, 1), time_from=time(18), time_to=time(20),
    )  # fmt: skip
    assert walk.area == west and walk.e is not None
    weekly = writes.plan(
        here, "Pass", police, by=coordinator, area=west, every_weekday=3,
        period_from=date(2026, 3, 1), period_to=date(2026, 5, 1),
    )  # fmt: skip
    writes.plan(
        here, "Senare", police, by=coordinator, period_from=date(2026, 9, 1), period_to=date(2026, 9, 2)
    )
    undated = writes.plan(here, "Utan dag", police, by=coordinator)
    off = writes.plan(here, "Inställd", police, by=coordinator, area=west)
    writes.move(off, "cancelled", by=coordinator, reason="Regn.")
    found = reads.in_window(here, date(2026, 4, 1), date(2026, 4, 1), seen_by=coordinator)
    assert {row.pk for row in found} == {walk.pk, undated.pk}, "1 April is a Wednesday: no pass on that day"
    found = reads.in_window(here, date(2026, 4, 1), date(2026, 4, 30), seen_by=coordinator)
    assert {row.pk for row in found} == {walk.pk, weekly.pk, undated.pk}
    drawn = reads.map_of_activities(here, found, seen_by=coordinator)
    assert drawn is not None
    (spot,) = drawn["layers"]["points"]["features"]
    assert spot["geometry"]["coordinates"] == pytest.approx(point, abs=1e-5)
    said = [feature["properties"].get("said", "") for feature in drawn["layers"]["areas"]["features"]]
    assert sum("Vandring" in words and "Pass" in words for words in said) == 1
    browser = people.signed_in(coordinator)
    page = browser.get("/almstad/arbete/aktiviteter/karta/?fran=2026-04-01&till=2026-04-30").content.decode()
    assert "Vandring" in page and "18.00–20.00" in page and "Senare" not in page and "ingen plats" in page
    with clock.frozen(date(2026, 4, 1)):
        vague = browser.get("/almstad/arbete/aktiviteter/karta/?fran=igår&till=").content.decode()
    assert "Vandring" in vague, "a window that is not understood is the coming month"


def test_a_point_is_typed_on_the_page_and_one_that_is_nowhere_is_refused() -> None:
    town.districts(people.partnership())
    west = places.placing_areas(people.partnership(), seen_by=SYSTEM)[0]
    browser = people.signed_in(people.coordinator())
    posted = {"title": "Ljus", "kind": "lighting", "organisation": str(people.organisation().uuid)}
    browser.post(
        "/almstad/arbete/aktiviteter/", posted | {"longitude": west.label_lon, "latitude": west.label_lat}
    )
    assert Activity.objects.get().area == west
    with pytest.raises(BadInput):
        writes.plan(
            people.partnership(),
            "X",
            people.organisation(),
            by=people.coordinator(),
            point=(0.0, float("nan")),
        )
