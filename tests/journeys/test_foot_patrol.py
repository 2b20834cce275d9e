# SPDX-License-Identifier: EUPL-1.2
"""On a phone an officer logs a foot patrol with one press, and the reading of the first tertial shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import writes as followups
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from tests import browser, people
from tests.cycle.followups.test_chain import an_agreed_promise
from tests.cycle.pictures import town
from tests.journeys.test_every_page import enter_as

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_an_officer_logs_a_foot_patrol_in_five_seconds_and_the_reading_shows_it(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    with clock.frozen(date(2026, 3, 3)):
        town.districts(people.partnership())
        promise = an_agreed_promise(target=2, unit="patruller", source="activities")
        area = Area.objects.order_by("id").first()
        assert area is not None
        patrol = activities.plan(
            people.partnership(), "Fotpatrull", people.organisation("police"), by=people.coordinator(),
            promises=[promise], indicator=promise.indicators.get(), area=area, kind="foot_patrol",
        )  # fmt: skip
        activities.log(patrol, by=people.officer(), minutes=45, area=area)
        page = visitor(viewport=browser.PHONE)
        enter_as(page, live_server, people.officer())
        page.goto(f"{live_server.url}/almstad/arbete/aktiviteter/logga/")
        expect(page.locator("h1")).to_have_text("Fotpatrull")
        browser.axe(page)
        # Activity, place, day and length stand as last time: what is new is one touch, and saving is one.
        page.get_by_role("radio", name="1–9").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Spara Fotpatrull").click()
        expect(page.get_by_text("Sparat:")).to_contain_text(area.name)
        expect(page.get_by_role("button", name="Ångra")).to_be_visible()
        browser.axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with clock.frozen(date(2026, 5, 2)):
        followup = followups.open_period(people.partnership(), "2026-T1", by=people.coordinator())
        followups.collect(followup, by=people.coordinator())
        page.goto(f"{live_server.url}/almstad/arbete/uppfoljning/2026-T1/")
        expect(page.locator("main")).to_contain_text("2 ur loggen")
        expect(page.locator("main")).to_contain_text("Uppfyllt")
