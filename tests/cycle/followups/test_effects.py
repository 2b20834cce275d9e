# SPDX-License-Identifier: EUPL-1.2
"""Did it help? Asked before the start, answered when the days are over, and "not measured" where nobody asked."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.template.loader import render_to_string

from samsyn.cycle.followups import compute, reads, writes
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import EffectQuestion
from samsyn.ground.places import reads as places
from samsyn.kit import clock, frozen
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput
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
        "expected_days": 7, "counted_to": date(2026, 6, 30), "picked_because_high": False,
    } | changed  # fmt: skip
    with clock.frozen(date(2026, 2, 1)):
        return promises.register_effect_question(
            an_agreed_promise(), "Färre rapporter om skadegörelse.", by=people.coordinator(), **fields
        )


def answered(now_west: int, now_east: int, **changed: object) -> dict:
    question = asked(**changed)
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


def test_a_place_picked_for_its_numbers_beside_too_few_others_cannot_be_told() -> None:
    answer = answered(12, 58, picked_because_high=True)
    assert answer["verdict"] == "cannot_tell"
    assert "picked_because_high" in answer["caveats"]
    assert answer["mixture"] == {"refused": "few_areas", "needed": 19, "got": 1}


def test_a_fall_to_no_reports_at_all_is_a_decrease() -> None:
    answer = answered(0, 58)
    assert (answer["place"], answer["verdict"], answer["difference"]) == ([60, 0], "decrease", None)


def test_a_fall_that_came_everywhere_is_no_effect() -> None:
    assert answered(20, 20)["verdict"] == "no_clear_change"


def test_an_effect_question_comes_before_the_start_with_something_to_compare_with() -> None:
    with pytest.raises(BadInput) as refused:
        asked(starts_on=date(2026, 1, 15))
    assert (refused.value.code, refused.value.field) == ("effect_asked_too_late", "starts_on")


@pytest.mark.parametrize("changed", [{"controls": []}, {"counted_to": date(2026, 3, 20)}])
def test_an_effect_question_needs_controls_and_at_least_four_weeks(changed: dict) -> None:
    with pytest.raises(BadInput):
        asked(**changed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"counted_to": "2029-01-15"}, "Löftet följs upp till och med"),
        ({"starts_on": "2026-01-15"}, "Frågan måste ställas innan"),
    ],
)
def test_a_question_for_the_wrong_days_is_told_so_and_nothing_typed_is_lost(typed: dict, told: str) -> None:
    question = asked()
    assert question.promise.period_to is not None and question.promise.period_to < date(2029, 1, 15)
    form = {
        "sentence": "Blev det färre?", "category": "vandalism", "area": str(question.area.uuid),
        "controls": [str(row.uuid) for row in question.controls.all()], "starts_on": "2026-03-01",
        "expected_days": 0, "counted_to": "2026-06-30",
    } | typed  # fmt: skip
    client = people.signed_in(people.coordinator())
    with clock.frozen(date(2026, 2, 1)):
        answer = client.post(f"/almstad/arbete/loften/{question.promise.slug}/effekt/", form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page and "Blev det färre?" in page
    assert EffectQuestion.objects.count() == 1


@pytest.mark.parametrize("day", ["the last day counted", "the day after"])
def test_collecting_a_follow_up_answers_what_can_be_answered(day: str) -> None:
    question = asked()
    over = question.counted_to if day == "the last day counted" else date(2026, 7, 1)
    with clock.frozen(over):
        followup = writes.open_period(people.partnership(), "2026-T2", by=people.coordinator())
        writes.collect(followup, by=people.coordinator())
        (told,) = reads.effects(question.promise, seen_by=people.coordinator())
    assert (told["answer"] is not None) == (day == "the day after")


def test_where_nobody_asked_the_effect_is_not_measured() -> None:
    promise = an_agreed_promise()
    assert reads.chain(promise, seen_by=people.coordinator())["effects"] == []
    page = (
        people.signed_in(people.coordinator()).get(f"/almstad/arbete/loften/{promise.slug}/").content.decode()
    )
    assert "inte uppmätt" in page


def in_a_town(counts: Any, monkeypatch: pytest.MonkeyPatch, **changed: object) -> dict:
    """What is answered of the first area of a town whose counts, by area and four weeks, are these."""
    monkeypatch.setattr(compute.promises, "counts_by_area", lambda *_: counts)
    question = SimpleNamespace(
        partnership=None, category="vandalism", area=None, controls=SimpleNamespace(all=lambda: [None] * (len(counts) - 1)),
        starts_on=date(2026, 3, 2), counted_from=date(2026, 3, 2), counted_to=date(2026, 6, 21), before_from=date(2025, 3, 3),
        before_to=date(2025, 6, 22), picked_because_high=False, smallest_fall=40,
    )  # fmt: skip
    vars(question).update(changed)
    return compute.answer(question)


def drifting(seed: int, effect: float = 1.0) -> Any:
    """26 areas of which some go up and some down by themselves, over a year and four periods after."""
    rng = np.random.default_rng(seed)
    way = np.where(rng.random(26) < 0.5, -1.0, 1.0)
    counts = rng.poisson(30 * np.exp(np.outer(way, np.linspace(0, 1, 17))))
    counts[0, 13:] = rng.binomial(counts[0, 13:], effect)
    return counts


def test_where_places_drift_apart_the_place_is_answered_beside_a_mixture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = in_a_town(drifting(9, 0.4), monkeypatch)
    assert (answer["method"], answer["verdict"]) == ("mixture", "decrease")
    mixture = answer["mixture"]
    assert (mixture["ratio"], mixture["interval"]) == (answer["ratio"], answer["ratio_interval"])
    assert mixture["p"] <= 0.05 and mixture["areas"] == 25
    words = render_to_string("followups/_mixture.html", {"effect": {"answer": answer}})
    assert "en blandning av" in words and "Så långt från sin blandning ligger 4 %" in words
    frozen.freeze("effect", 2, answer)


def test_why_there_is_no_mixture_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = in_a_town(np.full((12, 17), 20), monkeypatch)
    words = render_to_string("followups/_mixture.html", {"effect": {"answer": answer}})
    assert answer["method"] == "corrected" and "färre än 19 platser" in words


@pytest.mark.slow
def test_in_towns_where_nothing_was_done_the_product_seldom_says_that_it_fell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The highest place of the year before, said to be picked for it; and any place of a town that drifts apart."""
    picked, any_place = [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        town_counts = rng.poisson(rng.gamma(2, 10, 26)[:, None] * np.exp(rng.normal(0, 0.2, (26, 17))))
        order = np.argsort(-town_counts[:, :13].sum(axis=1), kind="stable")
        picked.append(in_a_town(town_counts[order], monkeypatch, picked_because_high=True)["verdict"])
        any_place.append(in_a_town(drifting(seed), monkeypatch)["verdict"])
    assert picked.count("decrease") <= 3
    assert any_place.count("decrease") <= 3


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
