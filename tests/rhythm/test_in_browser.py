# SPDX-License-Identifier: EUPL-1.2
"""The rhythm in a browser: whole meetings by keyboard alone, a lost line, and without script.

That its pages are accessible is asked with all the others, in `tests/journeys/test_every_page.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import pytest
from playwright.sync_api import expect

from samsyn.kit import clock, frozen
from samsyn.rhythm import reads, writes
from samsyn.rhythm.models import POINTS, ForumKind
from tests import browser, people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TUESDAY = date(2026, 3, 10)
PATIENCE = 60_000
# Forty words a minute, of five keys each: what one who is used to a keyboard does while others talk.
PAUSE_MS = 300
FULL = pytest.mark.skipif(os.environ.get("SAMSYN_TEST_PROOF") != "full", reason="long: make proof")


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


def test_words_not_yet_sent_are_gone_when_one_signs_out(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    with clock.frozen(TUESDAY):
        meeting = a_town_that_meets()
        page = visitor(viewport=browser.DESKTOP)
        sign_in(page, live_server.url)
        page.goto(f"{live_server.url}/almstad/arbete/moten/{meeting.uuid}/?punkt=police")
        page.locator("form[data-kept] textarea").first.fill("Något som bara vi vet")
        kept = "Object.keys(localStorage).filter(name => name.startsWith('samsyn:')).length"
        page.wait_for_function(f"{kept} === 1")
        page.goto(f"{live_server.url}/almstad/arbete/moten/")
        assert page.evaluate(kept) == 1, "whoever comes back has the words"
        page.get_by_role("button", name="Logga ut").first.click()
        page.wait_for_url(lambda address: "/arbete/" not in address)
        assert page.evaluate(kept) == 0


# How many decisions each week takes: forty in one meeting of eight, and a place where little happens.
MUCH = (40, 3, 3, 3, 3, 3, 3, 3)
LITTLE = (1, 2, 0, 1, 1, 0, 2, 1)


def weeks_of_the_board(page: Any, server: str, first: Any, decided: tuple[int, ...], *, news: str) -> None:
    """Meeting after meeting by keyboard alone: each decision an activity at once, what is open carried over, and every
    decision in its minutes. One key an item beside the words: the keys are counted."""
    here, person = people.partnership(), people.coordinator()
    total = reads.decisions(here, seen_by=person).count()
    done = 0
    for week, many in enumerate(decided):
        day = TUESDAY + timedelta(days=7 * week)
        with clock.frozen(day):
            meeting = first if week == 0 else writes.call(first.forum, day, by=person)
            waiting = len(reads.to_review(meeting, seen_by=person))
            page.goto(f"{server}/almstad/arbete/moten/{meeting.uuid}/")
            expect(page.locator(".board__review > li")).to_have_count(waiting)
            keys, said = 0, min(waiting, 2 if week else 1)
            for number in range(said):
                # One key an item: the next decision that nothing is said of has the focus.
                expect(page.locator("form[data-review] [name=said]:focus")).to_have_count(1)
                page.keyboard.press("g")
                keys += 1
                expect(page.locator('form[data-review="done"]')).to_have_count(number + 1)
            page.keyboard.press("Alt+n")
            keys += 1
            page.wait_for_url("**?punkt=new_reports*")
            if week == 0:
                expect(page.locator(".board__lead")).to_contain_text(news)
            page.keyboard.press("Alt+b")
            for number in range(1, many + 1):
                expect(page.locator(".board__decide [name=what]")).to_be_focused()
                page.keyboard.type(f"Åtgärd {week}.{number}")
                page.keyboard.press("Control+Enter")
                expect(page.locator(".board__made > li")).to_have_count(number)
            keys += 1 + many
            assert keys == many + said + 2
            total, done = total + many, done + said
            assert reads.decisions(here, seen_by=person).count() == total
            page.goto(f"{server}/almstad/arbete/moten/{meeting.uuid}/protokoll/")
            expect(page.locator("#beslut tbody tr")).to_have_count(many)
            if not many and not said:
                writes.attend(meeting, [people.organisation()], by=person)
            approved = writes.approve(meeting, by=person, title="Ordförande")
            told = frozen.thaw(approved.frozen_text, approved.frozen_digest)
            assert [row["what"] for row in told["decisions"]] == [
                f"Åtgärd {week}.{number}" for number in range(1, many + 1)
            ]
            assert len(told["carried"]) == waiting - said
    made = list(reads.decisions(here, seen_by=person))
    assert all(row.activity_id for row in made)
    assert len(reads.open_decisions(here, seen_by=person)) == total - done


def the_board_of_a_quiet_place() -> Any:
    """Twelve reports in all, the last of them a week before the first meeting of eight."""
    here = people.partnership()
    town.districts(here)
    town.reports(here, 12, start=TUESDAY - timedelta(days=30), days=30)
    forum = writes.add_forum(here, ForumKind.BOARD, "Tisdagsgruppen", by=people.coordinator(), every="week")
    return writes.call(forum, TUESDAY, by=people.coordinator())


@pytest.mark.proof
@FULL
def test_eight_weeks_of_the_board_by_keyboard_alone(live_server: Any, visitor: Callable[..., Any]) -> None:
    with clock.frozen(TUESDAY):
        first = a_town_that_meets()
        page = visitor(viewport=browser.DESKTOP)
        sign_in(page, live_server.url)
    weeks_of_the_board(page, live_server.url, first, MUCH, news="Västra har ovanligt många")


@pytest.mark.proof
def test_eight_weeks_where_twelve_reports_came_in_all(live_server: Any, visitor: Callable[..., Any]) -> None:
    """Nothing is called unusual, and the meeting is no longer than what there is: two weeks of it in `make test`."""
    with clock.frozen(TUESDAY):
        first = the_board_of_a_quiet_place()
        page = visitor(viewport=browser.DESKTOP)
        sign_in(page, live_server.url)
    weeks = LITTLE if os.environ.get("SAMSYN_TEST_PROOF") == "full" else LITTLE[:2]
    weeks_of_the_board(page, live_server.url, first, weeks, news="Det finns för lite att jämföra med än.")


@pytest.mark.proof
@FULL
def test_an_item_takes_less_than_half_a_minute_by_keyboard(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    """A whole decision (what, who, where, when, what for) at forty words a minute, typed key by key; and a look back.

    The date is typed in the browser's own order, which is the American one where it is run without a window.
    """
    with clock.frozen(TUESDAY):
        meeting = a_town_that_meets()
        page = visitor(viewport=browser.DESKTOP)
        sign_in(page, live_server.url)
        page.goto(f"{live_server.url}/almstad/arbete/moten/{meeting.uuid}/")
        expect(page.locator("form[data-review] [name=said]:focus")).to_have_count(1)
        began = perf_counter()
        page.keyboard.press("g")
        expect(page.locator('form[data-review="done"]')).to_have_count(1)
        looked_back = perf_counter() - began
        page.keyboard.press("Alt+b")
        took, keys = [], 0
        for number in range(1, 6):
            expect(page.locator(".board__decide [name=what]")).to_be_focused()
            began = perf_counter()
            keys = 0
            for field, typed in (
                ("what", f"Värdar vid torget fredag {number}"), ("organisation", "Loka"), ("area", "Väst"),
                ("starts_on", ""), ("due_on", "03202026"), ("purpose", "Färre än nio rapporter"),
            ):  # fmt: skip
                for _ in range(6):
                    if page.evaluate("document.activeElement.name") == field:
                        break
                    page.keyboard.press("Tab")
                    keys += 1
                assert page.evaluate("document.activeElement.name") == field
                page.keyboard.type(typed, delay=PAUSE_MS)
                keys += len(typed)
            page.keyboard.press("Control+Enter")
            expect(page.locator(".board__made > li")).to_have_count(number)
            took.append(perf_counter() - began)
            keys += 1
    print(
        f"look back {looked_back:.1f} s; decisions {', '.join(f'{one:.1f}' for one in took)} s, {keys} keys"
    )
    made = reads.decisions(people.partnership(), seen_by=people.coordinator(), meeting=meeting)
    assert {(row.organisation.kind, row.area.name if row.area else "", row.due_on) for row in made} == {
        ("police", "Västra", date(2026, 3, 20))
    }
    assert max(took) < 30 and looked_back < 30


@pytest.mark.proof
@FULL
def test_nothing_is_lost_and_nothing_is_twice_when_the_line_goes(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    """The secretary loses the network in the middle: what is typed stays, is sent when it is back, and once."""
    with clock.frozen(TUESDAY):
        meeting = a_town_that_meets()
        page = visitor(viewport=browser.DESKTOP)
        sign_in(page, live_server.url)
        address = f"{live_server.url}/almstad/arbete/moten/{meeting.uuid}/"
        page.goto(address)
        page.context.set_offline(True)
        page.locator(".board__decide [name=what]").fill("Beslut utan nät")
        page.locator(".board__decide [name=what]").press("Control+Enter")
        expect(page.locator("[data-line-down]")).to_be_visible()
        expect(page.locator(".board__decide [name=what]")).to_have_value("Beslut utan nät")
        page.context.set_offline(False)
        expect(page.locator(".board__made > li")).to_have_count(1)
        # The answer of the server is lost: the decision is there, and sending it again makes no other.
        page.route("**/beslut/", lambda route: (route.fetch(), route.abort()))
        page.locator(".board__decide [name=what]").fill("Svaret kom bort")
        page.locator(".board__decide [name=what]").press("Control+Enter")
        expect(page.locator("[data-line-down]")).to_be_visible()
        page.unroute("**/beslut/")
        expect(page.locator(".board__made > li")).to_have_count(2)
        # The browser is closed in the middle of a note: the words come back with the page.
        page.locator("form[data-kept=anteckning] [name=text]").fill("Halv anteckning")
        page.goto(f"{live_server.url}/almstad/arbete/moten/")
        page.goto(address)
        expect(page.locator("form[data-kept=anteckning] [name=text]")).to_have_value("Halv anteckning")
        expect(page.locator("[data-line-kept]")).to_be_visible()
    made = [
        row.what
        for row in reads.decisions(people.partnership(), seen_by=people.coordinator(), meeting=meeting)
    ]
    assert made == ["Beslut utan nät", "Svaret kom bort"]


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
