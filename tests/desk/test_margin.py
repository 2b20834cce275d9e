# SPDX-License-Identifier: EUPL-1.2
"""Beside the tasks: what happened lately, how the law stands, who is waited for, and the dates of the year."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.promises import writes as promises
from samsyn.cycle.reports import writes as reports
from samsyn.desk import margin
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from tests import people
from tests.cycle import chain
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def test_the_last_week_is_told_day_by_day_and_older_steps_are_not() -> None:
    chain.made()
    partnership, coordinator = people.partnership(), people.coordinator()
    with clock.frozen(date(2026, 5, 13)):
        told = margin.lately(partnership, seen_by=coordinator)
    assert {"promise published", "picture published"} <= {row.verb for row in told}
    assert [row.ago for row in told] == sorted(row.ago for row in told)
    with clock.frozen(date(2027, 5, 13)):
        assert margin.lately(partnership, seen_by=coordinator) == []


def test_an_outsider_learns_nothing_of_what_was_done() -> None:
    chain.made()
    with clock.frozen(date(2026, 5, 13)):
        assert margin.lately(people.partnership(), seen_by=people.outsider()) == []


def test_the_party_that_has_not_signed_is_waited_for_by_the_other() -> None:
    coordinator, officer = people.coordinator(), people.officer()
    promise = promises.draft(
        people.partnership(), "Minst tio patruller i Västra under 2026.", by=coordinator,
        period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
    )  # fmt: skip
    promises.add_indicator(
        promise, "Patruller", "count", people.organisation("police"), by=coordinator, target=10
    )
    promises.propose(promise, by=coordinator)
    promises.sign(promise, by=coordinator, title="Ordförande")
    ours = margin.others(people.partnership(), seen_by=coordinator)
    assert [(code, count) for code, count, _ in ours] == [("signatures", 1)]
    promises.sign(promise, by=officer, title="Kommunpolis")
    assert margin.others(people.partnership(), seen_by=coordinator) == []


def test_the_law_is_shown_to_those_who_answer_for_it() -> None:
    partnership = people.partnership()
    assert {row.code for row in margin.law(partnership, seen_by=people.coordinator())} >= {"picture", "plan"}
    assert margin.law(partnership, seen_by=people.member("reporter")) == []


def test_dates_near_each_other_are_told_together() -> None:
    with clock.frozen(date(2026, 5, 13)):
        days = margin.events(people.partnership(), seen_by=people.coordinator())
    assert [day for day, _ in days] == [date(2026, 1, 31), date(2026, 5, 31), date(2026, 9, 30)]


@pytest.mark.parametrize(("role", "new"), [("coordinator", 1), ("reporter", 0)])
def test_the_menu_says_how_many_reports_wait_to_those_who_are_to_look(role: str, new: int) -> None:
    town.districts(people.partnership())
    sighting = reports.Sighting(category="vandalism", wall_from="2026-05-02", place_text="Torget")
    reports.receive(people.partnership(), sighting, by=PUBLIC)
    page = people.signed_in(people.member(role)).get("/almstad/arbete/loften/")
    waiting = {link["code"]: link["waiting"]() for link in page.context["nav"] if "waiting" in link}
    assert waiting == {"reports": new, "followups": 0}
