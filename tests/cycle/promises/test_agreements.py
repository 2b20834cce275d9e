# SPDX-License-Identifier: EUPL-1.2
"""A cooperation agreement: parties of any kind, signed version by version, renewed in time, its pages and its mail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from samsyn.cycle.promises import reads, tasks, writes
from samsyn.cycle.promises.models import Agreement, How
from samsyn.ground.people import reads as reading
from samsyn.ground.people import writes as parties
from samsyn.ground.people.models import Role
from samsyn.kit import clock, frozen, jobs
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people

pytestmark = pytest.mark.django_db

WORDS: dict[str, Any] = {
    "title": "Samverkan i Trelöv", "purposes": "Tryggare vägar.", "areas": "Trafik och unga.", "goals": "Minst 20 kontroller.",
    "roles": "Styrgruppen leder.", "communication": "Tre gånger om året.", "police_plan": "A123/2026",
    "period_from": date(2026, 1, 1), "period_to": date(2027, 12, 31),
}  # fmt: skip


def a_draft(**changed: Any) -> Agreement:
    """Three municipalities, the police and an association together."""
    several = [
        people.organisation(),
        people.organisation("municipality", name="Byds kommun"),
        people.organisation("municipality", name="Ceds kommun"),
        people.organisation("police"),
        people.organisation("association", name="Byalaget"),
    ]
    return writes.write_agreement(
        people.partnership(), by=people.coordinator(), parties=several, **(WORDS | changed)
    )


def signed(agreement: Agreement, on: date = date(2025, 12, 15)) -> Agreement:
    writes.propose_agreement(agreement, by=people.coordinator())
    for party in agreement.parties.all():
        with people.journalled("agreement signed"):
            agreement = writes.sign_agreement(
                agreement, by=people.coordinator(), organisation=party, how=How.PAPER, title="Ordförande", signed_on=on
            )  # fmt: skip
    return agreement


def test_three_municipalities_the_police_and_an_association_sign_by_account_paper_and_link() -> None:
    coordinator = people.coordinator()
    agreement = a_draft()
    with people.journalled("agreement changed"):
        writes.change_agreement(agreement, by=coordinator, problems="Mörka gångvägar.")
    with people.journalled("agreement proposed"):
        writes.propose_agreement(agreement, by=coordinator)
    assert "Mörka gångvägar." in agreement.frozen_text and "Byalaget" in agreement.frozen_text
    writes.sign_agreement(agreement, by=coordinator, title="Kommunstyrelsens ordförande")
    writes.sign_agreement(agreement, by=people.officer(), title="Lokalpolisområdeschef")
    for name in ("Byds kommun", "Ceds kommun"):
        party = people.organisation("municipality", name=name)
        with clock.frozen(date(2026, 1, 9)):
            writes.sign_agreement(
                agreement, by=coordinator, organisation=party, how=How.PAPER, title="Ordförande", signed_on=date(2026, 1, 8)
            )  # fmt: skip
    assert [party.name for party in reads.unsigned(agreement)] == ["Byalaget"]
    browser = people.signed_in(coordinator)
    page = browser.post(
        f"/almstad/arbete/loften/overenskommelse/{agreement.uuid}/lank/",
        {"organisation": str(people.organisation("association", name="Byalaget").uuid)},
    ).content.decode()
    address = page.split("http://testserver")[1].split("<")[0]
    visitor = Client()
    assert "Tryggare vägar." in visitor.get(address).content.decode()
    assert "Underskriften är framme" in visitor.post(address, {"title": "Ordförande"}).content.decode()
    assert "Länken gäller inte längre" in visitor.get(address).content.decode()
    agreement.refresh_from_db()
    assert agreement.state == "agreed"
    kept = list(reads.agreement_signatures(agreement, seen_by=coordinator))
    assert {row.how for row in kept} == {"account", "paper", "link"}
    assert {row.digest for row in kept} == {frozen.digest(agreement.frozen_text)}


def test_nobody_signs_an_agreement_for_another_party_and_nobody_edits_it_after() -> None:
    agreement = a_draft()
    writes.propose_agreement(agreement, by=people.coordinator())
    callers = [
        people.member(role, kind) for kind in ("municipality", "police", "housing") for role in Role.values
    ]
    for caller in (*callers, people.outsider(), PUBLIC):
        for party in agreement.parties.all():
            if party.pk == caller.organisation_id and caller.role in (
                "coordinator",
                "police_officer",
                "decision_maker",
            ):
                continue
            with pytest.raises((NotAllowed, NotFound)):
                writes.sign_agreement(agreement, by=caller, organisation=party, title="Chef")
        with pytest.raises((NotAllowed, NotFound, NotNow)):
            writes.change_agreement(agreement, by=caller, purposes="Annat.")
    assert not agreement.signatures.exists()


def test_a_link_signs_the_version_it_was_made_for_and_no_other() -> None:
    coordinator, police = people.coordinator(), people.organisation("police")
    first, second = a_draft(), a_draft(title="En annan")
    for agreement in (first, second):
        writes.propose_agreement(agreement, by=coordinator)
    link, token = parties.make_link(police, writes.SIGN_LINK, first.uuid, by=coordinator)
    caller = reading.caller_by_link(reading.link(token, people.partnership()))
    with pytest.raises(BadInput):
        writes.sign_agreement_by_link(second, link, by=caller, title="Chef")
    with people.journalled("agreement signed"):
        writes.sign_agreement_by_link(first, link, by=caller, title="Chef")
    with pytest.raises(NotNow):
        writes.sign_agreement_by_link(first, link, by=caller, title="Chef")


def test_a_new_version_leaves_the_old_as_it_was_signed_and_its_parties_are_compared() -> None:
    coordinator = people.coordinator()
    old = signed(a_draft())
    text = old.frozen_text
    byalag, housing = people.organisation("association", name="Byalaget"), people.organisation("housing")
    byalag.left_on = date(2026, 9, 1)
    byalag.save()
    with clock.frozen(date(2026, 9, 15)):
        with pytest.raises(BadInput):
            writes.new_version(old, by=coordinator, reason=" ")
        with people.journalled("agreement version begun"):
            new = writes.new_version(old, by=coordinator, reason="Bostadsbolaget går med.")
        assert byalag not in new.parties.all(), "who has left does not follow into the new one"
        with pytest.raises(NotNow):
            writes.new_version(old, by=coordinator, reason="En till.")
        writes.change_agreement(new, by=coordinator, parties=[*new.parties.all(), housing], goals="Minst 30.")
        assert reads.agreements_holding(people.partnership(), date(2026, 9, 15), seen_by=coordinator) == [old]
        new = signed(new, on=date(2026, 9, 15))
    old.refresh_from_db()
    assert (old.state, old.replaced_on, old.frozen_text) == ("replaced", date(2026, 9, 15), text)
    assert reads.agreements_holding(people.partnership(), date(2026, 9, 15), seen_by=coordinator) == [new]
    later, first = reads.versions(old, seen_by=coordinator)
    assert [party.name for party in later.joined] == [housing.name]
    assert [party.name for party in later.left] == ["Byalaget"]
    assert (first.joined, first.left) == ([], [])
    browser = people.signed_in(coordinator)
    page = browser.get(f"/almstad/arbete/loften/overenskommelse/{old.uuid}/").content.decode()
    assert "Minst 20 kontroller." in page and "Det finns en nyare version" in page
    assert f"Ny part: {housing.name}." in page and "Inte längre part: Byalaget." in page


def test_the_next_period_is_signed_ahead_and_takes_over_when_it_begins() -> None:
    coordinator = people.coordinator()
    old = signed(a_draft())
    with clock.frozen(date(2027, 11, 1)):
        new = writes.new_version(old, by=coordinator, reason="Ny tid.")
        writes.change_agreement(
            new, by=coordinator, period_from=date(2028, 1, 1), period_to=date(2029, 12, 31)
        )
        new = signed(new, on=date(2027, 11, 1))
    for day, holds in ((date(2027, 12, 31), old), (date(2028, 1, 1), new)):
        assert reads.agreements_holding(people.partnership(), day, seen_by=coordinator) == [holds]


def test_an_agreement_needs_two_parties_that_have_not_left_and_what_the_law_asks_for() -> None:
    coordinator = people.coordinator()
    for missing in ("purposes", "areas"):
        with pytest.raises(BadInput) as refused:
            a_draft(**{missing: " "})
        assert (refused.value.code, refused.value.field) == ("required_by_law", missing)
    agreement = a_draft()
    writes.change_agreement(agreement, by=coordinator, parties=[people.organisation()])
    with pytest.raises(NotNow):
        writes.propose_agreement(agreement, by=coordinator)
    gone = people.organisation("guard")
    writes.change_agreement(agreement, by=coordinator, parties=[people.organisation(), gone])
    gone.left_on = date(2026, 1, 1)
    gone.save()
    with pytest.raises(NotNow):
        writes.propose_agreement(agreement, by=coordinator)
    with pytest.raises(BadInput):
        writes.change_agreement(agreement, by=coordinator, parties=[gone])
    with pytest.raises(NotFound):
        writes.change_agreement(agreement, by=coordinator, parties=[people.organisation(key="annanstad")])


def test_a_proposed_version_is_taken_back_and_old_signatures_hold_for_old_words_alone() -> None:
    coordinator = people.coordinator()
    agreement = a_draft()
    writes.propose_agreement(agreement, by=coordinator)
    writes.sign_agreement(agreement, by=coordinator, title="Ordförande")
    with people.journalled("agreement taken back"):
        writes.take_agreement_back(agreement, by=coordinator)
    agreement.refresh_from_db()
    writes.change_agreement(agreement, by=coordinator, goals="Minst 25 kontroller.")
    writes.propose_agreement(agreement, by=coordinator)
    assert len(reads.unsigned(agreement)) == 5


def test_two_who_write_an_agreement_at_once_both_see_both_texts() -> None:
    agreement = a_draft()
    browser = people.signed_in(people.coordinator())
    address = f"/almstad/arbete/loften/overenskommelse/{agreement.uuid}/"
    typed = {
        "title": "Samverkan", "areas": "Trafik.", "period_from": "2026-01-01", "period_to": "2027-12-31",
        "parties": [str(row.uuid) for row in agreement.parties.all()], "version": str(agreement.version),
    }  # fmt: skip
    assert browser.post(address, typed | {"purposes": "Den enas syfte."}).status_code == 302
    answer = browser.post(address, typed | {"purposes": "Den andras syfte."})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Den enas syfte." in page and "Den andras syfte." in page
    wrong = browser.post(address, typed | {"purposes": "", "goals": "Står kvar."})
    assert wrong.status_code == 400 and "Lagen kräver syften" in wrong.content.decode()
    assert "Står kvar." in wrong.content.decode()


def test_those_who_coordinate_are_told_a_fortnight_before_the_end_and_once_after() -> None:
    signed(a_draft())
    told = []
    for offset in (-184, -183, -182, -100, -62, -61, -60, -15, -14, -13, -1, 0, 1, 2, 40, 200):
        with clock.frozen(date(2027, 12, 31) + timedelta(days=offset)):
            before = len(mail.outbox)
            for _ in range(2):
                tasks.daily()
                jobs.run_due()
            told += [(offset, message.to[0], message.subject) for message in mail.outbox[before:]]
    assert [(offset, to) for offset, to, _ in told] == [
        (offset, "coordinator.municipality@almstad.example") for offset in (-14, 1)
    ]
    assert told[0][2] == "Samverkan i Trelöv går ut 31 december 2027"
    assert told[-1][2] == "Samverkan i Trelöv gäller inte längre"


def test_a_reminder_is_sent_once_though_it_is_asked_for_twice() -> None:
    agreement, home = signed(a_draft()), people.organisation()
    for _ in range(2):
        writes.send_renewal(agreement, home, "61", by=SYSTEM.inside(agreement.partnership_id))
    assert len(mail.outbox) == 1
    assert f"/almstad/arbete/loften/overenskommelse/{agreement.uuid}/" in mail.outbox[0].body


def test_a_renewed_agreement_is_not_reminded_of() -> None:
    old = signed(a_draft())
    with clock.frozen(date(2027, 3, 1)):
        new = writes.new_version(old, by=people.coordinator(), reason="Ny tid.")
        writes.change_agreement(new, by=people.coordinator(), period_to=date(2030, 12, 31))
        signed(new, on=date(2027, 3, 1))
    with clock.frozen(date(2027, 12, 1)), people.journalled("agreement written"):
        a_draft(title="En annan")
        assert writes.remind_of_renewal(people.partnership(), by=people.coordinator()) == 0


def test_an_agreement_is_written_signed_and_renewed_on_its_pages() -> None:
    parties.change_settings(people.partnership(), by=people.coordinator(), name="Trygga Almstad")
    browser, police = people.signed_in(people.coordinator()), people.signed_in(people.officer())
    typed = {
        "title": "Samverkan", "purposes": "Tryggare.", "areas": "Trafik.", "period_from": "2026-01-01", "period_to": "2027-12-31",
    }  # fmt: skip
    wrong = browser.post("/almstad/arbete/loften/overenskommelse/ny/", typed | {"period_to": "2025-01-01"})
    assert wrong.status_code == 200 and "Tryggare." in wrong.content.decode()
    browser.post("/almstad/arbete/loften/overenskommelse/ny/", typed)
    agreement = Agreement.objects.get()
    assert {row.kind for row in agreement.parties.all()} == {"municipality", "police"}
    own = f"/almstad/arbete/loften/overenskommelse/{agreement.uuid}/"
    assert "Föreslå versionen för parterna" in browser.get(own).content.decode()
    browser.post(f"{own}foresla/")
    assert browser.post(f"{own}skriv-under/", {"title": ""}).status_code == 400
    browser.post(f"{own}skriv-under/", {"title": "Ordförande"})
    assert police.post(own, typed).status_code == 409
    browser.post(f"{own}ta-tillbaka/")
    browser.post(f"{own}foresla/")
    paper = {
        "organisation": str(people.organisation("police").uuid),
        "title": "Chef",
        "signed_on": "2026-01-02",
    }
    assert browser.post(f"{own}pa-papper/", paper | {"title": ""}).status_code == 400
    with clock.frozen(date(2026, 1, 3)):
        ahead = browser.post(f"{own}pa-papper/", paper | {"signed_on": "2026-02-01"})
        assert ahead.status_code == 400 and 'value="Chef"' in ahead.content.decode(), "what was typed is left"
        browser.post(f"{own}pa-papper/", paper)
        assert "Undertecknad" in browser.get(own).content.decode()
    assert browser.post(f"{own}ny-version/", {"version-reason": ""}).status_code == 400
    browser.post(f"{own}ny-version/", {"version-reason": "Ny tid."})
    page = browser.get("/almstad/arbete/loften/").content.decode()
    assert "Version 2, utkast" in page
