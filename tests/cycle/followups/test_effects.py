# SPDX-License-Identifier: EUPL-1.2
"""Did it help? Asked before the start, answered when the days are over, and "not measured" where nobody asked."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.followups import reads, writes
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import EffectQuestion
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotNow
from tests import people
from tests.cycle.followups.test_chain import an_agreed_promise
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db

WEST, EAST = (town.EAST + 1_000, town.NORTH + 5_000), (town.EAST + 9_000, town.NORTH + 5_000)


def asked(**changed: object) -> EffectQuestion:
    """A question registered before the start, of a place with 60 reports the year before and a like one beside it."""
    here = people.partnership()
    if not places.placing_areas(here, seen_by=SYSTEM):
        town.districts(here)
    west, east = (
        next(area for area in places.placing_areas(here, seen_by=SYSTEM) if area.name == name)
        for name in ("Västra", "Östra")
    )
    for at, seed in ((WEST, 1), (EAST, 2)):
        town.reports(here, 60, start=date(2025, 3, 10), days=100, at=at, spread=1_500, seed=seed)
    fields = {
        "category": "vandalism", "area": west, "controls": [west, east], "starts_on": date(2026, 3, 1),
        "expected_days": 7, "counted_to": date(2026, 6, 30),
    } | changed  # fmt: skip
    with clock.frozen(date(2026, 2, 1)):
        return promises.register_effect_question(
            an_agreed_promise(), "Färre rapporter om skadegörelse.", by=people.coordinator(), **fields
        )


def answered(now_west: int, now_east: int) -> dict:
    question = asked()
    here = people.partnership()
    for at, count, seed in ((WEST, now_west, 3), (EAST, now_east, 4)):
        town.reports(here, count, start=date(2026, 3, 10), days=100, at=at, spread=1_500, seed=seed)
    with clock.frozen(date(2026, 9, 2)):
        followup = writes.open_period(here, "2026-T2", by=people.coordinator())
        with people.journalled("effect question answered"):
            writes.answer_effects(followup, by=people.coordinator())
        assert writes.answer_effects(followup, by=people.coordinator()) == [], "a question is answered once"
    return reads.effects(question.promise, seen_by=people.coordinator())[0]["answer"]


def test_the_question_says_before_the_start_what_could_be_seen_at_all() -> None:
    with people.journalled("effect question registered"):
        question = asked()
    assert (question.before_count, question.smallest_fall) == (60, 47)
    assert [area.name for area in question.controls.all()] == ["Östra"]
    assert (question.counted_to - question.before_to).days % 7 == 0
    assert question.before_to < question.starts_on


def test_a_fall_that_the_place_beside_did_not_have_is_a_decrease() -> None:
    answer = answered(12, 58)
    assert answer["verdict"] == "decrease"
    assert answer["interval"][1] < 0


def test_a_fall_that_came_everywhere_is_no_effect() -> None:
    assert answered(20, 20)["verdict"] == "no_clear_change"


def test_an_effect_question_comes_before_the_start_with_something_to_compare_with() -> None:
    with pytest.raises(NotNow) as refused:
        asked(starts_on=date(2026, 1, 15))
    assert refused.value.code == "effect_asked_too_late"


@pytest.mark.parametrize("changed", [{"controls": []}, {"counted_to": date(2026, 3, 20)}])
def test_an_effect_question_needs_controls_and_at_least_four_weeks(changed: dict) -> None:
    with pytest.raises(BadInput):
        asked(**changed)


def test_where_nobody_asked_the_effect_is_not_measured() -> None:
    promise = an_agreed_promise()
    assert reads.chain(promise, seen_by=people.coordinator())["effects"] == []
    page = (
        people.signed_in(people.coordinator()).get(f"/almstad/arbete/loften/{promise.slug}/").content.decode()
    )
    assert "inte uppmätt" in page


def test_the_question_is_asked_on_the_promises_page() -> None:
    question = asked()
    browser = people.signed_in(people.coordinator())
    address = f"/almstad/arbete/loften/{question.promise.slug}/"
    posted = {
        "sentence": "Färre rapporter.", "category": "vandalism", "area": str(question.area.uuid), "expected_days": "0",
        "controls": [str(area.uuid) for area in question.controls.all()], "starts_on": "2026-03-01", "counted_to": "2026-06-30",
    }  # fmt: skip
    with clock.frozen(date(2026, 2, 2)):
        assert browser.post(f"{address}effekt/", posted | {"controls": []}).status_code == 400
        assert browser.post(f"{address}effekt/", posted).status_code == 302
        assert "47 % eller mer" in browser.get(address).content.decode()
