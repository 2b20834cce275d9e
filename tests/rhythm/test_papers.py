# SPDX-License-Identifier: EUPL-1.2
"""The papers of a steering meeting hold the figures of the screens, in a tagged PDF of at most four pages and annexes."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.core import mail
from django.test import Client

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.promises import writes as promises
from samsyn.kit import clock, jobs
from samsyn.kit.errors import NotNow
from samsyn.rhythm import reads, writes
from samsyn.rhythm.models import POINTS, ForumKind
from tests import channels, people
from tests.kit.documents import pdftext

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
WORK = "/almstad/arbete/"
DAY = date(2026, 6, 9)


def a_steering_group(**fields: Any) -> Any:
    forum = writes.add_forum(
        people.partnership(), ForumKind.STEERING, "Styrgruppen", by=people.coordinator(), every="tertial", **fields
    )  # fmt: skip
    for kind, name in (("municipality", "Samordnare"), ("police", "Kommunpolis")):
        function = writes.add_function(
            people.partnership(), people.organisation(kind), name, by=people.coordinator(),
            mailbox=f"{name.lower()}@{kind}.example",
        )  # fmt: skip
        writes.seat(forum, function, by=people.coordinator())
    return forum


def a_promise(title: str, forum_activity: bool = False, **fields: Any) -> Any:
    """A signed promise with one part counted from its activity."""
    here, coordinator = people.partnership(), people.coordinator()
    people.officer()
    with clock.frozen(date(2026, 1, 10)):
        promise = promises.draft(
            here, title, by=coordinator, slug=re.sub(r"\W", "-", title.lower())[:30],
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
        )  # fmt: skip
        part = promises.add_indicator(
            promise, title, "count", people.organisation(), by=coordinator, source="activities", **fields
        )
        promises.propose(promise, by=coordinator)
        promises.sign(promise, by=coordinator, title="Ordförande")
        promise = promises.sign(promise, by=people.officer(), title="Chef")
        activity = activities.plan(
            here, title, people.organisation(), by=coordinator, promises=[promise], indicator=part,
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
        )  # fmt: skip
    return promise, activity


def a_followup(period: str, day: date) -> Any:
    with clock.frozen(day):
        followup = followups.open_period(people.partnership(), period, by=people.coordinator())
        followups.collect(followup, by=people.coordinator())
    return followup


def test_a_promise_about_meetings_is_fulfilled_by_the_meeting_held() -> None:
    """Seed 004: at least one strategic meeting a year."""
    promise, counted = a_promise("Minst ett strategiskt möte per år", target=1, unit="möten")
    forum = a_steering_group(activity=counted)
    with clock.frozen(DAY):
        meeting = writes.call(forum, DAY, by=people.coordinator())
        with people.journalled("meeting held"):
            writes.attend(
                meeting, [people.organisation(), people.organisation("police")], by=people.officer()
            )
        writes.note(meeting, "other", "Nästa möte i höst.", by=people.officer())
        writes.approve(meeting, by=people.coordinator(), title="Ordförande")
    followup = a_followup("2026-T2", date(2026, 9, 3))
    (reading,) = followup_reads.readings(followup, seen_by=people.coordinator())
    assert (reading.value, reading.status) == (1, "fulfilled"), "counted once, though held and approved"
    client = people.signed_in(people.coordinator())
    page = channels.words(client.get(f"{WORK}loften/{promise.slug}/").content)
    assert "Minst ett strategiskt möte per år" in page and "Räknas ur aktivitetsloggen" in page
    told = channels.words(client.get(f"{WORK}uppfoljning/2026-T2/").content)
    assert "Uppfyllt" in told
    logged = channels.words(client.get(f"{WORK}aktiviteter/{counted.uuid}/").content).replace("\xa0", " ")
    assert "9 juni" in logged, "the day of the meeting is the row that counts"


def test_a_tertial_that_runs_is_told_as_far_as_it_goes_and_is_not_followed_up_yet() -> None:
    from samsyn.cycle.followups import tasks as following

    a_promise("Minst ett strategiskt möte per år", target=1, unit="möten")
    forum = a_steering_group()
    with clock.frozen(DAY):
        following.daily()
        jobs.run_due()
        periods = [
            row.period for row in followup_reads.followups(people.partnership(), seen_by=people.coordinator())
        ]
        assert periods == ["2026-T1"]
        meeting = writes.call(forum, DAY, by=people.coordinator())
        text = channels.words(papers(people.signed_in(people.coordinator()), meeting, ".pdf"))
        assert "januari–april 2026" in text.lower() and "maj–augusti" not in text.lower()


def test_a_meeting_that_came_to_nothing_counts_no_more() -> None:
    _, counted = a_promise("Minst ett strategiskt möte per år", target=1, unit="möten")
    forum = a_steering_group(activity=counted, quorum=2)
    with clock.frozen(DAY):
        meeting = writes.call(forum, DAY, by=people.coordinator())
        writes.attend(meeting, [people.organisation()], by=people.officer())
        with pytest.raises(NotNow) as refused:
            writes.decide(meeting, "Något", people.organisation(), by=people.officer())
        assert (refused.value.code, refused.value.facts) == ("no_quorum", {"there": 1, "wanted": 2})
        client = people.signed_in(people.coordinator())
        typed = {"what": "Något viktigt", "organisation": str(people.organisation().uuid)}
        answer = client.post(f"{WORK}moten/{meeting.uuid}/beslut/", typed)
        assert answer.status_code == 400 and "Något viktigt" in answer.content.decode()
        assert "inte beslutfört" in answer.content.decode()
        with people.journalled("meeting cancelled"):
            writes.cancel(meeting, "För få var där", by=people.coordinator())
    followup = a_followup("2026-T2", date(2026, 9, 3))
    (reading,) = followup_reads.readings(followup, seen_by=people.coordinator())
    assert not reading.value
    meeting.refresh_from_db()
    with clock.frozen(DAY), people.journalled("meeting reinstated"):
        writes.reinstate(meeting, by=people.coordinator())


def test_two_meetings_on_one_day_follow_each_other_and_the_same_is_not_called_twice() -> None:
    from datetime import time

    from samsyn.kit.errors import BadInput

    forum = a_steering_group()
    leap = date(2028, 2, 29)
    with clock.frozen(leap):
        later = writes.call(forum, leap, by=people.officer(), starts_at=time(15))
        first = writes.call(forum, leap, by=people.officer(), starts_at=time(9))
        with pytest.raises(BadInput) as refused:
            writes.call(forum, leap, by=people.officer(), starts_at=time(9))
        assert refused.value.code == "called_already"
        writes.decide(first, "Förmiddagens beslut", people.organisation(), by=people.officer())
        assert reads.previous(later, seen_by=people.officer()) == first
        assert reads.previous(first, seen_by=people.officer()) is None
        assert [row.what for row in reads.to_review(later, seen_by=people.officer())] == [
            "Förmiddagens beslut"
        ]


def papers(client: Client, meeting: Any, kind: str) -> bytes:
    answer = client.get(f"{WORK}moten/{meeting.uuid}/handlingar{kind}")
    assert answer.status_code == 200
    return bytes(answer.content)


def full() -> tuple[Any, Client]:
    """A steering group with much to talk of: thirty promises with parts, forty open decisions, questions and lines."""
    here, coordinator = people.partnership(), people.coordinator()
    for number in range(12):
        a_promise(f"Minst tio fotpatruller i område {number}", target=10, unit="pass")
    a_followup("2026-T1", date(2026, 5, 5))
    forum = a_steering_group()
    with clock.frozen(DAY - timedelta(days=30)):
        before = writes.call(forum, DAY - timedelta(days=30), by=coordinator)
        for number in range(40):
            writes.decide(
                before,
                f"Beslut {number} om något som tar en hel rad att säga",
                people.organisation(),
                by=coordinator,
            )
    with clock.frozen(DAY - timedelta(days=1)):
        meeting = writes.call(forum, DAY, by=coordinator)
        for number in range(10):
            question = writes.prepare_question(
                here, people.organisation(), f"Fråga {number}", by=coordinator, text="Mer om den. " * 20
            )
            writes.raise_question(question, forum, by=coordinator)
            writes.bring(
                meeting, "other", people.organisation("police"), f"Rad {number}", by=people.officer()
            )
    return meeting, people.signed_in(coordinator)


@pytest.mark.slow
def test_the_papers_hold_the_figures_of_the_screens_in_four_pages_and_annexes() -> None:
    meeting, client = full()
    with clock.frozen(DAY - timedelta(days=1)):
        pdf = papers(client, meeting, ".pdf")
        page, word = (channels.words(papers(client, meeting, kind)) for kind in ("/", ".docx"))
        screens = {
            point: client.get(f"{WORK}moten/{meeting.uuid}/?punkt={point}").content.decode()
            for point in POINTS[ForumKind.STEERING]
        }
    text = channels.words(pdf)
    for told in (text, page, word):
        assert "12 löften gäller" in told.replace("\xa0", " ") and "40 beslut är öppna" in told.replace(
            "\xa0", " "
        )
        assert "Fråga 0" in told and "Rad 0" in told and "Beslut 39 om något" in told
    assert "12 löften gäller" in screens["promises"].replace("\xa0", " ")
    assert "40 beslut att gå igenom" in screens["open_decisions"].replace("\xa0", " ")
    counted = re.findall(r"(\d+)</strong>", screens["followup"])
    assert counted and all(count in text for count in counted)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked and "/StructTreeRoot" in opened.Root
        assert str(opened.Root.Lang) == "sv-SE" and "Styrgruppen" in str(
            opened.docinfo.get("/Title", "Styrgruppen")
        )
        first_annex = next(
            at for at, sheet in enumerate(opened.pages) if "Bilaga" in pdftext._page_words(sheet)
        )
    assert first_annex <= 4, "the papers themselves are four pages at most"


def test_papers_and_minutes_are_mailed_to_the_functions_and_say_no_more_than_may_be_mailed() -> None:
    forum = a_steering_group()
    board = writes.add_forum(people.partnership(), ForumKind.BOARD, "EST", by=people.coordinator())
    with clock.frozen(DAY):
        coming = writes.call(forum, DAY + timedelta(days=1), by=people.coordinator())
        with people.journalled("papers sent"):
            assert writes.send_papers(coming, by=people.coordinator()) == 2
        with pytest.raises(NotNow):
            writes.send_minutes(coming, by=people.coordinator())
        held = writes.call(board, DAY, by=people.officer())
        writes.decide(held, "Hemlig insats på torget", people.organisation("police"), by=people.officer())
        writes.decide(held, "Ny lampa", people.organisation(), by=people.officer(), may_be_told=True)
        held.refresh_from_db()
        with pytest.raises(NotNow) as refused:
            writes.send_minutes(held, by=people.officer())
        assert refused.value.code == "no_mailboxes"
        box = reads.functions(people.partnership(), seen_by=people.officer())[0]
        writes.seat(board, box, by=people.coordinator())
        with people.journalled("minutes sent"):
            assert writes.send_minutes(held, by=people.officer()) == 1
        jobs.run_due()
    assert len(mail.outbox) == 3
    told = "\n".join(str(message.body) for message in mail.outbox)
    assert "Ny lampa" in told and "Hemlig insats" not in told and "1 beslut läser du efter" in told
    assert all("@" in to and "anna" not in to for message in mail.outbox for to in message.to)


def test_lines_are_brought_by_each_party_and_areas_put_first_three_at_most() -> None:
    from samsyn.ground.places import reads as places
    from samsyn.kit.callers import SYSTEM
    from samsyn.kit.errors import BadInput, NotAllowed
    from tests.cycle.pictures import town

    here = people.partnership()
    town.districts(here)
    housing, reporter = people.organisation("housing"), people.member("reporter", "housing")
    board = writes.add_forum(here, ForumKind.BOARD, "EST", by=people.coordinator())
    with clock.frozen(DAY):
        meeting = writes.call(board, DAY, by=people.officer())
        with people.journalled("line brought"):
            item = writes.bring(meeting, "partners", housing, "Lugnt i trapphusen", by=reporter)
        assert (
            writes.bring(meeting, "partners", housing, "Lugnt i trapphusen", by=reporter, uuid=item.uuid)
            == item
        )
        with pytest.raises(NotAllowed):
            writes.bring(meeting, "police", people.organisation("police"), "Inget", by=reporter)
        with pytest.raises(BadInput):
            writes.bring(meeting, "partners", housing, "Prata med Anna Svensson", by=reporter)
        with people.journalled("line taken back"):
            writes.take_back_line(item, by=reporter)
        assert reads.items(meeting, seen_by=people.officer()) == []
        areas = list(places.placing_areas(here, seen_by=SYSTEM))
        for area in areas[:3]:
            with people.journalled("area put first"):
                row = writes.put_first(meeting, "2026-T2", area, "Flest samtal", by=people.officer())
        if len(areas) > 3:
            with pytest.raises(BadInput) as refused:
                writes.put_first(meeting, "2026-T2", areas[3], "Också", by=people.officer())
            assert refused.value.code == "three_are_first"
        with pytest.raises(BadInput):
            writes.put_first(meeting, "2026-T1", areas[0], "Förra tertialet", by=people.officer())
        assert len(reads.priorities(here, seen_by=people.officer())) == len(areas[:3])
        with people.journalled("area no longer first"):
            writes.no_longer_first(row, by=people.officer())
        assert len(reads.minutes(meeting, seen_by=people.officer())["priorities"]) == len(areas[:3]) - 1


def test_a_decision_is_withdrawn_at_the_meeting_that_made_it_and_the_minutes_say_so() -> None:
    board = writes.add_forum(people.partnership(), ForumKind.BOARD, "EST", by=people.coordinator())
    with clock.frozen(DAY):
        meeting = writes.call(board, DAY, by=people.officer())
        made = writes.decide(meeting, "Fel beslut", people.organisation(), by=people.officer())
        client = people.signed_in(people.officer())
        here = f"{WORK}moten/{meeting.uuid}/laget/{made.uuid}/"
        assert client.post(here, {"said": "withdrawn", "note": ""}).status_code == 400
        assert client.post(here, {"said": "withdrawn", "note": "Fel plats"}).status_code == 302
        made.activity.refresh_from_db()
        assert made.activity.state == "cancelled"
        assert "Tillbakadraget" in client.get(f"{WORK}moten/{meeting.uuid}/protokoll/").content.decode()
        with pytest.raises(NotNow) as refused:
            writes.cancel(meeting, "Ångrar", by=people.officer())
        assert refused.value.code == "meeting_has_decided"
