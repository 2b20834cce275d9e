# SPDX-License-Identifier: EUPL-1.2
"""The embargo of operative activities: set by their kind, lifted by a promise that states time and place.

That it holds in every channel is tested beside the publications.
"""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client

from samsyn.catalogue import activities as kinds
from samsyn.cycle.activities import reads, writes
from samsyn.cycle.activities.models import Activity
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import Promise
from samsyn.kit import clock
from samsyn.kit.errors import NotAllowed, NotNow
from tests import people
from tests.cycle.followups.test_chain import an_agreed_promise

pytestmark = pytest.mark.django_db

SECRET = "Hundsök Hamnskolan"
PLACE = "Hamnskolans skåp"


def planted(promise: Promise, kind: str = "dog_search") -> Activity:
    return writes.plan(
        people.partnership(), SECRET, people.organisation("police"), by=people.coordinator(), promises=[promise],
        kind=kind, place_text=PLACE, period_from=date(2026, 2, 3), period_to=date(2026, 5, 28), weekdays=[1],
        time_from=time(9), time_to=time(10),
    )  # fmt: skip


def test_nobody_lifts_it_without_a_signed_promise_that_states_time_and_place() -> None:
    promise = an_agreed_promise()
    activity = planted(promise)
    for chosen in (None, promise):
        with pytest.raises(NotNow):
            writes.lift_embargo(activity, by=people.coordinator(), promise=chosen)
    with pytest.raises(NotAllowed):
        writes.lift_embargo(activity, by=people.member("reporter", "police"), promise=promise)


def test_the_police_car_at_its_shop_is_shown_because_the_promise_itself_says_when_and_where() -> None:
    coordinator, police = people.coordinator(), people.organisation("police")
    with clock.frozen(date(2016, 11, 1)):
        promise = promises.draft(
            people.partnership(), "Polisbilen står vid Tempo i Björbo varje helgfri torsdag klockan 10–11.",
            by=coordinator, period_from=date(2016, 11, 17), period_to=date(2017, 5, 18),
        )  # fmt: skip
        promises.add_indicator(promise, "Torsdagar", "count", police, by=coordinator, target=27)
        promises.propose(promise, by=coordinator)
        promises.sign(promise, by=coordinator, title="Ordförande")
        promise = promises.sign(promise, by=people.officer(), title="Chef")
        activity = writes.plan(
            people.partnership(), "Polisbil vid Tempo", people.organisation("police"), by=coordinator,
            promises=[promise], kind="visible_presence", period_from=date(2016, 11, 17), period_to=date(2017, 5, 18),
            weekdays=[3], holidays_too=False, time_from=time(10), time_to=time(11), place_text="Tempo, Björbo",
        )  # fmt: skip
        assert activity.planned == 27
        assert "Tempo" not in Client().get("/almstad/aktiviteter.ics").content.decode()
        with people.journalled("embargo lifted"):
            writes.lift_embargo(activity, by=coordinator, promise=promise)
        feed = Client().get("/almstad/aktiviteter.ics").content.decode()
    assert feed.count("BEGIN:VEVENT") == 27
    assert "DTSTART:20161117T090000Z" in feed and "20170105" in feed
    assert len(reads.occasions(activity, date(2016, 11, 1), date(2017, 12, 31))) == 27


def test_what_is_operative_is_said_by_the_kind_and_a_walk_is_not() -> None:
    operative = {row.key for row in kinds.every() if row.operative}
    assert {
        "dog_search",
        "traffic_control",
        "foot_patrol",
        "restaurant_inspection",
        "joint_inspection",
    } <= operative
    assert not operative & {"safety_walk", "lighting", "course"}
    assert len(kinds.get("dog_search").preconditions) == 5  # type: ignore[union-attr]
    activity = writes.plan(
        people.partnership(), "Vandring", people.organisation(), by=people.coordinator(), kind="safety_walk", embargo=True
    )  # fmt: skip
    writes.lift_embargo(activity, by=people.coordinator())
    assert not activity.embargo


def test_a_schedule_is_planned_as_it_is_written_and_asked_about_when_it_is_not_understood() -> None:
    browser = people.signed_in(people.coordinator())
    posted = {"title": "Polisbil", "kind": "", "organisation": str(people.organisation().uuid)}
    with clock.frozen(date(2016, 11, 1)):
        wrong = browser.post("/almstad/arbete/aktiviteter/", posted | {"schedule": "ibland på torsdagar"})
        assert wrong.status_code == 200 and "ibland på torsdagar" in wrong.content.decode()
        assert "Skriv veckodag" in wrong.content.decode()
        browser.post(
            "/almstad/arbete/aktiviteter/", posted | {"schedule": "varje helgfri torsdag 10–11 17 nov–18 maj"}
        )
        activity = Activity.objects.get()
        assert (activity.planned, activity.time_from) == (27, time(10))
        assert "Visa som lista" in browser.get("/almstad/arbete/aktiviteter/?visa=tavla").content.decode()
