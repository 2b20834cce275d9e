# SPDX-License-Identifier: EUPL-1.2
"""One thread in a browser, from reports to a published follow-up: with police accounts, and with police who never sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.kit import clock
from tests import browser, people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
WINTER, SPRING = date(2026, 1, 14), date(2026, 5, 12)


class Thread:
    """The steps, each as one would say it."""

    def __init__(self, server: str, visitor: Callable[..., Any]) -> None:
        self.server, self.visitor = server, visitor
        self.page = visitor(viewport=browser.DESKTOP)
        self.police: Any = None

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server}/almstad/{path}")

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()
        assert self.page.locator("h1").count() == 1, self.page.inner_text("body")[:300]

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name={name}]:visible").first.fill(value)

    def accessible(self) -> None:
        browser.axe(self.page)

    # ── given ──
    def given_a_town_with_reports(self) -> None:
        here = people.partnership()
        town.districts(here)
        town.reports(
            here, 150, start=date(2025, 9, 1), at=(town.EAST + 1_500, town.NORTH + 2_000), spread=2_500
        )
        town.reports(here, 60, start=date(2024, 9, 1), seed=2)
        people.officer()

    def given_the_coordinator_is_signed_in(self) -> None:
        people.coordinator()
        self.sign_in(self.page, "coordinator.municipality@almstad.example")
        self.accessible()

    def given_the_police_are_signed_in(self) -> None:
        self.police = self.visitor(viewport=browser.PHONE)
        self.sign_in(self.police, "police_officer.police@almstad.example")

    def sign_in(self, page: Any, address: str) -> None:
        page.goto(f"{self.server}/konto/login/?next=/almstad/arbete/")
        page.locator("[name=login]").fill(address)
        page.locator("[name=password]").fill(people.PASSWORD)
        page.locator("form button[type=submit]").last.click()
        page.wait_for_url(lambda url: url.endswith("/almstad/arbete/") and "/konto/" not in url)

    def the_police_press(self, name: str) -> None:
        self.police.goto(self.page.url.split("#")[0])
        with self.police.expect_navigation():
            self.police.get_by_role("button", name=name).first.click()
        self.page.reload()

    # ── when ──
    def when_the_picture_is_kept_written_and_decided(self) -> None:
        self.go("arbete/lagesbild/?start=2025-09-01&end=2025-12-31")
        self.accessible()
        self.press("Behåll och skriv analys")
        self.fill(
            mapping="Mest skadegörelse.", other_information="Dialog i mars.", analysis="Gångvägen är mörk."
        )
        self.press("Spara delarna")
        self.fill(sentence="Skadegörelsen samlas i Västra.")
        self.press("Lägg till iakttagelsen")
        self.press("Godkänn för")
        if self.police:
            self.the_police_press("Godkänn för")
        else:
            self.page.get_by_text("En part godkänner på papper").click()
            self.page.locator("[name=organisation]:visible").select_option(label="Lokalpolisområde Almstad")
            self.page.get_by_label("Titel på den som har godkänt").fill("Kommunpolis")
            self.fill(approved_on="2026-01-13")
            self.press("Lägg in godkännandet")
        self.fill(body="Kommunstyrelsen", decided_on="2026-01-14")
        self.press("Besluta lägesbilden")
        expect(self.page.get_by_text("Den ändras aldrig mer")).to_be_visible()
        self.accessible()

    def and_a_focus_area_is_chosen(self) -> None:
        self.go("arbete/lagesbild/fokusomraden/")
        self.fill(title="Skadegörelse i Västra")
        self.page.get_by_label("Skadegörelsen samlas i Västra.").check()
        self.press("Välj fokusområdet")
        self.accessible()

    def and_a_promise_is_written_and_warned_about(self) -> None:
        self.go("arbete/loften/nytt/")
        self.fill(
            sentence="Vi ska arbeta för att öka tryggheten.", period_from="2026-01-01", period_to="2026-12-31"
        )
        self.page.locator("[name=focus_area]").select_option(label="Skadegörelse i Västra")
        self.press("Spara utkastet")
        expect(self.page.get_by_text("Går inte att följa upp").first).to_be_visible()
        self.fill(name="Fotpatruller", target="minst 8", unit="patruller")
        self.page.locator("[name=organisation]:visible").first.select_option(label="Lokalpolisområde Almstad")
        self.page.locator("[name=source][value=asked]").check(force=True) if self.page.locator(
            "input[name=source]"
        ).count() else self.page.locator("[name=source]").select_option("asked")
        self.press("Lägg till delen")
        self.accessible()
        self.press("Föreslå löftet för parterna")

    def and_both_sign_the_police_on_paper(self) -> None:
        self.fill(title="Kommunstyrelsens ordförande")
        self.press("Skriv under för")
        self.page.get_by_text("En part har skrivit under på papper").click()
        self.page.get_by_label("Titel på den som skrev under").fill("Lokalpolisområdeschef")
        self.fill(signed_on="2026-01-13")
        self.press("Lägg in underskriften")
        expect(self.page.get_by_text("på papper").first).to_be_visible()
        self.accessible()

    def and_the_tertial_is_followed_up_with_the_police_by_link(self) -> None:
        self.go("arbete/uppfoljning/")
        self.fill(period="2026-T1")
        self.press("Samla in")
        assert "1 av 1 uppgifter saknas" in self.page.inner_text("main").replace("\u00a0", " ")
        self.accessible()
        self.press("Fråga med länk")
        link = self.page.locator("code").inner_text()
        police = self.visitor(viewport=browser.PHONE)
        police.goto(link)
        browser.axe(police)
        police.locator("[name=said]").fill("ett 10-tal")
        police.get_by_role("button", name="Lämna uppgiften").click()
        expect(police.get_by_text("Det är framme").first).to_be_visible()
        police.goto(link)
        expect(police.get_by_text("Länken gäller inte längre")).to_be_visible()
        self.go("arbete/uppfoljning/2026-T1/")
        expect(self.page.get_by_text("Alla uppgifter är inne")).to_be_visible()
        self.press("Godkänn för")
        self.page.get_by_text("Skicka en engångslänk till en part utan konto").click()
        self.press("Gör en länk till Lokalpolisområde Almstad")
        police.goto(self.page.locator("code").inner_text())
        browser.axe(police)
        police.get_by_role("button", name="Godkänn för").click()
        expect(police.get_by_text("Det är framme").first).to_be_visible()

    def and_both_sign_by_account(self) -> None:
        self.fill(title="Kommunstyrelsens ordförande")
        self.press("Skriv under för")
        self.police.goto(self.page.url.split("#")[0])
        self.police.locator("[name=title]:visible").fill("Lokalpolisområdeschef")
        browser.axe(self.police)
        with self.police.expect_navigation():
            self.police.get_by_role("button", name="Skriv under för").click()

    def and_the_tertial_is_followed_up_with_the_police_signed_in(self) -> None:
        self.go("arbete/uppfoljning/")
        self.fill(period="2026-T1")
        self.press("Samla in")
        self.police.goto(self.page.url)
        with self.police.expect_navigation():
            self.police.get_by_role("link", name="Lämna uppgift").click()
        self.police.locator("[name=said]").fill("ett 10-tal")
        browser.axe(self.police)
        with self.police.expect_navigation():
            self.police.get_by_role("button", name="Lämna uppgiften").click()
        self.page.reload()
        self.press("Godkänn för")
        self.the_police_press("Godkänn för")

    def and_all_is_published(self) -> None:
        for button in ("Publicera lägesbilden", "Publicera löftet", "Publicera uppföljningen"):
            self.go("arbete/publicerat/")
            self.press(button)
        self.accessible()

    # ── then ──
    def then_a_resident_reads_it_on_a_phone_and_reaches_the_evidence(self) -> None:
        phone = self.visitor(viewport=browser.PHONE)
        phone.goto(f"{self.server}/almstad/")
        browser.axe(phone)
        with phone.expect_navigation():
            phone.get_by_role("link", name="Vi ska arbeta för att öka tryggheten").first.click()
        for words in ("Fotpatruller", "ca 10", "Inte uppmätt", "Skadegörelsen samlas i Västra."):
            expect(phone.get_by_text(words).first, words).to_be_visible()
        browser.axe(phone)
        browser.no_sideways_scroll(phone)
        with phone.expect_navigation():
            phone.get_by_role("link", name="Lägesbild").last.click()
        expect(phone.get_by_text("Skadegörelse").first).to_be_visible()
        browser.axe(phone)


def test_the_whole_thread_with_both_parties_signed_in(live_server: Any, visitor: Callable[..., Any]) -> None:
    thread = Thread(live_server.url, visitor)
    with clock.frozen(WINTER):
        thread.given_a_town_with_reports()
        thread.given_the_coordinator_is_signed_in()
        thread.given_the_police_are_signed_in()
        thread.when_the_picture_is_kept_written_and_decided()
        thread.and_a_focus_area_is_chosen()
        thread.and_a_promise_is_written_and_warned_about()
        thread.and_both_sign_by_account()
    with clock.frozen(SPRING):
        thread.and_the_tertial_is_followed_up_with_the_police_signed_in()
        thread.and_all_is_published()
        thread.then_a_resident_reads_it_on_a_phone_and_reaches_the_evidence()


def test_the_whole_thread_with_a_police_that_never_signs_in(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    thread = Thread(live_server.url, visitor)
    with clock.frozen(WINTER):
        thread.given_a_town_with_reports()
        thread.given_the_coordinator_is_signed_in()
        thread.when_the_picture_is_kept_written_and_decided()
        thread.and_a_focus_area_is_chosen()
        thread.and_a_promise_is_written_and_warned_about()
        thread.and_both_sign_the_police_on_paper()
    with clock.frozen(SPRING):
        thread.and_the_tertial_is_followed_up_with_the_police_by_link()
        thread.and_all_is_published()
        thread.then_a_resident_reads_it_on_a_phone_and_reaches_the_evidence()
