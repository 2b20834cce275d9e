# SPDX-License-Identifier: EUPL-1.2
"""A police that never signs in signs, reports and approves by paper and link through a whole year."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.followups import reads, writes
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people_writes
from samsyn.ground.people.models import Member
from samsyn.kit import clock, frozen
from tests import people
from tests.cycle.followups.test_chain import an_agreed_promise

pytestmark = pytest.mark.django_db

YEAR = [
    ("2026-T1", date(2026, 5, 5), "2", "ongoing"),
    ("2026-T2", date(2026, 9, 7), "6", "ongoing"),
    ("2026-T3", date(2027, 1, 11), "9", "fulfilled"),
]


def test_a_party_without_accounts_is_a_full_party_the_year_through() -> None:
    an_agreed_promise()
    coordinator, police = people.coordinator(), people.organisation("police")
    told = []
    for period, day, said, status in YEAR:
        with clock.frozen(day):
            followup = writes.open_period(people.partnership(), period, by=coordinator)
            assert followup.due_on > day
            writes.collect(followup, by=coordinator)
            row = reads.readings(followup, seen_by=coordinator)[0]
            link, _ = people_writes.make_link(police, "report", row.uuid, by=coordinator)
            holder = people_reads.caller_by_link(link)
            with people.journalled("reading reported"):
                writes.report_by_link(row, link, by=holder, said=said, as_of=followup.period_to)
            writes.approve(followup, by=coordinator)
            if period == "2026-T2":
                followup = writes.approve(
                    followup, by=coordinator, organisation=police, how="paper", title="Lokalpolisområdeschef"
                )
            else:
                link, _ = people_writes.make_link(police, "approve", followup.uuid, by=coordinator)
                with people.journalled("follow-up approved"):
                    followup = writes.approve_by_link(followup, link, by=people_reads.caller_by_link(link))
            kept = frozen.thaw(followup.frozen_text, followup.frozen_digest)
            assert kept["readings"][0]["status"] == status
            told.append([entry["how"] for entry in kept["approvals"] if entry["kind"] == "police"])
    assert told == [["link"], ["paper"], ["link"]]
    assert not Member.objects.filter(organisation=police).exists()
