# SPDX-License-Identifier: EUPL-1.2
"""Hostile words in every text field there is: taken with a clear message or made safe, and safe wherever they come out."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms as django_forms
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from samsyn.cycle.reports import forms, writes
from samsyn.cycle.reports.api import open311
from samsyn.cycle.reports.forms import connections, fields, handling, inbox, resident, staff
from samsyn.cycle.reports.models import FaultReceiver, Handling, HandOver, Report
from samsyn.desk import intake, intake_forms
from samsyn.ground.people import writes as people_writes
from samsyn.kit import tables
from samsyn.kit.callers import SYSTEM
from samsyn.kit.inputs import PageForm
from tests import people
from tests.cycle.reports import quarter
from tests.cycle.reports.test_hostile import STRINGS, send

INBOX = "/almstad/arbete/rapporter/"
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\u202a-\u202e\ud800-\udfff]")
RAW = ("<script>alert", "<img src=x", "<c-button>", "onfocus=alert(1)>")
LONG = "klotter " * 12_500
# Those that differ by where they come out; the rest are tried field by field.
WRITTEN = ("script", "attribute", "sql", "formula", "null", "zero_width", "direction", "surrogate", "lines")


def text_fields() -> Iterator[tuple[str, django_forms.Field]]:
    """Every field of the room's and the import's forms into which anything may be typed."""
    for module in (connections, fields, handling, inbox, resident, staff, intake_forms):
        for name, form in vars(module).items():
            if not isinstance(form, type) or not issubclass(form, django_forms.Form):
                continue
            if form in (PageForm, django_forms.Form):
                continue
            for field_name, field in form.base_fields.items():
                if isinstance(field, django_forms.CharField):
                    yield f"{name}.{field_name}", field


FIELDS = dict(text_fields())


def test_there_are_fields_to_try() -> None:
    names = {name.rsplit(".", 1)[-1] for name in FIELDS}
    assert {"text", "place_text", "reason", "action_taken", "name", "address", "into", "places"} <= names


def test_every_field_takes_hostile_words_safely_or_says_why_not() -> None:
    for name in FIELDS:
        _is_tried(name)


def _is_tried(name: str) -> None:
    for kind, hostile in {**STRINGS, "long": LONG}.items():
        try:
            kept = FIELDS[name].clean(hostile)
        except ValidationError as refused:
            assert refused.error_list[0].code, (name, kind)
            continue
        assert "\x00" not in kept, (name, kind)
        if isinstance(FIELDS[name], fields.SafeText):
            assert not UNSEEN.search(kept), (name, kind)
            assert len(kept) <= 4_000, (name, kind)


def test_what_a_spreadsheet_would_run_is_text_in_every_cell() -> None:
    for hostile in (
        *STRINGS.values(),
        "=1+1",
        "+46",
        "-1+1",
        "@A1",
        "\t=1",
        " =1",
        "\uff1d1+1",
        "|cmd",
        "%0A",
    ):
        (cell,) = next(
            csv.reader(["".join(tables.csv_lines(["x"], [[hostile]])).split("\n", 1)[1]], delimiter=";")
        )
        assert cell.lstrip(" \u00a0\u200b\ufeff")[:1] not in set("=+-@\t\r\uff1d\uff0b\uff0d\uff20|%"), (
            hostile
        )


@pytest.mark.django_db
def test_hostile_words_written_everywhere_come_out_safe_everywhere(tmp_path: Path) -> None:
    here = quarter.town()
    coordinator = people.coordinator()
    browser = people.signed_in(coordinator)
    _, key = writes.add_application(here, "Appen", by=coordinator, may_update=True)
    report = quarter.resident_report(here, category="vandalism.graffiti")
    page = f"{INBOX}{report.uuid}/"
    for kind in WRITTEN:
        hostile = STRINGS[kind]
        short = hostile[:110]
        people_writes.add_organisation(here, forms.fields.safe_text(short) + kind, "other", by=SYSTEM)
        asked = [
            (
                INBOX + "kopplingar/mottagare/",
                {"name": short + kind, "way": "mail", "address": "fel@almstad.example"},
            ),
            (INBOX + "kopplingar/mottagare/", {"name": kind, "way": "mail", "address": short}),
            (
                INBOX + "kopplingar/mottagare/",
                {"name": kind, "way": "open311", "address": short, "service_code": short},
            ),
            (INBOX + "kopplingar/appar/", {"name": short}),
            (page + "anteckna/", {"text": hostile[:900]}),
            (page + "flytta/", {"state": "no_action", "reason": hostile[:290]}),
            (page + "flytta/", {"state": "seen", "reason": short}),
            (page + "samma/", {"into": hostile[:290]}),
            (page + "plats/", {"area": short}),
            (page + "lamna-over/", {"organisation": short}),
            (INBOX + "flera/", {"rapport": short, "state": "seen", "reason": short}),
            ("/almstad/arbete/inlasning/polisen/", {"is_on": "", "places": hostile[:1900]}),
        ]
        for address, told in asked:
            assert send(browser, address, told).status_code in (200, 302, 400, 403, 409), (kind, address)
        for address in (
            f"?state={kind}",
            "?since=%00&area=%ed%a0%80&sida=%F0",
            "?klart=<script>alert(1)</script>",
        ):
            assert browser.get(INBOX + address).status_code == 200
        told = {
            "api_key": key,
            "service_code": "vandalism.graffiti",
            "address_string": "Lötäng",
            "description": hostile,
        }
        assert send(Client(), "/open311/v2/requests.xml", told).status_code in (200, 400)
    for receiver in FaultReceiver.objects.filter(way="mail"):
        telling = {"receiver": receiver.uuid, "text": STRINGS["script"] + STRINGS["direction"]}
        assert send(browser, page + "lagas/", telling).status_code in (302, 400)
    assert Handling.objects.filter(done="noted").count() == len(WRITTEN)
    assert HandOver.objects.exists()
    _imported(here, tmp_path)
    _is_safe_everywhere(browser, report)


def _imported(here: Any, folder: Path) -> None:
    file = folder / "rapporter.csv"
    with file.open("w", encoding="utf-8", errors="surrogatepass", newline="") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Datum", "Kategori", "Plats", "Beskrivning"])
        for hostile in STRINGS.values():
            rows.writerow(["2026-05-02", "skadegörelse", hostile[:250], hostile])
    try:
        intake.run_import(here, "reports", file, by=SYSTEM)
    except Exception as refused:
        assert getattr(refused, "code", ""), "a file that cannot be read is refused with a code"


def _is_safe_everywhere(browser: Client, report: Report) -> None:
    for address in (
        INBOX,
        f"{INBOX}{report.uuid}/",
        INBOX + "kopplingar/",
        INBOX + "granska/",
        INBOX + "ny/",
    ):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        said = answer.content.decode()
        assert not [raw for raw in RAW if raw in said], address
        assert not UNSEEN.search(said), address
    file = b"".join(browser.post(INBOX + "hamta/").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == Report.objects.count() + 1
    for cell in (cell for row in rows for cell in row):
        assert not UNSEEN.search(cell)
        assert cell.lstrip()[:1] not in ("=", "+", "@") or cell.replace(".", "").isdigit(), cell
    open311.ASKING.forget()
    for form in ("xml", "json"):
        for name in ("requests", "servicerequestupdates"):
            answer = Client().get(f"/open311/v2/{name}.{form}?jurisdiction_id=almstad")
            assert answer.status_code == 200
            said = answer.content.decode()
            assert not UNSEEN.search(said)
            assert (ET.fromstring(said) if form == "xml" else json.loads(said)) is not None
    for letter in mail.outbox:
        assert "\n" not in letter.subject
        assert not UNSEEN.search(letter.subject + letter.body)
        assert "http://y" not in letter.body
