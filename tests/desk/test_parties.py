# SPDX-License-Identifier: EUPL-1.2
"""A party leaves: nothing that it signed or did changes, and what it answered for is asked about until taken over."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import Promise
from samsyn.desk import parties, start
from samsyn.ground.people import reads, writes
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.rhythm import writes as rhythm
from tests import people
from tests.cycle.followups.test_chain import a_proposed_promise

pytestmark = pytest.mark.django_db


def a_promise_of(party: object) -> Promise:
    """An agreed promise whose one part a housing company answers for."""
    coordinator, officer = people.coordinator(), people.officer()
    with clock.frozen(date(2026, 1, 10)):
        promise = promises.draft(
            people.partnership(), "Minst åtta trapphus ljussätts.", by=coordinator, slug="trapphus",
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
        )  # fmt: skip
        promises.add_indicator(promise, "Trapphus", "count", party, by=coordinator, target=8)
        promises.propose(promise, by=coordinator)
        promises.sign(promise, by=coordinator, title="Ordförande")
        return promises.sign(promise, by=officer, title="Chef")


def test_a_party_that_leaves_is_shown_and_asked_about_until_somebody_takes_over() -> None:
    housing, coordinator = people.organisation("housing"), people.coordinator()
    member = people.member("reporter", "housing")
    promise = a_promise_of(housing)
    part = promise.indicators.get()
    activity = activities.plan(
        people.partnership(), "Byt armaturer", housing, by=coordinator, promises=[promise], indicator=part
    )
    _, token = writes.make_link(housing, "report_all", promise.uuid, by=coordinator)
    browser = people.signed_in(coordinator)
    page = f"/almstad/arbete/installningar/parter/{housing.uuid}/"
    assert "Byt armaturer" in browser.get(page).content.decode()
    with people.journalled("organisation left"), clock.frozen(date(2026, 3, 1)):
        assert browser.post(f"{page}lamnar/", {"on": "2026-03-01"}).status_code == 302
    housing.refresh_from_db()
    assert housing.left_on == date(2026, 3, 1)
    assert people.signed_in(member).get("/almstad/arbete/").status_code == 404
    link = reads.link(token, people.partnership())
    with pytest.raises(NotNow):
        writes.use_link(link, by=reads.caller_by_link(link))
    told = browser.get(page).content.decode()
    assert "Någon annan behöver ta över" in told and "Byt armaturer" in told and "Trapphus" in told
    assert "har lämnat" in browser.get("/almstad/arbete/installningar/").content.decode().lower()

    with clock.frozen(date(2026, 5, 12)):
        task = next(
            row for row in start.tasks(people.partnership(), seen_by=coordinator) if row.code == "take_over"
        )
        assert (task.facts["count"], task.due) == (2, True)
        assert "Bestäm vem som tar över" in browser.get("/almstad/arbete/").content.decode()
        followup = followups.open_period(people.partnership(), "2026-T1", by=coordinator)
        followup = followups.collect(followup, by=coordinator)
        reading = followup_reads.readings(followup, seen_by=coordinator)[0]
        assert (reading.status, reading.reason) == ("not_reported", "owner_left")
        assert followup_reads.owners_missing(followup, seen_by=coordinator) == []
        promises.hand_over(part, people.organisation(), by=coordinator, reason="Bolaget såldes.")
        with people.journalled("activity handed over"):
            address = f"/almstad/arbete/aktiviteter/{activity.uuid}/lamna-over/"
            browser.post(address, {"to": str(people.organisation().uuid)})
        activity.refresh_from_db()
        assert activity.organisation == people.organisation()
        assert followup_reads.owners_missing(followup, seen_by=coordinator) == [people.organisation()]
        assert parties.ownerless(people.partnership(), seen_by=coordinator) == []


def test_those_who_answer_together_go_on_answering_when_the_first_has_left() -> None:
    housing, coordinator = people.organisation("housing"), people.coordinator()
    promise = a_promise_of(housing)
    promise.indicators.get().also.add(people.organisation("police"))
    writes.leave(housing, by=coordinator)
    with clock.frozen(date(2026, 5, 12)):
        followup = followups.open_period(people.partnership(), "2026-T1", by=coordinator)
        followup = followups.collect(followup, by=coordinator)
        assert followup_reads.owners_missing(followup, seen_by=coordinator) == [people.organisation("police")]
        assert followup_reads.readings(followup, seen_by=coordinator)[0].reason == "not_reported"


def test_a_party_that_has_left_signs_nothing_and_is_given_nothing() -> None:
    coordinator, police = people.coordinator(), people.organisation("police")
    promise = a_proposed_promise()
    police = writes.leave(police, by=coordinator)
    assert parties.answers(police, seen_by=coordinator).unsigned == [promise]
    with pytest.raises(NotNow) as refused:
        promises.sign(promise, by=coordinator, organisation=police, how="paper", title="Chef")
    assert refused.value.code == "party_has_left"
    promises.take_back(promise, by=coordinator)
    with pytest.raises(NotNow):
        promises.propose(promise, by=coordinator)
    with pytest.raises(BadInput):
        activities.plan(people.partnership(), "Pass", police, by=coordinator)
    with people.journalled("organisation came back"):
        writes.come_back(police, by=coordinator)
    promise.refresh_from_db()
    assert promises.propose(promise, by=coordinator).state == "proposed"


def test_who_may_let_a_party_leave_and_when() -> None:
    housing, municipality = people.organisation("housing"), people.organisation()
    for caller in (people.officer(), people.member("reporter"), PUBLIC, people.outsider()):
        with pytest.raises((NotAllowed, NotFound)):
            writes.leave(housing, by=caller)
    coordinator = people.coordinator()
    with pytest.raises(NotNow) as refused:
        writes.leave(municipality, by=coordinator)
    assert refused.value.code == "nobody_left_to_manage"
    with pytest.raises(BadInput):
        writes.leave(housing, by=coordinator, on=date(2999, 1, 1))
    writes.leave(housing, by=coordinator)
    with pytest.raises(NotNow):
        writes.leave(housing, by=coordinator)
    with pytest.raises(NotNow):
        writes.come_back(municipality, by=coordinator)
    browser = people.signed_in(coordinator)
    address = f"/almstad/arbete/installningar/parter/{people.organisation('police').uuid}/lamnar/"
    wrong = browser.post(address, {"on": "2999-01-01"})
    assert wrong.status_code == 400 and "2999-01-01" in wrong.content.decode()


def test_open_decisions_of_a_party_are_shown_when_it_leaves_and_asked_about_until_handed_on() -> None:
    here, coordinator, housing = people.partnership(), people.coordinator(), people.organisation("housing")
    browser = people.signed_in(coordinator)
    page = f"/almstad/arbete/installningar/parter/{housing.uuid}/"
    with clock.frozen(date(2026, 3, 10)):
        made = []
        for kind, name in (("board", "EST"), ("steering", "Styrgruppen")):
            forum = rhythm.add_forum(here, kind, name, by=coordinator)
            meeting = rhythm.call(forum, date(2026, 3, 10), by=coordinator)
            made.append(rhythm.decide(meeting, f"Byt lås, {name}", housing, by=coordinator))
        told = parties.answers(housing, seen_by=coordinator)
        assert [row.what for row in told.decisions] == ["Byt lås, EST", "Byt lås, Styrgruppen"]
        assert not told.activities and told.to_take_over == 2, (
            "a board's decision and its activity are one thing"
        )
        writes.leave(housing, by=coordinator, on=date(2026, 3, 10))
        shown = browser.get(page).content.decode()
        assert "Någon annan behöver ta över" in shown and "Byt lås, Styrgruppen" in shown
        for decision in made:
            assert parties.ownerless(here, seen_by=coordinator)
            rhythm.hand_on(decision, people.organisation(), by=coordinator)
        assert not parties.ownerless(here, seen_by=coordinator)
        assert "Byt lås" not in browser.get(page).content.decode()
