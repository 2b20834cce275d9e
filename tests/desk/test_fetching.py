# SPDX-License-Identifier: EUPL-1.2
"""The police's published events are fetched within their rules, kept beside the picture and never counted as crime."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from typing import Any

import pytest

from samsyn.catalogue import sources
from samsyn.cycle.reports.models import Report
from samsyn.desk import fetching
from samsyn.ground.figures import reads as figures
from samsyn.ground.imports import reads, writes
from samsyn.ground.imports.models import Fetching
from samsyn.kit import clock, jobs
from samsyn.kit.errors import BadInput, NotAllowed
from tests import people

pytestmark = pytest.mark.django_db
EXAMPLE = json.loads(sources.get("polisen-events").example().read_text("utf-8"))


class Police:
    """The police's service on this machine."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.body: bytes = json.dumps(EXAMPLE).encode()
        self.status = 200
        police = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                police.asked.append(dict(self.headers))
                self.send_response(police.status)
                self.send_header("Content-Length", str(len(police.body)))
                self.end_headers()
                self.wfile.write(police.body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def police(settings) -> Iterator[Police]:
    found = Police()
    settings.POLICE_EVENTS_URL = f"http://127.0.0.1:{found.server.server_port}/api/events"
    yield found
    found.server.shutdown()
    found.server.server_close()


def place() -> str:
    return next(one["location"]["name"] for one in EXAMPLE if isinstance(one, dict) and one.get("location"))


def turned_on(key="almstad", **more):
    here = people.partnership(key, f"Trygga {key}") if key != "almstad" else people.partnership()
    by = people.coordinator(key)
    with people.journalled("fetching set"):
        writes.set_fetching(here, fetching.SOURCE, **({"is_on": True, "places": [place()]} | more), by=by)
    return here


def test_nothing_is_asked_until_somebody_turns_it_on(police) -> None:
    people.partnership()
    assert fetching.fetch_events() == 0
    turned_on(is_on=False)
    assert fetching.fetch_events() == 0
    assert police.asked == []


def test_own_places_are_kept_as_context_and_counted_as_nothing(police) -> None:
    here = turned_on()
    new = fetching.fetch_events()
    kept = figures.context_events(here, seen_by=people.coordinator(), kind="")
    assert new == kept.count() > 0
    assert {event.place_name for event in kept} == {place()}
    assert Report.objects.count() == 0 and not figures.figures(here, seen_by=people.coordinator())
    row = Fetching.objects.get()
    assert (row.failure, row.created) == ("", new)
    assert row.done_at is not None


def test_who_asks_is_said_and_one_question_serves_all_partnerships(police) -> None:
    turned_on()
    turned_on("annanstad")
    fetching.fetch_events()
    [asked] = police.asked
    assert "Samsyn" in asked["User-Agent"] and "http" in asked["User-Agent"]
    assert all(row.done_at for row in Fetching.objects.all())


@pytest.mark.same_on_both
def test_however_often_it_is_called_it_keeps_the_police_s_rules(police) -> None:
    """At least ten seconds between two questions, and at most sixty an hour: ours are a minute apart or more."""
    turned_on()
    start, asked_at = clock.now(), []
    # Often while the first question is fresh, then at odd times through the hour.
    for second in (*range(0, 240, 5), *range(240, 3_600, 37)):
        with clock.frozen(start + timedelta(seconds=second)):
            before = len(police.asked)
            fetching.fetch_events()
            if len(police.asked) > before:
                asked_at.append(second)
    assert 1 < len(asked_at) <= 60
    assert min(b - a for a, b in pairwise(asked_at)) >= 10
    schedule = {work.name: work for work in jobs.declared()}["samsyn.desk.fetching.fetch_events"]
    assert schedule.minutes >= 10


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [(500, b"", "outside_refused"), (200, b"<html>", "outside_unreadable"), (200, b"{}", "outside_unreadable"),
     (429, b"", "outside_refused")],
)  # fmt: skip
def test_what_fails_is_told_counts_as_asked_and_is_tried_later(police, status, body, failure) -> None:
    turned_on()
    police.status, police.body = status, body
    assert fetching.fetch_events() == 0
    assert Fetching.objects.get().failure == failure
    fetching.fetch_events()
    assert len(police.asked) == 1, "not again at once"
    police.status, police.body = 200, json.dumps(EXAMPLE).encode()
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        assert fetching.fetch_events() > 0


def test_rubbish_among_the_events_is_left(police) -> None:
    turned_on()
    police.body = json.dumps([None, 7, {"location": "x"}, {"location": {"name": 4}}, *EXAMPLE]).encode()
    assert fetching.fetch_events() > 0


def test_the_same_events_again_change_nothing(police) -> None:
    here = turned_on()
    first = fetching.fetch_events()
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        assert fetching.fetch_events() == 0
    assert figures.context_events(here, seen_by=people.coordinator(), kind="").count() == first


def test_it_is_turned_on_by_those_who_import_and_only_with_a_place() -> None:
    here = people.partnership()
    with pytest.raises(BadInput):
        writes.set_fetching(here, fetching.SOURCE, is_on=True, places=[" "], by=people.coordinator())
    with pytest.raises(NotAllowed):
        writes.set_fetching(here, fetching.SOURCE, is_on=True, places=["X"], by=people.officer())
    client = people.signed_in(people.coordinator())
    page = "/almstad/arbete/inlasning/"
    bad = client.post(page + "polisen/", {"is_on": "on", "places": ""})
    assert bad.status_code == 400 and "minst en ort" in bad.content.decode()
    assert client.post(page + "polisen/", {"is_on": "on", "places": "Köping, Arboga"}).status_code == 302
    row = reads.fetching(here, fetching.SOURCE, seen_by=people.coordinator())
    assert (row.is_on, row.places) == (True, ["Köping", "Arboga"])
    assert "Köping, Arboga" in client.get(page).content.decode()
    with people.journalled("source fetched"):
        writes.note_fetch(row, by=people.coordinator(), failure="outside_silent")
    assert "Tjänsten svarade inte" in client.get(page).content.decode()
