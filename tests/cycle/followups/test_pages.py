# SPDX-License-Identifier: EUPL-1.2
"""The pages of a whole round: write, propose, sign on paper and by link, log, collect, answer and approve by link."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.followups import reads
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Promise
from samsyn.kit import clock
from tests import people

pytestmark = pytest.mark.django_db

WORK = "/almstad/arbete"
PART = {
    "name": "Trygghetsvandringar", "kind": "count", "bound": "at_least", "target": "2", "unit": "vandringar",
    "per": "", "counts": "Vandringar med protokoll", "source": "asked", "baseline": "1",
    "baseline_period": "2025", "baseline_source": "Kommunens protokoll",
}  # fmt: skip


def shown(browser: Client, address: str, **posted: object) -> str:
    """The page at an address; a form sent there leads to a page."""
    answer = browser.post(address, posted, follow=True) if posted else browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.content.decode()[:400])
    return answer.content.decode()


def address_on(page: str) -> str:
    """The one-time address that the page shows."""
    found = re.search(r"<code>\s*https?://[^/]+(/[^<\s]+)\s*</code>", page)
    assert found, page[-3000:]
    return found[1]


def a_promise_written_on_the_pages(browser: Client) -> Promise:
    """A draft with one part."""
    people.organisation("police")
    shown(
        browser, f"{WORK}/loften/nytt/", sentence="Vi ska gå två trygghetsvandringar under 2026.",
        explanation="", level="partnership", period_from="2026-01-01", period_to="2026-12-31",
        focus_area="", agreement="", area="",
    )  # fmt: skip
    promise = promises.promises(people.partnership(), seen_by=people.coordinator()).get()
    owner = people.organisation("municipality")
    page = shown(browser, f"{WORK}/loften/{promise.slug}/del/", **PART, organisation=str(owner.uuid))
    assert "Trygghetsvandringar" in page
    return promise


def test_the_whole_round_is_made_on_pages_by_a_police_that_never_signs_in() -> None:
    browser, visitor = people.signed_in(people.coordinator()), Client()
    with clock.frozen(date(2026, 1, 8)):
        promise = a_promise_written_on_the_pages(browser)
        own = f"{WORK}/loften/{promise.slug}"
        assert "Går det att följa upp?" in shown(browser, f"{own}/")
        shown(browser, f"{own}/foresla/", go="1")
        shown(browser, f"{own}/skriv-under/", title="Kommunstyrelsens ordförande", name="")
        police = people.organisation("police")
        link = address_on(shown(browser, f"{own}/lank/", organisation=str(police.uuid)))
        assert promise.sentence in shown(visitor, link)
        promise.refresh_from_db()
        assert promise.state == "proposed", "looking at the link signs nothing"
        shown(visitor, link, title="Lokalpolisområdeschef", name="")
        promise.refresh_from_db()
        assert promise.state == "agreed"
        assert visitor.post(link, {"title": "Lokalpolisområdeschef"}).status_code == 409
        assert "Lokalpolisområdeschef" in shown(browser, f"{own}/")
        assert promise.sentence in shown(browser, f"{WORK}/loften/")
    with clock.frozen(date(2026, 5, 6)):
        shown(browser, f"{WORK}/uppfoljning/", period="2026-T1")
        followup = reads.followup("2026-T1", people.partnership(), seen_by=people.coordinator())
        page = shown(browser, f"{WORK}/uppfoljning/2026-T1/")
        assert "Saknar redovisning" in page
        row = reads.readings(followup, seen_by=people.coordinator())[0]
        asked = address_on(shown(browser, f"{WORK}/uppfoljning/uppgift/{row.uuid}/fraga/", go="1"))
        assert "Trygghetsvandringar" in shown(visitor, asked)
        shown(visitor, asked, said="2", as_of="2026-04-30", steps_done="", comment="", next_step="")
        row.refresh_from_db()
        assert (row.value, row.status) == (2, "fulfilled")
        digest = reads.figures_digest(followup, seen_by=people.coordinator())
        shown(browser, f"{WORK}/uppfoljning/2026-T1/godkann/", digest=digest)
        approving = address_on(
            shown(browser, f"{WORK}/uppfoljning/2026-T1/lank/", organisation=str(police.uuid))
        )
        assert "Trygghetsvandringar" in shown(visitor, approving)
        shown(visitor, approving, digest=digest)
        followup.refresh_from_db()
        assert followup.state == "approved"
        assert "sv" in shown(browser, f"{WORK}/uppfoljning/2026-T1/")


def test_an_activity_is_planned_and_logged_on_pages() -> None:
    browser = people.signed_in(people.coordinator())
    with clock.frozen(date(2026, 3, 2)):
        promise = a_promise_written_on_the_pages(browser)
        shown(
            browser, f"{WORK}/aktiviteter/", title="Vandring i Lötäng", kind="safety_walk",
            organisation=str(people.organisation("municipality").uuid), promise=str(promise.uuid),
            planned="2", unit="vandringar", area="", place_text="Lötäng", period_from="2026-03-01",
            period_to="2026-04-30",
        )  # fmt: skip
        activity = activities.activities(people.partnership(), seen_by=people.coordinator()).get()
        assert "Vandring i Lötäng" in shown(browser, f"{WORK}/aktiviteter/")
        assert "Vandring i Lötäng" in shown(browser, f"{WORK}/aktiviteter/logga/")
        page = shown(
            browser, f"{WORK}/aktiviteter/{activity.uuid}/", done_on="2026-03-02", quantity="1", minutes="45",
            reached="", note="",
        )  # fmt: skip
        assert "Vandring i Lötäng" in page
        assert activities.log(activity, seen_by=people.coordinator()).count() == 1


@pytest.mark.parametrize(
    "part", ["loften/", "loften/nytt/", "aktiviteter/", "uppfoljning/", "aktiviteter/logga/"]
)
def test_an_empty_page_says_what_will_stand_there_and_an_outsider_finds_nothing(part: str) -> None:
    shown(people.signed_in(people.coordinator()), f"{WORK}/{part}")
    assert people.signed_in(people.outsider()).get(f"{WORK}/{part}").status_code == 404
    assert Client().get(f"{WORK}/{part}").status_code == 302


def test_a_refusal_says_in_the_rooms_own_words_what_to_do() -> None:
    browser = people.signed_in(people.coordinator())
    with clock.frozen(date(2026, 1, 8)):
        people.organisation("police")
        shown(
            browser, f"{WORK}/loften/nytt/", sentence="Vi ska gå två vandringar under 2026.", explanation="",
            level="partnership", period_from="2026-01-01", period_to="2026-12-31", focus_area="", agreement="",
            area="",
        )  # fmt: skip
        promise = promises.promises(people.partnership(), seen_by=people.coordinator()).get()
        answer = browser.post(f"{WORK}/loften/{promise.slug}/foresla/")
    assert answer.status_code == 409
    assert "Lägg till minst en del som går att följa upp." in answer.content.decode()
