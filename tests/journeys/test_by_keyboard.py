# SPDX-License-Identifier: EUPL-1.2
"""Every way of a resident by keyboard alone, with script and without; with it each page is held to the baseline.

No mouse and no pointing: `Hand` tabs to what it wants, as a person does who cannot see the pointer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.cycle.reports import writes
from samsyn.cycle.reports.models import Photo, Report
from samsyn.ground.places import writes as places
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from tests import browser, people
from tests.cycle.reports import pictures_of, quarter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
NEW = "/almstad/rapportera/"
REACHED = """
() => {
  const at = document.activeElement;
  const label = at.labels?.[0] ?? at;
  return [at.name ?? "", at.value ?? "", (at.getAttribute("aria-label") ?? label.textContent).trim().replace(/\\s+/g, " ")];
}
"""


class Hand:
    """A hand on the keyboard of one page."""

    def __init__(self, page: Any, address: str, *, script: bool = True) -> None:
        self.page, self.script = page, script
        page.goto(address)
        self.held_to_the_baseline()

    def held_to_the_baseline(self) -> None:
        """As the page stands now. Without script axe itself cannot run; the pages are the same."""
        if self.script:
            browser.axe(self.page)

    def to(self, name: str = "", *, said: str = "") -> None:
        """Tab until the field with this name, or what begins with these words, is reached."""
        passed = []
        for _ in range(90):
            self.page.keyboard.press("Tab")
            field, _, words = self.page.evaluate(REACHED)
            if (name and field == name) or (said and words.startswith(said)):
                return
            passed.append(field or words[:30])
        raise AssertionError(f"{name or said} is not reached by Tab: {passed}")

    def choose(self, name: str, value: str) -> None:
        """Go to a group of radio buttons and press the arrow until this one is chosen."""
        self.to(name)
        if self.page.evaluate(REACHED)[1] == value:
            self.page.keyboard.press("Space")
            return
        for _ in range(30):
            self.page.keyboard.press("ArrowDown")
            if self.page.evaluate(REACHED)[1] == value:
                return
        raise AssertionError(f"{value} is not among {name}")

    def type(self, name: str, words: str) -> None:
        """Go to a field and write in it."""
        self.to(name)
        self.page.keyboard.type(words)

    def press(self, said: str, key: str = "Enter") -> None:
        """Go to a button or a link and press it."""
        self.to(said=said)
        self.page.keyboard.press(key)

    def led(self, said: str) -> None:
        """Press what leads to another page; that one is held to the baseline too."""
        self.to(said=said)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.held_to_the_baseline()


@pytest.fixture
def here() -> Any:
    return quarter.town()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_where_when_a_photo_the_receipt_the_answer_and_the_place(
    here: Any, live_server: Any, visitor: Callable[..., Any], script: bool
) -> None:
    hand = Hand(
        visitor(viewport=browser.PHONE, java_script_enabled=script), live_server.url + NEW, script=script
    )
    page = hand.page
    hand.type("text", "Klotter i tunneln")
    hand.choose("category", "vandalism")
    hand.to("photo")
    page.locator("[name=photo]").set_input_files(
        {"name": "bild.jpg", "mimeType": "image/jpeg", "buffer": pictures_of.jpeg()}
    )
    hand.type("place_text", "Lötängsskolan")
    hand.choose("when", "recurring")
    hand.to("weekdays")
    page.keyboard.press("Space")
    hand.held_to_the_baseline()
    hand.led("Skicka rapporten")
    code = page.locator(".receipt__code").inner_text()
    report = Report.objects.get()
    assert (report.category, report.area.name, report.weekdays) == ("vandalism", "Lötäng", "1")
    assert Photo.objects.get().report == report
    writes.move(report, "handled", by=people.officer())
    hand = Hand(page, f"{live_server.url}/almstad/svar/", script=script)
    hand.type("code", code)
    hand.led("Visa vad som hänt")
    expect(page.get_by_text("Något är gjort")).to_be_visible()
    hand.led("Lötäng")
    expect(page.locator("h1")).to_contain_text("Lötäng")
    hand.led("Rapportera något")
    assert page.url.endswith(NEW)
    assert page.context.cookies() == []


def test_same_here_is_one_key_and_a_signal_is_left_while_it_goes_on(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    for _ in range(here.small_count_limit):
        quarter.resident_report(here, wall_from=clock.today().isoformat())
    hand = Hand(visitor(viewport=browser.PHONE), live_server.url + NEW)
    hand.choose("category", "vandalism")
    hand.type("place_text", "Lötängsskolan")
    expect(hand.page.locator("[data-alike]")).to_be_visible()
    browser.axe(hand.page)
    hand.led("Samma sak, lägg till mig")
    assert Report.objects.count() == here.small_count_limit + 1
    plain = Hand(
        visitor(viewport=browser.PHONE, java_script_enabled=False), live_server.url + NEW, script=False
    )
    plain.choose("category", "violence")
    expect(plain.page.get_by_role("link", name="Ring 112")).to_be_visible()
    plain.press("Våld i ett hem")
    expect(plain.page.get_by_text("Kvinnofridslinjen")).to_be_visible()
    plain.type("place_text", "Stenbro")
    plain.page.locator("[name=text]").focus()
    plain.led("Lämna bara en signal")
    left = Report.objects.latest("id")
    assert (left.category, left.area.name, left.text) == ("violence", "Stenbro", "")


@pytest.mark.parametrize(
    ("kind", "arrows"), [("line", ["ArrowRight"]), ("area", ["ArrowRight", "ArrowDown"])]
)
def test_a_stretch_and_an_area_are_drawn_with_the_arrows_and_enter(
    here: Any, live_server: Any, visitor: Callable[..., Any], kind: str, arrows: list[str]
) -> None:
    hand = Hand(visitor(viewport=browser.PHONE), live_server.url + NEW)
    page = hand.page
    if not page.locator("[data-map-later]").get_attribute("data-bundle"):
        pytest.skip("the front end is not built")
    hand.choose("category", "vandalism")
    hand.press("Visa på kartan")
    hand.choose("extent", kind)
    shown = page.locator("[data-map-show]")
    expect(page.locator("[data-map].map--here").or_(shown).first).to_be_visible()
    if shown.is_visible():
        hand.press("Visa kartan")
    page.locator("[data-map][data-ready]").wait_for()
    said = page.locator("[data-extent-said]")
    hand.to(said="Karta att peka på")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Hittills 1.")
    middle = "() => [document.querySelector('[name=lon]').value, document.querySelector('[name=lat]').value].join()"
    for count, arrow in enumerate([*arrows, "ArrowRight"], start=2):
        before = page.evaluate(middle)
        page.keyboard.press(arrow)
        # The map glides: Enter sets the point where it has come, so one waits for it to stand as one's eyes would.
        page.wait_for_timeout(700)
        page.keyboard.press("Enter")
        expect(said).to_contain_text(f"Hittills {count}.")
        assert page.evaluate(middle) != before
    browser.axe(page)
    hand.press("Ta bort sista punkten")
    expect(said).to_contain_text(f"Hittills {len(arrows) + 1}.")
    drawn = page.locator("[name=shape]").input_value()
    last = drawn.rpartition(",")[2].replace(" ", ",")
    assert page.evaluate(middle) == last, "the point that was taken back is nowhere"
    hand.led("Skicka rapporten")
    report = Report.objects.get()
    assert (report.place_kind, report.area is not None) == (kind, True)
    assert len(json.loads(report.place_shape)) == len(arrows) + 1


def test_without_script_a_stretch_is_said_in_words_and_a_district_chosen_in_the_list(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    e, n = quarter.metres(here, quarter.IN_LOTANG[0] + 0.004, quarter.IN_LOTANG[1])
    places.add_named_place(here, "Stora torget", e=e, n=n, by=SYSTEM)
    visit = visitor(viewport=browser.PHONE, java_script_enabled=False)
    hand = Hand(visit, live_server.url + NEW, script=False)
    hand.choose("category", "vandalism")
    hand.type("place_text", "Cykelvägen mellan Lötängsskolan och Stora torget")
    hand.led("Skicka rapporten")
    report = Report.objects.get()
    assert (report.place_kind, len(json.loads(report.place_shape)), report.area.name) == ("line", 2, "Lötäng")
    hand = Hand(visit, live_server.url + NEW, script=False)
    hand.choose("category", "vandalism")
    hand.to("area")
    hand.page.keyboard.type("Stenbro")
    hand.led("Skicka rapporten")
    assert Report.objects.latest("id").area.name == "Stenbro"
