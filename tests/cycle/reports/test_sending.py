# SPDX-License-Identifier: EUPL-1.2
"""Faults are sent to those who mend them: what fails is seen, tried again and never lies unseen on its way."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core import mail
from django.test import Client

from samsyn.cycle.reports import reads, tasks, writes
from samsyn.cycle.reports.models import Application, FaultReceiver, Handling, HandOver, Report
from samsyn.ground.people.models import Role
from samsyn.kit import clock, jobs, outside
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
INBOX = "/almstad/arbete/rapporter/"


@pytest.fixture
def here():
    return quarter.town()


@pytest.fixture
def fault(here):
    e, n = quarter.metres(here, *quarter.IN_LOTANG)
    return quarter.resident_report(here, category="unsafe_place.darkness", text="Lampan är trasig", e=e, n=n)


@pytest.fixture
def street(here):
    with people.journalled("fault receiver added"):
        return writes.add_receiver(here, "Gatukontoret", "mail", "gatan@example.se", by=people.coordinator())


class Service:
    """A street department's Open311 on this machine, which answers as it is told to."""

    def __init__(self) -> None:
        self.got: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Any = [{"service_request_id": "4711"}]
        self.status = 200
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                service.got.append(parse_qs(self.rfile.read(length).decode()))
                service.headers.append(dict(self.headers))
                body = (
                    service.answer
                    if isinstance(service.answer, bytes)
                    else json.dumps(service.answer).encode()
                )
                self.send_response(service.status)
                if service.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/open311/v2"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def service() -> Iterator[Service]:
    found = Service()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def other(here, service):
    return writes.add_receiver(
        here,
        "Andra",
        "open311",
        service.address,
        by=people.coordinator(),
        service_code="LAMP",
        api_key="hemlig",
    )


def run_jobs() -> None:
    while jobs.run_due():
        pass


def test_a_fault_goes_by_mail_and_the_reporter_is_told(here, fault, street) -> None:
    with people.journalled("fault handed over"):
        sending = writes.hand_over(fault, street, "Lampan vid skolan är trasig", by=people.coordinator())
    assert sending.state == "waiting"
    run_jobs()
    sending.refresh_from_db()
    assert (sending.state, sending.failure) == ("sent", "")
    [letter] = mail.outbox
    assert letter.to == ["gatan@example.se"]
    assert "Mörker och belysning" in letter.subject
    for words in ("Lötäng", "Lampan vid skolan", "58.41"):
        assert words in letter.body
    outcome = reads.what_came_of_report(fault, seen_by=people.coordinator())
    assert [answer.kind for answer in outcome.answers] == ["fault_handed_over"]
    assert Report.objects.get().told_fault is True


def test_a_fault_goes_by_open311_and_gets_its_number(here, fault, other, service) -> None:
    sending = writes.hand_over(fault, other, "Trasig", by=people.coordinator())
    run_jobs()
    sending.refresh_from_db()
    assert (sending.state, sending.outside_id) == ("sent", "4711")
    [told] = service.got
    assert told["service_code"] == ["LAMP"]
    assert told["api_key"] == ["hemlig"]
    assert told["lat"][0].startswith("58.41")
    assert "Trasig" in told["description"][0]
    assert service.headers[0]["Idempotency-Key"] == str(sending.uuid)
    assert "Samsyn" in service.headers[0]["User-Agent"]


@pytest.mark.parametrize(
    ("status", "answer", "code"),
    [(500, [], "outside_refused"), (200, b"<html>", "outside_unreadable"), (200, [], "outside_unreadable"),
     (200, [{}], "outside_unreadable"), (302, [], "outside_refused")],
)  # fmt: skip
def test_what_fails_is_seen_tried_again_and_can_be_sent_once_more(
    here, fault, other, service, status, answer, code
) -> None:
    service.status, service.answer = status, answer
    sending = writes.hand_over(fault, other, "Trasig", by=people.coordinator())
    for day in range(jobs.MAX_TRIES):
        with clock.frozen(clock.now() + timedelta(days=day)):
            run_jobs()
        sending.refresh_from_db()
        assert (sending.failure, sending.tries) == (code, day + 1)
    sending.refresh_from_db()
    assert (sending.state, sending.tries) == ("failed", jobs.MAX_TRIES)
    assert reads.failed_hand_overs(here, seen_by=people.coordinator()) == 1
    page = people.signed_in(people.coordinator()).get(f"{INBOX}{fault.uuid}/").content.decode()
    assert "Gick inte fram" in page and "Skicka igen" in page
    assert "inte gått fram" in people.signed_in(people.coordinator()).get(INBOX).content.decode()
    listed = people.signed_in(people.coordinator()).get(INBOX + "?sent=failed").content.decode()
    assert str(fault.uuid) in listed
    service.status, service.answer = 200, [{"token": "t1"}]
    with people.journalled("fault sent again"):
        writes.send_again(sending, by=people.coordinator())
    run_jobs()
    sending.refresh_from_db()
    assert (sending.state, sending.outside_id) == ("sent", "t1")


def test_a_service_that_is_gone_is_a_failure_with_a_name(here, fault, other, service) -> None:
    service.server.shutdown()
    service.server.server_close()
    sending = writes.hand_over(fault, other, "", by=people.coordinator())
    run_jobs()
    sending.refresh_from_db()
    assert (sending.state, sending.failure) == ("waiting", "outside_silent")


def test_a_job_done_twice_sends_once(here, fault, street) -> None:
    sending = writes.hand_over(fault, street, "", by=people.coordinator())
    tasks.send_fault(sending.pk)
    tasks.send_fault(sending.pk)
    assert len(mail.outbox) == 1


def test_what_nobody_took_is_given_up_by_the_watch_and_not_left_on_its_way(here, fault, street) -> None:
    sending = writes.hand_over(fault, street, "", by=people.coordinator())
    tasks.watch()
    sending.refresh_from_db()
    assert sending.state == "waiting", "it has hardly begun"
    with clock.frozen(clock.now() + timedelta(hours=4)):
        assert writes.give_up_stuck(by=people.coordinator()) == 1
    sending.refresh_from_db()
    assert (sending.state, sending.failure) == ("failed", "stuck")


def test_the_watch_recurs() -> None:
    assert "samsyn.cycle.reports.tasks.watch" in {work.name for work in jobs.declared()}


def test_the_same_fault_is_not_sent_twice_to_the_same(here, fault, street) -> None:
    writes.hand_over(fault, street, "", by=people.coordinator())
    with pytest.raises(NotNow):
        writes.hand_over(fault, street, "", by=people.coordinator())


def test_a_person_is_not_sent_out(here, fault, street) -> None:
    with pytest.raises(BadInput) as refused:
        writes.hand_over(fault, street, "Ring 070-174 06 35", by=people.coordinator())
    assert (refused.value.code, HandOver.objects.count()) == ("personal_data", 0)


def test_a_text_that_waits_for_a_moderator_follows_no_fault(here, street) -> None:
    report = quarter.resident_report(
        here,
        category="unsafe_place.litter",
        text="Killen i röd jacka skräpar ner",
        place_text="hos Kalle i porten",
    )
    assert report.guard == "waiting"
    writes.hand_over(report, street, "Skräp", by=people.coordinator())
    run_jobs()
    assert "Killen" not in mail.outbox[0].body and "Kalle" not in mail.outbox[0].body


def test_a_link_hidden_in_a_text_is_no_link_in_the_mail(here, fault, street) -> None:
    writes.hand_over(fault, street, "Se https://example.se/x\r\nBcc: alla", by=people.coordinator())
    run_jobs()
    assert "https://example.se/x" not in mail.outbox[0].body
    assert mail.outbox[0].bcc == []


def test_only_those_who_handle_send_and_only_those_who_connect_set_up(here, fault, street) -> None:
    reporter = people.member(Role.REPORTER, "housing")
    writes.assign(fault, people.organisation("housing"), by=people.coordinator())
    with pytest.raises(NotAllowed):
        writes.hand_over(fault, street, "", by=reporter)
    with pytest.raises(NotAllowed):
        writes.add_receiver(here, "X", "mail", "x@example.se", by=people.officer())
    with pytest.raises(NotFound):
        writes.add_receiver(here, "X", "mail", "x@example.se", by=people.outsider())
    elsewhere = people.partnership("annanstad", "Trygga annanstad")
    theirs = writes.add_receiver(elsewhere, "X", "mail", "x@example.se", by=people.outsider())
    with pytest.raises(BadInput):
        writes.hand_over(fault, theirs, "", by=people.coordinator())


@pytest.mark.parametrize(
    ("way", "address", "more", "code"),
    [
        ("mail", "inte en adress", {}, "bad_mail"),
        ("open311", "file:///etc/passwd", {"service_code": "A"}, "bad_address"),
        ("open311", "ftp://example.se", {"service_code": "A"}, "bad_address"),
        ("open311", "https://", {"service_code": "A"}, "bad_address"),
        ("open311", "https://a b/v2", {"service_code": "A"}, "bad_address"),
        ("open311", "https://example.se/v2", {}, "service_code_missing"),
        ("brev", "gatan@example.se", {}, "unknown_way"),
    ],
)
def test_a_receiver_that_cannot_be_reached_is_refused(here, way, address, more, code) -> None:
    with pytest.raises(BadInput) as refused:
        writes.add_receiver(here, "Gatan", way, address, by=people.coordinator(), **more)
    assert refused.value.code == code


def test_an_ended_receiver_is_offered_no_more_and_its_name_is_free(here, fault, street) -> None:
    with pytest.raises(BadInput):
        writes.add_receiver(here, "Gatukontoret", "mail", "b@example.se", by=people.coordinator())
    with people.journalled("fault receiver ended"):
        writes.end_receiver(street, by=people.coordinator())
    assert not reads.receivers(here, seen_by=people.coordinator())
    with pytest.raises(BadInput):
        writes.hand_over(fault, street, "", by=people.coordinator())
    writes.add_receiver(here, "Gatukontoret", "mail", "b@example.se", by=people.coordinator())


def test_a_try_is_counted_and_a_sent_one_is_not_failed_afterwards(here, fault, street) -> None:
    sending = writes.hand_over(fault, street, "", by=people.coordinator())
    with people.journalled("fault not sent"):
        writes.mark_failed(sending, "outside_silent", by=people.coordinator(), last=False)
    with people.journalled("fault arrived"):
        writes.mark_sent(sending, by=people.coordinator())
    assert sending.tries == 2
    with pytest.raises(NotNow):
        writes.mark_failed(sending, "x", by=people.coordinator(), last=True)
    with pytest.raises(NotNow):
        writes.send_again(sending, by=people.coordinator())


# The pages ---------------------------------------------------------------------------------------------------


def test_the_whole_way_by_the_pages(here, fault) -> None:
    client = people.signed_in(people.coordinator())
    page = INBOX + "kopplingar/"
    assert client.get(page).status_code == 200
    bad = client.post(page + "mottagare/", {"name": "Gatan", "way": "mail", "address": "fel"})
    assert bad.status_code == 400 and 'value="Gatan"' in bad.content.decode()
    good = {"name": "Gatan", "way": "mail", "address": "g@example.se"}
    assert client.post(page + "mottagare/", good).status_code == 302
    one = f"{INBOX}{fault.uuid}/"
    assert "Skicka felet" in client.get(one).content.decode()
    receiver = FaultReceiver.objects.get()
    assert client.post(one + "lagas/", {"receiver": str(receiver.uuid), "text": "Laga"}).status_code == 302
    run_jobs()
    assert "Framme" in client.get(one).content.decode()
    made = client.post(page + "appar/", {"name": "Stadens app"})
    assert "visas bara här" in made.content.decode()
    key = made.content.decode().split("<code>")[1].split("</code>")[0]
    assert key not in client.get(page).content.decode()
    told = {"api_key": key, "service_code": "vandalism.graffiti", "address_string": "Lötäng"}
    assert Client().post("/open311/v2/requests.json", told).status_code == 200
    application = Application.objects.get()
    assert client.post(f"{page}appar/{application.uuid}/").status_code == 302
    assert client.post(f"{page}mottagare/{receiver.uuid}/").status_code == 302
    assert not FaultReceiver.objects.filter(ended_on=None).exists()


def test_the_key_to_another_system_stands_on_no_page_and_leaves_by_no_export(here, fault, other) -> None:
    client = people.signed_in(people.coordinator())
    for address in (INBOX, INBOX + "kopplingar/", f"{INBOX}{fault.uuid}/"):
        assert "hemlig" not in client.get(address).content.decode()


@pytest.mark.parametrize("role", [r for r in Role.values if r not in ("coordinator", "administrator")])
def test_connections_are_closed_to_other_roles(here, role) -> None:
    assert people.signed_in(people.member(role)).get(INBOX + "kopplingar/").status_code == 403


# Handled is not helped ---------------------------------------------------------------------------------------


def test_whether_it_helped_is_asked_apart_and_forgotten_when_it_is_taken_up_again(here, fault) -> None:
    by = people.coordinator()
    with pytest.raises(NotNow):
        writes.say_if_helped(fault, "yes", by=by)
    writes.move(fault, "handled", by=by)
    assert fault.helped == "", "handled says nothing of that"
    with people.journalled("said if it helped"):
        writes.say_if_helped(fault, "no", by=by)
    assert reads.shown(fault, seen_by=by).helped == "no"
    with pytest.raises(BadInput):
        writes.say_if_helped(fault, "kanske", by=by)
    writes.move(fault, "seen", by=by)
    assert Report.objects.get().helped == ""


def test_whether_it_helped_by_the_page(here, fault) -> None:
    by = people.coordinator()
    client = people.signed_in(by)
    one = f"{INBOX}{fault.uuid}/"
    assert "Hjälpte det?" not in client.get(one).content.decode()
    writes.move(fault, "handled", by=by)
    assert "Hjälpte det?" in client.get(one).content.decode()
    assert client.post(one + "hjalpte/", {"helped": "no"}).status_code == 302
    assert "Det hjälpte inte" in client.get(one).content.decode()
    assert client.post(one + "hjalpte/", {}).status_code == 400
    assert Handling.objects.filter(done="helped").count() == 1


def test_an_address_elsewhere_is_never_called() -> None:
    for address in ("file:///etc/passwd", "gopher://x", "http://user:pw@example.se/"):
        with pytest.raises(BadInput):
            outside.get_json(address)
