# SPDX-License-Identifier: EUPL-1.2
"""A picture is decided when its parts are written and both parties have approved; then it never changes."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.pictures import compute, reads, writes
from samsyn.cycle.pictures.models import Picture, State
from samsyn.cycle.reports.models import Report
from samsyn.kit import frozen
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotNow
from samsyn.kit.rows import RecordClass
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
SPRING = compute.Question((date(2026, 1, 1), date(2026, 4, 30)))


def a_draft() -> Picture:
    almstad = people.partnership()
    town.reports(almstad, 40)
    with people.journalled():
        return writes.store(
            almstad, compute.picture(almstad, SPRING, seen_by=SYSTEM), by=people.coordinator()
        )


def a_written_draft() -> Picture:
    picture = a_draft()
    parts = {
        "mapping": "Mest skadegörelse.",
        "consequences": "Butiken stänger tidigt.",
        "other_information": "Dialog i mars.",
        "analysis": "Mörk gångväg.",
    }
    with people.journalled():
        return writes.write(picture, by=people.coordinator(), **parts)


def decided(picture: Picture) -> Picture:
    with people.journalled():
        writes.approve(picture, by=people.coordinator())
        writes.approve(picture, by=people.officer())
    with people.journalled():
        return writes.decide(
            picture,
            by=people.coordinator(),
            body="Kommunstyrelsen",
            decided_on=date(2026, 5, 20),
            paragraph="88",
        )


def test_a_picture_with_an_empty_statutory_part_cannot_be_approved() -> None:
    picture = a_draft()
    with pytest.raises(NotNow) as refused:
        writes.approve(picture, by=people.officer())
    assert refused.value.facts["parts"] == ["mapping", "consequences", "other_information", "analysis"]


def test_a_picture_that_only_one_party_has_approved_cannot_be_decided() -> None:
    picture = a_written_draft()
    writes.approve(picture, by=people.coordinator())
    with pytest.raises(NotNow) as refused:
        writes.decide(picture, by=people.coordinator(), body="KS", decided_on=date(2026, 5, 20))
    assert refused.value.facts["parties"] == ["police"]


def test_words_changed_after_an_approval_need_a_new_one() -> None:
    picture = a_written_draft()
    writes.approve(picture, by=people.officer())
    writes.write(picture, by=people.coordinator(), analysis="Något annat.")
    assert reads.approvals(picture, seen_by=people.coordinator()) == []


def test_a_decided_picture_is_frozen_and_later_reports_never_change_it() -> None:
    picture = decided(a_written_draft())
    before = picture.frozen_text
    town.reports(people.partnership(), 100, seed=8)
    picture.refresh_from_db()
    assert picture.frozen_text == before
    assert frozen.thaw(picture.frozen_text, picture.frozen_digest)["figures"]["reports"]["total"] == 40
    with pytest.raises(NotNow):
        writes.write(picture, by=people.coordinator(), analysis="Efteråt.")


def test_the_police_may_approve_on_paper_and_never_sign_in() -> None:
    picture = a_written_draft()
    police = people.organisation("police")
    with people.journalled():
        writes.approve(
            picture, by=people.coordinator(), organisation=police, on_paper=True, title="Kommunpolis"
        )
    writes.approve(picture, by=people.coordinator())
    writes.decide(picture, by=people.coordinator(), body="KS", decided_on=date(2026, 5, 20))
    picture = reads.picture(picture.uuid, people.partnership(), seen_by=people.coordinator())
    assert picture.state == State.DECIDED


def test_nobody_approves_for_the_other_party_by_account() -> None:
    with pytest.raises(NotAllowed):
        writes.approve(a_written_draft(), by=people.coordinator(), organisation=people.organisation("police"))


def test_two_who_write_at_once_do_not_overwrite_each_other() -> None:
    picture = a_draft()
    again = reads.picture(picture.uuid, people.partnership(), seen_by=people.coordinator())
    writes.write(picture, by=people.coordinator(), version=1, analysis="Först.")
    with pytest.raises(NotNow) as refused:
        writes.write(again, by=people.officer(), version=1, analysis="Sedan.")
    assert refused.value.code == "changed_meanwhile"


def test_a_new_decision_replaces_the_old_picture_which_stays_readable() -> None:
    first = decided(a_written_draft())
    second = decided(a_written_draft())
    first.refresh_from_db()
    assert (first.state, second.replaces_id) == (State.REPLACED, first.pk)
    assert reads.current(people.partnership(), seen_by=people.coordinator()) == second


def test_a_focus_area_rests_on_findings_and_a_finding_on_frozen_numbers() -> None:
    picture = a_draft()
    with people.journalled():
        finding = writes.add_finding(
            people.partnership(), "Skadegörelsen samlas i Västra.", by=people.coordinator(), picture=picture,
            evidence={"count": 40},
        )  # fmt: skip
    with people.journalled():
        writes.add_cause(finding, "Gångvägen är mörk.", by=people.coordinator())
    with people.journalled():
        focus = writes.choose_focus_area(
            people.partnership(), "Skadegörelse i Västra", by=people.officer(), findings=[finding]
        )
    assert list(focus.findings.all()) == [finding]
    assert frozen.thaw(finding.evidence, finding.evidence_digest) == {"count": 40}
    with people.journalled():
        writes.end_focus_area(focus, by=people.officer())
    assert list(reads.focus_areas(people.partnership(), seen_by=people.officer())) == []


def test_a_followup_leaves_a_finding_for_the_next_picture() -> None:
    almstad = people.partnership()
    with people.journalled():
        writes.carry_forward("Fler går vägen igen.", area=None, evidence={}, by=SYSTEM, partnership=almstad)
    assert reads.findings(almstad, seen_by=people.coordinator()).get().kind == "followup"


def test_an_outsider_sees_no_picture() -> None:
    picture = a_draft()
    assert not reads.pictures(people.partnership(), seen_by=people.outsider()).filter(pk=picture.pk).exists()


def test_a_finding_without_words_is_refused() -> None:
    with pytest.raises(BadInput):
        writes.add_finding(people.partnership(), "  ", by=people.coordinator())


def test_what_one_party_alone_sees_is_never_in_a_kept_picture() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 40)
    town.reports(almstad, 7, category="drugs", seed=3)
    Report.objects.filter(category="drugs").update(record_class=RecordClass.POLICE)
    officer = people.signed_in(people.officer())
    asked = {"start": "2026-01-01", "end": "2026-04-30"}
    assert officer.get("/almstad/arbete/lagesbild/siffror.json", asked).json()["reports"]["total"] == 47
    officer.post("/almstad/arbete/lagesbild/behall/", asked)
    kept = reads.figures(Picture.objects.get())
    assert kept["reports"]["total"] == 40
    assert [row["key"] for row in kept["categories"]] == ["vandalism"]
    recounted = officer.get(f"/almstad/arbete/lagesbild/{Picture.objects.get().uuid}/omraknad/")
    assert recounted.context["rows"] == [], "nor in what it is compared with"
