# SPDX-License-Identifier: EUPL-1.2
"""Every page is held to the accessibility baseline: light and dark, without script, large text, narrow window, paper."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import MeasurePlan
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import TargetState
from samsyn.cycle.publications import compute as published
from samsyn.cycle.publications import writes as publications
from samsyn.cycle.publications.compute.tried import Tried, keep
from samsyn.cycle.publications.models import Subscription
from samsyn.cycle.publications.reads.subscriptions import Choice, token
from samsyn.cycle.reports.models import Report
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM, Caller
from tests import browser, people
from tests.cycle import chain
from tests.cycle.pictures import town
from tests.house import test_scope as scope
from tests.journeys import meetings

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.slow,
]
# `make proof` keeps what it found for the accessibility statement.
FULL = os.environ.get("SAMSYN_TEST_PROOF") == "full"
KEYED = "<key:key>/"
# What axe asks of colours, all of it.
COLOURS = ["color-contrast", "link-in-text-block"]
NARROW = {"width": 320, "height": 640}
# What is folded is read as well. A menu that opens over the page is none of it.
OPENED = "document.querySelectorAll('details.more, details[data-fold]').forEach((part) => (part.open = true))"
# Answers that are no page: files, streams and what a script asks for.
NO_PAGE = (
    ".json",
    ".atom",
    ".css",
    ".webmanifest",
    ".xml",
    ".csv",
    ".js",
    ".ics",
    ".geojson",
    ".pdf",
    ".docx",
)


@pytest.fixture
def made() -> chain.Chain:
    return chain.made()


def addresses(made: chain.Chain, *, signed_in: bool) -> list[str]:
    """Every address that answers with a page: those that ask for nothing, and one of each that asks for a thing."""
    client = people.signed_in(people.coordinator()) if signed_in else Client()
    open_ones = [
        "/" + address.route.replace(KEYED, "almstad/")
        for address in scope.table()
        if "<" not in address.route.removeprefix(KEYED)
        and address.route.startswith(KEYED)
        and address.route.startswith(scope.WORK) is signed_in
    ]
    if signed_in:
        with clock.frozen(date(2026, 5, 13)):
            draft = promises.draft(
                made.partnership,
                "Vi ska öka tryggheten i Västra.",
                by=people.coordinator(),
                period_from=date(2026, 1, 1),
                period_to=date(2026, 12, 31),
            )
        things = [
            f"lagesbild/{made.picture.uuid}/",
            f"lagesbild/iakttagelser/{made.finding.uuid}/",
            "loften/fotpatruller/",
            f"loften/{draft.slug}/",
            f"loften/overenskommelse/{made.promise.agreement.uuid}/",
            f"loften/malbilder/{a_target(made).uuid}/",
            f"aktiviteter/{made.activity.uuid}/",
            *(f"aktiviteter/atgardsplan/{plan.uuid}/" for plan in plans(made)),
            "hjalp/metoder/fler-an-slumpen/",
            f"installningar/parter/{people.organisation('police').uuid}/",
            "uppfoljning/2026-T1/",
            "publicerat/dela/2026-T1/",
            f"rapporter/{Report.objects.filter(partnership=made.partnership).latest('id').uuid}/",
            "hjalp/samordnare/",
            "sok/?q=väst",
            *meetings.pages(made),
        ]
        found = [*open_ones, *(f"/almstad/arbete/{thing}" for thing in things)]
    else:
        plans(made)
        things = ["loften/fotpatruller/", "loften/fotpatruller/2026-T1/", "finns-inte/", *links(made)]
        things += [f"plats/{made.focus.area.uuid}/", f"omrade/{made.focus.area.key}/"]
        things += ["uppfoljning/2026-T1/", "lagesbild/2025-09-01..2025-12-31/", told(made)]
        outside = ["/", "/hjalp/", "/hjalp/polis/", "/konto/login/", "/en/almstad/", "/fi/almstad/"]
        found = [*open_ones, *(f"/almstad/{thing}" for thing in things), *outside]
    return [address for address in dict.fromkeys(found) if is_page(client, address)]


def a_target(made: chain.Chain) -> TargetState:
    """A target state with an indicator that has a value."""
    by = people.coordinator()
    with clock.frozen(date(2026, 5, 13)):
        target = promises.set_target_state(
            made.partnership, made.focus.area, "Alla går samma väg hem.", by=by, base_year=2024, by_year=2028
        )
        indicator = promises.add_target_indicator(
            target, "Trygga ute en kväll", by=by, base_value=58, wanted=70, unit="procent", source="Enkät"
        )
        promises.give_target_value(indicator, 2025, 61, by=by, sample_size=94)
    return target


def plans(made: chain.Chain) -> list[MeasurePlan]:
    """A plan of measures that is decided and followed up, and its next version being written."""
    by = people.coordinator()
    with clock.frozen(date(2026, 5, 13)):
        plan = activities.write_plan(
            made.partnership,
            "Åtgärdsplan",
            by=by,
            period_from=date(2026, 6, 1),
            period_to=date(2027, 12, 31),
            picture=made.picture,
        )
        activities.add_measure(
            plan, "Ljus på gångvägen", people.organisation(), by=by, unlinked_reason="Ny lag"
        )
        plan = activities.decide_plan(plan, by=by, body="Kommunfullmäktige", paragraph="61")
        activities.follow_up_plan(plan, by=by, body="Kommunstyrelsen", conclusion="Ljuset är beställt.")
        return [plan, activities.new_plan_version(plan, by=by)]


def links(made: chain.Chain) -> list[str]:
    """What a mail to a subscriber leads to."""
    publications.subscribe(made.partnership, Choice("all"), "boende@exempel.se", by=PUBLIC)
    (row,) = Subscription.objects.seen_by(SYSTEM)
    return [
        f"prenumerera/{page}/{token(row.uuid, purpose)}/"
        for page, purpose in (("bekrafta", "confirm"), ("avsluta", "leave"))
    ]


def told(made: chain.Chain) -> str:
    """A notice that answers a claim with a figure, and joint work outside the promises in the plan."""
    by, here = people.coordinator(), made.partnership
    with clock.frozen(date(2026, 5, 13)):
        work = activities.plan(
            here,
            "Samtal på biblioteket",
            people.organisation("police"),
            by=by,
            partners=[people.organisation()],
            period_from=date(2026, 5, 20),
        )
        publications.publish_other_work(here, [work], by=by)
        figure = next(iter(published.figures(here, seen_by=by)))["code"]
        notice = publications.write_notice(
            here,
            "claim",
            by=by,
            title="Patrullerna gick",
            claim="Ingen gick.",
            known="Åtta.",
            figures=[figure],
        )
        publications.publish_notice(notice, by=by)
    return f"besked/{notice.slug}/"


def is_page(client: Client, address: str) -> bool:
    """Tell whether an address answers with a page (also one that says that there is none)."""
    if address.endswith(NO_PAGE):
        return False
    answer = client.get(address)
    return answer.status_code in {200, 404} and answer.headers["Content-Type"].startswith("text/html")


def differs_without_script(client: Client, address: str) -> bool:
    """Tell whether a page has what script changes, in what is its own: a form, or a map."""
    own = client.get(address).content.partition(b"<main")[2]
    return b"<form" in own or b"data-map" in own


def visit(page: Page, live_server: Any, found: list[str]) -> Iterator[str]:
    """Go to each address in turn, and wait until its fonts are there."""
    for address in found:
        page.goto(live_server.url + address)
        yield address


def enter(page: Page, live_server: Any) -> None:
    """Let the coordinator in by the cookie that signing in leaves."""
    enter_as(page, live_server, people.coordinator())


def enter_as(page: Page, live_server: Any, caller: Caller) -> None:
    """Let anyone in by the cookie that signing in leaves."""
    client = people.signed_in(caller)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )


def faults_of(check: Callable[[], None]) -> list[str]:
    """What a check has to say, gathered so that one run names every fault."""
    try:
        check()
    except AssertionError as fault:
        return [str(fault)]
    return []


# The pages of those who sign in are many: in three parts, which run beside each other.
PARTS = 3
EYES = [(False, 0), *((True, part) for part in range(PARTS))]
NAMED = ["residents", *(f"signed_in_{part + 1}" for part in range(PARTS))]


def part_of(found: list[str], signed_in: bool, part: int) -> list[str]:
    """The addresses of one part."""
    chosen = found[part::PARTS] if signed_in else found
    assert len(chosen) > 8
    return chosen


@pytest.mark.parametrize(("signed_in", "part"), EYES, ids=NAMED)
@pytest.mark.parametrize("eyes", ["light_and_dark", "without_script"])
def test_axe_finds_no_fault_on_any_page_and_each_fits_every_window_and_paper(
    made: chain.Chain, live_server: Any, visitor: Callable[..., Any], signed_in: bool, part: int, eyes: str
) -> None:
    if eyes == "without_script" and signed_in and not FULL:
        pytest.skip("make proof asks the pages of those who sign in without script")
    found = part_of(addresses(made, signed_in=signed_in), signed_in, part)
    page = visitor(reduced_motion="reduce")  # a colour on its way to another is neither
    if eyes == "without_script":
        # axe itself is script, so the page's own is kept away instead of all being switched off.
        page.route("**/*.js", lambda route: route.abort())
        # What holds neither form nor map stands the same with script as without.
        client = people.signed_in(people.coordinator()) if signed_in else Client()
        found = [address for address in found if differs_without_script(client, address)]
    if signed_in:
        # So many that the tables of what comes again nearby are there, folded.
        town.reports(made.partnership, 110, category="theft", start=date(2026, 5, 1), days=110, spread=900)
        enter(page, live_server)
    wrong: list[str] = []
    for address in visit(page, live_server, found):
        page.evaluate(OPENED)
        if address.endswith("/lagesbild/nytt/"):
            expect(page.locator("#upprepning details[open] table").first).to_be_visible()
        wrong += faults_of(lambda: browser.axe(page))
        if eyes == "light_and_dark":
            if FULL or not signed_in:
                # In the dark the same page has other colours, and nothing else; all have the same components.
                page.emulate_media(color_scheme="dark")
                wrong += faults_of(lambda: browser.axe(page, rules=COLOURS))
                page.emulate_media(color_scheme="light")
            wrong += fits(page, address)
            page.set_viewport_size(browser.DESKTOP)  # type: ignore[arg-type]
    if FULL and not signed_in and eyes == "light_and_dark":
        rules = sorted({line.split(": ")[0] for said in wrong for line in said.splitlines()[1:]})
        keep(Tried(clock.today(), page.evaluate("axe.version"), len(found), tuple(rules)))
    assert wrong == [], "\n\n".join(wrong)


def fits(page: Page, address: str) -> list[str]:
    """What is wrong with a page that is shown in a narrow window, with twice the text, and on paper."""
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    wrong = faults_of(lambda: browser.no_sideways_scroll(page))
    # Twice the text: on a phone, and in a window where a page of ordinary text has room to spare.
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for window in (browser.PHONE, browser.DESKTOP):
        page.set_viewport_size(window)  # type: ignore[arg-type]
        said = faults_of(lambda: browser.no_sideways_scroll(page))
        wrong += [f"200 % text in {window['width']} px: {fault}" for fault in said]
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('nav, .button, .bottom-bar, .skip')]"
        ".filter(e => e.offsetParent !== null && !e.closest('.help, .columns__main, .margin')).length"
    )
    page.emulate_media(media="screen")
    return [*wrong, *([f"{address}: {shown} menus or buttons on paper"] if shown else [])]
