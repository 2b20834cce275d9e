# SPDX-License-Identifier: EUPL-1.2
"""Every page reads well in an odd partnership: an empty one, the longest names, no categories, thousands of areas."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from samsyn.catalogue import categories
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.reports import writes as reports
from samsyn.ground.people import writes as people_writes
from samsyn.ground.people.models import Organisation, Role
from samsyn.ground.places import writes as places
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.ground.places.squares import SOUTH, TOWN, WEST, feature
from tests.house.test_scope import WORK, table

LONG = "Trygghetspartnerskapet för samverkan mot otrygghet och brott i de östra och västra kommundelarna "
LONG = (LONG * 4)[:299] + "å"
WORD = "Samverkansöverenskommelseuppföljningsplaneringsgrupp" * 5
MANY = 4_000 if os.environ.get("SAMSYN_TEST_PROOF") == "full" else 600
NOT_PAGES = ("/theme/", "/static/")
# What a template says when it is given nothing or too much.
SLIPS = re.compile(
    r">\s*None\s*<|\bNone\b[.,]|\{\{|\{%|%\(\w+\)s|&lt;(Area|Report|Promise|Organisation)[: ]|\bnan\b"
)


def addresses() -> list[str]:
    """Every address that asks for nothing but the partnership, the public ones first."""
    found = [a.at("almstad") for a in table() if a.route.startswith("<key:key>/") and "<" not in a.route[9:]]
    return sorted(set(found), key=lambda address: ("/arbete/" in address, address))


def words_of(html: str) -> str:
    """What a page says between its tags, in its main part."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", main[0] if main else html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def walk(browser: Client, *, skip: tuple[str, ...] = ()) -> dict[str, str]:
    """Ask for every page; returns those that do not read well, with what is wrong."""
    wrong = {}
    for address in addresses():
        if address.endswith(skip) if skip else False:
            continue
        answer = browser.get(address)
        if answer.status_code in (302, 403, 404, 405) or not answer["Content-Type"].startswith("text/html"):
            if answer.status_code >= 500:
                wrong[address] = str(answer.status_code)
            continue
        html = answer.content.decode()
        if answer.status_code != 200:
            wrong[address] = str(answer.status_code)
        elif html.count("<h1") != 1:
            wrong[address] = f"{html.count('<h1')} main headings"
        elif slip := SLIPS.search(re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)):
            wrong[address] = f"the page says {html[max(0, slip.start() - 60) : slip.end() + 40]!r}"
        elif len(words_of(html)) < 60:
            wrong[address] = f"says next to nothing: {words_of(html)!r}"
    return wrong


def everyone() -> list[Client]:
    """A visitor who has not signed in, and one of each role that works here."""
    roles = [
        people.coordinator(),
        people.officer(),
        people.member("reporter"),
        people.decision_maker(),
        people.member(Role.ADMINISTRATOR),
    ]
    return [Client(), *(people.signed_in(role) for role in roles)]


def a_promise(sentence: str, name: str) -> None:
    """A promise with an indicator, proposed."""
    coordinator = people.coordinator()
    promise = promises.draft(
        people.partnership(),
        sentence,
        by=coordinator,
        period_from=date(2026, 1, 1),
        period_to=date(2026, 12, 31),
    )
    party = Organisation.objects.filter(partnership=people.partnership()).first()
    assert party is not None
    promises.add_indicator(promise, name, "count", party, by=coordinator, target=10)
    promises.propose(promise, by=coordinator)


def a_report(text: str = "", place: str = "") -> None:
    """A report from a resident."""
    sighting = reports.Sighting(
        category="vandalism", wall_from="2026-03-01T21:30", text=text, place_text=place
    )
    with clock.frozen(date(2026, 3, 2)):
        reports.receive(people.partnership(), sighting, by=people.coordinator(), source="resident")


def empty() -> None:
    """Founded today: no areas, no reports, one party."""
    people.partnership()


def longest_names() -> None:
    """Every name as long as it may be, one of them a single word."""
    home = people.partnership()
    people_writes.change_settings(
        home, by=SYSTEM, name=LONG, contact_role=LONG[:200], contact_address=WORD[:200], case_number=WORD[:60]
    )
    people_writes.add_organisation(home, LONG, "housing", by=SYSTEM)
    people_writes.add_organisation(home, WORD[:300], "police", by=SYSTEM)
    rows = [feature(WORD[:200], "A1", 0), feature(LONG[:200], "A2", 1)]
    places.import_areas(home, rows, kind="district", name_field="namn", code_field="kod", by=SYSTEM)
    places.add_named_place(home, WORD[:200], e=WEST + 10, n=SOUTH + 10, kind="school", by=SYSTEM)
    a_promise((LONG * 2)[:400], LONG[:200])
    a_report((LONG * 8)[:2_000], LONG[:200])


def a_few_reports() -> None:
    """Areas and a handful of reports, nothing yet decided."""
    places.import_areas(people.partnership(), TOWN, kind="district", name_field="namn", by=SYSTEM)
    for _ in range(3):
        a_report("Trasig lampa vid gångvägen.", "Centrum")


STATES: dict[str, Callable[[], None]] = {
    "empty": empty,
    "longest names": longest_names,
    "a few reports": a_few_reports,
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_every_page_reads_well_for_everyone(state: str) -> None:
    STATES[state]()
    wrong: dict[str, str] = {}
    for browser in everyone():
        wrong |= walk(browser)
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_reads_well_with_no_category_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    a_few_reports()
    monkeypatch.setattr(categories, "every", lambda **_: ())
    wrong: dict[str, str] = {}
    for browser in (Client(), people.signed_in(people.coordinator())):
        wrong |= walk(browser)
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.proof
def test_every_page_reads_well_with_thousands_of_areas() -> None:
    many: list[dict[str, Any]] = [
        feature(f"Område {number}", f"{number:04d}", number % 64, number // 64) for number in range(MANY)
    ]
    places.import_areas(
        people.partnership(), many, kind="deso", name_field="namn", code_field="kod", by=SYSTEM
    )
    a_report("Trasig lampa vid gångvägen.", "Område 17")
    wrong: dict[str, str] = {}
    for browser in (Client(), people.signed_in(people.coordinator())):
        wrong |= walk(browser)
    assert wrong == {}


def test_the_walk_sees_every_kind_of_page() -> None:
    found = addresses()
    assert len(found) > 20
    assert "/almstad/rapportera/" in found
    assert f"/{WORK.replace('<key:key>', 'almstad')}" in found
