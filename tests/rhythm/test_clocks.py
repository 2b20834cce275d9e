# SPDX-License-Identifier: EUPL-1.2
"""The law's clocks: evidence for each section, and one gathered warning for each step of each clock, once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from samsyn.ground.people import writes as parties
from samsyn.ground.people.models import Account
from samsyn.kit import clock, jobs
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed
from samsyn.rhythm import law, tasks, warnings, writes
from samsyn.rhythm.models import ClockWarning, ForumKind
from tests import people
from tests.cycle.activities import test_plans as measures
from tests.cycle.promises import test_agreements as agreements

pytestmark = pytest.mark.django_db
WORK = "/almstad/arbete/arshjul/lagen/"


def a_day(day: date) -> list[Any]:
    """What is mailed on a day when the worker runs twice."""
    before = len(mail.outbox)
    with clock.frozen(day):
        for _ in range(2):
            tasks.daily()
            jobs.run_due()
    return mail.outbox[before:]


def section(code: str) -> law.Section:
    rows = law.sections(people.partnership(), seen_by=people.coordinator())
    return next(row for row in rows if row.code == code)


def test_each_section_shows_what_stands_in_the_system_and_leads_there() -> None:
    plan = measures.decided()
    with clock.frozen(date(2026, 3, 21)):
        assert section("plan").evidence[0].facts["paragraph"] == "§\u00a041"
        page = people.signed_in(people.coordinator()).get(WORK).content.decode().replace("\xa0", " ")
        assert "Kommunfullmäktige, § 41, KS 2026/12" in page
        assert f"/almstad/arbete/aktiviteter/atgardsplan/{plan.uuid}/" in page
        assert f"/almstad/arbete/lagesbild/{plan.picture.uuid}/" in page
        assert section("picture").due == date(2028, 1, 12)
        assert section("plan_followed_up").due == date(2028, 3, 16)


def test_two_municipalities_have_a_clock_each_and_the_first_to_run_out_is_told() -> None:
    first = measures.decided()
    second = measures.writes.write_plan(
        first.partnership, "Grannens plan", by=SYSTEM.inside(first.partnership_id), picture=first.picture,
        municipality=people.organisation("municipality", name="Grannkommunen"), **measures.PERIOD,
    )  # fmt: skip
    measures.writes.add_measure(second, "Belysning", second.municipality, by=SYSTEM)
    with clock.frozen(date(2026, 9, 1)):
        measures.writes.decide_plan(second, by=SYSTEM, body="KF", decided_on=date(2026, 9, 1))
        assert [run.due for run in section("plan_followed_up").clocks] == [
            date(2028, 3, 16),
            date(2028, 9, 1),
        ]
        measures.writes.follow_up_plan(first, by=SYSTEM, body="KS", followed_on=date(2026, 8, 31))
        assert section("plan_followed_up").due == date(2028, 8, 31)


def test_a_coordination_function_with_nobody_in_it_is_no_function() -> None:
    here, member = people.partnership(), people.member("decision_maker")
    with clock.frozen(date(2026, 3, 1)):
        rows = law.sections(here, seen_by=member)
        assert next(row for row in rows if row.code == "coordination").stands == "missing"
        writes.record_duty(here, "coordination", date(2026, 2, 1), "KS", by=people.coordinator())
        assert section("coordination").stands == "met"
        leaving = Account.objects.get(email="coordinator.municipality@almstad.example").memberships.get()
        parties.end_member(leaving, by=SYSTEM)
        rows = law.sections(here, seen_by=member)
        assert next(row for row in rows if row.code == "coordination").stands == "missing"


def test_a_function_with_a_way_in_needs_no_decision_though_one_is_shown() -> None:
    here = people.partnership()
    people.coordinator()
    here.contact_role = "Trygghetssamordnaren"
    here.save(update_fields=["contact_role"])
    rows = law.sections(here, seen_by=people.coordinator())
    found = next(row for row in rows if row.code == "coordination")
    assert (found.stands, [one.code for one in found.evidence]) == ("met", ["coordinator", "contact"])


def test_a_council_is_met_by_being_there_with_a_day_to_meet_and_the_year_is_called_practice() -> None:
    """§ 10 asks for a council led by the municipality; how often it meets is our own count, and the page says so."""
    here, coordinator = people.partnership(), people.coordinator()
    page = people.signed_in(coordinator)
    with clock.frozen(date(2026, 3, 1)):
        writes.add_forum(here, ForumKind.STEERING, "Polisens grupp", by=coordinator, led_by=people.organisation("police"))  # fmt: skip
        assert (section("council").stands, section("council").evidence) == ("missing", ())
        council = writes.add_forum(here, ForumKind.COUNCIL, "Rådet", by=coordinator, led_by=people.organisation())  # fmt: skip
        assert section("council").stands == "missing", "a council without a day is one on paper"
        assert "ingen dag är bestämd" in page.get(WORK).content.decode()
        function = writes.add_function(here, people.organisation("police"), "Chefen", by=coordinator)
        writes.seat(council, function, by=coordinator)
        meeting = writes.call(council, date(2026, 5, 4), by=coordinator)
        assert (section("council").stands, section("council").due) == ("met", None)
        told = page.get(WORK).content.decode().replace("\xa0", " ")
        assert "ett möte om året är praxis" in told and "Nästa möte 4 maj 2026" in told
        assert f"En funktion är med: {people.organisation('police').name}" in told
    with clock.frozen(date(2026, 5, 5)):
        assert section("council").stands == "missing", "the day has passed and nobody says that it was held"
    with clock.frozen(date(2026, 5, 4)):
        writes.attend(meeting, [people.organisation()], by=coordinator)
        assert (section("council").stands, section("council").due) == ("met", date(2027, 5, 4))
    with clock.frozen(date(2027, 5, 5)):
        assert section("council").stands == "late"


def test_an_agreement_is_shown_with_its_purposes_and_areas() -> None:
    agreements.signed(agreements.a_draft(purposes="Färre inbrott", areas="Hela Almstad"))
    with clock.frozen(date(2026, 9, 1)):
        page = people.signed_in(people.coordinator()).get(WORK).content.decode()
    assert "Ändamål: Färre inbrott" in page and "Områden: Hela Almstad" in page


def test_other_planning_is_tied_and_untied_on_the_page() -> None:
    client = people.signed_in(people.coordinator())
    typed = {"kind": "rescue", "title": "Handlingsprogrammet", "how": "Samma riskbild.", "paragraph": "12"}
    assert client.post(f"{WORK}plan/", typed | {"how": ""}).status_code == 400
    kept = client.post(f"{WORK}plan/", typed | {"how": "Anna Svensson, 19800101-1234"})
    assert kept.status_code == 400 and "Handlingsprogrammet" in kept.content.decode()
    with people.journalled("other plan tied"):
        assert client.post(f"{WORK}plan/", typed).status_code == 302
    assert section("other_planning").stands == "met"
    plan = law.reads.other_plans(people.partnership(), seen_by=people.coordinator()).get()
    assert people.signed_in(people.officer()).post(f"{WORK}plan/{plan.uuid}/avsluta/").status_code == 403
    with people.journalled("other plan ended"):
        writes.end_other_plan(plan, by=people.coordinator())
    assert section("other_planning").stands == "missing"
    with pytest.raises(BadInput):
        writes.tie_other_plan(people.partnership(), "unknown", "X", "Y", by=people.coordinator())
    with pytest.raises(NotAllowed):
        writes.tie_other_plan(people.partnership(), "risk", "X", "Y", by=people.officer())


def test_clocks_that_run_out_near_each_other_are_told_in_one_letter() -> None:
    here = people.partnership()
    with clock.frozen(date(2026, 3, 20)):
        people.coordinator()
        writes.record_duty(here, "plan", date(2026, 3, 10), "KF", by=people.coordinator())
        council = writes.add_forum(
            here, ForumKind.COUNCIL, "Rådet", by=people.coordinator(), led_by=people.organisation()
        )
        writes.attend(writes.call(council, date(2026, 3, 20), by=people.coordinator()), [], by=people.coordinator())  # fmt: skip
        writes.record_duty(here, "report", date(2026, 3, 15), "KF", by=people.coordinator())
    first = a_day(date(2026, 9, 15))
    assert [letter.to for letter in first] == [["coordinator.municipality@almstad.example"]]
    assert first[0].subject == "2 saker som lagen väntar på"
    body = first[0].body.replace("\xa0", " ")
    assert "Rapport till fullmäktige (§ 13): senast 15 mars 2027" in body
    assert "Rådet möts (§ 10): senast 20 mars 2027" in body and "https" not in body.split("Rådet")[0]
    assert f"{WORK}" in body
    assert not [n for n in (1, 2, 7, 20, 39) if a_day(date(2026, 9, 15) + timedelta(days=n))]
    assert a_day(date(2026, 9, 1)) == [], "a clock set back tells nothing again"
    alone = a_day(date(2027, 1, 15))
    assert len(alone) == 1 and ClockWarning.objects.filter(step="near").count() == 2
    late = a_day(date(2027, 3, 16))
    assert len(late) == 1 and "dagen var 15 mars 2027" in late[0].subject.replace("\xa0", " ")
    assert len(a_day(date(2027, 3, 21))) == 1 and a_day(date(2027, 3, 22)) == []


def test_a_step_passed_over_is_not_made_up_for() -> None:
    here = people.partnership()
    with clock.frozen(date(2026, 3, 10)):
        writes.record_duty(here, "plan", date(2026, 3, 10), "KF", by=people.coordinator())
    assert len(a_day(date(2028, 2, 1))) == 1
    assert {row.step for row in ClockWarning.objects.all()} == {"near"}
    assert a_day(date(2027, 10, 1)) == []


def test_a_warning_is_sent_once_though_it_is_queued_twice() -> None:
    here, home = people.partnership(), people.organisation()
    with clock.frozen(date(2026, 3, 10)):
        writes.record_duty(here, "report", date(2026, 3, 10), "KF", by=people.coordinator())
    with clock.frozen(date(2027, 2, 1)), people.journalled("warnings queued"):
        assert writes.warn(here, by=people.coordinator()) == 1
        with people.journalled("warnings sent"):
            assert writes.send_warnings(home, by=people.coordinator()) == 1
        assert writes.send_warnings(home, by=people.coordinator()) == 0
        jobs.run_due()
    assert len(mail.outbox) == 1
    with pytest.raises(NotAllowed):
        writes.warn(here, by=people.member("reporter"))


def test_the_end_of_an_agreement_is_told_with_the_rest_until_its_own_room_takes_over() -> None:
    agreements.signed(agreements.a_draft())
    end = date(2027, 12, 31)
    told = [offset for offset in (-190, -183, -100, -61, -14, 1) if a_day(end + timedelta(days=offset))]
    assert told == [-183, -61]
    assert "Överenskommelsen går ut: Samverkan i Trelöv" in mail.outbox[0].subject


def test_leap_days_keep_their_place() -> None:
    assert law.years_after(date(2028, 2, 29), 2) == date(2030, 2, 28)
    assert law.months_before(date(2028, 8, 31), 6) == date(2028, 2, 29)
    assert warnings.step_on(date(2028, 8, 31), date(2028, 2, 28)) == ""
    assert warnings.step_on(date(2028, 8, 31), date(2028, 2, 29)) == "early"
