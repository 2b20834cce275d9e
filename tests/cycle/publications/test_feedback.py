# SPDX-License-Identifier: EUPL-1.2
"""The accessibility statement leads to a form: what is typed is mailed to the one who answers, and kept nowhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from samsyn.cycle.publications import writes
from samsyn.ground.people import writes as foundation
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import NotNow
from tests import people

pytestmark = pytest.mark.django_db
# The package gives the view that name.
view = import_module("samsyn.cycle.publications.views.feedback")
FORM, WORDS = "/almstad/sag-till/", "Kartan går inte att nå med tangentbord"


@pytest.fixture(autouse=True)
def here() -> Iterator[Any]:
    home = people.partnership()
    foundation.change_settings(
        home, by=SYSTEM, contact_role="Samordnaren", contact_address="trygghet@almstad.example"
    )
    yield home
    view.PER_SENDER.forget()
    view.PER_PARTNERSHIP.forget()


def test_what_is_typed_goes_to_the_one_who_answers_and_is_kept_nowhere() -> None:
    assert FORM in Client().get("/almstad/tillganglighet/").content.decode()
    with people.journalled("feedback sent"):
        answer = Client().post(FORM, {"text": WORDS, "page": "Lägesbild", "reply": "jag@exempel.se"})
    assert answer.status_code == 200 and "Tack, det är skickat" in answer.content.decode()
    (message,) = mail.outbox
    assert message.to == ["trygghet@almstad.example"]
    assert WORDS in message.body and "Lägesbild" in message.body and "jag[@]exempel" in message.body
    if connection.vendor == "sqlite":
        assert isinstance(connection.connection, sqlite3.Connection)
        assert not [line for line in connection.connection.iterdump() if "tangentbord" in line]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "Skriv vad som inte fungerar"),
        ({"text": WORDS, "reply": "ingen adress"}, "Skriv en hel e-postadress"),
        ({"text": WORDS * 100}, WORDS),
        ({"text": ""}, "En sak att ändra först"),
    ],
)
def test_what_cannot_be_sent_says_what_to_mend_and_keeps_the_words(typed: dict[str, str], said: str) -> None:
    answer = Client().post(FORM, typed)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert mail.outbox == []


def test_another_sites_form_is_asked_again_and_too_many_are_asked_to_wait() -> None:
    answer = Client().post(FORM, {"text": WORDS}, HTTP_ORIGIN="https://elak.example")
    assert answer.status_code == 403 and WORDS in answer.content.decode()
    codes = [Client().post(FORM, {"text": WORDS}).status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2 and len(mail.outbox) == 5


def test_when_the_mail_server_is_away_the_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OSError("borta")

    monkeypatch.setattr("samsyn.cycle.publications.writes.feedback.mail.send", away)
    answer = Client().post(FORM, {"text": WORDS})
    assert answer.status_code == 503 and WORDS in answer.content.decode()
    assert "trygghet@almstad.example" in answer.content.decode()


def test_without_a_mailbox_the_page_says_whom_to_ask(here: Any) -> None:
    foundation.change_settings(here, by=SYSTEM, contact_address="kommunens växel")
    assert FORM not in Client().get("/almstad/tillganglighet/").content.decode()
    page = Client().get(FORM).content.decode()
    assert "kommunens växel" in page and "<textarea" not in page
    with pytest.raises(NotNow):
        writes.send_feedback(here, by=PUBLIC, text=WORDS)


def test_html_and_line_breaks_are_only_text() -> None:
    Client().post(FORM, {"text": "<b>fet</b>\nBcc: x@y.se", "page": "a\r\nBcc: x@y.se"})
    assert "Bcc" not in mail.outbox[0].message().as_string().partition("\n\n")[0]
    page = Client().post(FORM, {"text": "<script>1</script>", "reply": "fel"}).content.decode()
    assert "<script>1" not in page and "&lt;script&gt;1" in page
