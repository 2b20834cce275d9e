# SPDX-License-Identifier: EUPL-1.2
"""Month one: a partnership with twelve reports and nothing decided. Every screen says something of use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.cycle.reports import writes as reports
from samsyn.ground.places import writes as places
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from tests import browser, people
from tests.ground.places.squares import SOUTH, TOWN, WEST
from tests.ground.places.test_ground import lake, line

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
REFUSALS = ("Inget att visa", "Går inte att visa", "fel hos oss")


class MonthOne:
    """The steps, each as one would say it."""

    def __init__(self, server: str, visitor: Callable[..., Any]) -> None:
        self.server = server
        self.page = visitor(viewport=browser.DESKTOP)
        self.phone = visitor(viewport=browser.PHONE, color_scheme="dark")

    # ── given ──
    def given_a_new_partnership_with_twelve_reports(self) -> None:
        home = people.partnership()
        people.coordinator()
        people.officer()
        places.import_areas(home, TOWN, kind="district", name_field="namn", code_field="kod", by=SYSTEM)
        places.import_ground(
            home, [line((0, 0), (2_900, 900)), line((0, 700), (2_900, 100))], kind="streets", by=SYSTEM
        )
        places.import_ground(home, [lake(200, 200)], kind="water", by=SYSTEM)
        for number in range(12):
            day = clock.today() - timedelta(days=2 * number + 1)
            sighting = reports.Sighting(
                category=("vandalism.graffiti", "traffic.speeding", "unsafe_place.darkness")[number % 3],
                wall_from=f"{day.isoformat()}T21:30",
                e=WEST + 200 + 40 * number,
                n=SOUTH + 300,
                place_text="Centrum",
            )
            by, source = (SYSTEM, "resident") if number % 2 else (people.coordinator(), "staff")
            reports.receive(home, sighting, by=by, source=source)

    def given_the_coordinator_is_signed_in(self) -> None:
        self.page.goto(f"{self.server}/konto/login/?next=/almstad/arbete/")
        self.page.locator("[name=login]").fill("coordinator.municipality@almstad.example")
        self.page.locator("[name=password]").fill(people.PASSWORD)
        self.page.locator("form button[type=submit]").last.click()
        self.page.wait_for_url(lambda url: url.endswith("/almstad/arbete/") and "/konto/" not in url)

    # ── then ──
    def says(self, *wanted: str, page: Any = None) -> None:
        """The page says these words, and refuses nothing."""
        here = page or self.page
        for words in wanted:
            expect(here.locator("main")).to_contain_text(words)
        for words in REFUSALS:
            expect(here.locator("main")).not_to_contain_text(words)

    def then_the_start_page_says_what_comes_first(self) -> None:
        self.says(
            "nya rapporter har ingen tittat på", "Gör den första lägesbilden", "12 rapporter senaste månaden"
        )
        browser.axe(self.page)

    def then_every_step_is_reached_from_there_and_says_what_will_stand_in_it(self) -> None:
        steps = {
            "Rapporter": ("Centrum",),
            "Lägesbild": ("12", "För få för att säga"),
            "Löften": ("löfte",),
            "Aktiviteter": ("aktivitet",),
            "Uppföljning": ("uppföljning",),
            "Publicerat": ("publicera",),
        }
        for step, words in steps.items():
            self.page.goto(f"{self.server}/almstad/arbete/")
            with self.page.expect_navigation():
                self.page.locator("#arbetet").get_by_role("link", name=step, exact=True).click()
            expect(self.page.locator("h1")).to_be_visible()
            for word in words:
                expect(self.page.locator("main")).to_contain_text(word, ignore_case=True)
            self.says()

    def then_the_map_stands_on_streets_though_little_is_reported(self) -> None:
        self.page.goto(f"{self.server}/almstad/arbete/lagesbild/")
        panel = self.page.locator("[data-map][data-ready]").first
        panel.wait_for()
        expect(panel.locator("[data-map-streetless]")).to_be_hidden()
        browser.axe(self.page)

    def then_residents_are_told_what_will_come_and_how_to_report(self) -> None:
        for path, words in {
            "": ("Rapportera en plats", "Inga löften är publicerade än"),
            "loften/": ("löften",),
            "lagesbild/": ("Ingen lägesbild är publicerad än",),
            "rapportera/": ("Vad händer?",),
        }.items():
            self.phone.goto(f"{self.server}/almstad/{path}")
            for word in words:
                expect(self.phone.locator("body")).to_contain_text(word, ignore_case=True)
            browser.no_sideways_scroll(self.phone)
        self.phone.goto(f"{self.server}/almstad/lagesbild/")
        browser.axe(self.phone)


def test_month_one(live_server: Any, visitor: Callable[..., Any]) -> None:
    journey = MonthOne(live_server.url, visitor)
    journey.given_a_new_partnership_with_twelve_reports()
    journey.given_the_coordinator_is_signed_in()
    journey.then_the_start_page_says_what_comes_first()
    journey.then_every_step_is_reached_from_there_and_says_what_will_stand_in_it()
    journey.then_the_map_stands_on_streets_though_little_is_reported()
    journey.then_residents_are_told_what_will_come_and_how_to_report()
