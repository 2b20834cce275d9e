# SPDX-License-Identifier: EUPL-1.2
"""Who may write and sign a promise, and what stands when it is signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from samsyn.cycle.promises import reads, writes
from samsyn.cycle.promises.models import How, Promise, State
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people_writes
from samsyn.kit import clock, frozen
from samsyn.kit.callers import PUBLIC, Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.followups.test_chain import a_proposed_promise, an_agreed_promise

pytestmark = pytest.mark.django_db


def a_link(
    promise: Promise, kind: str = "police", purpose: str = "sign", **options: Any
) -> tuple[Any, Caller]:
    """A one-time link for a party, and the caller who holds it."""
    link, _ = people_writes.make_link(
        people.organisation(kind), purpose, promise.uuid, by=people.coordinator(), **options
    )
    return link, people_reads.caller_by_link(link)


def test_an_agreement_states_its_purposes_and_areas_as_the_law_asks() -> None:
    asked: dict[str, Any] = {
        "title": "Överenskommelse 2023–2026", "purposes": "Minskad brottslighet", "areas": "Narkotika, trafik",
        "period_from": date(2023, 1, 1), "period_to": date(2026, 12, 31),
        "parties": [people.organisation(kind) for kind in ("municipality", "police", "housing")],
    }  # fmt: skip
    with people.journalled("agreement written"):
        agreement = writes.write_agreement(people.partnership(), by=people.coordinator(), **asked)
    assert agreement.parties.count() == 3
    for field in ("purposes", "areas"):
        with pytest.raises(BadInput) as refused:
            writes.write_agreement(people.partnership(), by=people.coordinator(), **(asked | {field: " "}))
        assert (refused.value.code, refused.value.field) == ("required_by_law", field)


WHO_MAY_NOT: list[tuple[str, Callable[[], Caller], type[Exception]]] = [
    ("a reporter", lambda: people.member("reporter"), NotAllowed),
    ("an auditor", lambda: people.member("auditor"), NotAllowed),
    ("a publisher", lambda: people.member("publisher"), NotAllowed),
    ("the public", lambda: PUBLIC, NotAllowed),
    ("another partnership", people.outsider, NotFound),
]


@pytest.mark.parametrize(
    ("who", "refusal"), [row[1:] for row in WHO_MAY_NOT], ids=[row[0] for row in WHO_MAY_NOT]
)
def test_no_other_role_writes_signs_ends_or_redefines(
    who: Callable[[], Caller], refusal: type[Exception]
) -> None:
    promise = a_proposed_promise()
    other, town = who(), people.organisation("municipality")
    tried: list[Callable[[], Any]] = [
        lambda: writes.draft(
            people.partnership(), "Något.", by=other, period_from=date(2026, 1, 1), until_replaced=True
        ),
        lambda: writes.take_back(promise, by=other),
        lambda: writes.sign(promise, by=other, organisation=town, title="Ordförande"),
        lambda: writes.sign(promise, by=other, organisation=town, title="Ordförande", how=How.PAPER),
        lambda: writes.redefine(promise.indicators.get(), by=other, reason="x", signer_title="x"),
        lambda: writes.end(promise, by=other),
    ]
    for attempt in tried:
        with pytest.raises(refusal):
            attempt()
    assert promise.signatures.count() == 0


def test_a_link_signs_for_its_own_organisation_once() -> None:
    promise = a_proposed_promise()
    link, holder = a_link(promise)
    with pytest.raises(NotAllowed):
        writes.sign(
            promise, by=holder, organisation=people.organisation("municipality"), title="x", how=How.LINK
        )
    with people.journalled("promise signed"):
        writes.sign_by_link(promise, link, by=holder, title="Lokalpolisområdeschef")
    signature = promise.signatures.get()
    assert (signature.organisation, signature.how) == (people.organisation("police"), How.LINK)
    link.refresh_from_db()
    with pytest.raises(NotNow):
        writes.sign_by_link(promise, link, by=holder, title="Lokalpolisområdeschef")


def test_a_link_for_something_else_or_too_old_signs_nothing() -> None:
    promise = a_proposed_promise()
    link, holder = a_link(promise, purpose="report")
    with pytest.raises(BadInput):
        writes.sign_by_link(promise, link, by=holder, title="Chef")
    late, holder = a_link(promise, days=1)
    with clock.frozen(clock.now() + timedelta(days=2)), pytest.raises(NotNow):
        writes.sign_by_link(promise, late, by=holder, title="Chef")
    outside, holder = a_link(promise, "housing")
    with pytest.raises(NotAllowed):
        writes.sign_by_link(promise, outside, by=holder, title="Vd")
    assert promise.signatures.count() == 0


def test_a_promise_with_three_parties_waits_for_all_three() -> None:
    promise = a_proposed_promise()
    writes.take_back(promise, by=people.coordinator())
    parties = [people.organisation(kind) for kind in ("municipality", "police", "housing")]
    with people.journalled("promise changed"):
        writes.change(promise, by=people.coordinator(), parties=parties)
    promise = writes.propose(promise, by=people.coordinator())
    for party in parties:
        assert promise.state == State.PROPOSED
        promise = writes.sign(
            promise, by=people.coordinator(), organisation=party, title="Chef", how=How.PAPER, name="N.N."
        )
    assert promise.state == State.AGREED
    assert "N.N." not in promise.frozen_text


def test_words_changed_after_a_signature_must_be_signed_anew() -> None:
    promise = a_proposed_promise()
    writes.sign(promise, by=people.coordinator(), title="Ordförande")
    promise.refresh_from_db()
    with people.journalled("promise taken back"):
        writes.take_back(promise, by=people.coordinator())
    writes.change(promise, by=people.coordinator(), sentence="Minst tio nya områden med grannsamverkan.")
    promise = writes.propose(promise, by=people.coordinator())
    assert len(reads.unsigned(promise)) == 2
    assert frozen.thaw(promise.frozen_text, promise.frozen_digest)["sentence"].startswith("Minst tio")


def test_two_who_edit_one_promise_at_once_lose_no_words() -> None:
    promise = a_proposed_promise()
    writes.take_back(promise, by=people.coordinator())
    first, second = (
        reads.promise(promise.slug, people.partnership(), seen_by=people.coordinator()) for _ in range(2)
    )
    writes.change(first, by=people.coordinator(), version=first.version, explanation="Den enas ord.")
    with pytest.raises(NotNow) as refused:
        writes.change(second, by=people.officer(), version=second.version, explanation="Den andras ord.")
    assert refused.value.code == "changed_meanwhile"
    promise.refresh_from_db()
    assert promise.explanation == "Den enas ord."


def test_a_promise_without_parts_is_not_proposed() -> None:
    promise = a_proposed_promise()
    writes.take_back(promise, by=people.coordinator())
    with people.journalled("indicator removed"):
        writes.remove_indicator(promise.indicators.get(), by=people.coordinator())
    with pytest.raises(NotNow):
        writes.propose(promise, by=people.coordinator())


def test_the_signed_definition_stays_when_another_is_made() -> None:
    promise = an_agreed_promise()
    writes.redefine(
        promise.indicators.get(),
        by=people.officer(),
        reason="Fler räknas.",
        signer_title="Kommunpolis",
        target=5,
    )
    numbers = promise.indicators.get().definitions.order_by("number").values_list("number", "target")
    assert [(number, int(target)) for number, target in numbers] == [(1, 8), (2, 5)]
    kept = frozen.thaw(promise.frozen_text, promise.frozen_digest)
    assert kept["indicators"][0]["target"]["value"] == 8


def test_a_promise_that_is_replaced_can_still_be_found() -> None:
    old, new = an_agreed_promise(), a_proposed_promise()
    with people.journalled("promise ended"):
        writes.end(old, by=people.coordinator(), replaced_by=new)
    found = reads.promise(old.slug, people.partnership(), seen_by=people.officer())
    assert (found.state, found.replaced_by) == (State.REPLACED, new)
    with pytest.raises(NotNow):
        writes.redefine(old.indicators.get(), by=people.coordinator(), reason="x", signer_title="x")
