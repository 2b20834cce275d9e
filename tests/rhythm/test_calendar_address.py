# SPDX-License-Identifier: EUPL-1.2
"""A calendar program reads the year at an address of one's own, with one's own sight, until it is changed or closed."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from samsyn.ground.people import writes as parties
from samsyn.ground.people.models import Account
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import NotAllowed
from samsyn.rhythm import writes
from samsyn.rhythm.models import ForumKind
from tests import people

pytestmark = pytest.mark.django_db
PAGE = "/almstad/arbete/arshjul/kalender/"
TODAY = date(2026, 3, 10)


def address_of(client: Client) -> str:
    found = re.search(r'value="[^"]*?(/almstad/kalender/[^"]+\.ics)"', client.get(PAGE).content.decode())
    return found[1] if found else ""


def read(address: str) -> Any:
    return Client().get(address)


def test_a_program_reads_the_year_until_the_address_is_changed_or_closed() -> None:
    client = people.signed_in(people.coordinator())
    with clock.frozen(TODAY):
        forum = writes.add_forum(people.partnership(), ForumKind.STEERING, "Styrgruppen", by=people.coordinator())  # fmt: skip
        meeting = writes.call(forum, date(2026, 4, 7), by=people.coordinator(), starts_at=time(13, 15))
        assert address_of(client) == ""
        with people.journalled("calendar opened"):
            client.post(f"{PAGE}ny/")
        first = address_of(client)
        answer = read(first)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        text = answer.content.decode()
        assert "SUMMARY:Styrgruppen" in text and "DTSTART:20260407T111500Z" in text
        writes.reschedule(meeting, date(2026, 4, 14), by=people.coordinator(), starts_at=time(13, 15))
        moved = read(first).content.decode()
        assert "DTSTART:20260414T111500Z" in moved and "20260407" not in moved
        assert moved.count("BEGIN:VEVENT") == text.count("BEGIN:VEVENT"), "the same event at another time"
        client.post(f"{PAGE}ny/")
        second = address_of(client)
        assert second != first and read(first).status_code == 404 and read(second).status_code == 200
        with people.journalled("calendar closed"):
            client.post(f"{PAGE}stang/")
        assert read(second).status_code == 404 and address_of(client) == ""
        client.post(f"{PAGE}ny/")
        assert read(second).status_code == 404, "what was closed stays closed"


def test_the_address_has_the_eyes_of_the_account_as_it_stands_today() -> None:
    coordinator, officer = people.coordinator(), people.officer()
    writes.open_calendar(by=coordinator, partnership=people.partnership())
    writes.open_calendar(by=officer, partnership=people.partnership())
    mine, theirs = (address_of(people.signed_in(who)) for who in (coordinator, officer))
    assert mine != theirs
    assert read(mine.replace("/almstad/", "/vinterby/")).status_code == 404, "no member there"
    for bent in (mine.replace(".ics", "x.ics"), theirs.split(".")[0] + "." + mine.split(".", 1)[1], "/almstad/kalender/x.ics"):  # fmt: skip
        assert read(bent).status_code == 404
    member = Account.objects.get(email="coordinator.municipality@almstad.example").memberships.get()
    parties.end_member(member, by=SYSTEM)
    assert read(mine).status_code == 404 and read(theirs).status_code == 200
    parties.leave(people.organisation("police"), by=people.member("administrator"))
    assert read(theirs).status_code == 404
    for who in (PUBLIC, people.member("guest")):
        with pytest.raises(NotAllowed):
            writes.open_calendar(by=who, partnership=people.partnership())
    writes.close_calendar(by=PUBLIC, partnership=people.partnership())
