# SPDX-License-Identifier: EUPL-1.2
"""The rhythm in a browser: accessible in light and dark, on a phone, and a whole meeting by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.cycle.dialogues import writes as dialogues
from samsyn.kit import clock
from samsyn.rhythm import reads, writes
from samsyn.rhythm.models import POINTS, ForumKind
from tests import browser, people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TUESDAY = date(2026, 3, 10)
PATIENCE = 60_000


def sign_in(page: Any, server: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server}/konto/login/?next=/almstad/arbete/moten/")
    page.locator("[name=login]").fill("coordinator.municipality@almstad.example")
    page.locator("[name=password]").fill(people.PASSWORD)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url("**/almstad/arbete/moten/")


def a_town_that_meets() -> Any:
    here = people.partnership()
    town.districts(here)
    town.reports(here, 300, start=TUESDAY - timedelta(days=400), days=393)
    town.reports(
        here, 25, start=TUESDAY - timedelta(days=7), days=7, at=(town.EAST + 1_500, town.NORTH + 2_000)
    )
    people.coordinator()
    people.organisation("police")
    housing = people.organisation("housing")
    forum = writes.add_forum(here, ForumKind.BOARD, "VEST", by=people.coordinator(), every="week")
    with clock.frozen(TUESDAY - timedelta(days=7)):
        before = writes.call(forum, TUESDAY - timedelta(days=7), by=people.coordinator())
        writes.decide(before, "Laga lampan i tunneln", housing, by=people.coordinator())
    return writes.call(forum, TUESDAY, by=people.coordinator())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_in_light_and_dark(
    scheme: str, live_server: Any, visitor: Callable[..., Any]
) -> None:
    with clock.frozen(TUESDAY):
        meeting = a_town_that_meets()
        steering = writes.add_forum(
            people.partnership(), ForumKind.STEERING, "Styrgruppen", by=people.coordinator()
        )
        writes.call(steering, TUESDAY + timedelta(days=20), by=people.coordinator())
        walk = dialogues.plan(
            people.partnership(), "safety_walk", "Vandring", people.organisation("housing"),
            by=people.coordinator(), held_on=TUESDAY,
        )  # fmt: skip
        dialogues.observe(walk, "Trasig lampa", by=people.coordinator(), category="unsafe_place")
        page = visitor(color_scheme=scheme, viewport=browser.DESKTOP if scheme == "dark" else browser.PHONE)
        sign_in(page, live_server.url)
        work = f"{live_server.url}/almstad/arbete/"
        paths = [
            "moten/",
            f"moten/{meeting.uuid}/?punkt=last_decisions",
            f"moten/{meeting.uuid}/?punkt=new_reports",
            f"moten/{meeting.uuid}/protokoll/",
            f"moten/forum/{steering.uuid}/",
            "moten/forum/nytt/",
            "arshjul/",
            "arshjul/lagen/",
            "dialoger/",
            "dialoger/ny/",
            "dialoger/trafik/",
            f"dialoger/{walk.uuid}/",
        ]
        for path in paths:
            page.goto(work + path)
            expect(page.locator("h1")).to_have_count(1)
            browser.axe(page)
            browser.no_sideways_scroll(page)


def test_a_meeting_is_led_by_keyboard_alone(live_server: Any, visitor: Callable[..., Any]) -> None:
    """Forty decisions in one meeting without the mouse, the reports' unusual area seen, and the minutes hold them all."""
    with clock.frozen(TUESDAY):
        meeting = a_town_that_meets()
        page = visitor(viewport=browser.DESKTOP)
        sign_in(page, live_server.url)
        page.goto(f"{live_server.url}/almstad/arbete/moten/{meeting.uuid}/")
        done = page.locator("button[name=said][value=done]").first
        done.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".board__review strong")).to_have_text("Gjort")
        page.get_by_role("link", name="Nya rapporter").first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".board__lead")).to_contain_text("Västra har ovanligt många")
        page.locator("[name=what]").focus()
        for number in range(1, 41):
            page.keyboard.type(f"Åtgärd {number}")
            with page.expect_navigation():
                page.keyboard.press("Control+Enter")
            expect(page.locator("[name=what]")).to_be_focused()
        expect(page.locator(".board__made li")).to_have_count(40)
        page.goto(f"{live_server.url}/almstad/arbete/moten/{meeting.uuid}/protokoll/")
        expect(page.locator("#beslut tbody tr")).to_have_count(40)
        page.locator("[name=title]").fill("Ordförande")
        with page.expect_navigation():
            page.locator("[name=title]").press("Enter")
        expect(page.locator(".title")).to_contain_text("VEST")
    found = reads.meeting(meeting.uuid, people.partnership(), seen_by=people.coordinator())
    assert found.state == "approved"
    assert all(row.activity_id for row in reads.decisions(people.partnership(), seen_by=people.coordinator()))


def test_the_meeting_works_without_script(live_server: Any, visitor: Callable[..., Any]) -> None:
    with clock.frozen(TUESDAY):
        meeting = a_town_that_meets()
        page = visitor(java_script_enabled=False)
        sign_in(page, live_server.url)
        for point in POINTS[ForumKind.BOARD]:
            page.goto(f"{live_server.url}/almstad/arbete/moten/{meeting.uuid}/?punkt={point}")
            expect(page.locator("h1")).to_have_count(1)
        page.locator("[name=what]").fill("Utan skript")
        with page.expect_navigation():
            page.get_by_role("button", name="Besluta").click()
        expect(page.locator(".board__made")).to_contain_text("Utan skript")
