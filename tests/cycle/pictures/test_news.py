# SPDX-License-Identifier: EUPL-1.2
"""The picture says what is new and where, who reports, and what therefore cannot be said."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures.compute import naming
from samsyn.cycle.reports.models import Report
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people_writes
from samsyn.ground.places import writes as places
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
SPRING = compute.Question((date(2026, 1, 1), date(2026, 4, 30)))
SPOT = (town.EAST + 2_125, town.NORTH + 2_125)


def history() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 1_500, start=date(2024, 5, 1), days=729, seed=2)


def deep() -> dict:
    return compute.picture(people.partnership(), SPRING, seen_by=SYSTEM, deep=True)


def test_something_that_begins_at_a_place_is_found_named_and_said_how_rare_it_is() -> None:
    history()
    places.add_named_place(people.partnership(), "Stortorget", e=SPOT[0] + 100, n=SPOT[1], by=SYSTEM)
    town.reports(people.partnership(), 25, at=SPOT, spread=400, start=date(2026, 4, 17), days=13, seed=6)
    found = deep()
    first = found["clusters"][0]
    assert abs(first["centre"][0] - SPOT[0]) <= 500 and abs(first["centre"][1] - SPOT[1]) <= 500
    assert first["from"] >= "2026-04-10" and first["to"] == "2026-04-30"
    assert first["count"] >= 20 > first["expected"] * 3
    assert first["recurrence_days"] >= 365
    assert first["place"] == {"how": "near", "name": "Stortorget"}
    assert deep() == found


def test_an_ordinary_spring_has_nothing_new() -> None:
    history()
    assert deep()["clusters"] == []


def test_too_few_to_search_is_said_and_is_not_nothing_found() -> None:
    town.reports(people.partnership(), 6)
    found = deep()
    assert found["clusters"] is None
    assert "clusters_few_events" in found["caveats"]


def test_the_page_without_the_search_says_null() -> None:
    history()
    assert compute.picture(people.partnership(), SPRING, seen_by=SYSTEM)["clusters"] is None


def test_a_hotspot_is_called_after_its_area_where_no_named_place_is_near() -> None:
    history()
    town.reports(people.partnership(), 200, at=SPOT, spread=700, seed=4)
    spots = compute.picture(people.partnership(), SPRING, seen_by=SYSTEM)["hotspots"]
    assert spots and all(spot["place"] == {"how": "in", "name": "Västra"} for spot in spots[:3])
    groups = naming.gathered(spots)
    assert len(groups) < len(spots)
    assert sum(group["count"] for group in groups) == sum(spot["count"] for spot in spots)


def test_squares_that_touch_at_a_corner_are_one_spot_and_far_ones_are_not() -> None:
    spots = [
        {"cell": [e, n], "count": 3, "expected": 1.0, "place": None}
        for e, n in ((0, 0), (250, 250), (1_000, 0))
    ]
    assert [group["cells"] for group in naming.gathered(spots)] == [2, 1]


def given_by(count: int, organisation: object, **how: object) -> None:
    before = set(Report.objects.values_list("pk", flat=True))
    town.reports(people.partnership(), count, **how)  # type: ignore[arg-type]
    new = Report.objects.exclude(pk__in=before)
    new.update(reporter_organisation=organisation)


def test_a_new_source_and_one_that_stopped_are_named_with_their_day() -> None:
    town.districts(people.partnership())
    housing, municipality = people.organisation("housing"), people.organisation()
    given_by(40, housing, start=date(2026, 2, 2), days=60)
    given_by(30, municipality, start=date(2025, 1, 5), days=100, seed=3)
    by_name = {one["name"]: one for one in deep()["effort"]["organisations"]}
    assert by_name["Almstads bostäder"]["change"] == "new"
    assert by_name["Almstads bostäder"]["since"] >= "2026-02-02"
    assert by_name["Almstads kommun"]["change"] == "silent"
    assert by_name["Almstads kommun"]["last"] < "2025-05-01"


def test_an_area_that_one_source_gives_most_of_is_not_called_less_safe() -> None:
    town.districts(people.partnership())
    given_by(40, people.organisation("housing"), at=(town.EAST + 1_000, town.NORTH + 1_000), spread=500)
    effort = deep()["effort"]
    assert effort["leaning"] == [
        {"key": "vastra", "name": "Västra", "source": "Almstads bostäder", "share": 1.0}
    ]
    assert effort["silent_areas"] == ["Östra"]


def test_a_burst_of_alike_reports_is_shown_with_and_without() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 60, source="resident", seed=3)
    where = (town.EAST + 1_000, town.NORTH + 1_000)
    town.reports(people.partnership(), 25, source="resident", at=where, start=date(2026, 3, 3), days=1)
    found = deep()
    (burst,) = found["effort"]["campaigns"]
    assert (burst["day"], burst["area"], burst["category"]) == ("2026-03-03", "Västra", "vandalism")
    assert found["total"]["count"] == 85
    assert found["effort"]["without_campaigns"]["count"] == 85 - burst["count"]


def test_many_reports_spread_over_the_days_are_no_campaign() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 400, source="resident")
    effort = deep()["effort"]
    assert effort["campaigns"] == [] and effort["without_campaigns"] is None


def test_sources_stand_beside_each_other_and_sum_to_no_total_of_their_own() -> None:
    town.reports(people.partnership(), 30, source="resident")
    town.reports(people.partnership(), 20, source="staff", seed=2)
    found = deep()
    assert {row["key"]: row["count"] for row in found["sources"]} == {"resident": 30, "staff": 20}


def test_the_page_of_what_is_new_stands_alone_and_as_a_part() -> None:
    history()
    client = people.signed_in(people.coordinator())
    address = "/almstad/arbete/lagesbild/nytt/?start=2026-01-01&end=2026-04-30"
    whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode() and "<html" not in part.content.decode()
    for answer in (whole, part):
        assert "Inget nytt" in answer.content.decode()
        assert "Ingen officiell statistik är inläst" in answer.content.decode()


def test_a_party_that_has_left_is_still_named_for_what_it_reported() -> None:
    almstad = people.partnership()
    housing = people.organisation("housing")
    town.districts(almstad)
    town.reports(almstad, 30)
    Report.objects.update(reporter_organisation=housing)
    people_writes.leave(housing, by=people.member("administrator"))
    found = compute.picture(almstad, SPRING, seen_by=people.coordinator())
    assert [row["name"] for row in found["effort"]["organisations"]] == ["Almstads bostäder"]
    assert people_reads.names(almstad, seen_by=people.outsider()) == {}


def test_a_place_that_lasts_is_told_from_one_busy_month_and_by_how_much_it_stands_out() -> None:
    almstad = people.partnership()
    lasting, sudden = (town.EAST + 2_100, town.NORTH + 2_100), (town.EAST + 7_100, town.NORTH + 7_100)
    town.reports(almstad, 700, start=date(2025, 1, 1), days=480)
    town.reports(almstad, 500, start=date(2025, 1, 1), days=480, at=lasting, spread=700, seed=2)
    town.reports(almstad, 120, start=date(2026, 4, 2), days=28, at=sudden, spread=700, seed=3)
    found = compute.picture(almstad, SPRING, seen_by=SYSTEM)["hotspots"]
    spots = {(one["cell"][0] - town.EAST, one["cell"][1] - town.NORTH): one for one in found}
    old, new = spots[2_000, 2_000], spots[7_000, 7_000]
    assert old["months_high"] >= 9 and 1 <= new["months_high"] <= 3
    assert 1 < old["times_interval"][0] < old["times"] < old["times_interval"][1]
    assert old["times"] < old["count"] / old["expected"], "drawn a little towards the usual"
