# SPDX-License-Identifier: EUPL-1.2
"""A resident reads all that is public without script and without a mouse, from the front page to the feedback form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.cycle.publications import writes
from samsyn.cycle.publications.models import Subscription
from samsyn.ground.people import writes as foundation
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from tests import browser, people
from tests.cycle import chain
from tests.journeys.test_by_keyboard import Hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
# What is pressed, and what the page that it leads to says; what stands in the menu has MENY before it.
WAY = (
    ("Minst tio fotpatruller", "Vad har gjorts?"),
    ("januari–april 2026", "Godkänt av"),
    ("All historik", "Sidorna ligger kvar på samma adress"),
    ("Januari–april 2026", "Löftena i korthet"),
    ("Minst tio fotpatruller", "Så hänger det ihop"),
    ("Lägesbild", "Område för område"),
    ("Västra", "Vad rapporterna säger"),
    ("MENY Ni sa – vi gjorde", "Skadegörelsen samlas i Västra."),
    ("MENY Löften", "Våra löften"),
    ("Aktivitetsplan", "Tid och plats för kontroller"),
    ("Trygghet i", "Alla besked"),
    ("Alla besked", "Brand i lekstugan"),
    ("Brand i lekstugan", "Det brann i natt."),
    ("Öppna data", "Kända brister"),
    ("Så hanterar vi uppgifter", "sparar"),
)


def test_everything_public_is_read_by_keyboard_without_script(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    made, by = chain.made(), people.coordinator()
    foundation.change_settings(made.partnership, by=SYSTEM, contact_address="trygghet@almstad.example")
    with clock.frozen(date(2026, 5, 13)):
        notice = writes.write_notice(
            made.partnership, "event", by=by, title="Brand i lekstugan", known="Det brann i natt."
        )
        writes.publish_notice(notice, by=by)
        page = visitor(viewport=browser.PHONE, java_script_enabled=False)
        hand = Hand(page, live_server.url + "/almstad/", script=False)
        for said, there in WAY:
            if said.startswith("MENY "):
                hand.press("Meny")
            hand.led(said.removeprefix("MENY "))
            expect(page.locator("body")).to_contain_text(there)
        hand.led("Besked med e-post")
        hand.type("address", "boende@exempel.se")
        hand.led("Skicka mejl att bekräfta")
        expect(page.locator("main")).to_contain_text("Titta i din inkorg")
        assert Subscription.objects.seen_by(SYSTEM).count() == 1
        hand.led("Tillgänglighet")
        hand.led("Säg till i ett formulär")
        hand.type("text", "Kartan går inte att läsa")
        hand.led("Skicka")
        expect(page.locator("main")).to_contain_text("Tack, det är skickat")
