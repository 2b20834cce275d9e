# SPDX-License-Identifier: EUPL-1.2
"""Without script one still signs in, reads every step, asks for another period, logs what is done, and reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.kit import clock
from tests import browser
from tests.journeys.conftest import Town
from tests.journeys.test_whole_thread import AUTUMN, Thread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
STEPS = ("rapporter", "lagesbild", "loften", "aktiviteter", "uppfoljning", "publicerat", "moten", "arshjul")


def test_the_demo_without_script(demo_town: Town, live_server: Any, visitor: Callable[..., Any]) -> None:
    def plain(**options: Any) -> Any:
        return visitor(java_script_enabled=False, **options)

    walk = Thread(live_server.url, plain, demo_town)
    page = walk.page
    with clock.frozen(AUTUMN):
        walk.sign_in(page, "samordnare")
        for step in STEPS:
            walk.go(f"arbete/{step}/")
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator("[data-map-show]:visible")).to_have_count(0)
        walk.go("arbete/lagesbild/?start=2025-09-01&end=2026-08-31")
        expect(page.locator("main")).to_contain_text("Färre rapporter om ordningsstörning")
        walk.go("arbete/aktiviteter/logga/")
        walk.press("Spara")
        expect(page.locator("main")).to_contain_text("Sparat")
        phone = plain(viewport=browser.PHONE)
        phone.goto(f"{live_server.url}/{demo_town.key}/rapportera/")
        phone.get_by_label("Vad händer?").fill("Lampan vid gångtunneln är trasig.")
        phone.locator("[data-key=unsafe_place]").check()
        phone.locator("[name=area]").select_option(label="Furuskogen")
        with phone.expect_navigation():
            phone.get_by_role("button", name="Skicka rapporten").click()
        expect(phone.locator("main")).to_contain_text("kod")
        code = phone.locator(".receipt__code, [data-code]").first.inner_text()
        phone.goto(f"{live_server.url}/{demo_town.key}/svar/")
        phone.get_by_label("Kod").fill(code)
        with phone.expect_navigation():
            phone.get_by_role("button", name="Visa vad som hänt").click()
        expect(phone.locator("main")).to_contain_text("Furuskogen")
