# SPDX-License-Identifier: EUPL-1.2
"""On a phone an officer logs a foot patrol in two presses, and the reading of the first tertial shows it."""

from __future__ import annotations

import os
import time
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


class Thumb:
    """Presses what is named, and counts."""

    def __init__(self, page: Any) -> None:
        self.page, self.presses = page, 0

    def press(self, role: Any, name: str, leads_on: bool = False) -> None:
        self.presses += 1
        found = self.page.get_by_role(role, name=name).first
        if not leads_on:
            found.check() if role == "radio" else found.click()
            return
        with self.page.expect_navigation():
            found.click()


def logged(page: Any, *touches: str) -> tuple[int, float]:
    """Log from the day's page with these touches between opening and saving: how many presses, and how many seconds."""
    thumb, begun = Thumb(page), time.perf_counter()
    thumb.press("link", "Logga", leads_on=True)
    expect(page.locator("h1")).to_have_text("Fotpatrull")
    for touch in touches:
        thumb.press("radio", touch)
    thumb.press("button", "Spara Fotpatrull", leads_on=True)
    expect(page.get_by_text("Sparat:")).to_be_visible()
    return thumb.presses, time.perf_counter() - begun


def test_an_officer_logs_a_foot_patrol_in_five_seconds_and_the_reading_shows_it(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    with clock.frozen(date(2026, 3, 3)):
        town.districts(people.partnership())
        promise = an_agreed_promise(target=2, unit="patruller", source="activities")
        area = Area.objects.order_by("id").first()
        assert area is not None
        activities.plan(
            people.partnership(), "Fotpatrull", people.organisation("police"), by=people.coordinator(),
            promises=[promise], indicator=promise.indicators.get(), area=area, kind="foot_patrol",
        )  # fmt: skip
        page = visitor(viewport=browser.PHONE)
        enter_as(page, live_server, people.officer())
        page.goto(f"{live_server.url}/almstad/arbete/")
        # The first time the place is known from the plan: how long is one touch.
        presses, first = logged(page, "45 min")
        assert presses == 3
        expect(page.get_by_text("Sparat:")).to_contain_text(area.name)
        browser.axe(page)
        page.goto(f"{live_server.url}/almstad/arbete/")
        # From then on activity, place, day and length stand as last time: opening and saving.
        presses, again = logged(page)
        assert presses == 2
        expect(page.get_by_text("Sparat:")).to_contain_text("45 min")
        expect(page.get_by_role("button", name="Ångra")).to_be_visible()
        browser.axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        print(
            f"a foot patrol: 3 presses and {first:.1f} s the first time, 2 presses and {again:.1f} s after that"
        )
        if (
            os.environ.get("SAMSYN_TEST_PROOF") == "full"
        ):  # seconds on a busy machine tell nothing of the page
            assert again < 5
    with clock.frozen(date(2026, 5, 2)):
        followup = followups.open_period(people.partnership(), "2026-T1", by=people.coordinator())
        followups.collect(followup, by=people.coordinator())
        page.goto(f"{live_server.url}/almstad/arbete/uppfoljning/2026-T1/")
        expect(page.locator("main")).to_contain_text("2 ur loggen")
        expect(page.locator("main")).to_contain_text("Uppfyllt")
