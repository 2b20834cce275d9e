# SPDX-License-Identifier: EUPL-1.2
"""From a signed promise to an approved follow-up, with a police that never signs in."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import reads, writes
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promise_reads
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import How, Promise, State
from samsyn.kit import clock, frozen
from samsyn.kit.errors import BadInput, NotAllowed, NotNow
from tests import people

pytestmark = pytest.mark.django_db


def a_proposed_promise(**indicator: object) -> Promise:
    coordinator = people.coordinator()
    police = people.organisation("police")
    with people.journalled():
        promise = promises.draft(
            people.partnership(),
            "Minst åtta nya områden med grannsamverkan.",
            by=coordinator,
            period_from=date(2026, 1, 1),
            period_to=date(2026, 12, 31),
        )
    with people.journalled():
        promises.add_indicator(
            promise,
            "Nya områden",
            "count",
            police,
            by=coordinator,
            **({"target": 8, "unit": "områden"} | indicator),
        )
    with people.journalled():
        return promises.propose(promise, by=coordinator)


def an_agreed_promise(**indicator: object) -> Promise:
    promise = a_proposed_promise(**indicator)
    with clock.frozen(date(2026, 1, 10)):
        with people.journalled():
            promises.sign(promise, by=people.coordinator(), title="Kommunstyrelsens ordförande")
        with people.journalled():
            return promises.sign(
                promise,
                by=people.coordinator(),
                organisation=people.organisation("police"),
                how=How.PAPER,
                title="Lokalpolisområdeschef",
                signed_on=date(2026, 1, 9),
            )


def test_a_promise_is_agreed_when_both_have_signed_one_of_them_on_paper() -> None:
    promise = an_agreed_promise()
    assert (promise.state, promise.signed_on) == (State.AGREED, date(2026, 1, 10))
    paper = promise.signatures.get(how=How.PAPER)
    assert paper.registered_by == people.organisation("municipality")
    assert paper.digest == promise.frozen_digest


def test_nobody_signs_for_another_party_by_account() -> None:
    promise = a_proposed_promise()
    with pytest.raises(NotAllowed):
        promises.sign(
            promise, by=people.officer(), organisation=people.organisation("municipality"), title="Chef"
        )


def test_nobody_edits_what_is_signed() -> None:
    promise = an_agreed_promise()
    with pytest.raises(NotNow):
        promises.change(promise, by=people.coordinator(), sentence="Något annat.")
    with pytest.raises(NotNow):
        promises.add_indicator(promise, "Ny", "count", people.organisation("police"), by=people.coordinator())


def test_the_logs_fill_the_follow_up_by_themselves() -> None:
    promise = an_agreed_promise(source="activities")
    indicator = promise.indicators.get()
    with people.journalled():
        activity = activities.plan(
            people.partnership(), "Starta områden", people.organisation("police"),
            by=people.coordinator(), promises=[promise], indicator=indicator,
        )  # fmt: skip
    with clock.frozen(date(2026, 5, 4)):
        with people.journalled():
            activities.log(activity, by=people.officer(), done_on=date(2026, 3, 1), quantity=5)
        wrong = activities.log(activity, by=people.officer(), done_on=date(2026, 3, 2), quantity=50)
        with people.journalled():
            activities.strike(wrong, by=people.officer())
        with people.journalled():
            followup = writes.open_period(people.partnership(), "2026-T1", by=people.coordinator())
        with people.journalled():
            writes.collect(followup, by=people.coordinator())
    reading = reads.as_data(reads.readings(followup, seen_by=people.coordinator())[0])
    assert (reading["value"], reading["status"], reading["fulfilment"]) == (5, "ongoing", 0.625)
    assert reading["as_of"] == "2026-04-30"


def test_what_nobody_answers_is_not_reported_and_never_zero() -> None:
    an_agreed_promise()
    followup = writes.open_period(people.partnership(), "2026-T1", by=people.coordinator())
    writes.collect(followup, by=people.coordinator())
    reading = reads.readings(followup, seen_by=people.coordinator())[0]
    assert (reading.status, reading.value, reading.fulfilment) == ("not_reported", None, None)


def test_both_approve_the_same_figures_and_then_they_are_frozen() -> None:
    an_agreed_promise()
    coordinator = people.coordinator()
    with clock.frozen(date(2026, 5, 10)):
        followup = writes.open_period(people.partnership(), "2026-T1", by=coordinator)
        reading = reads.readings(followup, seen_by=coordinator)[0]
        with people.journalled():
            writes.report(reading, by=people.officer(), said="ett 15-tal", as_of=date(2026, 4, 30))
        assert (reading.value, reading.qualifier, reading.status) == (15, "about", "fulfilled")
        seen = reads.figures_digest(followup, seen_by=coordinator)
        with people.journalled():
            writes.approve(followup, by=coordinator, seen_digest=seen)
        writes.report(
            reading, by=people.officer(), said="12", as_of=date(2026, 4, 30), version=reading.version
        )
        with pytest.raises(NotNow) as refused:
            writes.approve(followup, by=people.officer(), seen_digest=seen)
        assert refused.value.code == "figures_changed"
        writes.approve(followup, by=coordinator)
        followup = writes.approve(
            followup,
            by=coordinator,
            organisation=people.organisation("police"),
            how="paper",
            title="Kommunpolis",
        )
    assert followup.state == "approved"
    assert frozen.thaw(followup.frozen_text, followup.frozen_digest)["readings"][0]["value"] == 12
    with pytest.raises(NotNow):
        writes.report(reading, by=people.officer(), said="13")
    with people.journalled():
        writes.mark_published(followup, by=coordinator)
    with people.journalled():
        writes.reopen(followup, by=coordinator, reason="Ett område räknades två gånger.")


def test_a_widened_definition_is_told() -> None:
    promise = an_agreed_promise()
    indicator = promise.indicators.get()
    with people.journalled():
        promises.redefine(
            indicator, by=people.coordinator(), reason="Även båtsamverkan räknas.", signer_title="Kommunpolis",
            counts="Grannsamverkan och båtsamverkan", holds_from=date(2026, 2, 1),
        )  # fmt: skip
    with pytest.raises(BadInput):
        promises.redefine(indicator, by=people.coordinator(), reason=" ", signer_title="Kommunpolis")
    with clock.frozen(date(2026, 5, 10)):
        followup = writes.open_period(people.partnership(), "2026-T1", by=people.coordinator())
        reading = reads.readings(followup, seen_by=people.coordinator())[0]
        writes.report(reading, by=people.coordinator(), said="9", as_of=date(2026, 4, 30))
    assert reading.status == "fulfilled_changed_definition"
    change = reads.chain(promise, seen_by=people.coordinator())["indicators"][0]["definition_changes"][0]
    assert change["reason"] == "Även båtsamverkan räknas."


def test_a_missed_part_is_decided_openly_and_carried_to_the_next_picture() -> None:
    promise = an_agreed_promise()
    with clock.frozen(date(2027, 1, 10)):
        followup = writes.open_period(people.partnership(), "2026", by=people.coordinator())
        reading = reads.readings(followup, seen_by=people.coordinator())[0]
        writes.report(
            reading, by=people.coordinator(), said="3", as_of=date(2026, 12, 31), next_step="Fler möten."
        )
        writes.approve(followup, by=people.coordinator())
        writes.approve(followup, by=people.officer())
    assert reading.status == "partly_fulfilled"
    assert pictures.findings(people.partnership(), seen_by=people.coordinator()).get().kind == "followup"
    assert promise_reads.promise(promise.slug, people.partnership(), seen_by=people.officer()) == promise


def test_an_effort_may_be_decided_but_a_computed_status_never() -> None:
    an_agreed_promise(target=None)
    with clock.frozen(date(2026, 5, 10)):
        followup = writes.open_period(people.partnership(), "2026-T1", by=people.coordinator())
        reading = reads.readings(followup, seen_by=people.coordinator())[0]
        writes.report(reading, by=people.coordinator(), said="genomförd")
        assert (reading.status, reading.reason) == ("not_reported", "count_missing")
        with people.journalled():
            writes.decide_status(reading, "partly_fulfilled", by=people.coordinator(), title="Styrgruppen")
    assert reads.as_data(reading)["status"] == "partly_fulfilled"
    assert reads.as_data(reading)["computed_status"] == "not_reported"


def test_the_chain_lists_its_own_broken_links() -> None:
    chain = reads.chain(an_agreed_promise(), seen_by=people.coordinator())
    assert chain["broken"] == ["focus_area", "finding", "picture", "cause", "activity", "baseline"]
    assert "name" not in chain["signatures"][0]


def test_only_the_owner_reports() -> None:
    an_agreed_promise()
    followup = writes.open_period(people.partnership(), "2026-T1", by=people.coordinator())
    reading = reads.readings(followup, seen_by=people.coordinator())[0]
    with pytest.raises(NotAllowed):
        writes.report(reading, by=people.member("reporter"), said="4")
