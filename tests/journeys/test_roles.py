# SPDX-License-Identifier: EUPL-1.2
"""Those who come seldom find their task in the demo: a reporter, a housing company and the one who chairs the steering group."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.kit import clock
from tests import browser
from tests.journeys.conftest import Town
from tests.journeys.test_whole_thread import AUTUMN, Thread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def test_a_reporter_a_housing_company_and_a_chair_do_what_they_came_for(
    demo_town: Town, live_server: Any, visitor: Callable[..., Any]
) -> None:
    with clock.frozen(AUTUMN):
        walk = Thread(live_server.url, visitor, demo_town)
        the_reporter_tells_of_a_known_place_and_sees_what_became_of_earlier_ones(walk)
        the_housing_company_answers_what_it_was_handed_and_logs_its_work(walk)
        the_chair_reads_the_picture_and_the_follow_up_and_approves_the_minutes(walk)


def the_reporter_tells_of_a_known_place_and_sees_what_became_of_earlier_ones(walk: Thread) -> None:
    page = sign_in_on_a_phone(walk, "rapportor")
    press(page, "Skriv en rapport", role="link")
    page.locator("[data-fill=place_text] button").first.click()
    page.locator("select[name$=category]").first.select_option("vandalism.graffiti")
    page.locator("[name$=text]").last.fill("Klotter på väggen mot gatan.")
    press(page, "Spara rapporten")
    expect(page.locator("main")).to_contain_text("Skriv en till")
    press(page, "Till rapporterna", role="link")
    expect(page.locator("main")).to_contain_text("Klotter på väggen mot gatan.")
    page.goto(page.url.split("?")[0] + "?state=handled")
    page.locator("main table a, main .row a").first.click()
    expect(page.locator("main")).to_contain_text("Vad den som rapporterade får veta")


def the_housing_company_answers_what_it_was_handed_and_logs_its_work(walk: Thread) -> None:
    page = sign_in_on_a_phone(walk, "bostader")
    expect(page.locator("main")).to_contain_text("En rapport ligger hos er")
    press(page, "Läs dem", role="link")
    page.locator("main table a, main .row a").first.click()
    page.locator("[name=state][value=handled]").check()
    press(page, "Spara läget")
    expect(page.locator("h1 + *, main")).to_contain_text("Hanterad")
    walk_home(walk, page)
    expect(page.locator("main")).not_to_contain_text("ligger hos er.")
    page.get_by_role("link", name="Logga det som är gjort").click()
    press(page, re.compile("^Spara "))
    expect(page.locator("main")).to_contain_text("Sparat")


def the_chair_reads_the_picture_and_the_follow_up_and_approves_the_minutes(walk: Thread) -> None:
    walk.sign_in(walk.page, "styrgrupp")
    page = walk.page
    press(page, "Se lägesbilden", role="link")
    expect(page.locator("main")).to_contain_text("Det här kan vi säga")
    walk_home(walk, page)
    press(page, "Se uppföljningen", role="link")
    page.get_by_role("link", name="Maj–augusti 2026").click()
    expect(page.locator("h1")).to_contain_text("aj–augusti 2026")
    walk_home(walk, page)
    press(page, "Läs protokollet", role="link")
    press(page, "Godkänn och lås protokollet")
    expect(page.locator("main")).to_contain_text("odkän")


def sign_in_on_a_phone(walk: Thread, task: str) -> Any:
    page = walk.visitor(viewport=browser.PHONE)
    walk.sign_in(page, task)
    return page


def walk_home(walk: Thread, page: Any) -> None:
    page.goto(f"{walk.server}/{walk.town.key}/arbete/")


def press(page: Any, name: Any, role: str = "button") -> None:
    """Press, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()
    expect(page.locator("h1")).to_have_count(1)
