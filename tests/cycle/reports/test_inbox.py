# SPDX-License-Identifier: EUPL-1.2
"""The inbox: who reads which part of a report, counts that add up, moves that the table allows."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

import pytest
from django.test import Client

from samsyn.cycle.reports import reads, rules, writes
from samsyn.cycle.reports.models import MOVES, Guard, Handling, Report, State
from samsyn.cycle.reports.reads import Filters, Shown
from samsyn.ground.people.models import Role
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
INBOX = "/almstad/arbete/rapporter/"
TEXT = "Klotter på väggen mot parken"


@pytest.fixture
def here():
    return quarter.town()


def placed(here, **changed):
    e, n = quarter.metres(here, *quarter.IN_LOTANG)
    return quarter.resident_report(here, e=e, n=n, text=TEXT, place_text="vid parken", **changed)


def waiting(here):
    report = quarter.resident_report(here, text="Killen i röd jacka säljer", place_text="bakom kiosken")
    assert report.guard == Guard.WAITING
    return report


# Who sees what -----------------------------------------------------------------------------------------

ALL = {Role.COORDINATOR, Role.POLICE_OFFICER, Role.ANALYST, Role.MODERATOR}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("kind", ["municipality", "housing"])
def test_each_field_of_a_report_is_seen_by_the_roles_that_may(here, role, kind) -> None:
    """The matrix of role and field, made from the roles and from what a report shows."""
    row, held = placed(here), waiting(here)
    caller = people.member(role, kind)
    visible = set(reads.visible(here, seen_by=caller).values_list("pk", flat=True))
    assert visible == ({row.pk, held.pk} if role in ALL else set())
    if role not in ALL:
        with pytest.raises(NotAllowed):
            reads.report(here, row.uuid, seen_by=caller)
        return
    seen = reads.shown(row, seen_by=caller)
    assert (seen.text, seen.place_text, seen.point) == (TEXT, "vid parken", (row.e, row.n))
    guarded = reads.shown(held, seen_by=caller)
    hidden = role not in (Role.MODERATOR, Role.COORDINATOR)
    assert guarded.text_hidden is hidden
    for field in ("text", "place_text", "action_taken"):
        assert bool(getattr(guarded, field)) <= (not hidden)
    assert (guarded.category, guarded.area_name) == ("vandalism", "Lötäng"), "what counts is seen at once"


def test_a_reporter_reads_its_own_organisations_reports_without_points(here) -> None:
    reporter = people.member(Role.REPORTER, "housing")
    e, n = quarter.metres(here, *quarter.IN_LOTANG)
    own = quarter.staff_report(here, reporter, text="Krossad ruta", e=e, n=n)
    other = quarter.staff_report(here, people.member(Role.REPORTER, "school"), text="Bråk")
    assert list(reads.visible(here, seen_by=reporter)) == [own]
    seen = reads.shown(own, seen_by=reporter)
    assert (seen.text, seen.point, seen.has_point) == ("Krossad ruta", None, True)
    with pytest.raises(NotAllowed):
        reads.report(here, other.uuid, seen_by=reporter)


def test_a_report_handed_over_is_read_and_handled_by_the_one_who_got_it(here) -> None:
    reporter = people.member(Role.REPORTER, "housing")
    report = placed(here)
    with pytest.raises(NotAllowed):
        reads.report(here, report.uuid, seen_by=reporter)
    with people.journalled("report handed over"):
        writes.assign(report, people.organisation("housing"), by=people.coordinator())
    mine = reads.report(here, report.uuid, seen_by=reporter)
    writes.move(mine, "handled", by=reporter)
    assert Report.objects.get(pk=report.pk).state == State.HANDLED


def test_a_shown_report_holds_no_field_of_who_told_it() -> None:
    names = {field.name for field in fields(Shown)}
    assert not names & {"receipt_digest", "client_id", "owner", "member", "account", "reporter"}


def test_the_public_and_the_outsider_read_nothing(here) -> None:
    report = placed(here)
    assert not reads.visible(here, seen_by=PUBLIC)
    assert not reads.visible(here, seen_by=people.outsider())
    with pytest.raises(NotFound):
        reads.report(here, report.uuid, seen_by=people.outsider())


ADDRESSES = ["", "ny/", "granska/", "{uuid}/"]
POSTS = [
    "inget/",
    *(f"{{uuid}}/{end}/" for end in "flytta lamna-over anteckna samma isar plats text".split()),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_closed_to_the_anonymous_and_not_there_for_the_outsider(here, address) -> None:
    url = INBOX + address.format(uuid=placed(here).uuid)
    assert Client().get(url).status_code == 302
    assert people.signed_in(people.outsider()).get(url).status_code == 404
    assert people.signed_in(people.coordinator()).get(url).status_code == 200


@pytest.mark.parametrize("address", POSTS)
def test_every_change_is_closed_to_the_outsider_and_to_roles_that_may_not(here, address) -> None:
    url = INBOX + address.format(uuid=placed(here).uuid)
    assert people.signed_in(people.outsider()).post(url).status_code == 404
    assert people.signed_in(people.member(Role.AUDITOR)).post(url).status_code == 403
    assert Client().post(url).status_code == 302
    assert Handling.objects.count() == 0


def test_those_who_read_no_report_still_see_the_counts(here) -> None:
    placed(here)
    page = people.signed_in(people.decision_maker()).get(INBOX).content.decode()
    assert "1 på kartan + 0 med bara stadsdel + 0 utan plats = 1" in page
    assert TEXT not in page


def test_a_guest_sees_no_counts(here) -> None:
    assert people.signed_in(people.member(Role.GUEST)).get(INBOX).status_code == 403


# The list ----------------------------------------------------------------------------------------------


def test_the_counts_add_up_and_follow_the_filter(here) -> None:
    for _ in range(3):
        placed(here)
    quarter.resident_report(here, area=quarter.district(here, "Stenbro"), category="drugs")
    quarter.resident_report(here, area=None, category="drugs", place_text="någonstans")
    officer = people.officer()
    counts = reads.counts(here, Filters(), seen_by=officer)
    assert (counts.with_point, counts.area_only, counts.unplaced, counts.total) == (3, 1, 1, 5)
    page = people.signed_in(officer).get(INBOX, {"category": "drugs"}).content.decode()
    assert "0 på kartan + 1 med bara stadsdel + 1 utan plats = 2" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"category": "drugs"}, {"drugs"}),
        ({"area": "Stenbro"}, {"drugs"}),
        ({"placed": "none"}, {"traffic"}),
        ({"placed": "area"}, {"vandalism", "drugs"}),
        ({"source": "staff"}, {"theft"}),
        ({"since": "2026-05-10"}, {"theft"}),
        ({"until": "2026-05-01"}, {"traffic"}),
        ({"state": "open"}, {"vandalism", "drugs", "traffic", "theft"}),
        ({"state": "handled"}, set()),
        ({"state": "stuck"}, set()),
        ({"state": "x' OR 1=1", "category": "<script>"}, {"vandalism", "drugs", "traffic", "theft"}),
        ({"since": "inte ett datum", "sida": "-3"}, {"vandalism", "drugs", "traffic", "theft"}),
    ],
)
def test_the_filter_stands_in_the_address(here, asked, found) -> None:
    quarter.resident_report(here)
    quarter.resident_report(here, category="drugs", area=quarter.district(here, "Stenbro"))
    quarter.resident_report(here, category="traffic", area=None, place_text="vägen", wall_from="2026-05-01")
    officer = people.officer()
    quarter.staff_report(
        here, officer, category="theft", wall_from="2026-05-11", e=1.0, n=1.0, area=quarter.district(here)
    )
    if "area" in asked:
        asked = asked | {"area": str(quarter.district(here, asked["area"]).uuid)}
    answer = people.signed_in(officer).get(INBOX, asked)
    assert {line.category for line in answer.context["lines"]} == found


def test_a_long_list_is_asked_for_with_few_questions(here, django_assert_max_num_queries) -> None:
    for _ in range(60):
        placed(here)
    browser = people.signed_in(people.coordinator())
    # Two are counts asked apart, each by its own index: quicker than one question that reads every report. Two are the menu's.
    with django_assert_max_num_queries(16):
        page = browser.get(INBOX).content.decode()
    assert "Sida 1 av 2" in page


def test_a_matter_that_has_stood_still_is_found(here) -> None:
    with clock.frozen(date(2026, 5, 1)):
        old, done = placed(here), placed(here)
        writes.move(done, "handled", by=people.officer())
    with clock.frozen(date(2026, 5, 20)):
        placed(here)
        browser = people.signed_in(people.officer())
        lines = browser.get(INBOX, {"state": "stuck"}).context["lines"]
        page = browser.get(INBOX).content.decode()
    assert [line.uuid for line in lines] == [str(old.uuid)]
    assert "state=stuck" in page


# Moves -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", State.values)
@pytest.mark.parametrize("to", State.values)
def test_a_report_moves_only_as_the_table_says(here, start, to) -> None:
    report = placed(here)
    Report.objects.filter(pk=report.pk).update(state=start, with_organisation=people.organisation("housing"))
    report.refresh_from_db()
    officer = people.officer()
    if to not in MOVES[State(start)]:
        with pytest.raises((NotNow, BadInput)):
            writes.move(report, to, reason="därför", by=officer)
    elif to == State.MERGED:
        with pytest.raises(BadInput):
            writes.move(report, to, reason="därför", by=officer)
    else:
        with people.journalled():
            writes.move(report, to, reason="därför", by=officer)
        assert Report.objects.get(pk=report.pk).state == to


def test_closing_without_action_needs_its_reason(here) -> None:
    report = placed(here)
    browser = people.signed_in(people.officer())
    answer = browser.post(f"{INBOX}{report.uuid}/flytta/", {"state": "no_action", "version": 1})
    assert answer.status_code == 400
    assert "Skriv varför" in answer.content.decode()
    assert browser.post(
        f"{INBOX}{report.uuid}/flytta/",
        {"state": "no_action", "reason": "Redan lagat av ägaren", "version": 1},
    )["Location"].endswith(f"/{report.uuid}/")
    assert Report.objects.get().state == State.NO_ACTION


def test_a_reason_may_not_name_a_person(here) -> None:
    report = placed(here)
    browser = people.signed_in(people.officer())
    said = {"state": "no_action", "reason": "Ring 070-174 06 58", "version": 1}
    answer = browser.post(f"{INBOX}{report.uuid}/flytta/", said)
    assert answer.status_code == 400
    assert "Ta bort telefonnumret" in answer.content.decode()


def test_two_who_handle_the_same_report_do_not_overwrite_each_other(here) -> None:
    report = placed(here)
    browser = people.signed_in(people.officer())
    assert browser.post(f"{INBOX}{report.uuid}/flytta/", {"state": "seen", "version": 1}).status_code == 302
    late = browser.post(f"{INBOX}{report.uuid}/flytta/", {"state": "handled", "version": 1})
    assert late.status_code == 409
    assert Report.objects.get().state == State.SEEN


def test_the_time_to_the_first_look_is_measured_once(here) -> None:
    report = placed(here)
    assert report.first_seen_at is None
    writes.move(report, "seen", by=people.officer())
    first = report.first_seen_at
    writes.move(report, "handled", by=people.officer())
    assert first is not None
    assert Report.objects.get().first_seen_at == first


def test_two_reports_of_one_matter_are_merged_and_parted_again(here) -> None:
    officer = people.officer()
    one, two = placed(here), placed(here)
    with people.journalled("report merged"):
        writes.merge(one, two, by=officer)
    assert (one.state, one.merged_into) == (State.MERGED, two)
    assert reads.counts(here, Filters(), seen_by=officer).total == 2, "both are still reports"
    with pytest.raises(BadInput):
        writes.merge(placed(here), one, by=officer)
    with people.journalled("report parted"):
        writes.part(one, by=officer)
    assert (one.state, one.merged_into) == (State.SEEN, None)
    told = [line.done for line in reads.history(one, seen_by=officer)]
    assert told == ["merged", "parted"]
    assert [line.done for line in reads.history(two, seen_by=officer)] == ["merged", "parted"]


def test_what_was_handed_over_is_handed_over_again_when_a_merge_is_undone(here) -> None:
    coordinator, one = people.coordinator(), placed(here)
    housing = people.organisation("housing")
    writes.assign(one, housing, by=coordinator)
    writes.merge(one, placed(here), by=coordinator)
    writes.part(one, by=coordinator)
    one.refresh_from_db()
    assert (one.state, one.with_organisation, one.merged_into) == (State.WITH_ORGANISATION, housing, None)
    writes.move(one, State.SEEN, by=coordinator)
    writes.merge(one, placed(here), by=coordinator)
    assert writes.part(one, by=coordinator).state == State.SEEN, "taken back before it was merged"


def test_a_merged_report_tells_what_came_of_the_matter(here) -> None:
    officer = people.officer()
    one, two = placed(here), placed(here)
    writes.merge(one, two, by=officer)
    writes.move(two, "handled", by=officer)
    one.refresh_from_db()
    assert reads.what_came_of_report(one, seen_by=PUBLIC).state == State.HANDLED


def test_reports_are_merged_and_parted_on_the_page(here) -> None:
    one, two = placed(here), placed(here)
    browser = people.signed_in(people.coordinator())
    page = browser.get(f"{INBOX}{one.uuid}/").content.decode()
    assert str(two.uuid) in page, "a report alike is offered"
    wrong = browser.post(f"{INBOX}{one.uuid}/samma/", {"into": "inte en adress", "version": 1})
    assert wrong.status_code == 400
    address = f"http://testserver{INBOX}{two.uuid}/"
    assert browser.post(f"{INBOX}{one.uuid}/samma/", {"into": address, "version": 1}).status_code == 302
    assert browser.post(f"{INBOX}{one.uuid}/isar/").status_code == 302
    assert Report.objects.get(pk=one.pk).state == State.SEEN


def test_a_note_is_kept_for_those_who_handle_the_report(here) -> None:
    report = placed(here)
    browser = people.signed_in(people.coordinator())
    assert (
        browser.post(f"{INBOX}{report.uuid}/anteckna/", {"text": "Tekniska kontoret vet"}).status_code == 302
    )
    assert "Tekniska kontoret vet" in browser.get(f"{INBOX}{report.uuid}/").content.decode()


def test_a_report_is_handed_over_and_placed_on_the_page(here) -> None:
    report = quarter.resident_report(here, area=None, place_text="någonstans")
    browser = people.signed_in(people.coordinator())
    housing = people.organisation("housing")
    taken = browser.post(
        f"{INBOX}{report.uuid}/lamna-over/", {"organisation": str(housing.uuid), "version": 1}
    )
    assert taken.status_code == 302
    area = quarter.district(here)
    assert (
        browser.post(f"{INBOX}{report.uuid}/plats/", {"area": str(area.uuid), "version": 2}).status_code
        == 302
    )
    report.refresh_from_db()
    assert (report.with_organisation, report.area) == (housing, area)


# Waiting texts -----------------------------------------------------------------------------------------


def test_a_waiting_text_is_in_the_queue_of_the_moderator_and_hidden_from_the_officer(here) -> None:
    report = waiting(here)
    moderator = people.signed_in(people.member(Role.MODERATOR))
    queue = moderator.get(INBOX + "granska/").content.decode()
    assert "röd jacka" in queue
    assert "<mark" in queue
    officer = people.signed_in(people.officer())
    assert officer.get(INBOX + "granska/").status_code == 403
    for address in (INBOX, f"{INBOX}{report.uuid}/"):
        page = officer.get(address).content.decode()
        assert "röd jacka" not in page
        assert "bakom kiosken" not in page


def test_a_moderator_shows_a_text_or_weeds_it(here) -> None:
    shown, weeded = waiting(here), waiting(here)
    browser = people.signed_in(people.member(Role.MODERATOR))
    assert browser.post(f"{INBOX}{shown.uuid}/text/", {"show": "1"}).status_code == 302
    for reason in ("", "  ", "Ring Anna Svensson på 070-174 06 58"):
        refused = browser.post(f"{INBOX}{weeded.uuid}/text/", {"withhold": "1", "reason": reason})
        assert refused.status_code == 400
        page = refused.content.decode()
        assert ("Skriv vilket beslut gallringen stöder sig på" in page) == (not reason.strip())
        assert reason.strip() in page, "what was typed is still there"
        assert "röd jacka" in page, "and so is the text to decide about"
    said = {"withhold": "1", "reason": "Beslut KS 2026/14"}
    assert browser.post(f"{INBOX}{weeded.uuid}/text/", said).status_code == 302
    shown.refresh_from_db()
    weeded.refresh_from_db()
    assert (shown.guard, bool(shown.text)) == (Guard.CLEAR, True)
    assert (weeded.guard, weeded.text, weeded.place_text) == (Guard.WITHHELD, "", "")
    assert weeded.area is not None
    with pytest.raises(NotNow):
        writes.show_text(weeded, by=people.coordinator())


def test_weeding_and_placing_leave_their_lines_in_the_journal(here) -> None:
    held = waiting(here)
    with people.journalled("report text withheld"):
        writes.withhold_text(held, reason="Beslut KS 2026/14", by=people.member(Role.MODERATOR))
    with pytest.raises(NotAllowed):
        writes.withhold_text(waiting(here), reason="Beslut", by=people.officer())
    lost = quarter.resident_report(here, area=None, place_text="någonstans")
    with people.journalled("report placed"):
        writes.place(lost, quarter.district(here), by=people.officer())
    other = quarter.district(quarter.town("annanstad"))
    with pytest.raises(BadInput):
        writes.place(lost, other, by=people.officer())


# The member's own form ---------------------------------------------------------------------------------


def staff_form(**changed: object) -> dict[str, object]:
    told: dict[str, object] = {
        "client_id": "11111111-1111-4111-8111-111111111111",
        "place_text": "Lötängsskolan",
        "channel": "own",
        "events": "1",
        "e0-category": "vandalism.graffiti",
        "e0-when": "yesterday",
    }
    return told | changed


def test_a_member_reports_a_known_place_with_three_answers(here) -> None:
    browser = people.signed_in(people.member(Role.REPORTER, "housing"))
    assert browser.post(INBOX + "ny/", staff_form()).status_code == 200
    report = Report.objects.get()
    assert (report.category, report.subcategory, report.source) == (
        "vandalism",
        "vandalism.graffiti",
        "staff",
    )
    assert report.reporter_organisation == people.organisation("housing")
    page = browser.get(INBOX + "ny/").content.decode()
    assert 'data-value="vandalism.graffiti"' in page, "the last categories are at hand"
    assert 'data-value="Lötängsskolan"' in page, "and the places used most"


def test_what_was_told_keeps_its_channel_and_never_the_teller(here) -> None:
    browser = people.signed_in(people.member(Role.REPORTER, "housing"))
    answer = browser.post(INBOX + "ny/", staff_form(channel="phone", action_taken="Bett om sanering"))
    page = answer.content.decode()
    assert re.search(r"\d{3}\D{1,6}\d{3}\D{1,6}\d{3}", page), "there is a code for the one who told it"
    report = Report.objects.get()
    assert (report.channel, report.action_taken) == ("phone", "Bett om sanering")


def test_several_events_in_one_sending_are_all_stored_or_none(here) -> None:
    browser = people.signed_in(people.officer())
    more = browser.post(INBOX + "ny/", staff_form(more="1"))
    assert more.status_code == 200
    assert 'name="e1-category"' in more.content.decode()
    assert Report.objects.count() == 0
    two = staff_form(events="2") | {
        "e1-category": "drugs.use",
        "e1-when": "today",
        "e1-text": "Ring 070-174 06 58",
    }
    refused = browser.post(INBOX + "ny/", two)
    assert refused.status_code == 400
    assert "Ta bort telefonnumret" in refused.content.decode()
    assert Report.objects.count() == 0
    good = two | {"e1-text": "Sprutor i buskarna"}
    assert browser.post(INBOX + "ny/", good).status_code == 200
    assert browser.post(INBOX + "ny/", good).status_code == 200, "sent twice by mistake"
    assert sorted(Report.objects.values_list("category", flat=True)) == ["drugs", "vandalism"]


def test_nothing_to_report_is_an_answer_of_its_own(here) -> None:
    browser = people.signed_in(people.member(Role.REPORTER, "housing"))
    for _ in range(2):
        answer = browser.post(INBOX + "inget/", follow=True)
        assert "Svaret är sparat: inget att rapportera vecka" in answer.content.decode()
    assert "Vi har inget att rapportera" not in answer.content.decode(), "answered is answered"
    read = people.signed_in(people.coordinator()).get(INBOX).content.decode()
    assert re.search(r"Inget att rapportera vecka \d+: Almstads bostäder", read), (
        "those who wait for it see it"
    )
    assert "Vi har inget att rapportera" in read, "each organisation answers for itself"
    quiet = reads.quiet_weeks(here, seen_by=people.coordinator())
    assert [row.owner.name for row in quiet] == ["Almstads bostäder"]


def test_an_auditor_writes_no_report(here) -> None:
    assert people.signed_in(people.member(Role.AUDITOR)).get(INBOX + "ny/").status_code == 403
    with pytest.raises(NotAllowed):
        rules.check_may_report(people.member(Role.AUDITOR), here)
    with pytest.raises(NotFound):
        rules.check_may_report(people.outsider(), here)


def test_a_week_that_is_none_is_refused(here) -> None:
    with pytest.raises(BadInput):
        writes.say_nothing_to_report(here, 202699, by=people.officer())
    assert date(2026, 1, 1).isocalendar().week == 1
