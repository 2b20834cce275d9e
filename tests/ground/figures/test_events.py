# SPDX-License-Identifier: EUPL-1.2
"""The police's events are told again and again: the id decides, and what is left out never erases."""

from typing import Any

import pytest

from samsyn.catalogue.records import EventRecord
from samsyn.ground.figures import reads, writes
from samsyn.ground.figures.models import ContextEvent
from samsyn.ground.imports import writes as imports
from samsyn.kit.callers import SYSTEM
from tests import people

pytestmark = pytest.mark.django_db


def told(**what: Any) -> EventRecord:
    """An event as its source tells it."""
    given: dict[str, Any] = {
        "row": 1,
        "event_id": "77",
        "kind": "event",
        "type": "Rattfylleri",
        "title": "20 augusti 15.35, Rattfylleri, Skellefteå",
        "summary": "Kontroll vid infarten.",
        "url": "/aktuellt/77",
        "place_name": "Skellefteå",
        "gps": (64.75, 20.95),
        "published_at": "2026-08-20T16:00:00+02:00",
        "wall_from": "2026-08-20T15:35",
        "zone": "Europe/Stockholm",
    }
    return EventRecord(**(given | what))


def take(*records: EventRecord, **more: Any) -> writes.Taken:
    """Import events into the tests' partnership."""
    home = people.partnership()
    row = imports.begin(home, "polisen-events", by=SYSTEM, file_name="e.json", file_digest="sha256:0")
    return writes.take_events(home, records, import_row=row, by=SYSTEM, **more)


def test_an_event_told_again_changes_nothing_and_a_new_title_changes_it_in_place() -> None:
    assert take(told()).created == 1
    assert take(told()).unchanged == 1
    assert take(told(title="20 augusti 15.35, Trafikolycka, Skellefteå")).updated == 1
    (event,) = reads.context_events(people.partnership(), seen_by=SYSTEM)
    assert (event.title.split(", ")[1], event.version) == ("Trafikolycka", 2)


def test_what_is_left_out_never_erases_what_is_known() -> None:
    take(told())
    assert take(told(summary=None, url=None, place_name=None, wall_from=None)).unchanged == 1
    event = ContextEvent.objects.get()
    assert (event.summary, event.place_name, event.hour) == ("Kontroll vid infarten.", "Skellefteå", 15)


def test_the_versions_of_one_event_end_in_the_last_and_again_change_nothing() -> None:
    versions = [told(title="Först"), told(title="Sedan"), told(title="Sist")]
    first = take(*versions)
    assert (first.created, first.updated) == (1, 2)
    again = take(*versions)
    assert (again.updated, again.unchanged) == (0, 3)
    assert ContextEvent.objects.get().title == "Sist"


def test_an_event_is_never_a_point() -> None:
    take(told())
    assert {"e", "n", "cell250"}.isdisjoint(field.name for field in ContextEvent._meta.get_fields())


def test_a_refused_summary_is_kept_nowhere_and_stays_so() -> None:
    taken = take(told(), guard=lambda text: "withheld")
    assert taken.text_withheld == 1
    assert take(told(), guard=lambda text: "withheld").unchanged == 1
    event = ContextEvent.objects.get()
    assert (event.summary, event.guard) == ("", "withheld")


def test_night_summaries_are_kept_apart() -> None:
    take(told(), told(event_id="78", kind="summary"))
    home = people.partnership()
    assert [e.event_id for e in reads.context_events(home, seen_by=SYSTEM)] == ["77"]
    assert [e.event_id for e in reads.context_events(home, kind="summary", seen_by=SYSTEM)] == ["78"]
