# SPDX-License-Identifier: EUPL-1.2
"""What controls find is a rate a control: a measure of detection, on the page, in the documents and in the tables."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from samsyn.cycle.followups import reads, writes
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.publications import writes as publications
from samsyn.kit import clock
from tests import people

pytestmark = pytest.mark.django_db


def test_found_by_controls_is_told_as_a_rate_that_measures_detection() -> None:
    coordinator, officer = people.coordinator(), people.officer()
    police = people.organisation("police")
    with clock.frozen(date(2026, 1, 10)):
        promise = promises.draft(
            people.partnership(), "Minst 100 trafikkontroller.", by=coordinator, slug="trafik",
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
        )  # fmt: skip
        controls = promises.add_indicator(
            promise, "Trafikkontroller", "count", police, by=coordinator, target=100
        )
        promises.add_indicator(
            promise, "Fortkörning", "count", police, by=coordinator, part_of=controls, relation="found_by"
        )
        promises.add_indicator(
            promise, "Rattfylleri", "count", police, by=coordinator, part_of=controls, relation="found_by"
        )
        promises.propose(promise, by=coordinator)
        promises.sign(promise, by=coordinator, title="Ordförande")
        promise = promises.sign(promise, by=officer, title="Chef")
    with clock.frozen(date(2026, 5, 12)):
        followup = writes.open_period(people.partnership(), "2026-T1", by=coordinator)
        rows = reads.readings(followup, seen_by=coordinator)
        for row, said in zip(rows, ("40", "100", ""), strict=True):
            if said:
                writes.report(row, by=officer, said=said, as_of=date(2026, 4, 30))
        told = reads.told(reads.readings(followup, seen_by=coordinator))
        assert [(row["detection"], row["rate"]) for row in told] == [(False, None), (True, 2.5), (True, None)]
        work = people.signed_in(coordinator).get("/almstad/arbete/uppfoljning/2026-T1/").content.decode()
        assert "2,5 per kontroll" in work and "Mäter upptäckt." in work
        writes.collect(followup, by=coordinator)
        writes.approve(followup, by=coordinator)
        followup = writes.approve(followup, by=officer)
        publications.publish_followup(followup, by=coordinator)
        page = Client().get("/almstad/loften/trafik/").content.decode()
        rows_out = Client().get("/api/v1/almstad/readings").json()
    assert "2,5 per kontroll" in page and page.count("Mäter upptäckt") == 2
    assert "100 %" not in page and "250 %" not in page
    assert [row["rate"] for row in rows_out] == [None, 2.5, None]
