# SPDX-License-Identifier: EUPL-1.2
"""Meetings: what is decided becomes an activity, what is open is carried over, and approved minutes never change."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.activities import writes as planning
from samsyn.kit import clock, frozen
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.rhythm import compute, reads, writes
from samsyn.rhythm.models import DecisionState, Forum, ForumKind, Meeting, State
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 3, 10)


def a_forum(kind: str = ForumKind.BOARD, name: str = "VEST", **fields: Any) -> Forum:
    with people.journalled("forum added"):
        return writes.add_forum(people.partnership(), kind, name, by=people.coordinator(), **fields)


def a_meeting(forum: Forum | None = None, held_on: date = TUESDAY) -> Meeting:
    with people.journalled("meeting called"):
        return writes.call(forum or a_forum(), held_on, by=people.coordinator())


def decide(meeting: Meeting, what: str = "Trygghetsvärdar lördag", **fields: Any) -> Any:
    with people.journalled("decision made"):
        return writes.decide(
            meeting, what, people.organisation("housing"), by=fields.pop("by", people.officer()), **fields
        )


def test_a_decision_of_the_board_is_an_activity_at_once_and_kept_from_residents() -> None:
    with clock.frozen(TUESDAY):
        made = decide(a_meeting(), due_on=TUESDAY + timedelta(days=14), purpose="Högst 9 rapporter i veckan")
        assert made.activity is not None and made.activity.embargo and made.activity.state == "planned"
        shown = activities.activities(people.partnership(), seen_by=people.coordinator())
        assert [row.title for row in shown] == ["Trygghetsvärdar lördag"]
        told = decide(made.meeting, "Ny belysning", may_be_told=True)
        assert (told.number, told.activity.embargo) == (2, False)


def test_a_steering_group_decides_without_planning_an_activity() -> None:
    with clock.frozen(TUESDAY):
        assert decide(a_meeting(a_forum(ForumKind.STEERING, "Styrgruppen"))).activity is None


def test_what_is_not_done_is_carried_over_until_it_is() -> None:
    forum = a_forum()
    with clock.frozen(TUESDAY):
        first = a_meeting(forum)
        lights, guards = decide(first, "Byt lampan"), decide(first, "Värdar")
        assert reads.to_review(first, seen_by=people.officer()) == []
    with clock.frozen(TUESDAY + timedelta(days=7)):
        second = a_meeting(forum, TUESDAY + timedelta(days=7))
        assert [row.what for row in reads.to_review(second, seen_by=people.officer())] == [
            "Byt lampan",
            "Värdar",
        ]
        with people.journalled("decision reviewed"):
            writes.review(lights, second, "done", by=people.officer(), effect="seen")
        writes.review(guards, second, "not_done", by=people.officer(), note="Ingen personal")
        lights.activity.refresh_from_db()
        assert (lights.state, lights.activity.state) == (DecisionState.DONE, "done")
        assert [row.what for row in reads.open_decisions(people.partnership(), seen_by=people.officer())] == [
            "Värdar"
        ]
    with clock.frozen(TUESDAY + timedelta(days=14)):
        third = a_meeting(forum, TUESDAY + timedelta(days=14))
        assert [row.what for row in reads.to_review(third, seen_by=people.officer())] == ["Värdar"]
        with pytest.raises(BadInput):
            writes.review(guards, third, "withdrawn", by=people.officer())
        writes.review(guards, third, "withdrawn", by=people.officer(), note="Platsen är lugn")
        guards.activity.refresh_from_db()
        assert (guards.state, guards.activity.state) == (DecisionState.WITHDRAWN, "cancelled")
        with pytest.raises(NotNow):
            writes.review(guards, third, "done", by=people.officer())


def test_a_slip_of_the_hand_is_put_right_at_the_same_meeting() -> None:
    forum = a_forum()
    with clock.frozen(TUESDAY):
        made = decide(a_meeting(forum))
    with clock.frozen(TUESDAY + timedelta(days=7)):
        later = a_meeting(forum, TUESDAY + timedelta(days=7))
        writes.review(made, later, "done", by=people.officer())
        made.activity.refresh_from_db()
        writes.review(made, later, "ongoing", by=people.officer())
        made.activity.refresh_from_db()
        assert (made.state, made.activity.state) == (DecisionState.OPEN, "ongoing")
        assert len(reads.reviews(later, seen_by=people.officer())) == 1


def test_nothing_is_decided_before_the_day_but_much_may_be_noted() -> None:
    with clock.frozen(TUESDAY - timedelta(days=1)):
        meeting = a_meeting()
        with pytest.raises(NotNow) as refused:
            decide(meeting)
        assert refused.value.code == "meeting_lies_ahead"
        with people.journalled("note written"):
            writes.note(meeting, "police", "Fotpatrull fredag.", by=people.officer())
        meeting.refresh_from_db()
        assert meeting.state == State.PLANNED
    with clock.frozen(TUESDAY):
        with people.journalled("attendance written"):
            writes.attend(meeting, [people.organisation("police")], by=people.officer())
        assert meeting.state == State.HELD


def test_nobody_overwrites_anothers_note() -> None:
    with clock.frozen(TUESDAY):
        meeting = a_meeting()
        first = writes.note(meeting, "police", "Mitt", by=people.officer())
        with pytest.raises(NotNow):
            writes.note(meeting, "police", "Ditt", by=people.coordinator())
        writes.note(meeting, "police", "Vårt", by=people.coordinator(), version=first.version)
        assert reads.notes(meeting, seen_by=people.officer())["police"].text == "Vårt"
        with pytest.raises(BadInput):
            writes.note(meeting, "picture", "En annan dagordning", by=people.coordinator())


@pytest.mark.parametrize("text", ["Prata med Anna Svensson", "Bilen ABC 123", "Ring 070-174 06 58"])
def test_a_meeting_writes_nothing_about_a_person(text: str) -> None:
    with clock.frozen(TUESDAY):
        meeting = a_meeting()
        for call in (
            lambda: decide(meeting, text),
            lambda: decide(meeting, purpose=text),
            lambda: writes.note(meeting, "police", text, by=people.officer()),
            lambda: writes.cancel(meeting, text, by=people.officer()),
            lambda: writes.add_year_entry(people.partnership(), text, TUESDAY, by=people.coordinator()),
        ):
            with pytest.raises(BadInput) as refused:
                call()
            assert refused.value.code == "personal_data"
        assert activities.activities(people.partnership(), seen_by=people.officer()).count() == 0


def test_approved_minutes_hold_every_decision_and_never_change() -> None:
    here = people.partnership()
    town.districts(here)
    town.reports(here, 40, start=TUESDAY - timedelta(days=7), days=7)
    counted = planning.plan(here, "Strategiska möten", people.organisation(), by=people.coordinator())
    forum = a_forum(activity=counted, starts_at=time(8, 30))
    with clock.frozen(TUESDAY):
        meeting = a_meeting(forum)
        for number in range(40):
            decide(meeting, f"Åtgärd {number}")
        writes.note(meeting, "police", "Lugnt.", by=people.officer())
        meeting.refresh_from_db()
        with people.journalled("minutes approved"):
            approved = writes.approve(meeting, by=people.coordinator(), title="Ordförande")
        told = frozen.thaw(approved.frozen_text, approved.frozen_digest)
        assert [row["what"] for row in told["decisions"]] == [f"Åtgärd {number}" for number in range(40)]
        assert told["news"]["total"] == 40 and told["notes"][0]["text"] == "Lugnt."
        for call in (
            lambda: decide(approved),
            lambda: writes.note(approved, "police", "Nytt", by=people.officer()),
            lambda: writes.approve(approved, by=people.coordinator(), title="Igen"),
            lambda: writes.cancel(approved, "Ångrar", by=people.coordinator()),
        ):
            with pytest.raises(NotNow):
                call()
    assert [row.done_on for row in activities.log(counted, seen_by=people.coordinator())] == [TUESDAY]
    writes.change_forum(forum, by=people.coordinator(), name="Nytt namn")
    approved.refresh_from_db()
    assert frozen.thaw(approved.frozen_text, approved.frozen_digest)["forum"] == "VEST"


def test_who_may_do_what() -> None:
    with clock.frozen(TUESDAY):
        meeting = a_meeting()
        for caller in (
            people.member("reporter"),
            people.member("auditor"),
            people.member("reporter", "housing"),
        ):
            with pytest.raises(NotAllowed):
                decide(meeting, by=caller)
        with pytest.raises(NotFound):
            decide(meeting, by=people.outsider())
        with pytest.raises(NotAllowed):
            writes.add_forum(people.partnership(), "board", "X", by=people.officer())
        with pytest.raises(NotFound):
            reads.meeting(meeting.uuid, people.partnership(), seen_by=people.outsider())
        decide(meeting, by=people.decision_maker())


def test_a_meeting_is_moved_or_cancelled_with_its_reason() -> None:
    with clock.frozen(TUESDAY - timedelta(days=3)):
        meeting = a_meeting()
        with people.journalled("meeting moved"):
            writes.reschedule(meeting, TUESDAY + timedelta(days=1), by=people.coordinator())
        client = people.signed_in(people.coordinator())
        assert (
            "onsdag 11 mars"
            in client.get("/almstad/arbete/moten/").content.decode().replace("\xa0", " ").lower()
        )
        calendar = client.get("/almstad/arbete/arshjul/kalender.ics").content.decode()
        assert "20260311" in calendar and "20260310" not in calendar
        with pytest.raises(BadInput):
            writes.cancel(meeting, " ", by=people.coordinator())
        with people.journalled("meeting cancelled"):
            writes.cancel(meeting, "Vinterlov", by=people.coordinator())
        with pytest.raises(NotNow):
            writes.reschedule(meeting, TUESDAY, by=people.coordinator())


def test_a_forum_has_one_name_reports_upwards_and_is_closed() -> None:
    top = a_forum(ForumKind.STEERING, "Styrgruppen")
    board = a_forum(reports_to=top)
    with pytest.raises(BadInput):
        writes.add_forum(people.partnership(), "board", "VEST", by=people.coordinator())
    with people.journalled("forum changed"):
        writes.change_forum(board, by=people.coordinator(), name="Tisdagsgruppen", every="week")
    with pytest.raises(BadInput) as refused:
        writes.change_forum(top, by=people.coordinator(), reports_to=board)
    assert refused.value.code == "forum_reports_to_itself"
    with people.journalled("forum closed"):
        writes.close_forum(board, by=people.coordinator())
    closed = reads.forum(board.uuid, people.partnership(), seen_by=people.officer())
    assert reads.rhythm(closed, seen_by=people.officer()) is None, "a forum that is closed needs no meeting"
    with pytest.raises(NotNow):
        writes.call(board, TUESDAY, by=people.coordinator())
    assert [row.name for row in reads.forums(people.partnership(), seen_by=people.officer())] == [
        "Styrgruppen"
    ]


def test_the_board_sees_what_is_unusual_and_says_nothing_of_the_rest() -> None:
    here = people.partnership()
    town.districts(here)
    # A report a day over the whole town for a year and more, and a crowd in the west in the last week.
    town.reports(here, 400, start=TUESDAY - timedelta(days=407), days=400)
    west = (town.EAST + 1_500, town.NORTH + 2_000)
    town.reports(here, 30, start=TUESDAY - timedelta(days=7), days=7, at=west, spread=500, seed=3)
    with clock.frozen(TUESDAY):
        news = compute.news(a_meeting(), seen_by=people.officer())
    assert (news.first, news.last, news.total) == (
        TUESDAY - timedelta(days=7),
        TUESDAY - timedelta(days=1),
        30,
    )
    assert news.spans == 52
    assert next((row.name, row.count, row.unusual) for row in news.areas) == ("Västra", 30, "more")
    assert news.areas[0].high is not None and news.areas[0].high < 30
    assert news.areas[0].categories == (("vandalism", 30),)


def test_with_a_dozen_reports_in_all_nothing_is_called_unusual() -> None:
    here = people.partnership()
    town.districts(here)
    town.reports(here, 12, start=TUESDAY - timedelta(days=30), days=30)
    with clock.frozen(TUESDAY):
        news = compute.news(a_meeting(), seen_by=people.officer())
    assert news.spans == 0 and news.unusual == () and all(row.low is None for row in news.areas)


def test_the_span_runs_from_meeting_to_meeting() -> None:
    forum = a_forum()
    with clock.frozen(TUESDAY):
        decide(a_meeting(forum))
    with clock.frozen(TUESDAY + timedelta(days=14)):
        later = a_meeting(forum, TUESDAY + timedelta(days=14))
        assert compute.span_of(later, seen_by=people.officer()) == (TUESDAY, TUESDAY + timedelta(days=13))
    far = a_meeting(forum, TUESDAY + timedelta(days=300))
    first, last = compute.span_of(far, seen_by=people.officer())
    assert (last - first).days + 1 == compute.LONGEST


def test_the_start_page_says_what_to_prepare_and_which_minutes_wait() -> None:
    from samsyn.desk import start

    forum = a_forum()
    with clock.frozen(TUESDAY):
        decide(a_meeting(forum))
    with clock.frozen(TUESDAY + timedelta(days=3)):
        a_meeting(forum, TUESDAY + timedelta(days=7))
        found = {task.code: task for task in start.tasks(people.partnership(), seen_by=people.officer())}
        assert found["prepare_meeting"].facts == {"sentence": "VEST", "count": 1}
        assert "approve_minutes" in found
        codes = {task.code for task in start.tasks(people.partnership(), seen_by=people.member("reporter"))}
        assert not codes & {"prepare_meeting", "approve_minutes"}
