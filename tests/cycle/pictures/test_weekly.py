# SPDX-License-Identifier: EUPL-1.2
"""Week by week: what is still to come in is never taken for calm, and years of weeks tell whether it changes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F

from samsyn.cycle.pictures import compute
from samsyn.cycle.reports.models import Report, Source
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
MARCH = compute.Question((date(2026, 2, 2), date(2026, 3, 29)))
PAGE = "/almstad/arbete/lagesbild/?start=2026-02-02&end=2026-03-29"


def told_afterwards(source: str = Source.RESIDENT) -> None:
    """Three hundred reports from January to March, a third told at once and the rest over the next weeks."""
    town.reports(people.partnership(), 300, start=date(2026, 1, 1), days=88, source=source)
    for late, told in enumerate(Report.objects.order_by("id").values_list("id", flat=True)):
        Report.objects.filter(id=told).update(received_day=F("local_day") + (late % 3) * 7)
    Report.objects.filter(received_day__gt=date(2026, 3, 29).toordinal()).delete()


def test_the_latest_weeks_are_told_to_be_short_and_by_how_much() -> None:
    told_afterwards()
    found = compute.picture(people.partnership(), MARCH, seen_by=SYSTEM)
    last = found["series"][-1]
    assert last["registered"] == pytest.approx(1 / 3, abs=0.1)
    assert last["count"] + last["coming"] == pytest.approx(last["count"] / last["registered"], rel=0.05)
    assert found["series"][2]["registered"] is None and found["series"][2]["coming"] is None
    assert "still_coming_in_2" in found["caveats"]
    page = people.signed_in(people.coordinator()).get(PAGE).content.decode()
    assert "Om de senaste 2 veckorna är lugna" in page and "väntas få ungefär" in page
    public = compute.public_edition(found, limit=5)
    assert not {"series", "trend"} & set(public), "nor is it told to all how many are to come"


def test_a_file_that_came_late_tells_nothing_of_how_late_people_are() -> None:
    told_afterwards(Source.IMPORT)
    found = compute.picture(people.partnership(), MARCH, seen_by=SYSTEM)
    assert {row["coming"] for row in found["series"]} == {None}
    assert not [code for code in found["caveats"] if code.startswith("still_coming")]


def test_years_of_weeks_tell_whether_it_changes_with_an_interval() -> None:
    almstad = people.partnership()
    for number, year in enumerate(range(2023, 2026)):
        town.reports(almstad, 150 * 2**number, start=date(year, 2, 2), days=365, seed=number)
    town.reports(almstad, 30, start=date(2026, 2, 2), days=50)
    trend = compute.picture(almstad, MARCH, seen_by=SYSTEM)["trend"]
    assert trend["clear"] and trend["interval"][0] < trend["per_year"] < trend["interval"][1]
    assert trend["per_year"] == pytest.approx(2, rel=0.25) and trend["years"] == pytest.approx(3, abs=0.1)
    page = people.signed_in(people.coordinator()).get(PAGE).content.decode()
    assert "år har rapporterna ökat" in page
    Report.objects.filter(local_day__lt=date(2025, 2, 1).toordinal()).delete()
    assert compute.picture(almstad, MARCH, seen_by=SYSTEM)["trend"] is None
