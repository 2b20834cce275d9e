# SPDX-License-Identifier: EUPL-1.2
"""Plan, move, log and strike: who may, and what is told of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.cycle.activities import reads, writes
from samsyn.cycle.activities.models import Activity, State
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people

pytestmark = pytest.mark.django_db


def an_activity(**fields: object) -> Activity:
    with people.journalled("activity planned"):
        return writes.plan(
            people.partnership(), "Fotpatrull i centrum", people.organisation("police"), by=people.coordinator(),
            **fields,
        )  # fmt: skip


def test_the_first_log_entry_sets_an_activity_going() -> None:
    activity = an_activity()
    with people.journalled("activity logged"):
        entry = writes.log(activity, by=people.officer(), minutes=45, reached=5)
    assert (entry.done_on, entry.quantity, entry.minutes) == (clock.today(), 1, 45)
    assert activity.state == State.ONGOING


def test_only_the_organisation_that_does_it_logs_or_the_coordinator() -> None:
    activity = an_activity()
    writes.log(activity, by=people.coordinator())
    for caller in (people.member("reporter"), people.member("decision_maker", "housing")):
        with pytest.raises(NotAllowed):
            writes.log(activity, by=caller)
    with pytest.raises(NotFound):
        writes.log(activity, by=people.outsider())


def test_nothing_is_logged_before_it_is_done_or_below_zero() -> None:
    activity = an_activity()
    with pytest.raises(BadInput) as refused:
        writes.log(activity, by=people.officer(), done_on=clock.today() + timedelta(days=1))
    assert refused.value.code == "in_future"
    with pytest.raises(BadInput):
        writes.log(activity, by=people.officer(), quantity=-1)


def test_a_struck_entry_stays_and_counts_no_more() -> None:
    activity = an_activity()
    wrong = writes.log(activity, by=people.officer(), quantity=50)
    writes.log(activity, by=people.officer(), quantity=2)
    with people.journalled("log entry struck"):
        writes.strike(wrong, by=people.officer())
    with pytest.raises(NotNow):
        writes.strike(wrong, by=people.officer())
    found = reads.activity(activity.uuid, people.partnership(), seen_by=people.officer())
    assert found.done_count == 2
    assert reads.log(activity, seen_by=people.officer()).count() == 2


def test_what_is_cancelled_has_a_reason_and_is_logged_no_more() -> None:
    activity = an_activity()
    with pytest.raises(NotNow):
        writes.move(activity, State.CANCELLED, by=people.officer())
    with people.journalled("activity moved"):
        writes.move(activity, State.CANCELLED, by=people.officer(), reason="Personalbrist.")
    with pytest.raises(NotNow):
        writes.log(activity, by=people.officer())
    with pytest.raises(NotNow):
        writes.move(activity, State.DONE, by=people.officer())


def test_anyone_in_the_organisation_that_did_it_may_say_that_it_is_done() -> None:
    activity = writes.plan(
        people.partnership(), "Byta belysning", people.organisation("housing"), by=people.coordinator()
    )
    writes.move(activity, State.DONE, by=people.member("reporter", "housing"))
    assert activity.state == State.DONE


def test_an_embargo_is_lifted_by_those_who_plan() -> None:
    activity = an_activity(embargo=True)
    with pytest.raises(NotAllowed):
        writes.lift_embargo(activity, by=people.member("reporter", "police"))
    with people.journalled("embargo lifted"):
        writes.lift_embargo(activity, by=people.officer())


def test_a_plan_runs_forward_in_time_within_one_partnership() -> None:
    with pytest.raises(BadInput):
        an_activity(period_from=date(2026, 5, 1), period_to=date(2026, 4, 1))
    with pytest.raises(NotFound):
        writes.plan(
            people.partnership(),
            "Lånat",
            people.organisation("police", key="annanstad"),
            by=people.coordinator(),
        )


def test_the_police_car_in_bjorbo_is_planned_for_27_thursdays() -> None:
    activity = an_activity(every_weekday=3, period_from=date(2016, 11, 17), period_to=date(2017, 5, 18))
    assert activity.planned == 27
    with pytest.raises(BadInput):
        an_activity(every_weekday=3)
