# SPDX-License-Identifier: EUPL-1.2
"""One party's preparation and one party's sight never leak into a shared meeting: every address is asked as each caller.

Words are planted in a question that the municipality keeps to itself, in one of the police and in one of the housing
company, and reports are planted that only the police may see. Then every address of the address table is asked as each
caller, with minutes and papers as PDF and Word, the calendar, the search, the API, the static site and the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from samsyn.cli.run import run
from samsyn.cycle.reports.models import Report
from samsyn.desk import digest
from samsyn.desk.search import search
from samsyn.kit import clock, jobs
from samsyn.kit.callers import Caller
from samsyn.rhythm import reads, rules, tasks, writes
from samsyn.rhythm.models import POINTS, ForumKind
from tests import channels, people
from tests.cycle.pictures import town
from tests.house.test_scope import Address, table

TUESDAY = date(2026, 3, 10)
PLANTED = {"municipality": "Zqkommunens", "police": "Zqpolisens", "housing": "Zqbolagets"}
CALLERS = {
    "municipality": people.coordinator,
    "steering group": people.decision_maker,
    "police": people.officer,
    "housing": lambda: people.member("reporter", "housing"),
    "school": lambda: people.member("reporter", "school"),
    "auditor": lambda: people.member("auditor"),
    "guest": lambda: people.member("guest"),
    "administrator": lambda: people.member("administrator"),
}
# One of each party asks every room; the others, who have the eyes of one of these, those of the meetings.
ALL_ROOMS = ("municipality", "police")
WHOLE_MEETINGS = (*ALL_ROOMS, "housing")


# The margin and the forms differ with what one may do, and so does a heading with nothing but a form under it.
FORMS = r"<aside.*?</aside>|<form.*?</form>"
HEADINGS = r'<section class="section ">\s*<div class="section__head"><h2>[^<]*</h2></div>\s*</section>'


class TakeBack(Exception):
    """Ends a transaction without keeping anything of it."""


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """A board and a steering group that meet today, with three parties' preparations, for the tests of this file."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic(), clock.frozen(TUESDAY):
                yield planted()
                raise TakeBack
        except TakeBack:
            pass


def planted() -> dict[str, Any]:
    here = people.partnership()
    town.districts(here)
    town.reports(here, 30, start=TUESDAY - timedelta(days=7), days=7)
    town.reports(here, 7, start=TUESDAY - timedelta(days=6), days=6, seed=9)
    police_only = Report.objects.order_by("-id")[:7]
    Report.objects.filter(pk__in=[row.pk for row in police_only]).update(record_class="police")
    for kind, word in PLANTED.items():
        caller = CALLERS[kind]()
        own = people.organisation(kind)
        question = writes.prepare_question(here, own, f"{word} fråga", by=caller, text=f"{word} förberedelse")
        assert question.record_class == "own"
        dropped = writes.prepare_question(here, own, f"{word} släppta", by=caller)
        writes.drop_question(dropped, by=caller)
    meetings = []
    for kind, name in ((ForumKind.BOARD, "EST"), (ForumKind.STEERING, "Styrgruppen")):
        forum = writes.add_forum(here, kind, name, by=people.coordinator())
        meeting = writes.call(forum, TUESDAY, by=people.coordinator())
        writes.decide(meeting, "Laga lampan", people.organisation(), by=people.officer())
        meetings.append(meeting)
    shared = writes.prepare_question(here, people.organisation(), "Zqlyft fråga", by=people.coordinator())
    writes.raise_question(shared, meetings[0].forum, by=people.coordinator())
    own = {row.owner.kind: row for row in reads.questions(here, seen_by=people.coordinator()) if row.owner}
    return {"meetings": meetings, "shared": shared, "own": own["municipality"]}


def _samples(made: dict[str, Any], meeting: Any) -> dict[str, dict[str, Any]]:
    return {
        "rhythm-question": {"uuid": made["own"].uuid},
        "rhythm-forum": {"uuid": meeting.forum.uuid},
        "rhythm-seat": {"uuid": meeting.forum.uuid},
        "rhythm": {"uuid": meeting.uuid},
        "ogc": {"name": "omraden", "feature": "1"},
        "open311": {"form": "json", "fault": "1", "token": "1", "code": "vandalism"},
        "api": {"slug": "x", "period": "2026-T1", "place": "vastra"},
    }


def addresses(
    made: dict[str, Any], *, signed_in: bool, all_rooms: bool = False, whole: bool = False
) -> Iterator[str]:
    """The addresses of the address table, with each meeting in the place of its parameters.

    The signed-in side for members, the rest for one who has not signed in: the same words for all. `all_rooms` asks
    every room; else those of the meetings, `whole` with each point of each agenda.
    """
    for number, meeting in enumerate(made["meetings"]):
        samples = _samples(made, meeting)
        for address in table():
            of_the_rhythm = address.name.startswith(("rhythm", "desk"))
            if address.route.startswith("konto/") or ("arbete/" in address.route) != signed_in:
                continue
            if (not of_the_rhythm and (number or not all_rooms)) or (number and not whole):
                continue
            given = next(
                (samples[key] for key in sorted(samples, key=len, reverse=True) if address.name.startswith(key)), {}
            )  # fmt: skip
            route = address.route
            for name, value in given.items():
                route = re.sub(rf"<(?:\w+:)?{name}>", str(value), route)
            yield Address(route, address.name).at("almstad")
        for point in POINTS[meeting.forum.kind] if whole else ():
            yield f"/almstad/arbete/moten/{meeting.uuid}/?punkt={point}"
            yield f"/almstad/arbete/moten/{meeting.uuid}/visa/?punkt={point}"
    if signed_in:
        # Asked for by a part of it, so that the whole word stands on the page only where it was found.
        yield from (f"/almstad/arbete/sok/?q={word[:-3]}" for word in PLANTED.values())


def everything(made: dict[str, Any], client: Client, **which: bool) -> dict[str, str]:
    """What one caller reads at each address that answers."""
    found = {}
    for path in dict.fromkeys(addresses(made, **which)):
        answer = client.get(path)
        assert answer.status_code < 500, path
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = channels.words(body)
    return found


@pytest.mark.slow
def test_no_party_reads_what_another_prepares_at_any_address(made: dict[str, Any], db: None) -> None:
    own_pages = 0
    for name, caller in CALLERS.items():
        who = caller()
        told = everything(
            made,
            people.signed_in(who),
            signed_in=True,
            all_rooms=name in ALL_ROOMS,
            whole=name in WHOLE_MEETINGS,
        )
        for kind, word in PLANTED.items():
            seen = [path for path, text in told.items() if word in text]
            if kind == who.organisation_kind:
                own_pages += len(seen)
                assert all("/moten/fragor/" in path or "/sok/" in path for path in seen), (name, seen)
            else:
                assert seen == [], (name, word, seen)
    assert own_pages, "the party itself reads it, so the words are there to be found"
    told = everything(made, Client(), signed_in=False, all_rooms=True)
    assert not any(word in text for text in told.values() for word in PLANTED.values())


def test_the_shared_screen_and_papers_say_the_same_to_each_party(made: dict[str, Any], db: None) -> None:
    """What only the police may see is in no count on the screen, in the minutes or in the papers, whoever asks."""
    board, steering = made["meetings"]
    paths = [f"moten/{board.uuid}/visa/?punkt={point}" for point in POINTS[ForumKind.BOARD]]
    paths += [f"moten/{board.uuid}/protokoll.docx", f"moten/{steering.uuid}/handlingar.pdf"]
    paths += [f"moten/{board.uuid}/protokoll/", f"moten/{steering.uuid}/handlingar/"]
    told: dict[str, set[str]] = {path: set() for path in paths}
    for name in ("municipality", "police", "housing"):
        client = people.signed_in(CALLERS[name]())
        for path in paths:
            text = channels.words(client.get(f"/almstad/arbete/{path}").content)
            main = re.search(r"<main.*</main>", text, re.DOTALL)
            bare = re.sub(FORMS, "", main[0] if main else text, flags=re.DOTALL)
            told[path].add("\n".join(re.sub(HEADINGS, "", bare).split()))
    assert [path for path, texts in told.items() if len(texts) > 1] == []
    client = people.signed_in(people.officer())
    page = client.get(f"/almstad/arbete/moten/{board.uuid}/?punkt=new_reports").content.decode()
    assert "30 nya rapporter" in page and "37 nya rapporter" not in page


def test_minutes_approved_by_the_police_hold_what_all_may_see(made: dict[str, Any], db: None) -> None:
    from samsyn.kit import frozen

    try:
        with transaction.atomic(), clock.frozen(TUESDAY):
            kept = writes.approve(made["meetings"][0], by=people.officer(), title="Ordförande")
            told = frozen.thaw(kept.frozen_text, kept.frozen_digest)
            assert told["news"]["total"] == 30
            raise TakeBack
    except TakeBack:
        pass


def test_neither_search_nor_eyes_of_a_shared_meeting_find_a_preparation(
    made: dict[str, Any], db: None
) -> None:
    here = people.partnership()
    for caller in CALLERS.values():
        who = caller()
        for kind, word in PLANTED.items():
            own = kind == who.organisation_kind and who.role != "guest"
            found = [hit.words for hit in search(here, word, seen_by=who)]
            assert found == ([f"{word} fråga"] if own else []), (who.role, word)
    assert [hit.kind for hit in search(here, "zqlyft", seen_by=people.officer())] == ["question"]
    assert [hit.kind for hit in search(here, "laga lampan", seen_by=people.officer())] == ["decision"] * 2
    assert not search(here, "laga lampan", seen_by=people.member("guest"))
    all_eyes: Caller = rules.for_all(here)
    assert [row.title for row in reads.questions(here, seen_by=all_eyes)] == ["Zqlyft fråga"]
    assert not reads.prepared(here, seen_by=all_eyes)


@pytest.mark.slow
def test_no_preparation_leaves_with_the_export_or_the_static_site(made: dict[str, Any], db: None, tmp_path: Path) -> None:  # fmt: skip
    assert run(["export", "almstad", "--out", str(tmp_path / "out.zip")]) == 0
    assert run(["publish", "almstad", "--out", str(tmp_path / "site")]) == 0
    found = channels.package(tmp_path / "out.zip") | channels.files(tmp_path / "site")
    assert [name for name, text in found.items() if any(word in text for word in PLANTED.values())] == []
    asked = next(text for name, text in found.items() if name.endswith("rhythm.question.csv"))
    assert "Zqlyft" in asked, "what was raised is in the package"
    assert run(["export", "almstad", "--whole", "--out", str(tmp_path / "whole.zip")]) == 0
    whole = channels.package(tmp_path / "whole.zip")
    laid = [
        next(text for name, text in one.items() if name.endswith("rhythm.decision.csv"))
        for one in (found, whole)
    ]
    assert "Laga lampan" in laid[1] and laid[0].count("Laga lampan") == 1, "a board's decision is operative"


@pytest.mark.same_on_both
def test_no_mail_and_no_calendar_says_what_a_party_prepares(
    made: dict[str, Any], db: None, mailoutbox: list[Any]
) -> None:
    """Digests, minutes, papers and the law's warnings to everybody, and the calendar of each: with what they should hold."""
    here, coordinator = people.partnership(), people.coordinator()
    board, steering = made["meetings"]
    with clock.frozen(TUESDAY - timedelta(days=8)):
        for caller in CALLERS.values():
            writes.choose_digest("day", by=caller(), partnership=here)
        writes.record_duty(here, "report", TUESDAY - timedelta(days=400), "KF", by=coordinator)
    with clock.frozen(TUESDAY):
        for forum in (board.forum, steering.forum):
            for kind in PLANTED:
                function = writes.add_function(
                    here, people.organisation(kind), f"Chefen {forum.kind}", by=coordinator,
                    mailbox=f"{forum.kind}@{kind}.example",
                )  # fmt: skip
                writes.seat(forum, function, by=coordinator)
        coming = writes.call(steering.forum, TUESDAY + timedelta(days=1), by=coordinator)
        board.refresh_from_db()
        writes.send_minutes(board, by=coordinator)
        writes.send_papers(coming, by=coordinator)
        digest.daily()
        tasks.daily()
        jobs.run_due()
        calendars = []
        for name, caller in CALLERS.items():
            if name != "guest":
                writes.open_calendar(by=caller(), partnership=here)
                token = reads.calendar_token(seen_by=caller())
                calendars.append(Client().get(f"/almstad/kalender/{token}.ics").content.decode())
    told = [
        f"{letter.subject}\n{letter.body}\n{getattr(letter, 'alternatives', '')}" for letter in mailoutbox
    ]
    told += [str(content) for letter in mailoutbox for _, content, _ in letter.attachments]
    subjects = " | ".join(letter.subject for letter in mailoutbox)
    assert len(mailoutbox) >= 9 and "Protokoll" in subjects and "fullmäktige" in subjects, subjects
    assert all("SUMMARY:Styrgruppen" in text for text in calendars)
    assert [
        text for text in told + calendars if "Zqlyft" in text or any(w in text for w in PLANTED.values())
    ] == []
