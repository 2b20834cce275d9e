# SPDX-License-Identifier: EUPL-1.2
"""Where a reading's number comes from, whether the parts add up, and what a status claims while time still runs."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from samsyn.cycle.followups import reads, rules, writes
from samsyn.cycle.followups.models import Reading
from samsyn.cycle.followups.rules import Known, judge
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.publications import writes as publications
from samsyn.ground.figures.models import Figure
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people_writes
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotNow
from tests import people
from tests.cycle.followups.test_chain import an_agreed_promise
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db


def target(value: float, bound: str = "at_least", per: str | None = None) -> dict:
    return {"value": value, "bound": bound, "unit": None, "per": per}


YEAR = {"held_from": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "reported": True}
SETTLED = [
    ("counted up to its target in May", Known("count", target(8), 9, as_of=date(2026, 4, 30), **YEAR), "reached"),
    ("so many a week, so far", Known("frequency", target(1, per="week"), 17, as_of=date(2026, 4, 30), **YEAR), "so_far"),
    ("enough officers today", Known("capacity", target(2), 2, as_of=date(2026, 4, 30), **YEAR), "so_far"),
    ("precisely two, so far", Known("count", target(2, "exact"), 2, as_of=date(2026, 4, 30), **YEAR), "so_far"),
    ("a council that exists", Known("milestone", said="inrättat", as_of=date(2026, 4, 30), **YEAR), "reached"),
    ("when the year is out", Known("count", target(8), 9, as_of=date(2026, 12, 31), **YEAR), "final"),
    ("missed when the year is out", Known("count", target(8), 3, as_of=date(2026, 12, 31), **YEAR), "final"),
    ("not yet there", Known("count", target(8), 3, as_of=date(2026, 4, 30), **YEAR), ""),
    ("done, without a target", Known("count", None, 3, as_of=date(2026, 4, 30), **YEAR), "so_far"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "settled"), [row[1:] for row in SETTLED], ids=[row[0] for row in SETTLED])
def test_a_status_says_what_it_claims_while_time_still_runs(known: Known, settled: str) -> None:
    assert judge(known).settled == settled


def a_reading(period: str = "2026-T1", *, on: date = date(2026, 5, 4), **indicator: object) -> Reading:
    """The collected reading of a promise with one part."""
    an_agreed_promise(**indicator)
    with clock.frozen(on):
        followup = writes.open_period(people.partnership(), period, by=people.coordinator())
        writes.collect(followup, by=people.coordinator())
    return reads.readings(followup, seen_by=people.coordinator())[0]


def test_nothing_logged_is_asked_about_and_not_taken_for_zero() -> None:
    row = a_reading(source="activities")
    assert (row.status, row.reason, row.value) == ("not_reported", "nothing_logged", None)


def test_reports_from_the_place_are_counted_by_themselves_the_same_whoever_asks() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 30, category="vandalism", start=date(2026, 1, 5))
    effect = {"kind_": "effect"}
    row = a_reading(
        source="reports", takes={"category": "vandalism"}, target=10, unit="rapporter", aspect="effect",
        baseline=14, baseline_source="Rapporter",
    )  # fmt: skip
    assert effect and row.by_itself and row.value is not None
    first = row.value
    with clock.frozen(date(2026, 5, 5)):
        writes.collect(row.followup, by=people.officer())
    row.refresh_from_db()
    assert row.value == first > 0


def test_a_category_without_reports_is_zero_but_a_silent_channel_is_a_source_that_stopped() -> None:
    row = a_reading(source="reports", takes={"category": "rumour"})
    assert (row.status, row.reason) == ("not_reported", "source_stopped")
    town.districts(people.partnership())
    town.reports(people.partnership(), 5, category="vandalism", start=date(2026, 2, 1))
    with clock.frozen(date(2026, 5, 5)):
        writes.collect(row.followup, by=people.coordinator())
    row.refresh_from_db()
    assert (row.value, row.reported) == (0, True)


def test_a_figure_is_taken_with_its_own_day_and_one_that_stopped_says_so() -> None:
    Figure.objects.create(
        partnership=people.partnership(), source="survey", measure="felt_safe", value=41.0, identity="a",
        period_from=date(2025, 9, 1), period_to=date(2025, 9, 30), content_digest="x",
    )  # fmt: skip
    row = a_reading(source="survey", takes={"measure": "felt_safe"}, target=50, unit="procent")
    assert (row.value, row.as_of) == (41, date(2025, 9, 30))
    with clock.frozen(date(2027, 10, 1)):
        promises.end(row.indicator.promise, by=people.coordinator(), on=date(2026, 12, 31))
        late = writes.open_period(people.partnership(), "2026-07-01..2027-08-31", by=people.coordinator())
        writes.collect(late, by=people.coordinator())
    stopped = reads.readings(late, seen_by=people.coordinator())[0]
    assert (stopped.status, stopped.reason) == ("not_reported", "source_stopped")


def test_what_people_say_stands_beside_what_was_counted() -> None:
    row = a_reading(source="activities")
    with clock.frozen(date(2026, 5, 6)):
        writes.report(row, by=people.officer(), said="9", as_of=date(2026, 4, 30))
        writes.collect(row.followup, by=people.coordinator())
    row.refresh_from_db()
    assert (row.value, row.by_itself, row.collected) == (9, False, None)


def test_a_sum_in_the_answer_must_hold() -> None:
    row = a_reading()
    with clock.frozen(date(2026, 5, 6)):
        with pytest.raises(BadInput) as refused:
            writes.report(row, by=people.officer(), said="22: 9 tillsammans och 11 ensamma")
        assert (refused.value.code, refused.value.facts["sum"]) == ("parts_do_not_add_up", 20)
        writes.report(row, by=people.officer(), said="14 gemensamt + 12 ensamma", as_of=date(2026, 4, 30))
    assert row.value == 26


def with_parts(relation: str) -> list[Reading]:
    """A promise of a whole and two parts, with a follow-up that is open."""
    coordinator, police = people.coordinator(), people.organisation("police")
    promise = promises.draft(
        people.partnership(), "Tillsyn.", by=coordinator, period_from=date(2026, 1, 1), until_replaced=True
    )
    whole = promises.add_indicator(promise, "Tillsyn", "count", police, by=coordinator)
    for name in ("Tillsammans", "Ensamma"):
        promises.add_indicator(
            promise, name, "count", police, by=coordinator, part_of=whole, relation=relation
        )
    promises.propose(promise, by=coordinator)
    with clock.frozen(date(2026, 1, 2)):
        promises.sign(promise, by=coordinator, title="Ordförande")
        promises.sign(promise, by=people.officer(), title="Chef")
    followup = writes.open_period(people.partnership(), "2026-T1", by=coordinator)
    return reads.readings(followup, seen_by=coordinator)


@pytest.mark.parametrize(
    ("relation", "said", "holds"),
    [
        ("adds_up", ("20", "9", "11"), True),
        ("adds_up", ("22", "9", "11"), False),
        ("adds_up", ("20", "9", "12"), False),
        ("adds_up", ("ett 20-tal", "9", "12"), True),
        ("of_which", ("20", "9", "14"), True),
        ("of_which", ("20", "9", "21"), False),
        ("in_addition", ("20", "30", "5"), True),
    ],
)
def test_figures_whose_parts_do_not_add_up_are_not_approved(
    relation: str, said: tuple[str, ...], holds: bool
) -> None:
    rows = with_parts(relation)
    for row, words in zip(rows, said, strict=True):
        writes.report(row, by=people.officer(), said=words)
    if holds:
        writes.approve(rows[0].followup, by=people.officer())
        return
    with pytest.raises(NotNow) as refused:
        writes.approve(rows[0].followup, by=people.officer())
    assert refused.value.code == "parts_do_not_add_up"


def test_what_comes_in_addition_is_told_beside_its_count_on_every_page_and_never_added_to_it() -> None:
    coordinator = people.coordinator()
    with clock.frozen(date(2026, 5, 10)):
        rows = with_parts("in_addition")
        followup = rows[0].followup
        for row, words in zip(rows, ("20", "30", "5"), strict=True):
            writes.report(row, by=people.officer(), said=words, as_of=date(2026, 4, 30))
        writes.collect(followup, by=coordinator)
        told = reads.told(reads.readings(followup, seen_by=coordinator))
        assert [(row["part_of"], row["relation"], row["value"]) for row in told] == [
            (None, None, 20), ("Tillsyn", "in_addition", 30), ("Tillsyn", "in_addition", 5),
        ]  # fmt: skip
        assert rules.faults(reads.readings(followup, seen_by=coordinator)) == []
        client = people.signed_in(coordinator)
        slug = rows[0].indicator.promise.slug
        for address in ("arbete/uppfoljning/2026-T1/", f"arbete/loften/{slug}/"):
            assert "Utöver" in client.get(f"/almstad/{address}").content.decode(), address
        for caller in (coordinator, people.officer()):
            followup = writes.approve(followup, by=caller)
        publications.publish_followup(followup, by=coordinator)
        page = Client().get(f"/almstad/loften/{slug}/2026-T1/").content.decode()
        assert page.count("Utöver ”Tillsyn”.") == 2
        document = Client().get("/almstad/uppfoljning/2026-T1.docx").content
        with ZipFile(BytesIO(document)) as packed:
            assert packed.read("word/document.xml").decode().count("Utöver ”Tillsyn”.") == 2


def test_a_correction_is_a_new_version_and_the_old_one_can_be_read() -> None:
    row = a_reading()
    coordinator, officer = people.coordinator(), people.officer()
    with clock.frozen(date(2026, 5, 10)):
        writes.report(row, by=officer, said="16", as_of=date(2026, 4, 30))
        for caller in (coordinator, officer):
            followup = writes.approve(row.followup, by=caller)
        with pytest.raises(NotNow) as refused:
            writes.approve(followup, by=officer)
        assert refused.value.code == "followup_is_closed"
        writes.reopen(followup, by=coordinator, reason="14, inte 16.")
        row.refresh_from_db()
        row.followup.refresh_from_db()
        writes.report(row, by=officer, said="14", as_of=date(2026, 4, 30))
        assert reads.approvals(followup, seen_by=coordinator) == []
        for caller in (coordinator, officer):
            followup = writes.approve(row.followup, by=caller)
    versions = reads.versions(followup, seen_by=coordinator)
    assert [(version.number, version.correction) for version in versions] == [(2, "14, inte 16."), (1, "")]
    assert '"value":16' in reads.version(followup, 1, seen_by=coordinator).text
    assert '"value":14' in followup.frozen_text


def test_two_municipalities_and_the_police_must_all_approve() -> None:
    second = people.organisation("municipality", name="Grannens kommun")
    coordinator = people.coordinator()
    promise = promises.draft(
        people.partnership(), "Minst femton insatser i två kommuner.", by=coordinator, period_from=date(2026, 1, 1),
        until_replaced=True, parties=[people.organisation(), second, people.organisation("police")],
    )  # fmt: skip
    promises.add_indicator(promise, "Insatser", "count", second, by=coordinator, target=15)
    promises.propose(promise, by=coordinator)
    with clock.frozen(date(2026, 1, 2)):
        for party in (people.organisation(), second, people.organisation("police")):
            promises.sign(promise, by=coordinator, organisation=party, how="paper", title="Chef")
    followup = writes.open_period(people.partnership(), "2026-T1", by=coordinator)
    writes.collect(followup, by=coordinator)
    for party in (people.organisation(), people.organisation("police")):
        followup = writes.approve(followup, by=coordinator, organisation=party, how="paper")
        assert followup.state == "open"
    assert writes.approve(followup, by=coordinator, organisation=second, how="paper").state == "approved"


@pytest.mark.parametrize(
    ("baseline", "said", "ratio", "why"), [(14, "5", None, "too_few"), (14, "10", 0.7143, "")]
)
def test_no_percentage_is_said_of_few(baseline: int, said: str, ratio: float | None, why: str) -> None:
    row = a_reading(
        aspect="effect", unit="rapporter", target=10, bound="at_most", baseline=baseline, baseline_source="Rapporter"
    )  # fmt: skip
    with clock.frozen(date(2026, 5, 10)):
        writes.report(row, by=people.officer(), said=said)
    change = reads.as_data(row)["change"]
    assert (change["ratio"], change["why"]) == (ratio, why)


def test_an_organisation_answers_for_all_its_parts_by_one_link_once() -> None:
    rows = with_parts("of_which")
    followup = rows[0].followup
    link, _ = people_writes.make_link(
        people.organisation("police"), "report_all", followup.uuid, by=people.coordinator()
    )
    holder = people_reads.caller_by_link(link)
    answers = {rows[0]: {"said": "20"}, rows[1]: {"said": "9"}}
    with pytest.raises(BadInput):
        writes.report_all_by_link(followup, link, {rows[0]: {"said": "22: 9 och 11"}}, by=holder)
    link.refresh_from_db()
    assert link.used_at is None, "what was refused uses no link"
    with people.journalled("readings reported by link"):
        writes.report_all_by_link(followup, link, answers, by=holder)
    link.refresh_from_db()
    with pytest.raises(NotNow):
        writes.report_all_by_link(followup, link, answers, by=holder)
