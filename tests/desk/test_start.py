# SPDX-License-Identifier: EUPL-1.2
"""What should I do now: each task is there for the one who must do it, and gone when it is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.publications import writes as publications
from samsyn.cycle.reports import writes as reports
from samsyn.desk import search, standing, start, thread
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import NotFound
from tests import people
from tests.cycle import chain
from tests.cycle.pictures import town
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db


def codes(caller: object) -> set[str]:
    return {task.code for task in start.tasks(people.partnership(), seen_by=caller)}


def test_a_new_partnership_is_asked_for_what_it_stands_on_and_then_for_its_first_picture() -> None:
    assert codes(people.coordinator()) == {"add_parties", "add_areas", "make_first_picture"}
    assert codes(people.member("administrator")) == {"add_parties", "add_areas"}
    people.officer()
    town.districts(people.partnership())
    assert codes(people.coordinator()) == {"add_ground", "make_first_picture"}
    assert codes(people.member("reporter")) == set()


@pytest.mark.parametrize("role", ["coordinator", "reporter", "decision_maker", "administrator"])
def test_every_step_of_the_cycle_is_one_click_from_the_start_page(role: str) -> None:
    browser = people.signed_in(people.member(role))
    page = browser.get("/almstad/arbete/")
    for entry in page.context["steps"]:
        assert f'href="{entry["url"]}"' in page.content.decode()
        assert browser.get(entry["url"]).status_code == 200, entry["url"]
    assert page.context["often"]
    for entry in page.context["often"]:
        assert browser.get(entry["url"]).status_code == 200, entry["url"]


def test_without_a_report_lately_the_start_page_says_when_the_latest_came() -> None:
    browser = people.signed_in(people.coordinator())
    with clock.frozen(date(2026, 11, 22)):
        assert "Den senaste kom" not in browser.get("/almstad/arbete/").content.decode()
    with clock.frozen(date(2026, 8, 31)):
        reports.receive(
            people.partnership(), reports.Sighting("vandalism"), by=people.coordinator(), source="staff"
        )
    with clock.frozen(date(2026, 11, 22)):
        page = browser.get("/almstad/arbete/").content.decode().replace("\u00a0", " ")
    assert "Inga rapporter senaste månaden. Den senaste kom 31 augusti 2026." in page


def test_the_start_page_says_how_it_stands() -> None:
    chain.made()
    with clock.frozen(date(2026, 5, 20)):
        found = {
            step.code: step for step in standing.steps(people.partnership(), seen_by=people.coordinator())
        }
        assert standing.coming(date(2026, 5, 20))[1] == date(2026, 5, 31)
    assert found["promises"].count == 1
    assert found["pictures"].on == date(2026, 1, 12)
    assert found["followups"].period == "2026-T1"
    assert standing.coming(date(2026, 6, 1))[1] == date(2026, 9, 30)
    assert standing.coming(date(2026, 1, 10))[0].key == "2025-T3"


def test_what_waits_to_be_published_is_a_task_until_it_is_out() -> None:
    made = chain.made(publish=False)
    with clock.frozen(date(2026, 5, 13)):
        assert "publish" in codes(people.coordinator())
        assert "publish" not in codes(people.officer())
        publications.publish_picture(made.picture, by=people.coordinator())
        publications.publish_promise(made.promise, by=people.coordinator())
        publications.publish_followup(made.followup, by=people.coordinator())
        assert "publish" not in codes(people.coordinator())


def test_the_party_that_has_not_signed_is_asked_to_sign() -> None:
    coordinator = people.coordinator()
    people.organisation("police")
    promise = promises.draft(
        people.partnership(), "Minst tio patruller.", by=coordinator,
        period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
    )  # fmt: skip
    assert "propose_promise" in codes(coordinator)
    promises.add_indicator(
        promise, "Patruller", "count", people.organisation("police"), by=coordinator, target=10
    )
    promises.propose(promise, by=coordinator)
    promises.sign(promise, by=coordinator, title="Ordförande")
    assert "sign_promise" not in codes(coordinator)
    assert "sign_promise" in codes(people.officer())


def test_the_tertial_that_is_over_is_asked_for_and_then_its_values_and_approvals() -> None:
    made = chain.made()
    with clock.frozen(date(2026, 9, 2)):
        assert "open_followup" in codes(people.officer())
        followup = followups.open_period(made.partnership, "2026-T2", by=people.coordinator())
        followups.collect(followup, by=people.coordinator())
        asked = codes(people.coordinator())
        assert {"report_values", "approve_followup"} <= asked
        assert "open_followup" not in asked


def test_an_old_picture_is_asked_to_be_renewed_half_a_year_before() -> None:
    chain.made()
    with clock.frozen(date(2027, 5, 1)):
        assert "renew_picture" not in codes(people.coordinator())
    with clock.frozen(date(2027, 9, 1)):
        assert "renew_picture" in codes(people.coordinator())


def test_search_finds_places_promises_and_findings_whatever_the_case_and_never_another_partnerships() -> None:
    made = chain.made()
    kinds = {hit.kind for hit in search.search(made.partnership, "VÄSTRA", seen_by=people.coordinator())}
    assert kinds == {"place", "promise", "focus_area", "finding"}
    assert search.search(made.partnership, "", seen_by=people.coordinator()) == []
    assert search.search(made.partnership, "västra", seen_by=people.outsider()) == []


def test_the_thread_of_a_place_leads_from_its_reports_to_what_came_of_them() -> None:
    made = chain.made()
    found = thread.of_place(made.partnership, made.focus.area.key, seen_by=people.coordinator())
    assert (found.findings, found.focus_areas, found.promises) == (
        [made.finding],
        [made.focus],
        [made.promise],
    )
    with pytest.raises(NotFound):
        thread.of_place(made.partnership, made.focus.area.key, seen_by=people.outsider())


def test_stuck_reports_and_failed_sendings_are_two_clicks_from_the_start_page() -> None:
    coordinator = people.coordinator()
    here = quarter.town()
    lamp, stuck = (
        quarter.resident_report(here, category="unsafe_place.darkness", text=text)
        for text in ("Lampan blinkar", "Lampan är trasig")
    )
    receiver = reports.add_receiver(
        here, name="Gatukontoret", way="mail", address="fel@almstad.example", by=coordinator
    )
    sending = reports.hand_over(lamp, receiver, "Lampan blinkar", by=coordinator)
    assert {"send_faults_again", "move_stuck_reports"}.isdisjoint(codes(coordinator))
    reports.mark_failed(sending, "outside_silent", by=SYSTEM, last=True)
    browser = people.signed_in(coordinator)
    with clock.frozen(clock.now() + timedelta(days=15)):
        page = browser.get("/almstad/arbete/").content.decode()
        for query, report in (("sent=failed", lamp), ("state=stuck", stuck)):
            first = f"/almstad/arbete/rapporter/?{query}"
            assert f'href="{first}"' in page
            assert f"/almstad/arbete/rapporter/{report.uuid}/" in browser.get(first).content.decode()
        assert 'href="/almstad/arbete/rapporter/?state=new"' in page
    assert {"send_faults_again", "move_stuck_reports"}.isdisjoint(codes(people.decision_maker()))


def test_a_report_handed_over_is_a_task_for_those_who_have_it_until_it_is_handled() -> None:
    coordinator, reporter = people.coordinator(), people.member("reporter", kind="housing")
    housing = people.organisation("housing")
    received = reports.receive(people.partnership(), reports.Sighting("unsafe_place.darkness"), by=SYSTEM)
    assert codes(reporter) == set()
    report = reports.assign(received.report, housing, by=coordinator)
    assert codes(reporter) == {"handed_reports"}
    page = people.signed_in(reporter).get("/almstad/arbete/")
    opened = people.signed_in(reporter).get(page.context["due"][0]["url"])
    assert "Mörker" in opened.content.decode()
    reports.move(report, "handled", by=reporter)
    assert codes(reporter) == set()


def test_a_written_plan_of_measures_waits_for_those_who_decide_it() -> None:
    made = chain.made(publish=False)
    with clock.frozen(date(2026, 5, 12)):
        plan = activities.write_plan(
            made.partnership,
            "Åtgärdsplan",
            by=people.coordinator(),
            period_from=date(2026, 6, 1),
            period_to=date(2027, 12, 31),
            picture=made.picture,
        )
        assert "decide_plan" not in codes(people.coordinator())
        activities.add_measure(
            plan, "Ljus", people.organisation(), by=people.coordinator(), unlinked_reason="Ny lag"
        )
        for person, waits in (
            (people.coordinator(), True),
            (people.member("decision_maker"), True),
            (people.officer(), False),
        ):
            assert ("decide_plan" in codes(person)) is waits
        activities.decide_plan(plan, by=people.coordinator(), body="Kommunstyrelsen")
        assert "decide_plan" not in codes(people.coordinator())
