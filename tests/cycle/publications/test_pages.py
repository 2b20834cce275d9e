# SPDX-License-Identifier: EUPL-1.2
"""What residents read: frozen copies, the same layout kept or missed, and never a report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.publications import compute, reads, writes
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotAllowed, NotNow
from tests import once, people
from tests.cycle import chain

pytestmark = pytest.mark.django_db
PUBLIC_PAGES = [
    "",
    "loften/",
    "loften/fotpatruller/",
    "loften/fotpatruller/2026-T1/",
    "lagesbild/",
    "ni-sa-vi-gjorde/",
    "aktivitetsplan/",
    "historik/",
    "uppfoljning/2026-T1/",
    "kort/",
    "uppgifter/",
    "flode.atom",
]
WORK_PAGES = [
    "",
    "sok/?q=väst",
    "lagesbild/?start=2025-09-01&end=2025-12-31",
    "lagesbild/siffror.json",
    "lagesbild/fokusomraden/",
    "loften/",
    "loften/nytt/",
    "loften/fotpatruller/",
    "loften/overenskommelse/ny/",
    "aktiviteter/",
    "aktiviteter/logga/",
    "uppfoljning/",
    "uppfoljning/2026-T1/",
    "publicerat/",
    "publicerat/dela/2026-T1/",
    "rapporter/",
]


whole, made = once.built(chain.made)


def page(path: str, client: Client | None = None, town: str = "almstad") -> str:
    response = (client or Client()).get(f"/{town}/{path}")
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_public_page_answers_and_asks_no_table_of_reports(made: chain.Chain, language: str) -> None:
    client = Client()
    for path in PUBLIC_PAGES:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(f"{language}/almstad/{path}")
        assert response.status_code == 200, path
        assert not [query["sql"] for query in asked if "reports_" in query["sql"]], path


def test_every_working_page_answers_the_coordinator(made: chain.Chain) -> None:
    client = people.signed_in(people.coordinator())
    details = [
        f"lagesbild/{made.picture.uuid}/",
        f"lagesbild/iakttagelser/{made.finding.uuid}/",
        f"aktiviteter/{made.activity.uuid}/",
        f"loften/overenskommelse/{made.promise.agreement.uuid}/",
        f"trad/{made.focus.area.key}/",
    ]
    details += [
        f"uppfoljning/uppgift/{row.uuid}/"
        for row in followup_reads.readings(made.followup, seen_by=people.coordinator())
    ]
    for path in WORK_PAGES + details:
        page("arbete/" + path, client)


def test_the_promise_says_what_was_promised_and_where_it_stands(made: chain.Chain) -> None:
    text = page("loften/fotpatruller/")
    for words in (
        "Minst tio fotpatruller",
        "Skadegörelsen samlas i Västra.",
        "Inte uppmätt",
        "Tänds i augusti.",
    ):
        assert words in text
    assert "Lokalpolisområde" in text


def test_a_number_leads_to_its_evidence_in_two_clicks(made: chain.Chain) -> None:
    assert 'href="/almstad/lagesbild/"' in page("loften/fotpatruller/")
    picture = page("lagesbild/")
    assert "Skadegörelse" in picture and "120" in picture


def test_small_counts_are_hidden_from_residents_in_every_way(made: chain.Chain) -> None:
    content = compute.content(reads.picture(made.partnership, seen_by=PUBLIC))
    row = next(row for row in content["public_figures"]["categories"] if row["key"] == "rumour")
    assert row["count"] is None and row["hidden"] == "small"
    hidden = [entry for entry in content["public_figures"]["categories"] if entry["count"] is None]
    assert len(hidden) >= 2, "one hidden row alone could be worked out from the total"


def test_what_is_published_stays_as_it_was(made: chain.Chain) -> None:
    before = page("loften/fotpatruller/2026-T1/")
    with clock.frozen(date(2026, 6, 1)):
        followups.reopen(made.followup, by=people.coordinator(), reason="En patrull räknades två gånger.")
        reading = next(
            row for row in followup_reads.readings(made.followup, seen_by=people.coordinator()) if row.value
        )
        followups.report(reading, by=people.officer(), said="7", as_of=date(2026, 4, 30))
        followups.approve(made.followup, by=people.coordinator())
        again = followups.approve(made.followup, by=people.officer())
        with pytest.raises(BadInput):
            writes.publish_followup(again, by=people.coordinator())
        with people.journalled():
            writes.publish_followup(again, by=people.coordinator(), note="7, inte 8.")
    assert "7, inte 8." in page("loften/fotpatruller/2026-T1/")
    old = page("loften/fotpatruller/2026-T1/?version=1")
    assert "7, inte 8." not in old
    assert before.count("<h1") == old.count("<h1") == 1


def test_only_what_both_have_approved_is_published() -> None:
    made = chain.made(key="strand", publish=False)
    followup = followups.reopen(made.followup, by=people.coordinator("strand"), reason="Fel.")
    with pytest.raises(NotNow):
        writes.publish_followup(followup, by=people.coordinator("strand"))
    with pytest.raises(NotAllowed):
        writes.publish_promise(made.promise, by=people.member("reporter", key="strand"))
    with people.journalled():
        writes.publish_promise(made.promise, by=people.coordinator("strand"))
    with people.journalled():
        writes.publish_picture(made.picture, by=people.coordinator("strand"))


def test_an_activity_under_embargo_reaches_no_public_channel() -> None:
    made = chain.made(key="strand", publish=False)
    from samsyn.cycle.activities import writes as activities

    activities.plan(
        made.partnership, "Spaning vid torget", people.organisation("police", key="strand"),
        by=people.officer("strand"), promises=[made.promise], embargo=True,
    )  # fmt: skip
    writes.publish_promise(made.promise, by=people.coordinator("strand"))
    for path in ("", "loften/", "loften/fotpatruller/", "ni-sa-vi-gjorde/", "flode.atom"):
        assert "Spaning" not in page(path, town="strand")


def test_an_empty_partnership_has_pages_that_read_well() -> None:
    people.partnership("strand")
    for path in ("", "loften/", "lagesbild/", "ni-sa-vi-gjorde/", "uppgifter/", "flode.atom"):
        page(path, town="strand")


def test_a_partnership_page_that_is_not_there_is_404(made: Any) -> None:
    for path in ("/almstad/loften/finns-inte/", "/almstad/loften/fotpatruller/1999-T1/", "/ingen/"):
        assert Client().get(path).status_code == 404


def test_the_page_says_how_it_stood_the_time_before(made: chain.Chain) -> None:
    """Each follow-up can be held to the one before, by the same words."""
    row = reads.followup(made.partnership, "fotpatruller", "2026-T1", seen_by=PUBLIC)
    told = compute.shown(row, compute.content(row))
    assert told["before"] is None
    content = compute.content(row)
    content["chain"]["periods"] = ["2025-T3", "2026-T1"]
    for indicator in content["chain"]["indicators"]:
        indicator["readings"]["2025-T3"] = indicator["readings"]["2026-T1"] | {"status": "not_fulfilled"}
    before = compute.shown(row, content)["before"]
    assert (before["period"], before["status"]) == ("2025-T3", "not_fulfilled")
