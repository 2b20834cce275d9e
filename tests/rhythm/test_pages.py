# SPDX-License-Identifier: EUPL-1.2
"""The pages of the rhythm: every point of every agenda, the minutes in three forms, the year and the law."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from samsyn.kit import clock
from samsyn.rhythm import law, reads, writes
from samsyn.rhythm import year as years
from samsyn.rhythm.models import POINTS, ForumKind
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
WORK = "/almstad/arbete/"
TUESDAY = date(2026, 3, 10)


def a_meeting(kind: str = ForumKind.BOARD, held_on: date = TUESDAY) -> Any:
    forum = writes.add_forum(people.partnership(), kind, f"Forum {kind}", by=people.coordinator())
    return writes.call(forum, held_on, by=people.coordinator())


@pytest.mark.parametrize("kind", [kind for kind in ForumKind.values if POINTS[ForumKind(kind)]])
def test_every_point_of_every_agenda_reads_well_in_an_empty_partnership(kind: str) -> None:
    client = people.signed_in(people.coordinator())
    with clock.frozen(TUESDAY):
        meeting = a_meeting(kind)
        for point in POINTS[ForumKind(kind)]:
            answer = client.get(f"{WORK}moten/{meeting.uuid}/?punkt={point}")
            assert answer.status_code == 200 and b"<h1>" in answer.content, point
        assert client.get(f"{WORK}moten/{meeting.uuid}/?punkt=finns-inte").status_code == 200


def test_a_meeting_from_call_to_locked_minutes_on_its_pages() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 9, start=TUESDAY - timedelta(days=6), days=6)
    client = people.signed_in(people.coordinator())
    housing = people.organisation("housing")
    with clock.frozen(TUESDAY):
        made = client.post(f"{WORK}moten/forum/nytt/", {"kind": "board", "name": "VEST", "every": "week"})
        assert made.status_code == 302, made.content.decode()[-3000:]
        called = client.post(
            made.headers["Location"] + "kalla/", {"held_on": "2026-03-10", "starts_at": "09:00"}
        )
        here = called.headers["Location"]
        page = client.get(here + "?punkt=new_reports").content.decode()
        assert "9 nya rapporter" in page and "VEST" in page
        decided = client.post(
            here + "beslut/",
            {"what": "Trygghetsvärdar", "organisation": str(housing.uuid), "punkt": "new_reports"},
        )
        assert "punkt=new_reports" in decided.headers["Location"]
        assert "Det står nu i aktivitetsplanen" in client.get(decided.headers["Location"]).content.decode()
        client.post(
            here + "anteckning/", {"point": "police", "text": "Fotpatrull fredag.", "punkt": "police"}
        )
        client.post(here + "narvaro/", {"present": [str(housing.uuid)]})
        page = client.get(here + "protokoll/").content.decode()
        for words in ("Trygghetsvärdar", "Fotpatrull fredag.", housing.name, "9 rapporter"):
            assert words in page, words
        locked = client.post(
            here + "protokoll/godkann/", {"title": "Ordförande", "approved_on": "2026-03-10"}
        )
        assert locked.status_code == 302
        assert client.get(here).headers["Location"].endswith("/protokoll/")
        assert "Godkänn och lås" not in client.get(here + "protokoll/").content.decode()
    pdf = client.get(here + "protokoll.pdf")
    assert (
        pdf.content.startswith(b"%PDF") and "protokoll-2026-03-10.pdf" in pdf.headers["Content-Disposition"]
    )
    word = (
        zipfile.ZipFile(io.BytesIO(client.get(here + "protokoll.docx").content))
        .read("word/document.xml")
        .decode()
    )
    assert "Trygghetsvärdar" in word and "Fotpatrull fredag." in word


def test_typed_words_stay_when_they_cannot_be_saved() -> None:
    client = people.signed_in(people.coordinator())
    housing = people.organisation("housing")
    with clock.frozen(TUESDAY):
        meeting = a_meeting()
        here = f"{WORK}moten/{meeting.uuid}/"
        answer = client.post(
            here + "beslut/", {"what": "Prata med Anna Svensson", "organisation": str(housing.uuid)}
        )
        assert answer.status_code == 400
        assert (
            "Prata med Anna Svensson" in answer.content.decode()
            and "Ta bort namnet" in answer.content.decode()
        )
        writes.note(meeting, "police", "Deras ord", by=people.officer())
        answer = client.post(here + "anteckning/", {"point": "police", "text": "Mina ord", "punkt": "police"})
        page = answer.content.decode()
        assert answer.status_code == 400 and "Mina ord" in page and "Deras ord" in page
        newest = reads.notes(meeting, seen_by=people.coordinator())["police"].version
        client.post(
            here + "anteckning/",
            {"point": "police", "text": "Bådas ord", "version": newest, "punkt": "police"},
        )
        assert reads.notes(meeting, seen_by=people.coordinator())["police"].text == "Bådas ord"


def test_no_text_of_a_report_stands_on_the_board() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 20, start=TUESDAY - timedelta(days=6), days=6)
    from samsyn.cycle.reports.models import Report

    Report.objects.update(text="En text som ingen i rummet ska se", place_text="Hemlig gränd")
    client = people.signed_in(people.coordinator())
    with clock.frozen(TUESDAY):
        meeting = a_meeting()
        for point in POINTS[ForumKind.BOARD]:
            page = client.get(f"{WORK}moten/{meeting.uuid}/?punkt={point}").content.decode()
            assert "ingen i rummet" not in page and "Hemlig gränd" not in page


def test_the_year_gathers_its_dates_and_leaves_as_a_calendar() -> None:
    client = people.signed_in(people.coordinator())
    with clock.frozen(TUESDAY):
        a_meeting(ForumKind.STEERING, TUESDAY + timedelta(days=30))
        with people.journalled("year entry added"):
            writes.add_year_entry(
                people.partnership(),
                "Skottdag; fest, mat",
                date(2024, 2, 29),
                by=people.coordinator(),
                yearly=True,
            )
        entry = writes.add_year_entry(
            people.partnership(), "En gång", date(2026, 5, 1), by=people.coordinator()
        )
        with people.journalled("year entry struck"):
            writes.strike_year_entry(entry, by=people.coordinator())
        lines = years.lines(people.partnership(), 2026, seen_by=people.coordinator())
        assert [(line.day, line.code) for line in lines] == [
            (date(2026, 2, 28), "own"),
            (date(2026, 4, 9), "meeting"),
        ]
        page = client.get(f"{WORK}arshjul/").content.decode()
        assert "Skottdag" in page and "Forum steering" in page and "<svg" in page
        assert client.get(f"{WORK}arshjul/?ar=99999999").status_code == 200
        assert "29 februari" in client.get(f"{WORK}arshjul/?ar=2028").content.decode().replace("\xa0", " ")
        calendar = client.get(f"{WORK}arshjul/kalender.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 3 and calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:Skottdag\\; fest\\, mat" in calendar and "DTSTART;VALUE=DATE:20260409" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_the_law_warns_six_and_two_months_before_and_when_it_is_late() -> None:
    here = people.partnership()
    client = people.signed_in(people.coordinator())
    with clock.frozen(TUESDAY):
        assert {row.stands for row in law.sections(here, seen_by=people.coordinator())} == {"missing"}
        form = {"duty": "plan", "done_on": "2026-03-10", "body": "Kommunfullmäktige", "paragraph": "§ 12"}
        assert client.post(f"{WORK}arshjul/lagen/", form).status_code == 302
        with people.journalled("duty recorded"):
            writes.record_duty(here, "report", TUESDAY, "Kommunfullmäktige", by=people.coordinator())

    def stands() -> dict[str, str]:
        return {row.code: row.stands for row in law.sections(here, seen_by=people.coordinator())}

    for day, expected in (
        (date(2026, 3, 11), "met"),
        (date(2027, 9, 8), "met"),
        (date(2027, 9, 10), "soon"),
        (date(2028, 1, 10), "due"),
        (date(2028, 3, 10), "due"),
        (date(2028, 3, 11), "late"),
    ):
        with clock.frozen(day):
            assert stands()["plan_followed_up"] == expected, day
    with clock.frozen(date(2028, 3, 11)):
        writes.record_duty(
            here, "plan_followed_up", date(2028, 3, 11), "Kommunstyrelsen", by=people.coordinator()
        )
        assert stands()["plan_followed_up"] == "met" and stands()["plan"] == "met"
        assert "Kommunstyrelsen" in client.get(f"{WORK}arshjul/lagen/").content.decode()


def test_the_council_is_a_forum_led_by_the_municipality_that_has_met() -> None:
    here = people.partnership()
    with clock.frozen(TUESDAY):
        council = writes.add_forum(
            here, ForumKind.COUNCIL, "Rådet", by=people.coordinator(), led_by=people.organisation("police")
        )
        meeting = writes.call(council, TUESDAY, by=people.coordinator())
        writes.attend(meeting, [], by=people.coordinator())

        def stands() -> str:
            return next(
                row.stands
                for row in law.sections(here, seen_by=people.coordinator())
                if row.code == "council"
            )

        assert stands() == "missing"
        writes.change_forum(council, by=people.coordinator(), led_by=people.organisation())
        assert stands() == "met"


def test_readers_read_and_guests_do_not() -> None:
    with clock.frozen(TUESDAY):
        meeting = a_meeting()
        reader: Client = people.signed_in(people.member("reporter", "housing"))
        for path in (
            "moten/",
            f"moten/{meeting.uuid}/",
            f"moten/{meeting.uuid}/protokoll/",
            "arshjul/",
            "arshjul/lagen/",
        ):
            assert reader.get(WORK + path).status_code == 200, path
        assert (
            reader.post(
                f"{WORK}moten/{meeting.uuid}/anteckning/", {"point": "police", "text": "X"}
            ).status_code
            == 403
        )
        assert people.signed_in(people.member("guest")).get(f"{WORK}moten/").status_code == 403
