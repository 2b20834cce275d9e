# SPDX-License-Identifier: EUPL-1.2
"""Hostile input: a clear message or safe text on every page it reaches, and never a broken one."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from samsyn.cycle.reports.forms.fields import safe_text
from samsyn.cycle.reports.models import Report
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
NEW = "/almstad/rapportera/"
INBOX = "/almstad/arbete/rapporter/"

STRINGS = {
    "script": "<script>alert(1)</script>",
    "attribute": "\"><img src=x onerror=alert(1)> ' autofocus onfocus=alert(1)",
    "template": "{{ 7|add:7 }} {% debug %} ${7*7} <c-button>x</c-button>",
    "sql": "'; DROP TABLE reports_report; -- %s %(a)s \\",
    "formula": '=HYPERLINK("x";"y") +1+1 @SUM(A1)',
    "null": "före\x00efter",
    "zero_width": "kl\u200bott\u2060er\ufeff",
    "direction": "text \u202egnp.exe\u202c slut",
    "surrogate": "halv \ud83d sida",
    "emoji": "🔥👨‍👩‍👧 klotter 🇸🇪",
    "lines": "rad ett\r\nrad två\u2028rad tre\x0b",
    "combining": "Z" + "\u0301" * 300,
    "long_word": "a" * 1900,
}


def send(client: Client, url: str, told: dict[str, object]):
    """Send a form as a browser or a rude client would: bytes as they are, halves of sign pairs too."""
    body = urlencode({name: str(value).encode("utf-8", "surrogatepass") for name, value in told.items()})
    return client.post(url, body, content_type="application/x-www-form-urlencoded")


@pytest.fixture
def here():
    return quarter.town()


@pytest.mark.parametrize("name", STRINGS)
def test_a_hostile_text_is_stored_safe_and_shown_safe(here, client, name) -> None:
    hostile = STRINGS[name]
    told = quarter.typed(text=hostile, place_text="Lötäng")
    answer = send(client, NEW, told)
    assert answer.status_code == 201, answer.content[:300]
    report = Report.objects.get()
    assert not re.search(r"[\x00\u200b\u2060\ufeff\u202e\ud800-\udfff]", report.text)
    browser = people.signed_in(people.coordinator())
    for address in ("", f"{report.uuid}/", "granska/"):
        page = browser.get(INBOX + address)
        assert page.status_code == 200
        said = page.content.decode()
        for raw in ("<script>alert", "<img src=x", "<c-button>", "onfocus=alert(1)>"):
            assert raw not in said
        assert "14 " not in said[said.find("{{ 7") :][:3]


@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize("field", ["place_text", "category", "area", "when", "client_id", "lon", "on_date"])
def test_a_hostile_string_in_any_field_breaks_nothing(here, client, name, field) -> None:
    told = quarter.typed() | {field: STRINGS[name]}
    answer = send(client, NEW, told)
    assert answer.status_code in (201, 400)
    said = answer.content.decode()
    assert "<script>alert" not in said
    assert "<img src=x" not in said


@pytest.mark.parametrize("name", STRINGS)
def test_a_hostile_code_is_only_an_unknown_one(here, client, name) -> None:
    answer = send(client, "/almstad/svar/", {"code": STRINGS[name]})
    assert answer.status_code in (400, 404)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("field", ["text", "place_text"])
def test_a_megabyte_of_text_is_refused_with_a_clear_message(here, client, field) -> None:
    answer = client.post(NEW, quarter.typed(**{field: "klotter " * 125_000}))
    assert answer.status_code == 400
    assert "Korta texten" in answer.content.decode()
    assert Report.objects.count() == 0


def test_a_form_that_is_no_form_is_answered_with_the_form(here, client) -> None:
    assert client.post(NEW, b"\xff\xfe\x00", content_type="application/octet-stream").status_code == 400
    assert client.post(NEW, b'{"a": 1}', content_type="application/json").status_code == 400
    assert client.put(NEW).status_code == 405


def test_numbers_that_are_none_place_nothing(here, client) -> None:
    for lon, lat in (("NaN", "58.4"), ("1e999", "1"), ("-inf", "inf"), ("15,6", "58,4"), ("999", "58.4")):
        assert client.post(NEW, quarter.typed(lon=lon, lat=lat)).status_code == 201
    assert set(Report.objects.values_list("area__name", flat=True)) == {"Lötäng"}


def test_words_that_cannot_be_seen_are_taken_away_and_the_rest_is_kept() -> None:
    assert safe_text("a\x00b\u200bc\ud83dd\r\ne\tf") == "abcd\ne\tf"
    assert safe_text("Åsa-vägen é") == "Åsa-vägen é"
    assert safe_text("🔥") == "🔥"


def test_the_members_form_takes_hostile_strings_too(here) -> None:
    browser = people.signed_in(people.officer())
    for name, hostile in STRINGS.items():
        told = {
            "channel": "own",
            "events": "1",
            "place_text": "Lötäng",
            "e0-category": "vandalism",
            "e0-when": "today",
            "e0-text": hostile,
            "action_taken": hostile[:200],
        }
        answer = send(browser, INBOX + "ny/", told)
        assert answer.status_code in (200, 400), name
        assert "<script>alert" not in answer.content.decode()
    odd = QueryDict("events=99999999999&e0-when=now&channel=x").dict()
    assert browser.post(INBOX + "ny/", odd).status_code == 400
