# SPDX-License-Identifier: EUPL-1.2
"""A count of people split by sex or school: groups with targets of their own that make the whole up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samsyn.cycle.promises import writes
from samsyn.cycle.promises.models import Indicator, Promise
from samsyn.kit.errors import BadInput, NotAllowed, NotNow
from tests import people
from tests.cycle.followups.test_chain import an_agreed_promise

pytestmark = pytest.mark.django_db


def a_draft(**indicator: Any) -> tuple[Promise, Indicator]:
    coordinator = people.coordinator()
    promise = writes.draft(
        people.partnership(), "Vi når minst 60 unga.", by=coordinator, slug="unga",
        period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
    )  # fmt: skip
    asked = {"target": 60, "unit": "unga"} | indicator
    return promise, writes.add_indicator(
        promise, "Nådda unga", "count", people.organisation(), by=coordinator, **asked
    )


def test_groups_are_parts_of_their_own_that_make_the_whole_up() -> None:
    promise, whole = a_draft()
    with people.journalled("indicator split"):
        groups = writes.split(whole, "sex", {"Flickor": 40, "Pojkar": 20}, by=people.coordinator())
    assert [(row.name, row.relation, row.split_by, row.about_people) for row in groups] == [
        ("Flickor", "adds_up", "sex", True), ("Pojkar", "adds_up", "sex", True)
    ]  # fmt: skip
    assert [row.definitions.get().target for row in groups] == [40, 20]
    whole.refresh_from_db()
    assert whole.about_people, "what is split by sex counts people"
    signed = writes.propose(promise, by=people.coordinator()).frozen_text
    assert '"split_by":"sex"' in signed.replace(" ", "")


def test_what_cannot_be_split_is_refused() -> None:
    promise, whole = a_draft()
    coordinator = people.coordinator()
    for groups, code in (
        ({"Flickor": 1}, "split_needs_groups"),
        ({"A": 50, "B": 20}, "groups_do_not_add_up"),
    ):
        with pytest.raises(BadInput) as refused:
            writes.split(whole, "sex", groups, by=coordinator)
        assert refused.value.code == code
    with pytest.raises(BadInput):
        writes.split(whole, "ålder", {"A": None, "B": None}, by=coordinator)
    groups_made = writes.split(whole, "school", {"Norra": None, "Södra": 12}, by=coordinator)
    for part in (whole, groups_made[0]):
        with pytest.raises(NotNow):
            writes.split(part, "school", {"A": None, "B": None}, by=coordinator)
    light = writes.add_indicator(promise, "Ljus", "milestone", people.organisation(), by=coordinator)
    with pytest.raises(NotNow):
        writes.split(light, "sex", {"A": None, "B": None}, by=coordinator)
    with pytest.raises(NotAllowed):
        writes.split(whole, "sex", {"A": None, "B": None}, by=people.member("reporter"))
    with pytest.raises(NotNow):
        writes.split(an_agreed_promise().indicators.get(), "sex", {"A": 4, "B": 4}, by=coordinator)


def test_it_is_typed_on_the_page_and_comes_back_with_its_words_when_it_is_wrong() -> None:
    promise, whole = a_draft()
    browser = people.signed_in(people.coordinator())
    address = f"/almstad/arbete/loften/{promise.slug}/dela-upp/"
    posted = {"whole": str(whole.uuid), "split_by": "sex"}
    wrong = browser.post(address, posted | {"groups": "Flickor: 50\nPojkar: 20"})
    page = wrong.content.decode()
    assert wrong.status_code == 400 and "Flickor: 50" in page and "blir 70 tillsammans" in page
    vague = browser.post(address, posted | {"groups": "Flickor: många\nPojkar: 20"}).content.decode()
    assert "Skriv målet med siffror" in vague and "Flickor: många" in vague
    assert browser.post(address, posted | {"groups": "Flickor: 40\nPojkar: 20"}).status_code == 302
    assert "Pojkar" in browser.get(f"/almstad/arbete/loften/{promise.slug}/").content.decode()
