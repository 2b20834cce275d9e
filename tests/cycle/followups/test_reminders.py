# SPDX-License-Identifier: EUPL-1.2
"""Two years by the calendar: follow-ups open, owners are reminded by mail, late ones are seen, and a promise is replaced."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client

from samsyn.cycle.followups import reads, tasks, writes
from samsyn.cycle.followups.models import Followup, Reminder
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.publications import writes as publications
from samsyn.kit import clock, jobs
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed
from tests import people
from tests.cycle.followups.test_chain import an_agreed_promise

pytestmark = pytest.mark.django_db


def a_day(day: date) -> list[mail.EmailMessage]:
    """What is mailed on a day when the worker runs twice."""
    before = len(mail.outbox)
    with clock.frozen(day):
        for _ in range(2):
            tasks.daily()
            jobs.run_due()
    return mail.outbox[before:]


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found
    return found[1]


@pytest.mark.same_on_both
def test_an_owner_is_reminded_at_30_14_and_3_days_and_once_after() -> None:
    an_agreed_promise()
    police = people.organisation("police")
    with people.journalled("contact set"):
        writes.set_contact(police, "Trafik@polisen.example", by=people.coordinator())
    with pytest.raises(BadInput):
        writes.set_contact(police, "ingen adress", by=people.coordinator())
    with pytest.raises(NotAllowed):
        writes.set_contact(police, "a@b.example", by=people.member("reporter"))
    when = [
        (day, message.to[0]) for day in days(date(2026, 4, 28), date(2026, 6, 20)) for message in a_day(day)
    ]
    told = [day for day, to in when if to == "trafik@polisen.example"]
    assert told == [date(2026, 5, 1), date(2026, 5, 17), date(2026, 5, 28), date(2026, 6, 1)]
    assert [day for day, to in when if to == "coordinator.municipality@almstad.example"] == [date(2026, 6, 1)]
    assert Reminder.objects.count() == 5


def test_a_worker_that_slept_sends_the_one_that_is_due_and_not_those_it_missed() -> None:
    an_agreed_promise()
    writes.set_contact(people.organisation("police"), "trafik@polisen.example", by=people.coordinator())
    assert len(a_day(date(2026, 5, 29))) == 1
    assert Reminder.objects.get().step == "3"


def test_the_mail_leads_to_a_page_where_all_parts_are_answered_without_an_account() -> None:
    an_agreed_promise()
    writes.set_contact(people.organisation("police"), "trafik@polisen.example", by=people.coordinator())
    (message,) = a_day(date(2026, 5, 2))
    assert "Nya områden" in message.body
    address, visitor = link_in(message), Client()
    row = reads.readings(Followup.objects.get(), seen_by=people.coordinator())[0]
    with clock.frozen(date(2026, 5, 4)):
        page = visitor.get(address).content.decode()
        assert "Nya områden" in page and "Lokalpolisområde Almstad" in page
        assert visitor.post(address, {}).status_code == 200, "nothing typed uses no link"
        wrong = visitor.post(address, {f"{row.pk}-said": "22: 9 och 11", f"{row.pk}-as_of": "2026-04-30"})
        assert "22: 9 och 11" in wrong.content.decode()
        visitor.post(address, {f"{row.pk}-said": "minst 8", f"{row.pk}-as_of": "2026-04-30"})
        row.refresh_from_db()
        assert (row.value, row.qualifier, row.status) == (8, "at_least", "fulfilled")
        assert "Inget att svara på" in visitor.get(address).content.decode()
    asked = a_day(date(2026, 5, 18))
    assert {to for message in asked for to in message.to} == {
        "trafik@polisen.example", "coordinator.municipality@almstad.example",
    }  # fmt: skip
    assert all("godkänna" in message.body for message in asked)


def test_one_whom_nobody_can_reach_is_shown_to_the_coordinator() -> None:
    an_agreed_promise()
    assert a_day(date(2026, 5, 2)) == []
    assert Reminder.objects.get().how == "nobody"
    page = people.signed_in(people.coordinator()).get("/almstad/arbete/uppfoljning/2026-T1/").content.decode()
    assert "Ingen adress. Ring, eller skriv in en nedan." in page


@pytest.mark.same_on_both
def test_two_years_of_follow_ups_with_late_owners_and_a_promise_that_is_replaced() -> None:
    old = an_agreed_promise()
    coordinator, police = people.coordinator(), people.organisation("police")
    with clock.frozen(date(2026, 1, 12)):
        publications.publish_promise(old, by=coordinator)
    writes.set_contact(police, "trafik@polisen.example", by=coordinator)
    sent: Counter[str] = Counter()
    new = None
    for day in days(date(2026, 4, 29), date(2028, 2, 10)):
        if day.day not in (1, 2, 16, 17, 28, 29, 30):
            continue
        for message in a_day(day):
            sent[message.to[0]] += 1
        with clock.frozen(day):
            for followup in reads.unfinished(people.partnership(), seen_by=coordinator):
                late = followup.period == "2026-T2"  # this time the owner answers a month late
                if day < followup.due_on + timedelta(days=28 if late else -3):
                    continue
                for row in reads.asked_of(followup, police, seen_by=coordinator):
                    writes.report(row, by=people.officer(), said="9", as_of=followup.period_to)
                for caller in (coordinator, people.officer()):
                    followup = writes.approve(followup, by=caller)
                publications.publish_followup(followup, by=coordinator)
        if day == date(2026, 12, 28):
            with clock.frozen(day):
                new = promises.draft(
                    people.partnership(), "Minst sex nya områden.", by=coordinator, slug="nytt",
                    period_from=date(2027, 1, 1), period_to=date(2027, 12, 31),
                )  # fmt: skip
                promises.add_indicator(new, "Nya områden", "count", police, by=coordinator, target=6)
                promises.propose(new, by=coordinator)
                promises.sign(new, by=coordinator, title="Ordförande")
                promises.sign(new, by=people.officer(), title="Chef")
                promises.end(old, by=coordinator, replaced_by=new, on=date(2026, 12, 31))
    found = {row.period: row for row in Followup.objects.order_by("period_from")}
    assert list(found) == ["2026-T1", "2026-T2", "2026-T3", "2027-T1", "2027-T2", "2027-T3"]
    assert {row.state for row in found.values()} == {"published"}
    assert new is not None
    kept = {
        period: {row.indicator.promise_id for row in reads.readings(row, seen_by=coordinator)}
        for period, row in found.items()
    }
    assert kept["2026-T3"] == {old.pk} and kept["2027-T1"] == {new.pk}
    assert sent["trafik@polisen.example"] >= 6 * 3
    assert Reminder.objects.filter(step="after", about="figures", followup=found["2026-T2"]).count() == 1
    assert not Reminder.objects.filter(step="after", followup=found["2027-T1"]).exists()
    visitor = Client()
    for period in ("2026-T1", "2026-T2", "2026-T3"):
        assert visitor.get(f"/almstad/loften/{old.slug}/{period}/").status_code == 200
    assert visitor.get(f"/almstad/loften/{old.slug}/").status_code == 200


def test_what_the_calendar_does_can_be_done_again_and_changes_nothing() -> None:
    an_agreed_promise()
    here, police = people.partnership(), people.organisation("police")
    system = SYSTEM.inside(here.pk)
    with clock.frozen(date(2026, 5, 2)):
        with people.journalled("follow-up opened by the calendar"):
            followup = writes.open_due(here, by=system)
        assert followup is not None and writes.open_due(here, by=system) is None
        assert writes.remind(followup, by=system) == 1
        for _ in range(2):
            writes.send_reminder(followup, police, "figures", "30", by=system)
        assert writes.remind(followup, by=system) == 0
        with pytest.raises(NotAllowed):
            writes.remind(followup, by=people.member("reporter"))
    assert Reminder.objects.count() == 1
