# SPDX-License-Identifier: EUPL-1.2
"""An import can be taken back without taking anyone's work with it, and new boundaries place the reports anew."""

from typing import Any

import pytest

from samsyn.catalogue.records import ReportRecord
from samsyn.cycle.reports.models import Report, State
from samsyn.cycle.reports.writes import bulk, move
from samsyn.ground.imports import writes as imports
from samsyn.ground.imports.models import Import
from samsyn.ground.places import writes as places
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import NotAllowed
from tests import people
from tests.ground.places.squares import SOUTH, TOWN, WEST, feature

pytestmark = pytest.mark.django_db


def record(number: int, **what: Any) -> ReportRecord:
    """A report as a file gives it."""
    given: dict[str, Any] = {
        "row": number + 1,
        "source_id": str(number),
        "category": "theft",
        "subcategory": None,
        "wall_from": "2026-03-01T21:30",
        "wall_to": None,
        "zone": "Europe/Stockholm",
        "x": WEST + 100.0,
        "y": SOUTH + 100.0,
        "crs": "EPSG:3006",
    }
    return ReportRecord(**(given | what))


def taken_in(*records: ReportRecord) -> tuple[Import, bulk.Added]:
    """Take in some reports."""
    row = imports.begin(people.partnership(), "reports", by=SYSTEM, file_name="r.csv", file_digest="sha256:0")
    return row, bulk.add_many(people.partnership(), records, import_row=row, by=SYSTEM)


def town(*features: dict[str, Any], year: int = 2025) -> None:
    """Import districts with the boundaries of a year."""
    given = {"kind": "district", "name_field": "namn", "code_field": "kod", "version_year": year}
    places.import_areas(people.partnership(), features, by=SYSTEM, **given)  # type: ignore[arg-type]


def test_a_span_over_several_hours_has_a_day_but_no_hour() -> None:
    taken_in(record(1, wall_to="2026-03-02T06:00"), record(2, wall_to="2026-03-01T21:45"))
    first, second = Report.objects.order_by("source_key")
    assert (first.hour, second.hour) == (None, 21)


def test_one_id_twice_in_a_file_is_one_report_and_the_later_row_stands() -> None:
    _, added = taken_in(record(1), record(1, category="vandalism"))
    assert (added.created, added.unchanged) == (1, 1)
    assert Report.objects.get().category == "vandalism"


def test_the_ids_of_two_organisations_are_not_the_same() -> None:
    housing = people.organisation("housing")
    taken_in(record(1), record(1, organisation=housing.name.upper()))
    own, theirs = Report.objects.order_by("pk")
    assert (own.reporter_organisation, theirs.reporter_organisation) == (None, housing)


def test_a_report_without_a_point_is_placed_by_the_name_of_its_area() -> None:
    town(*TOWN)
    taken_in(
        record(1, x=None, y=None, crs=None, area="östra ås"),
        record(2, x=None, y=None, crs=None, area="Okänt"),
    )
    known, unknown = Report.objects.order_by("source_key")
    assert known.area is not None
    assert known.area.name == "Östra Ås"
    assert (unknown.area, unknown.place_text) == (None, "Okänt")


def test_taking_back_leaves_what_someone_has_worked_with() -> None:
    row, _ = taken_in(record(1), record(2))
    move(Report.objects.get(source_key="reports::1"), State.HANDLED, by=people.coordinator())
    with people.journalled("imported reports removed"):
        assert bulk.take_back(row, by=SYSTEM) == 1
    assert Report.objects.get().source_key == "reports::1"
    with pytest.raises(NotAllowed):
        bulk.take_back(row, by=people.member("reporter"))


def test_new_boundaries_place_the_reports_anew() -> None:
    town(*TOWN)
    taken_in(record(1), record(2, x=WEST + 1_100.0))
    town(feature("Nya stan", "N1", side=3_000), year=2026)
    with people.journalled("reports placed again"):
        assert bulk.place_again(people.partnership(), by=SYSTEM) == 2
    assert {r.area.name for r in Report.objects.select_related("area") if r.area} == {"Nya stan"}
    assert bulk.place_again(people.partnership(), by=SYSTEM) == 0


def test_what_was_once_sent_here_keeps_its_sender_its_day_and_how_far_it_got() -> None:
    from datetime import datetime

    from samsyn.kit import clock

    row = imports.begin(people.partnership(), "reports", by=SYSTEM, file_name="r.csv", file_digest="sha256:0")
    came = datetime(2026, 3, 1, 23, 40, tzinfo=clock.LOCAL)
    sent = {1: bulk.Sent("resident", came, "handled"), 2: bulk.Sent("staff", came, "seen")}
    given = [record(1), record(2)]
    bulk.add_many(people.partnership(), given, import_row=row, by=SYSTEM, sent=lambda one: sent[one.row - 1])
    first, second = Report.objects.order_by("source_key")
    assert (first.source, first.state, first.received_at) == ("resident", State.HANDLED, came)
    assert (second.source, second.state) == ("staff", State.SEEN)
    assert first.received_day == came.date().toordinal() == first.local_day
    again = bulk.add_many(people.partnership(), [record(1, category="vandalism")], import_row=row, by=SYSTEM)
    first.refresh_from_db()
    assert (again.updated, first.source, first.category) == (1, "resident", "vandalism")
