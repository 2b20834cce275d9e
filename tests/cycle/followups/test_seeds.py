# SPDX-License-Identifier: EUPL-1.2
"""Whole documents entered through the writes, tertial by tertial; `pytest -s` prints each as a table beside what was told."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.followups import reads, writes
from samsyn.cycle.promises import reads as promise_reads
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import How, Promise
from samsyn.kit import clock, frozen, periods
from tests import people
from tests.cycle.followups.seeds import DOCUMENTS, Document

pytestmark = pytest.mark.django_db


def entered(document: Document) -> Promise:
    """The document as it was signed: every part with its owners, steps and relations."""
    coordinator, police = people.coordinator(), people.organisation("police")
    promise = promises.draft(
        people.partnership(), document.sentence, by=coordinator, period_from=document.start,
        period_to=document.end, until_replaced=document.until_replaced, level=document.level, theme=document.theme,
    )  # fmt: skip
    made = {}
    for piece in document.pieces:
        first, *rest = (people.organisation(kind) for kind in piece.owners)
        fields = dict(piece.fields)
        if piece.of:
            fields |= {"relation": piece.of[0], "part_of": made[piece.of[1]]}
        made[piece.name] = promises.add_indicator(
            promise, piece.name, piece.kind, first, by=coordinator, also=rest, **fields
        )
    with clock.frozen(document.signed_on or document.start):
        promises.propose(promise, by=coordinator)
        promises.sign(promise, by=coordinator, title="Kommunstyrelsens ordförande")
        return promises.sign(
            promise, by=coordinator, organisation=police, how=How.PAPER, title="Lokalpolisområdeschef"
        )


def told(period: str) -> list[dict]:
    """Take in what was told in a period, and give every reading as data."""
    coordinator = people.coordinator()
    end = periods.parse(period).end
    with clock.frozen(date(2026, 1, 2)):
        followup = writes.open_period(people.partnership(), period, by=coordinator)
        pieces = {piece.name: piece for document in DOCUMENTS for piece in document.pieces}
        for row in reads.readings(followup, seen_by=coordinator):
            for said in pieces[row.indicator.name].told:
                if said.period == period:
                    writes.report(
                        row, by=coordinator, said=said.words, as_of=end, steps_done=said.steps_done,
                        comment=said.comment, next_step=said.next_step,
                    )  # fmt: skip
        writes.collect(followup, by=coordinator)
        return [reads.as_data(row) for row in reads.readings(followup, seen_by=coordinator)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_document_is_entered_without_loss_and_read_as_it_was_told(document: Document) -> None:
    promise = entered(document)
    kept = frozen.thaw(promise.frozen_text, promise.frozen_digest)
    assert [row["name"] for row in kept["indicators"]] == [piece.name for piece in document.pieces]
    assert (kept["until_replaced"], kept["level"]) == (document.until_replaced, document.level)
    print(f"\n{document.name}: {document.sentence}")
    for period in document.periods:
        found = {data["indicator"]: data for data in told(period)}
        assert list(found) == [piece.name for piece in document.pieces]
        for piece in document.pieces:
            data = found[piece.name]
            words = next((said for said in piece.told if said.period == period), None)
            print(
                f"  {period:10}{piece.name[:44]:46}{data['said'] or '–':40}{data['status']:16}"
                f"{data['reason'] or '':16}{data['settled']}"
            )
            expected = words.reads if words else ("not_reported", "not_reported", None, "")
            assert (data["status"], data["reason"] or "", data["fulfilment"], data["settled"]) == expected
            assert data["said"] == (words.words if words else None)
            assert (data["comment"], data["next_step"]) == (
                (words.comment or None, words.next_step or None) if words else (None, None)
            )
            owners = [people.organisation(kind).name for kind in piece.owners]
            assert data["owners"] == owners
            assert (data["relation"], data["part_of"]) == (piece.of or (None, None))


def test_joint_and_alone_make_the_whole_and_a_vague_number_is_no_number() -> None:
    for document in DOCUMENTS[:2]:
        entered(document)
    autumn = {data["indicator"]: data for data in told("2023-T3")}
    whole = autumn["Tillsyn av restauranger"]["value"]
    assert (
        whole == 26 == autumn["Tillsyn tillsammans"]["value"] + autumn["Tillsyn av kommunen själv"]["value"]
    )
    summer = {data["indicator"]: data for data in told("2023-T2")}
    assert summer["Tillsyn av restauranger"]["value"] is None
    assert (summer["Sök med narkotikahund i skolor"]["value"], summer["Sök med narkotikahund i skolor"]["comment"]) == (0, "Sommarlov.")  # fmt: skip
    spring = {data["indicator"]: data for data in told("2024-T1")}
    assert (spring["Deltagare i kursen"]["value"], spring["Deltagare i kursen"]["qualifier"]) == (
        100,
        "about",
    )
    assert spring["Polisens kameror"]["value"] == 17


def test_the_tertial_before_the_signature_is_no_gap() -> None:
    promise = entered(DOCUMENTS[0])
    for period in ("2023-T1", "2023-T2"):
        told(period)
    assert reads.chain(promise, seen_by=people.coordinator())["periods"] == ["2023-T2"]


def test_a_promise_until_a_new_one_is_given_goes_on_after_its_date_and_ends_with_its_successor() -> None:
    old = entered(next(document for document in DOCUMENTS if document.until_replaced))
    here, coordinator = people.partnership(), people.coordinator()

    def holding(year: int) -> list[Promise]:
        day_from, day_to = date(year, 1, 1), date(year, 12, 31)
        return promise_reads.holding_in(here, day_from, day_to, seen_by=coordinator)

    assert holding(2026) == [old]
    new = promises.draft(
        here, "Ett nytt löfte.", by=coordinator, period_from=date(2026, 5, 1), until_replaced=True
    )
    promises.end(old, by=coordinator, replaced_by=new, on=date(2026, 4, 30))
    assert holding(2026) == [old]
    assert holding(2027) == []
