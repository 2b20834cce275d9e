# SPDX-License-Identifier: EUPL-1.2
"""Who answers for an activity is told a week before it begins, and once when its time is out; never where and when of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import reads, tasks, writes
from samsyn.cycle.followups.models import ActivityReminder
from samsyn.kit import clock, jobs
from samsyn.kit.callers import SYSTEM
from tests import people

pytestmark = pytest.mark.django_db
POLICE = "trafik@polisen.example"


def planned(title: str, kind: str = "safety_walk", **days: date) -> Any:
    return activities.plan(
        people.partnership(), title, people.organisation("police"), by=people.coordinator(), kind=kind,
        **{"period_from": date(2026, 3, 10), "period_to": date(2026, 3, 20)} | days,
    )  # fmt: skip


def a_day(day: date) -> list[Any]:
    """What is mailed on a day when the worker runs twice."""
    before = len(mail.outbox)
    with clock.frozen(day):
        for _ in range(2):
            tasks.daily()
            jobs.run_due()
    return mail.outbox[before:]


def reached() -> None:
    writes.set_contact(people.organisation("police"), POLICE, by=people.coordinator())


def test_one_mail_a_week_before_and_one_when_the_time_is_out() -> None:
    reached()
    planned("Vandring vid stationen")
    planned("Vandring i parken", period_from=date(2026, 3, 11))
    sent = {day: a_day(day) for day in (date(2026, 3, day) for day in (1, 2, 3, 4, 5, 12, 20, 21, 22))}
    assert {day.day: len(messages) for day, messages in sent.items() if messages} == {3: 1, 4: 1, 21: 1}
    assert sent[date(2026, 3, 3)][0].to == [POLICE]
    assert "Vandring vid stationen, 10\u00a0mars 2026" in sent[date(2026, 3, 3)][0].body
    last = sent[date(2026, 3, 21)][0].body
    assert "Vandring vid stationen" in last and "Vandring i parken" in last and "Tiden har gått ut" in last
    assert "/almstad/arbete/aktiviteter/logga/" in last
    assert ActivityReminder.objects.count() == 4


def test_what_is_done_or_called_off_is_not_asked_for() -> None:
    reached()
    for to, reason in (("done", ""), ("cancelled", "regn")):
        activities.move(planned(f"Vandring {to}"), to, by=people.coordinator(), reason=reason)
    assert a_day(date(2026, 3, 21)) == [] and not ActivityReminder.objects.exists()


def test_a_mail_says_nothing_of_what_is_under_embargo_but_that_there_is_one() -> None:
    reached()
    planned("Hundsök Hamnskolan", kind="dog_search")
    (message,) = a_day(date(2026, 3, 4))
    assert "1 aktivitet som bara visas inloggad" in message.body
    assert "Hamnskolan" not in message.body + message.subject and "mars" not in message.body


def test_it_is_written_down_where_nobody_can_be_reached_and_journalled_where_one_can() -> None:
    here, police = people.partnership(), people.organisation("police")
    planned("Vandring")
    system = SYSTEM.inside(here.pk)
    with clock.frozen(date(2026, 3, 4)):
        with people.journalled("activity reminders queued"):
            assert writes.remind_of_activities(here, by=system) == 1
        with people.journalled("activity reminder sent"):
            assert writes.send_activity_reminder(police, by=system) == 1
        assert writes.send_activity_reminder(police, by=system) == 0
        assert reads.to_remind_of(here, date(2026, 3, 4), seen_by=system) == []
    assert ActivityReminder.objects.get().how == "nobody" and mail.outbox == []
