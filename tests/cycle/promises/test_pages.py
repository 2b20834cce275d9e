# SPDX-License-Identifier: EUPL-1.2
"""The pages of a promise: two who write at once, parts handed over and broken off, an end, and history."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.promises import reads, writes
from samsyn.kit import clock
from tests import people
from tests.cycle.followups.test_chain import a_proposed_promise, an_agreed_promise
from tests.cycle.promises.test_holding import an_earlier_promise

pytestmark = pytest.mark.django_db

WORDS = {"level": "partnership", "period_from": "2026-01-01", "period_to": "2026-12-31", "focus_area": "", "agreement": "", "area": ""}  # fmt: skip


def test_two_who_write_at_once_both_see_both_texts() -> None:
    promise = a_proposed_promise()
    writes.take_back(promise, by=people.coordinator())
    first, second = people.signed_in(people.coordinator()), people.signed_in(people.officer())
    address = f"/almstad/arbete/loften/{promise.slug}/"
    version = str(promise.version)
    first.post(address, WORDS | {"sentence": "Den enas mening.", "explanation": "Ett.", "version": version})
    answer = second.post(
        address, WORDS | {"sentence": "Den andras mening.", "explanation": "Två.", "version": version}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Den enas mening." in page and "Den andras mening." in page and "Två." in page
    promise.refresh_from_db()
    assert promise.sentence == "Den enas mening."
    assert f'name="version" value="{promise.version}"' in page
    again = second.post(
        address, WORDS | {"sentence": "Bådas mening.", "explanation": "", "version": str(promise.version)}
    )
    assert again.status_code == 302


def test_a_part_is_handed_over_and_broken_off_on_pages() -> None:
    promise = an_agreed_promise()
    part, housing = promise.indicators.get(), people.organisation("housing")
    browser = people.signed_in(people.coordinator())
    own = f"/almstad/arbete/loften/{promise.slug}/del/{part.uuid}"
    assert "Lämna över delen" in browser.get(f"{own}/andra/").content.decode()
    assert browser.post(f"{own}/lamna-over/", {"to": str(housing.uuid), "reason": ""}).status_code == 400
    browser.post(f"{own}/lamna-over/", {"to": str(housing.uuid), "reason": "Bolaget tar över."})
    part.refresh_from_db()
    assert part.organisation == housing
    assert browser.post(f"{own}/avbryt/", {"cancel-reason": ""}).status_code == 400
    browser.post(f"{own}/avbryt/", {"cancel-reason": "Pengarna är slut."})
    assert "Pengarna är slut." in browser.get(f"/almstad/arbete/loften/{promise.slug}/").content.decode()


def test_a_promise_is_ended_on_its_page_and_shows_what_replaced_it() -> None:
    old, new = an_agreed_promise(), a_proposed_promise()
    browser = people.signed_in(people.coordinator())
    address = f"/almstad/arbete/loften/{old.slug}/"
    assert browser.post(f"{address}avsluta/", {"on": "", "replaced_by": ""}).status_code == 400
    browser.post(f"{address}avsluta/", {"on": "2026-06-30", "replaced_by": str(new.uuid)})
    page = browser.get(address).content.decode()
    assert "Ersatt av" in page and f"/loften/{new.slug}/" in page


def test_an_earlier_year_is_kept_as_history_on_its_page() -> None:
    promise = an_earlier_promise()
    browser = people.signed_in(people.coordinator())
    address = f"/almstad/arbete/loften/{promise.slug}/"
    assert browser.post(f"{address}historik/", {"source": "", "signed_on": ""}).status_code == 400
    browser.post(f"{address}historik/", {"source": "Webbplatsen 2020", "signed_on": ""})
    assert "utan underlag i Samsyn" in browser.get(address).content.decode()


@pytest.mark.parametrize(
    ("typed", "target", "bound", "per", "unit"),
    [
        ("minst 20", 20, "at_least", "", ""),
        ("högst 1 200", 1200, "at_most", "", ""),
        ("varannan vecka", 0.5, "at_least", "week", ""),
        ("2,5 %", 2.5, "at_least", "", "procent"),
    ],
)
def test_a_target_is_understood_as_people_write_it(
    typed: str, target: float, bound: str, per: str, unit: str
) -> None:
    promise = a_proposed_promise()
    writes.take_back(promise, by=people.coordinator())
    browser = people.signed_in(people.coordinator())
    with clock.frozen(date(2026, 1, 5)):
        answer = browser.post(
            f"/almstad/arbete/loften/{promise.slug}/del/",
            {
                "name": "Ny del", "kind": "count", "organisation": str(people.organisation().uuid), "source": "asked",
                "bound": "at_least", "target": typed, "per": "", "steps": "ett\ntvå\n",
            },
        )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[:500]
    part = reads.indicators(promise, seen_by=people.coordinator())[-1]
    found = part.now  # type: ignore[attr-defined]
    assert (float(found.target), found.bound, found.per, found.unit) == (target, bound, per, unit)
    assert found.steps == ["ett", "två"]


def test_a_number_nobody_can_read_is_asked_about_and_nothing_is_lost() -> None:
    promise = a_proposed_promise()
    writes.take_back(promise, by=people.coordinator())
    answer = people.signed_in(people.coordinator()).post(
        f"/almstad/arbete/loften/{promise.slug}/del/",
        {"name": "Ny del", "kind": "count", "organisation": "", "source": "asked", "bound": "at_least", "target": "ett antal"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert "Ny del" in answer.content.decode() and "ett antal" in answer.content.decode()
