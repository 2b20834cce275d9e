# SPDX-License-Identifier: EUPL-1.2
"""While a promise holds: a part that another answers for, a part broken off, a successor, and earlier years as history."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.promises import reads, writes
from samsyn.cycle.promises.models import Promise, State
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.followups.test_chain import a_proposed_promise, an_agreed_promise

pytestmark = pytest.mark.django_db


def an_earlier_promise() -> Promise:
    promise = writes.draft(
        people.partnership(), "Minst fyra vandringar 2019.", by=people.coordinator(),
        period_from=date(2019, 1, 1), period_to=date(2019, 12, 31),
    )  # fmt: skip
    writes.add_indicator(
        promise, "Vandringar", "count", people.organisation("police"), by=people.coordinator(), target=4
    )
    return promise


def test_an_owner_that_leaves_is_seen_and_another_takes_over_with_a_reason() -> None:
    promise = an_agreed_promise()
    part, housing = promise.indicators.get(), people.organisation("housing")
    police = part.organisation
    police.left_on = date(2026, 3, 1)
    police.save()
    with clock.frozen(date(2026, 5, 4)):
        followup = followups.open_period(people.partnership(), "2026-T1", by=people.coordinator())
        followups.collect(followup, by=people.coordinator())
        row = followup_reads.readings(followup, seen_by=people.coordinator())[0]
        assert (row.status, row.reason) == ("not_reported", "owner_left")
        with pytest.raises(BadInput):
            writes.hand_over(part, police, by=people.coordinator(), reason="x")
        with pytest.raises(BadInput):
            writes.hand_over(part, housing, by=people.coordinator(), reason=" ")
        with pytest.raises(NotFound):
            writes.hand_over(part, people.organisation(key="annanstad"), by=people.coordinator(), reason="x")
        with people.journalled("indicator handed over"):
            writes.hand_over(part, housing, by=people.coordinator(), reason="Polisområdet har delats.")
        followups.collect(followup, by=people.coordinator())
    changes = followup_reads.chain(promise, seen_by=people.coordinator())["indicators"][0]["owner_changes"]
    assert [(change["before"], change["after"]) for change in changes] == [(police.name, housing.name)]
    row.refresh_from_db()
    assert row.reason == "not_reported"


def test_nobody_new_is_asked_who_has_left() -> None:
    gone = people.organisation("housing")
    gone.left_on = date(2026, 1, 1)
    gone.save()
    promise = writes.draft(
        people.partnership(), "Minst två.", by=people.coordinator(), period_from=date(2026, 1, 1), until_replaced=True
    )  # fmt: skip
    with pytest.raises(BadInput):
        writes.add_indicator(promise, "Vandringar", "count", gone, by=people.coordinator())


def test_every_owner_of_a_part_may_report_it_and_nobody_else() -> None:
    promise = a_proposed_promise()
    writes.take_back(promise, by=people.coordinator())
    housing = people.organisation("housing")
    writes.add_indicator(
        promise, "Vandringar", "count", people.organisation("police"), by=people.coordinator(), also=[housing]
    )
    writes.propose(promise, by=people.coordinator())
    with clock.frozen(date(2026, 1, 10)):
        writes.sign(promise, by=people.coordinator(), title="Ordförande")
        writes.sign(promise, by=people.officer(), title="Chef")
    followup = followups.open_period(people.partnership(), "2026-T1", by=people.coordinator())
    rows = followup_reads.readings(followup, seen_by=people.coordinator())
    followups.report(rows[1], by=people.member("reporter", "housing"), said="2")
    with pytest.raises(NotAllowed):
        followups.report(rows[0], by=people.member("reporter", "housing"), said="2")


def test_a_part_is_broken_off_openly_and_reads_as_broken_off() -> None:
    promise = an_agreed_promise()
    part = promise.indicators.get()
    with pytest.raises(BadInput):
        writes.cancel_indicator(part, by=people.coordinator(), reason="")
    with people.journalled("indicator cancelled"):
        writes.cancel_indicator(
            part, by=people.coordinator(), reason="Föreningen lades ned.", on=date(2026, 2, 1)
        )
    followup = followups.open_period(people.partnership(), "2026-T1", by=people.coordinator())
    followups.collect(followup, by=people.coordinator())
    data = followup_reads.as_data(followup_reads.readings(followup, seen_by=people.coordinator())[0])
    assert (data["status"], data["fulfilment"]) == ("cancelled", None)
    assert followup_reads.chain(promise, seen_by=people.coordinator())["indicators"][0]["cancelled_reason"]


def test_an_earlier_year_is_entered_as_history_without_signatures() -> None:
    promise = an_earlier_promise()
    with pytest.raises(BadInput):
        writes.enter_history(promise, by=people.coordinator(), source=" ")
    with people.journalled("promise entered as history"):
        writes.enter_history(promise, by=people.coordinator(), source="Kommunens webbplats 2020-01-28")
    assert (promise.state, promise.history) == (State.ENDED, True)
    assert not promise.signatures.exists()
    coordinator = people.coordinator()
    followup = followups.open_period(people.partnership(), "2019", by=coordinator)
    row = followup_reads.readings(followup, seen_by=coordinator)[0]
    followups.report(row, by=coordinator, said="2", as_of=date(2019, 12, 31))
    with people.journalled("follow-up closed as history"):
        followup = followups.close_as_history(followup, by=coordinator, source="Kommunens webbplats")
    assert followup.state == "approved"
    chain = followup_reads.chain(promise, seen_by=coordinator)
    assert chain["promise"]["history"] and chain["promise"]["history_source"]
    assert chain["indicators"][0]["readings"]["2019"]["status"] == "partly_fulfilled"


def test_what_holds_now_is_no_history_and_is_closed_by_both() -> None:
    now = writes.draft(
        people.partnership(), "Gäller.", by=people.coordinator(), period_from=date(2026, 1, 1), until_replaced=True
    )  # fmt: skip
    with pytest.raises(NotNow):
        writes.enter_history(now, by=people.coordinator(), source="x")
    an_agreed_promise()
    followup = followups.open_period(people.partnership(), "2026-T1", by=people.coordinator())
    with pytest.raises(NotNow) as refused:
        followups.close_as_history(followup, by=people.coordinator(), source="x")
    assert refused.value.code == "not_only_history"


def test_an_effect_is_not_promised_without_where_it_stands_and_who_was_asked() -> None:
    coordinator, police = people.coordinator(), people.organisation("police")
    promise = writes.draft(
        people.partnership(),
        "Fler trygga.",
        by=coordinator,
        period_from=date(2026, 1, 1),
        until_replaced=True,
    )
    part = {"target": 50, "unit": "procent", "by": coordinator}
    first = writes.add_indicator(promise, "Trygga", "effect", police, **part)
    with pytest.raises(NotNow) as refused:
        writes.propose(promise, by=coordinator)
    assert refused.value.code == "effect_needs_baseline"
    writes.remove_indicator(first, by=coordinator)
    measured = {"baseline": 41, "baseline_source": "Trygghetsmätningen 2025"}
    second = writes.add_indicator(promise, "Trygga", "effect", police, **part, **measured)
    with pytest.raises(NotNow) as refused:
        writes.propose(promise, by=coordinator)
    assert refused.value.code == "effect_needs_sample_size"
    writes.remove_indicator(second, by=coordinator)
    writes.add_indicator(promise, "Trygga", "effect", police, **part, **measured, sample_size=412)
    assert writes.propose(promise, by=coordinator).state == State.PROPOSED


def test_a_part_belongs_to_a_part_of_the_same_promise() -> None:
    coordinator, police = people.coordinator(), people.organisation("police")
    promise = a_proposed_promise()
    writes.take_back(promise, by=coordinator)
    whole, other = promise.indicators.get(), an_earlier_promise().indicators.get()
    with pytest.raises(BadInput):
        writes.add_indicator(
            promise, "Del", "count", police, by=coordinator, part_of=other, relation="of_which"
        )
    with pytest.raises(BadInput):
        writes.add_indicator(promise, "Del", "count", police, by=coordinator, part_of=whole)
    writes.add_indicator(promise, "Del", "count", police, by=coordinator, part_of=whole, relation="of_which")
    with pytest.raises(BadInput):
        writes.remove_indicator(whole, by=coordinator)


def test_a_promise_ends_on_its_day_and_no_sooner_than_it_began() -> None:
    promise = an_agreed_promise()
    with pytest.raises(BadInput):
        writes.end(promise, by=people.coordinator(), on=date(2025, 1, 1))
    writes.end(promise, by=people.coordinator(), on=date(2026, 6, 30))
    here = people.partnership()
    autumn = reads.holding_in(here, date(2026, 9, 1), date(2026, 12, 31), seen_by=people.coordinator())
    assert autumn == []
