# SPDX-License-Identifier: EUPL-1.2
"""One thread in a browser, in the demo town: with the police signed in, and with police who never sign in."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.kit import clock
from tests import browser
from tests.journeys.conftest import Town

FULL = os.environ.get("SAMSYN_TEST_PROOF") == "full"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
# The day after the one that the demo is made for, and when the first tertial of the new promise is over.
AUTUMN, SPRING = date(2026, 11, 23), date(2027, 5, 12)
FINDING = "Skadegörelsen samlas i Centrum."
FOCUS = "Skadegörelse i Centrum"
POLICE = "Lokalpolisområde Hammarvik"


class Thread:
    """The steps, each as one would say it."""

    def __init__(self, server: str, visitor: Callable[..., Any], town: Town) -> None:
        self.server, self.visitor, self.town = server, visitor, town
        self.page = visitor(viewport=browser.DESKTOP)
        self.police: Any = None

    def go(self, path: str) -> None:
        self.page.goto(f"{self.server}/{self.town.key}/{path}")

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()
        # Waited for: a page whose address has changed may still be on its way.
        expect(self.page.locator("h1")).to_have_count(1)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name={name}]:visible").first.fill(value)

    def accessible(self) -> None:
        browser.axe(self.page)

    # ── given ──
    def given_the_coordinator_is_signed_in(self) -> None:
        self.sign_in(self.page, "samordnare")
        self.accessible()

    def given_the_police_are_signed_in(self) -> None:
        self.police = self.visitor(viewport=browser.PHONE)
        self.sign_in(self.police, "polis")

    def sign_in(self, page: Any, task: str) -> None:
        """With nothing but the account that is printed when the demo is made."""
        account, start = self.town.account(task), f"/{self.town.key}/arbete/"
        page.goto(f"{self.server}/konto/login/?next={start}")
        page.locator("[name=login]").fill(account.email)
        page.locator("[name=password]").fill(account.password)
        page.locator("form button[type=submit]").last.click()
        page.wait_for_url(lambda url: url.endswith(start) and "/konto/" not in url)

    def the_police_press(self, name: str) -> None:
        self.police.goto(self.page.url.split("#")[0])
        with self.police.expect_navigation():
            self.police.get_by_role("button", name=name).first.click()
        self.page.reload()

    # ── when ──
    def when_the_picture_is_kept_written_and_decided(self) -> None:
        self.go("arbete/lagesbild/?start=2026-07-01&end=2026-10-31")
        self.accessible()
        self.press("Behåll och skriv analys")
        self.fill(
            mapping="Mest skadegörelse.",
            consequences="Butiken stänger tidigt.",
            other_information="Dialog i mars.",
            analysis="Gångvägen är mörk.",
        )
        self.press("Spara delarna")
        self.fill(sentence=FINDING)
        self.press("Lägg till iakttagelsen")
        self.press("Godkänn för")
        if self.police:
            self.the_police_press("Godkänn för")
        else:
            self.page.get_by_text("En part godkänner på papper").click()
            self.page.locator("[name=organisation]:visible").select_option(label=POLICE)
            self.page.get_by_label("Titel på den som har godkänt").fill("Kommunpolis")
            self.fill(approved_on="2026-11-22")
            self.press("Lägg in godkännandet")
        self.fill(body="Kommunstyrelsen", decided_on="2026-11-23")
        self.press("Besluta lägesbilden")
        expect(self.page.get_by_text("Den ändras aldrig mer")).to_be_visible()
        self.accessible()

    def and_a_focus_area_is_chosen(self) -> None:
        self.go("arbete/lagesbild/fokusomraden/")
        self.fill(title=FOCUS)
        self.page.get_by_label(FINDING).check()
        self.press("Välj fokusområdet")
        self.accessible()

    def and_a_promise_is_written_and_warned_about(self) -> None:
        self.go("arbete/loften/nytt/")
        self.fill(
            sentence="Vi ska arbeta för att öka tryggheten.", period_from="2027-01-01", period_to="2027-12-31"
        )
        self.page.locator("[name=focus_area]").select_option(label=FOCUS)
        self.press("Spara utkastet")
        expect(self.page.get_by_text("Går inte att följa upp").first).to_be_visible()
        self.fill(name="Fotpatruller", target="minst 8", unit="patruller")
        self.page.locator("[name=organisation]:visible").first.select_option(label=POLICE)
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
        self.fill(signed_on="2026-11-22")
        self.press("Lägg in underskriften")
        expect(self.page.get_by_text("på papper").first).to_be_visible()
        self.accessible()

    def and_the_tertial_is_followed_up_with_the_police_by_link(self) -> None:
        self.go("arbete/uppfoljning/")
        self.fill(period="2027-T1")
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
        self.go("arbete/uppfoljning/2027-T1/")
        expect(self.page.get_by_text("Alla uppgifter är inne")).to_be_visible()
        self.press("Godkänn för")
        self.page.get_by_text("Skicka en engångslänk till en part utan konto").click()
        self.press(f"Gör en länk till {POLICE}")
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
        self.fill(period="2027-T1")
        self.press("Samla in")
        self.police.goto(self.page.url)
        with self.police.expect_navigation():
            self.police.get_by_role("link", name="Orsak och nästa steg").first.click()
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
        phone.goto(f"{self.server}/{self.town.key}/")
        browser.axe(phone)
        with phone.expect_navigation():
            phone.get_by_role("link", name="Vi ska arbeta för att öka tryggheten").first.click()
        for words in ("Fotpatruller", "ca 10", "Inte uppmätt", FINDING):
            expect(phone.get_by_text(words).first, words).to_be_visible()
        browser.axe(phone)
        browser.no_sideways_scroll(phone)
        with phone.expect_navigation():
            phone.get_by_role("link", name="Lägesbild").last.click()
        expect(phone.get_by_text("Skadegörelse").first).to_be_visible()
        browser.axe(phone)


@pytest.mark.skipif(not FULL, reason="make proof walks it with both signed in too: most of it is the same")
def test_the_whole_thread_with_both_parties_signed_in(
    demo_town: Town, live_server: Any, visitor: Callable[..., Any]
) -> None:
    thread = Thread(live_server.url, visitor, demo_town)
    with clock.frozen(AUTUMN):
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
    demo_town: Town, live_server: Any, visitor: Callable[..., Any]
) -> None:
    thread = Thread(live_server.url, visitor, demo_town)
    with clock.frozen(AUTUMN):
        thread.given_the_coordinator_is_signed_in()
        thread.when_the_picture_is_kept_written_and_decided()
        thread.and_a_focus_area_is_chosen()
        thread.and_a_promise_is_written_and_warned_about()
        thread.and_both_sign_the_police_on_paper()
    with clock.frozen(SPRING):
        thread.and_the_tertial_is_followed_up_with_the_police_by_link()
        thread.and_all_is_published()
        thread.then_a_resident_reads_it_on_a_phone_and_reaches_the_evidence()
