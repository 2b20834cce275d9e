# SPDX-License-Identifier: EUPL-1.2
"""A resident reports, is warned, sends, and sees later what came of it; with and without script and mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.cycle.reports import writes
from samsyn.cycle.reports.models import Report
from tests import browser, people
from tests.cycle.reports import quarter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
NEW = "/almstad/rapportera/"


@pytest.fixture
def here() -> Any:
    return quarter.town()


def sent(page: Any) -> str:
    """Press send, and give the code of the receipt."""
    page.get_by_role("button", name="Skicka rapporten").click()
    return str(page.locator(".receipt__code").inner_text())


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("size", [browser.PHONE, browser.DESKTOP])
def test_a_resident_reports_and_sees_what_came_of_it(
    here: Any, live_server: Any, visitor: Callable[..., Any], script: bool, size: dict[str, int]
) -> None:
    page = visitor(viewport=size, java_script_enabled=script)
    page.goto(live_server.url + NEW)
    page.locator("[name=text]").fill("Mopeder på gångvägen varje kväll")
    page.locator("[data-key=traffic]").check()
    page.locator("[name=place_text]").fill("Gångvägen bakom Lötängsskolan")
    page.locator("[name=when][value=recurring]").check()
    page.locator("[name=weekdays][value='1']").check()
    if script:
        browser.axe(page)
        browser.no_sideways_scroll(page)
    code = sent(page)
    if script:
        browser.axe(page)
    assert re.sub(r"\D", "", code) not in page.url
    assert page.context.cookies() == []
    report = Report.objects.get()
    assert (report.area.name, report.weekdays) == ("Lötäng", "1")
    writes.move(report, "handled", by=people.officer())
    page.goto(live_server.url + "/almstad/svar/")
    page.get_by_label("Kod").fill(code)
    page.get_by_role("button", name="Visa vad som hänt").click()
    expect(page.get_by_text("Något är gjort")).to_be_visible()
    if script:
        browser.axe(page)


def test_the_number_is_marked_before_anything_is_sent(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = visitor(viewport=browser.PHONE)
    page.goto(live_server.url + NEW)
    asked = []
    page.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    page.locator("[data-key=traffic]").check()
    page.locator("[name=text]").fill("Mopeder kör fort. Ring mig på 070-174 06 58")
    page.locator("[data-guard]").wait_for()
    expect(page.get_by_text("Ta bort telefonnumret")).to_be_visible()
    browser.axe(page)
    page.get_by_role("button", name="Skicka rapporten").click()
    assert not [request for request in asked if request.url.endswith(NEW)]
    page.get_by_role("button", name="Ta bort det markerade").click()
    assert page.locator("[name=text]").input_value() == "Mopeder kör fort. Ring mig på"
    page.locator("[name=place_text]").fill("Lötäng")
    sent(page)
    assert "174 06" not in Report.objects.get().text


def test_the_category_is_suggested_from_the_words_and_chosen_with_one_press(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = visitor()
    page.goto(live_server.url + NEW)
    page.locator("[name=text]").click()
    page.wait_for_load_state("networkidle")
    page.locator("[name=text]").press_sequentially("Någon har sprejat klotter i tunneln")
    page.locator("[data-suggest]").get_by_role("button", name="Klotter").click()
    browser.axe(page)
    page.locator("[name=place_text]").fill("Stenbro")
    sent(page)
    assert Report.objects.get().subcategory == "vandalism.graffiti"


def test_while_it_is_going_on_112_comes_first_and_one_tap_leaves_a_signal(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = visitor(viewport=browser.PHONE)
    page.goto(live_server.url + NEW)
    card = page.locator(".danger-card")
    expect(card).not_to_be_visible()
    page.locator("[data-key=violence]").check()
    expect(card.get_by_text("Ring 112")).to_be_visible()
    browser.axe(page)
    page.locator("[name=place_text]").fill("Lötäng")
    page.get_by_role("button", name="Lämna bara en signal").click()
    page.locator(".receipt__code").wait_for()
    assert Report.objects.get().category == "violence"


def test_a_point_is_picked_on_the_map_that_comes_when_asked_for(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = visitor()
    heavy: list[str] = []
    page.on("request", lambda request: heavy.append(request.url) if "map-" in request.url else None)
    page.goto(live_server.url + NEW)
    page.wait_for_load_state("networkidle")
    if not page.locator("[data-map-later]").get_attribute("data-bundle"):
        pytest.skip("the front end is not built")
    assert heavy == [], "no map before it is asked for"
    page.locator("[data-map-later] summary").click()
    if page.locator("[data-map-show]").is_visible():
        page.locator("[data-map-show]").click()
    page.locator("[data-map][data-ready]").wait_for()
    page.get_by_role("button", name="Välj kartans mitt").click()
    assert page.locator("[name=lon]").input_value()
    page.locator("[data-key=vandalism]").check()
    sent(page)
    assert Report.objects.get().e is not None


def test_the_inbox_and_one_report_hold_the_baseline(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    caller = people.coordinator()
    report = quarter.resident_report(here, text="Killen i röd jacka säljer något")
    session = people.signed_in(caller).cookies["samsyn-session"].value
    for size in (browser.PHONE, browser.DESKTOP):
        page = visitor(viewport=size)
        page.context.add_cookies([{"name": "samsyn-session", "value": session, "url": live_server.url}])
        for address in ("", "ny/", "granska/", f"{report.uuid}/"):
            page.goto(f"{live_server.url}/almstad/arbete/rapporter/{address}")
            browser.axe(page)
            browser.no_sideways_scroll(page)


def ready(page: Any, address: str) -> None:
    """Open the report page and wait until the service worker has what it needs without network."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for _ in range(50):
        if (
            page.evaluate(
                "caches.open('samsyn-reports-1').then(kept => kept.keys()).then(found => found.length)"
            )
            > 6
        ):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the page was not kept")


def fill(page: Any, words: str) -> None:
    """The three answers."""
    page.locator("[data-key=traffic]").check()
    page.locator("[name=text]").fill(words)
    page.locator("[name=place_text]").fill("Lötängsskolan")


def test_reports_made_without_network_are_kept_and_sent_once(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = visitor(viewport=browser.PHONE)
    ready(page, live_server.url + NEW)
    page.context.set_offline(True)
    for number in range(2):
        page.goto(live_server.url + NEW)
        fill(page, f"Mopeder på gångvägen, gång {number}")
        page.get_by_role("button", name="Skicka rapporten").click()
        page.locator("[data-list] li").nth(number).wait_for()
        assert page.url.endswith("/rapportera/vantar/")
    browser.axe(page)
    assert Report.objects.count() == 0
    page.context.set_offline(False)
    page.get_by_text("Skickad. Koden är").nth(1).wait_for()
    assert sorted(Report.objects.values_list("text", flat=True)) == [
        "Mopeder på gångvägen, gång 0",
        "Mopeder på gångvägen, gång 1",
    ]
    page.get_by_role("button", name="Jag har skrivit av koden").first.click()
    page.get_by_role("button", name="Jag har skrivit av koden").first.click()
    page.get_by_text("Inget väntar").wait_for()
    assert page.evaluate("samsynQueue.rows().then(rows => rows.length)") == 0


def test_a_kept_report_that_the_guard_refuses_comes_back_to_be_rewritten(
    here: Any, live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = visitor(viewport=browser.PHONE)
    ready(page, live_server.url + NEW)
    page.context.set_offline(True)
    page.goto(live_server.url + NEW)
    fill(page, "Anna Svensson bor där och klottrar")
    # As from an older page, whose guard did not know names: the form goes without being looked at.
    page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('[data-report]'))")
    page.locator("[data-list] li").wait_for()
    page.context.set_offline(False)
    page.get_by_text("behöver skrivas om").wait_for()
    assert Report.objects.count() == 0
    page.get_by_role("link", name="Skriv om").click()
    expect(page.locator("[name=text]")).to_have_value("Anna Svensson bor där och klottrar")
    page.locator("[name=text]").fill("Det klottras där")
    sent(page)
    assert Report.objects.get().text == "Det klottras där"
    page.goto(live_server.url + NEW + "vantar/")
    page.get_by_text("Inget väntar").wait_for()
