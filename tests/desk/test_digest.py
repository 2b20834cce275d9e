# SPDX-License-Identifier: EUPL-1.2
"""What waits, by mail: for those who asked, once, to their own address, and nothing when nothing waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from samsyn.cycle.activities import writes as planning
from samsyn.desk import digest, start
from samsyn.ground.people.models import Account, Role
from samsyn.kit import clock, jobs
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed
from samsyn.rhythm import reads, writes
from samsyn.rhythm.models import ForumKind
from tests import people

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)
PAGE = "/almstad/arbete/utskick/"


def a_morning(day: date) -> list[Any]:
    before = len(mail.outbox)
    with clock.frozen(day):
        for _ in range(2):
            digest.daily()
            jobs.run_due()
    return mail.outbox[before:]


def choose(every: str, caller: Any) -> None:
    with people.journalled("digest chosen"):
        writes.choose_digest(every, by=caller, partnership=people.partnership())


def test_nobody_gets_it_who_has_not_asked_and_never_twice_a_day() -> None:
    coordinator = people.coordinator()
    assert a_morning(MONDAY) == []
    with clock.frozen(MONDAY):
        client = people.signed_in(coordinator)
        assert "Inget utskick" in client.get(PAGE).content.decode()
        assert client.post(PAGE, {"every": "sometimes"}).status_code == 400
        saved = client.post(PAGE, {"every": "day"})
        assert "Varje morgon." in client.get(saved.headers["Location"]).content.decode()
    assert a_morning(MONDAY) == [], "what is chosen today begins tomorrow"
    told = a_morning(MONDAY + timedelta(days=1))
    assert [letter.to for letter in told] == [["coordinator.municipality@almstad.example"]]
    assert "Gör den första lägesbilden" in told[0].body and "/almstad/arbete/" in told[0].body
    assert a_morning(MONDAY) == [], "a clock set back tells nothing again"
    with clock.frozen(MONDAY + timedelta(days=2)), people.journalled("digest told"):
        account = Account.objects.get(email=told[0].to[0])
        assert writes.take_digest(account, by=SYSTEM, partnership=people.partnership())
        assert not writes.take_digest(account, by=SYSTEM, partnership=people.partnership())
    choose("never", coordinator)
    assert a_morning(MONDAY + timedelta(days=3)) == []


def test_the_week_begins_on_monday_and_a_missed_one_is_made_up_for() -> None:
    with clock.frozen(MONDAY + timedelta(days=2)):
        choose("week", people.coordinator())
    told = [
        n for n in (2, 3, 6, 7, 8, 13, 16, 17, 21) if a_morning(MONDAY + timedelta(days=n))
    ]  # the 14th day, a Monday, the worker stood still
    assert told == [7, 16, 21]


def test_nothing_is_sent_when_nothing_waits_nor_to_one_who_has_left() -> None:
    guest, coordinator = people.member("guest", "housing"), people.coordinator()
    with clock.frozen(MONDAY):
        choose("day", guest)
        choose("day", coordinator)
        Account.objects.filter(pk=coordinator.account_id).update(is_active=False)
    assert a_morning(MONDAY + timedelta(days=1)) == []
    for caller in (PUBLIC, SYSTEM):
        with pytest.raises(NotAllowed):
            writes.choose_digest("day", by=caller, partnership=people.partnership())
    with pytest.raises(BadInput):
        writes.choose_digest("hour", by=guest, partnership=people.partnership())
    assert not reads.digests_due(seen_by=coordinator)


@pytest.mark.parametrize("role", Role.values)
def test_the_letter_says_what_the_start_page_says_in_every_role(role: str) -> None:
    here, coordinator = people.partnership(), people.coordinator()
    person = people.member(role, "police" if role == "police_officer" else "municipality")
    own = people.organisation("police" if role == "police_officer" else "municipality")
    with clock.frozen(MONDAY):
        choose("day", person)
        forum = writes.add_forum(here, ForumKind.STEERING, "Styrgruppen", by=coordinator, led_by=own)
        meeting = writes.call(forum, MONDAY, by=coordinator)
        writes.decide(meeting, "Mer ljus", own, by=coordinator, due_on=MONDAY)
        planning.plan(here, "Fotpatrull", own, by=coordinator, period_from=MONDAY, period_to=MONDAY)
        writes.record_duty(here, "report", MONDAY - timedelta(days=330), "KF", by=coordinator)
        writes.begin_statement(here, "council", date(2026, 1, 1), MONDAY, by=coordinator)
    with clock.frozen(MONDAY + timedelta(days=1)):
        codes = {task.code for task in start.tasks(here, seen_by=person)}
        page = people.signed_in(person).get("/almstad/arbete/").content.decode()
    told = a_morning(MONDAY + timedelta(days=1))
    assert len(told) == (1 if codes else 0)
    if codes:
        assert told[0].to == [Account.objects.get(pk=person.account_id).email]
    does = role in ("coordinator", "police_officer", "decision_maker", "reporter", "moderator")
    assert ("own_decisions" in codes) == does
    assert ("close_activities" in codes) == (role in ("coordinator", "police_officer", "decision_maker"))
    assert ({"law_waits", "finish_statement"} <= codes) == (role in ("coordinator", "decision_maker"))
    if does:
        assert "Ett beslut ska vara gjort av er" in page and "Ett beslut ska vara gjort av er" in told[0].body
