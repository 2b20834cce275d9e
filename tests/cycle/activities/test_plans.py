# SPDX-License-Identifier: EUPL-1.2
"""The statutory plan of measures: rests on a decided picture, is decided and frozen, and shares activities with the joint plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from samsyn.cycle.activities import reads, writes
from samsyn.cycle.activities.models import MeasurePlan
from samsyn.cycle.pictures import writes as pictures
from samsyn.cycle.pictures.models import Cause, Finding, Picture
from samsyn.desk import static_site
from samsyn.ground.people.models import Role
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.rhythm import law
from tests import people

pytestmark = pytest.mark.django_db

PERIOD: dict[str, Any] = {"period_from": date(2026, 1, 1), "period_to": date(2027, 12, 31)}


def evidence(*, decided: bool = True) -> tuple[Picture, Finding, Cause]:
    """A picture with a finding and its cause; decided, or still a draft."""
    picture = Picture.objects.create(
        partnership=people.partnership(), period_from=date(2025, 1, 1), period_to=date(2025, 12, 31)
    )
    finding = pictures.add_finding(
        people.partnership(), "Skadegörelsen samlas i Västra.", by=people.coordinator(), picture=picture
    )
    cause = pictures.add_cause(finding, "Gångvägen är mörk.", by=people.coordinator())
    if decided:
        picture.state, picture.decided_on = "decided", date(2026, 1, 12)
        picture.save()
    return picture, finding, cause


def a_plan() -> tuple[MeasurePlan, Finding, Cause]:
    picture, finding, cause = evidence()
    plan = writes.write_plan(
        people.partnership(), "Åtgärdsplan 2026–2027", by=people.coordinator(), picture=picture, **PERIOD
    )
    housing = people.organisation("housing")
    coordinator = people.coordinator()
    writes.add_measure(plan, "Tänd gångvägen", people.organisation(), by=coordinator, cause=cause, cost=250_000, funding="Investering")  # fmt: skip
    writes.add_measure(plan, "Städa oftare", housing, by=coordinator, finding=finding, known="street_lighting", term="short")  # fmt: skip
    writes.add_measure(plan, "Fler vuxna ute", people.organisation(), by=coordinator, unlinked_reason="Politiskt uppdrag.")  # fmt: skip
    return plan, finding, cause


def decided() -> MeasurePlan:
    plan, *_ = a_plan()
    with clock.frozen(date(2026, 3, 20)), people.journalled("plan of measures decided"):
        return writes.decide_plan(
            plan, by=people.coordinator(), body="Kommunfullmäktige", decided_on=date(2026, 3, 16), paragraph="41", case_number="KS 2026/12"
        )  # fmt: skip


def test_each_measure_points_at_a_finding_or_a_cause_or_is_listed_as_unlinked() -> None:
    plan, *_ = a_plan()
    page = (
        people.signed_in(people.coordinator())
        .get(f"/almstad/arbete/aktiviteter/atgardsplan/{plan.uuid}/")
        .content.decode()
    )
    assert "Orsak: Gångvägen är mörk." in page and "Lägesbilden: Skadegörelsen samlas i Västra." in page
    assert "Utan koppling till lägesbilden" in page and "Politiskt uppdrag." in page
    assert "250 000" in page.replace("\u00a0", " ") and "2 åtgärder har ingen kostnad skriven." in page


def test_a_measure_does_not_rest_on_a_picture_that_nobody_has_decided() -> None:
    plan, *_ = a_plan()
    _, finding, cause = evidence(decided=False)
    for pointed in ({"finding": finding}, {"cause": cause}):
        with pytest.raises(BadInput):
            writes.add_measure(plan, "X", people.organisation(), by=people.coordinator(), **pointed)
    with pytest.raises(BadInput):
        writes.add_measure(plan, " ", people.organisation(), by=people.coordinator())
    with pytest.raises(BadInput):
        writes.add_measure(
            plan, "X", people.organisation(), by=people.coordinator(), period_from=date(2026, 2, 1), period_to=date(2026, 1, 1)
        )  # fmt: skip


def test_a_decision_freezes_the_plan_with_body_day_paragraph_and_case_number() -> None:
    plan = decided()
    assert '"decided_by":"Kommunfullmäktige"' in plan.frozen_text and '"paragraph":"41"' in plan.frozen_text
    for change in (
        lambda: writes.change_plan(plan, by=people.coordinator(), title="Annat"),
        lambda: writes.add_measure(plan, "Ny", people.organisation(), by=people.coordinator()),
        lambda: writes.remove_measure(plan.measures.first(), by=people.coordinator()),
        lambda: writes.decide_plan(plan, by=people.coordinator(), body="KS"),
    ):
        with pytest.raises(NotNow):
            change()
    public = Client().get("/almstad/atgardsplan/").content.decode().replace("\u00a0", " ")
    assert (
        "Beslutad 16 mars 2026 av Kommunfullmäktige." in public
        and "§ 41." in public
        and "KS 2026/12" in public
    )
    pdf = Client().get(f"/almstad/atgardsplan/{plan.uuid}.pdf")
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")


def test_the_decided_plan_is_led_to_from_every_public_page_and_goes_with_the_files(tmp_path: Path) -> None:
    plan = decided()
    assert 'href="/almstad/atgardsplan/"' in Client().get("/almstad/").content.decode()
    for prefix, heading in (("fi", "Kunnan toimenpidesuunnitelma"), ("sv-lattlast", "Kommunens plan")):
        assert heading in Client().get(f"/{prefix}/almstad/atgardsplan/").content.decode()
    static_site.write(people.partnership(), tmp_path / "site")
    folder = tmp_path / "site" / "almstad" / "atgardsplan"
    assert "Kommunfullmäktige" in (folder / "index.html").read_text(encoding="utf-8")
    assert (folder / f"{plan.uuid}.pdf").read_bytes().startswith(b"%PDF")


def test_anyone_reads_what_was_decided_and_nobody_outside_a_draft() -> None:
    plan = decided()
    later = writes.new_plan_version(plan, by=people.coordinator())
    assert [row.pk for row in reads.plans(people.partnership(), seen_by=PUBLIC)] == [plan.pk]
    address = "/almstad/atgardsplan/{}.pdf"
    assert Client().get(address.format(plan.uuid)).status_code == 200
    assert Client().get(address.format(later.uuid)).status_code == 404


def test_a_plan_rests_on_a_picture_of_its_own_partnership() -> None:
    plan, *_ = a_plan()
    foreign = Picture.objects.create(
        partnership=people.partnership("annanstad"),
        period_from=date(2025, 1, 1),
        period_to=date(2025, 12, 31),
    )
    with pytest.raises(BadInput):
        writes.change_plan(plan, by=people.coordinator(), picture=foreign)
    with pytest.raises(BadInput):
        writes.write_plan(people.partnership(), "Plan", by=people.coordinator(), picture=foreign, **PERIOD)


def test_a_plan_is_not_decided_without_a_decided_picture_or_without_measures_or_before_its_day() -> None:
    coordinator = people.coordinator()
    plan = writes.write_plan(people.partnership(), "Plan", by=coordinator, **PERIOD)
    with pytest.raises(NotNow):
        writes.decide_plan(plan, by=coordinator, body="KS")
    picture, *_ = evidence()
    writes.change_plan(plan, by=coordinator, picture=picture, summary="Kort.")
    with pytest.raises(NotNow):
        writes.decide_plan(plan, by=coordinator, body="KS")
    writes.add_measure(plan, "Ljus", people.organisation(), by=coordinator)
    for wrong in ({"body": " "}, {"body": "KS", "decided_on": date(2099, 1, 1)}):
        with pytest.raises(BadInput):
            writes.decide_plan(plan, by=coordinator, **wrong)
    assert Client().get(f"/almstad/atgardsplan/{plan.uuid}.pdf").status_code == 404
    assert "Ingen åtgärdsplan är beslutad" in Client().get("/almstad/atgardsplan/").content.decode()


def test_one_activity_serves_both_plans_and_is_one_record() -> None:
    plan = decided()
    lights = plan.measures.get(title="Tänd gångvägen")
    activity = writes.plan(
        people.partnership(),
        "Ny belysning",
        people.organisation(),
        by=people.coordinator(),
        measures=[lights],
    )
    other = writes.plan(
        people.partnership(), "Städdag", people.organisation("housing"), by=people.coordinator()
    )
    with people.journalled("activity serves measures"):
        writes.serve(other, [lights], by=people.officer())
    own = reads.measures(plan, seen_by=people.coordinator())[0]
    assert [row.title for row in own.work] == ["Ny belysning", "Städdag"]
    page = (
        people.signed_in(people.coordinator())
        .get(f"/almstad/arbete/aktiviteter/{activity.uuid}/")
        .content.decode()
    )
    assert "Tänd gångvägen" in page
    with pytest.raises(NotFound):
        writes.serve(other, [lights], by=people.outsider())


def test_a_new_version_carries_the_measures_and_their_activities_and_the_old_one_stands() -> None:
    plan = decided()
    text = plan.frozen_text
    lights = plan.measures.get(title="Tänd gångvägen")
    activity = writes.plan(
        people.partnership(), "Ljus", people.organisation(), by=people.coordinator(), measures=[lights]
    )
    with clock.frozen(date(2027, 1, 10)), people.journalled("plan version begun"):
        new = writes.new_plan_version(plan, by=people.coordinator())
    with pytest.raises(NotNow):
        writes.new_plan_version(plan, by=people.coordinator())
    carried = new.measures.get(title="Tänd gångvägen")
    assert carried.continues == lights and list(carried.activities.all()) == [activity]
    with people.journalled("measure removed"):
        writes.remove_measure(new.measures.get(title="Fler vuxna ute"), by=people.coordinator())
    with clock.frozen(date(2027, 2, 1)):
        writes.decide_plan(new, by=people.coordinator(), body="Kommunfullmäktige")
    plan.refresh_from_db()
    assert (plan.state, plan.frozen_text) == ("replaced", text)
    assert [row.number for row in reads.plan_versions(plan, seen_by=people.coordinator())] == [2, 1]
    assert set(activity.measures.values_list("plan__number", flat=True)) == {1, 2}, (
        "one record in both versions"
    )


def test_the_law_page_reads_the_decision_and_the_follow_up_of_the_plan() -> None:
    plan = decided()
    with clock.frozen(date(2026, 4, 1)):
        stands = {row.code: row for row in law.sections(people.partnership(), seen_by=people.coordinator())}
        assert stands["plan"].facts["body"] == "Kommunfullmäktige"
        assert stands["plan_followed_up"].due == date(2028, 3, 16)
    with clock.frozen(date(2027, 9, 1)), people.journalled("plan of measures followed up"):
        writes.follow_up_plan(
            plan, by=people.coordinator(), body="Kommunstyrelsen", conclusion="Två av tre är i gång."
        )
    with clock.frozen(date(2027, 9, 2)):
        stands = {row.code: row for row in law.sections(people.partnership(), seen_by=people.coordinator())}
        assert stands["plan_followed_up"].due == date(2029, 9, 1)
        assert stands["plan_followed_up"].facts["body"] == "Kommunstyrelsen"
    with pytest.raises(BadInput):
        writes.follow_up_plan(plan, by=people.coordinator(), body="")


def test_the_plan_is_the_municipality_s_own_and_nobody_else_s() -> None:
    plan, *_ = a_plan()
    second = people.organisation("municipality", name="Byds kommun")
    writes_it = ("coordinator", "decision_maker")
    for kind in ("municipality", "police", "housing"):
        for role in Role.values:
            caller = people.member(role, kind)
            if kind == "municipality" and role in writes_it:
                writes.change_plan(plan, by=caller, summary=role)
                with pytest.raises(NotAllowed):
                    writes.write_plan(
                        people.partnership(), "Grannens", by=caller, municipality=second, **PERIOD
                    )
            else:
                with pytest.raises((NotAllowed, NotFound)):
                    writes.change_plan(plan, by=caller, summary="x")
    for stranger in (people.outsider(), PUBLIC):
        with pytest.raises((NotAllowed, NotFound)):
            writes.change_plan(plan, by=stranger, summary="x")


def test_a_plan_is_written_decided_and_followed_up_on_its_pages() -> None:
    picture, _, cause = evidence()
    browser = people.signed_in(people.coordinator())
    typed = {"title": "Åtgärdsplan", "picture": str(picture.uuid), "summary": "Kort.", "period_from": "2026-01-01", "period_to": "2027-12-31"}  # fmt: skip
    wrong = browser.post("/almstad/arbete/aktiviteter/atgardsplan/", typed | {"period_to": "2020-01-01"})
    assert wrong.status_code == 200 and "Kort." in wrong.content.decode()
    browser.post("/almstad/arbete/aktiviteter/atgardsplan/", typed)
    plan = MeasurePlan.objects.get()
    own = f"/almstad/arbete/aktiviteter/atgardsplan/{plan.uuid}/"
    measure = {"title": "Tänd gångvägen", "rests_on": str(cause.uuid), "organisation": str(people.organisation().uuid), "term": "long"}  # fmt: skip
    assert browser.post(f"{own}atgard/", measure | {"title": ""}).status_code == 400
    browser.post(f"{own}atgard/", measure)
    browser.post(f"{own}atgard/", measure | {"title": "Bort", "rests_on": ""})
    gone = plan.measures.get(title="Bort")
    browser.post(f"{own}atgard/{gone.uuid}/bort/")
    assert plan.measures.get().cause == cause
    assert browser.post(own, typed | {"version": "0"}).status_code == 409
    browser.post(own, typed | {"title": "Åtgärdsplan 2026", "version": str(plan.version)})
    with clock.frozen(date(2026, 3, 20)):
        future = browser.post(f"{own}beslut/", {"body": "KF", "decided_on": "2026-04-01"})
        assert future.status_code == 400 and "Dagen har inte varit än" in future.content.decode()
        browser.post(f"{own}beslut/", {"body": "KF", "decided_on": "2026-03-16"})
        assert (
            browser.post(f"{own}uppfoljning/", {"body": "", "followed_on": "2026-03-20"}).status_code == 400
        )
        browser.post(f"{own}uppfoljning/", {"body": "KS", "followed_on": "2026-03-20", "conclusion": "Bra."})
    browser.post(f"{own}ny-version/")
    page = browser.get(own).content.decode()
    assert "Så stod åtgärderna då" in page and "Version 2" in page
    activity = writes.plan(people.partnership(), "Ljus", people.organisation(), by=people.coordinator())
    newest = MeasurePlan.objects.get(number=2).measures.get()
    browser.post(f"/almstad/arbete/aktiviteter/{activity.uuid}/atgarder/", {"measures": [str(newest.uuid)]})
    assert list(activity.measures.all()) == [newest]
