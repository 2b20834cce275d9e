# SPDX-License-Identifier: EUPL-1.2
"""In a town of 250 reports a year, years are put together, places that come back are listed, and sectors are counted."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.pictures import compute, reads, writes
from samsyn.cycle.reports.models import Report
from samsyn.ground.places import writes as places
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
SPRING = compute.Question((date(2026, 1, 1), date(2026, 4, 30)))
TUNNEL = (town.EAST + 3_100, town.NORTH + 3_100)
PAGE = "/almstad/arbete/lagesbild/?start=2026-01-01&end=2026-04-30"


def three_years(count: int = 750) -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), count, start=date(2023, 5, 2), days=3 * 365, seed=2)
    town.reports(people.partnership(), 12, start=date(2023, 5, 2), days=3 * 365, at=TUNNEL, spread=60, seed=4)
    places.add_named_place(people.partnership(), "Gångtunneln", e=TUNNEL[0], n=TUNNEL[1], by=SYSTEM)


def picture() -> dict:
    return compute.picture(people.partnership(), SPRING, seen_by=SYSTEM)


def test_the_years_together_say_how_many_a_year_with_an_interval() -> None:
    three_years()
    pooled = picture()["pooled"]
    assert (pooled["years"], pooled["to"], pooled["total"]["count"]) == (3, "2026-04-30", 762)
    assert sum(pooled["total"]["each_year"]) == 762 and pooled["total"]["per_year"] == 254.0
    low, high = pooled["total"]["interval"]
    assert 230 < low < 254 < high < 280
    assert sum(row["count"] for row in pooled["areas"]) == 762


def test_a_place_that_comes_back_is_named_and_one_busy_night_is_not() -> None:
    three_years(300)
    night = (town.EAST + 8_100, town.NORTH + 8_100)
    town.reports(people.partnership(), 9, start=date(2026, 3, 3), days=1, at=night, spread=60)
    places.add_named_place(people.partnership(), "Festplatsen", e=night[0], n=night[1], by=SYSTEM)
    found = picture()["pooled"]["places"]
    assert found[0]["place"] == {"how": "near", "name": "Gångtunneln"} and found[0]["years_with"] == 3
    assert "Festplatsen" not in [row["place"]["name"] for row in found if row["place"]]


def test_a_large_town_and_a_new_one_are_not_pooled() -> None:
    town.reports(people.partnership(), 320)
    assert picture()["pooled"] is None
    Report.objects.all().delete()
    town.reports(people.partnership(), 40)
    assert picture()["pooled"] is None


def test_a_lone_high_square_stands_beside_the_dense_places() -> None:
    town.reports(people.partnership(), 400, seed=2)
    town.reports(people.partnership(), 18, at=TUNNEL, spread=20)
    found = picture()
    assert [row["count"] >= 18 for row in found["extremes"]] == [True]
    assert found["extremes"][0]["cell"] not in [spot["cell"] for spot in found["hotspots"]]


def test_a_sector_is_counted_by_kind_of_place_and_by_nearness() -> None:
    town.reports(people.partnership(), 30, seed=2)
    school = (town.EAST + 6_000, town.NORTH + 6_000)
    places.add_named_place(
        people.partnership(), "Almskolan", e=school[0], n=school[1], kind="school", by=SYSTEM
    )
    town.reports(people.partnership(), 5, at=school, spread=100)
    before = set(Report.objects.values_list("pk", flat=True))
    town.reports(people.partnership(), 4, seed=7)
    Report.objects.exclude(pk__in=before).update(place_kind="restaurant", e=None, n=None, cell250=None)
    found = {row["key"]: (row["places"], row["count"]) for row in picture()["sectors"]}
    assert found["restaurants"] == (0, 4)
    assert found["school"][0] == 1 and found["school"][1] >= 5
    assert "business" not in found


def test_the_page_says_what_can_be_said() -> None:
    three_years()
    page = people.signed_in(people.coordinator()).get(PAGE).content.decode()
    assert "Flera år tillsammans" in page and "ungefär 254 om året" in page
    assert "Platser som återkommer" in page and "Nära Gångtunneln" in page


def test_themes_without_a_place_and_consequences_belong_to_the_picture() -> None:
    town.reports(people.partnership(), 40)
    coordinator = people.coordinator()
    kept = writes.store(people.partnership(), picture(), by=coordinator)
    client = people.signed_in(coordinator)
    address = f"/almstad/arbete/lagesbild/{kept.uuid}/"
    words = {
        "consequences": "Folk går omvägar.",
        "welfare_crime": "Två misstänkta företag.",
        "version": kept.version,
    }
    assert client.post(address, words).status_code == 302
    kept.refresh_from_db()
    assert (kept.consequences, kept.sections) == (
        "Folk går omvägar.",
        {"welfare_crime": "Två misstänkta företag."},
    )
    digest = reads.content_digest(kept)
    with pytest.raises(BadInput):
        writes.write(kept, by=coordinator, sections={"astrology": "Nej"})
    with people.journalled():
        writes.write(kept, by=coordinator, sections={"welfare_crime": " "})
    assert kept.sections == {} and reads.content_digest(kept) != digest


def test_the_sheet_of_causes_has_three_sides_a_chain_and_what_is_guessed() -> None:
    coordinator = people.coordinator()
    finding = writes.add_finding(people.partnership(), "Skadegörelsen samlas vid tunneln", by=coordinator)
    with people.journalled():
        writes.add_cause(
            finding, "Tunneln är mörk", by=coordinator, known="Mätt i mars", guessed="Buskarna skymmer"
        )
    writes.add_cause(finding, "Skolan slutar", by=coordinator, side="before")
    with pytest.raises(BadInput):
        writes.add_cause(finding, "Månen", by=coordinator, side="sky")
    with pytest.raises(BadInput):
        writes.choose_focus_area(people.partnership(), "Allt", by=coordinator, theme="astrology")
    focus = writes.choose_focus_area(
        people.partnership(), "Tryggt vid skolan", by=coordinator, theme="school", findings=[finding]
    )
    client = people.signed_in(coordinator)
    page = client.get(f"/almstad/arbete/lagesbild/iakttagelser/{finding.uuid}/").content.decode()
    for said in ("Vi vet:", "Mätt i mars", "Vi gissar:", "Händelsekedjan", "Skolan slutar", focus.title):
        assert said in page, said
    listed = client.get("/almstad/arbete/lagesbild/fokusomraden/").content.decode()
    assert "Skola" in listed
