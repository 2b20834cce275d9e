# SPDX-License-Identifier: EUPL-1.2
"""Those who handle reports, in a browser: the inbox, one matter, what the guard held, connections, and data from a file."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from samsyn.cycle.reports import writes
from samsyn.cycle.reports.models import Report, State
from tests import browser, people
from tests.cycle.reports import quarter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
WORK = "/almstad/arbete/"
INBOX = WORK + "rapporter/"
SECONDS = 20


@pytest.fixture
def here() -> Any:
    return quarter.town()


def enter(page: Page, address: str, caller: Any) -> None:
    """Sign in without the form."""
    cookie = people.signed_in(caller).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])


def pressed(page: Page, name: str) -> None:
    """Press a button that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def test_every_page_of_handling_fits_both_screens_and_the_accessibility_baseline(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    report = quarter.resident_report(here, category="vandalism.graffiti", text="Klotter på väggen")
    quarter.resident_report(here, category="vandalism.graffiti", text="Killen i röd jacka klottrar")
    writes.merge(quarter.resident_report(here), report, by=people.coordinator())
    writes.add_receiver(
        here, name="Gatan", way="mail", address="fel@almstad.example", by=people.coordinator()
    )
    ends = ("", f"{report.uuid}/", "granska/", "kopplingar/", "ny/", "?state=stuck")
    addresses = [INBOX + end for end in ends] + [WORK + "inlasning/", WORK + "inlasning/antal/"]
    for size in (browser.PHONE, browser.DESKTOP):
        page = visitor(viewport=size)
        enter(page, live_server.url, people.coordinator())
        for address in addresses:
            page.goto(live_server.url + address)
            expect(page.locator("h1")).to_be_visible()
            browser.axe(page)
            browser.no_sideways_scroll(page)


def test_several_are_ticked_by_keyboard_merged_and_taken_apart_again(
    here: Any, live_server: Any, page: Any
) -> None:
    for text in ("Klotter på väggen", "Klotter i tunneln"):
        quarter.resident_report(here, text=text)
    enter(page, live_server.url, people.coordinator())
    page.goto(live_server.url + INBOX + "?category=vandalism")
    page.get_by_role("button", name="Välj alla på sidan").press("Enter")
    expect(page.locator(".pick input:checked")).to_have_count(2)
    # What to do with them is in sight at once, wherever in the list one stands.
    expect(page.get_by_role("button", name="Ändra de valda")).to_be_in_viewport()
    page.get_by_label("Vad", exact=True).select_option("merged")
    pressed(page, "Ändra de valda")
    assert "category=vandalism" in page.url
    expect(page.get_by_text("En rapport är ändrad.")).to_be_visible()
    merged = Report.objects.get(state=State.MERGED)
    page.goto(f"{live_server.url}{INBOX}{merged.uuid}/")
    pressed(page, "Ta isär dem")
    expect(page.locator("main").get_by_text("Läst").first).to_be_visible()
    # Nothing is closed in silence: no action needs its reason, and the choice is still there when it is asked for.
    page.get_by_label("Ingen åtgärd").check()
    pressed(page, "Spara läget")
    expect(page.get_by_label("Ingen åtgärd")).to_be_checked()
    page.get_by_label("Varför").first.fill("Ägaren har redan sanerat.")
    pressed(page, "Spara läget")
    expect(page.get_by_text("Ingen åtgärd. Ägaren har redan sanerat.")).to_be_visible()


def test_a_member_writes_a_known_place_in_twenty_seconds_by_keyboard_alone(
    here: Any, live_server: Any, page: Any
) -> None:
    reporter = people.member("reporter", "housing")
    quarter.staff_report(here, reporter, place_text="Lötängsskolan")
    enter(page, live_server.url, reporter)
    page.goto(live_server.url + INBOX + "ny/")
    place = page.get_by_role("button", name="Lötängsskolan")
    expect(place).to_be_visible()
    begun = time.monotonic()
    steps = 0
    for wanted in ("Lötängsskolan", "Skadegörelse", "Spara rapporten"):
        for _ in range(80):
            page.keyboard.press("Tab")
            steps += 1
            named = page.evaluate("document.activeElement.textContent.trim()")
            if named == wanted:
                break
        else:
            raise AssertionError(f"{wanted} is not reached by Tab")
        if wanted == "Spara rapporten":
            with page.expect_navigation():
                page.keyboard.press("Enter")
        else:
            page.keyboard.press("Enter")
    took = time.monotonic() - begun
    expect(page.locator("h1")).to_have_text("Rapporten är sparad")
    print(f"\nA known place by keyboard: {steps + 3} keys, {took:.1f} s")
    assert took < SECONDS
    assert steps <= 40, "two keys a second are an ordinary hand: forty are twenty seconds"
    report = Report.objects.latest("id")
    assert (report.category, report.area.name) == ("vandalism", "Lötäng")


def test_a_file_is_looked_over_corrected_tried_taken_in_and_undone(
    here: Any, live_server: Any, page: Any
) -> None:
    rows = [
        "Datum;Vad;Ställe;Anteckning",
        *(f"2026-05-0{n};Klotter;Lötäng;Nr {n}" for n in range(1, 5)),
        "2026-05-99;Klotter;Lötäng;Fel",
    ]
    enter(page, live_server.url, people.coordinator())
    page.goto(live_server.url + WORK + "inlasning/")
    content = "\n".join(rows).encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "fel.csv", "mimeType": "text/csv", "buffer": content}
    )
    pressed(page, "Se kolumnerna")
    browser.axe(page)
    page.get_by_label("Vad är Vad", exact=True).select_option("category")
    page.get_by_label("Vad är Ställe", exact=True).select_option(label="Plats")
    page.get_by_label("Alla andra ord").select_option("vandalism")
    pressed(page, "Pröva")
    expect(page.get_by_text("Inget är inläst än.")).to_be_visible()
    assert Report.objects.count() == 0
    browser.axe(page)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Läs in 4 nya")).click()
    assert Report.objects.count() == 4
    browser.axe(page)
    pressed(page, "Ångra hela inläsningen")
    assert Report.objects.count() == 0
