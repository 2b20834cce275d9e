# SPDX-License-Identifier: EUPL-1.2
"""What comes back on Mondays and Fridays is shared over them, and an evening over its hours."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.pictures import compute
from samsyn.cycle.reports import reads
from samsyn.cycle.reports.reads import walls
from samsyn.cycle.reports.reads.timespans import spans_of
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("told", "spans"),
    [
        (("", "", ""), []),
        (("2026-05-04T21:30", "", ""), [(21.5, 21.5, 1.0)]),
        (("2026-05-05", "", ""), [(24.0, 48.0, 1.0)]),
        (("2026-05-04T22:00", "2026-05-05T02:00", ""), [(22.0, 26.0, 1.0)]),
        (("2026-05-06T18:00", "2026-05-06T22:00", "15"), [(18.0, 22.0, 0.5), (114.0, 118.0, 0.5)]),
        (("2026-05-06T22:00", "2026-05-07T02:00", "7"), [(166.0, 170.0, 1.0)]),
        (("2026-05-06", "", "3"), [(48.0, 72.0, 1.0)]),
    ],
)
def test_the_spans_of_one_report(told, spans) -> None:
    found = spans_of(*walls.spans(*([text] for text in told)))
    assert list(zip(found.start, found.end, found.weight, strict=True)) == spans


def test_reports_that_say_the_same_are_one_span_of_their_number() -> None:
    evening = ("2026-05-04T21:30", "2026-05-04T22:30", "")
    found = spans_of(*walls.spans(*zip(evening, evening, ("2026-05-04T21:30", "", ""), strict=True)))
    assert found.weight.tolist() == [1.0, 2.0] and found.start.tolist() == [21.5, 21.5]


def test_a_habit_counts_on_its_own_days_and_not_on_the_day_it_was_told() -> None:
    here = quarter.town()
    for _ in range(20):
        report = quarter.resident_report(
            here, wall_from="2026-05-06T18:00", wall_to="2026-05-06T20:00", weekdays="12"
        )
    assert report.hour is None
    assert quarter.resident_report(here, wall_from="2026-05-06T18:00", weekdays="1").hour is None
    spans = reads.time_spans(here, seen_by=SYSTEM, day_from=date(2026, 5, 1), day_to=date(2026, 5, 31))
    assert spans.weight.sum() == pytest.approx(21)
    question = compute.Question((date(2026, 5, 1), date(2026, 5, 31)), (date(2025, 5, 1), date(2025, 5, 31)))
    shared = compute.picture(here, question, seen_by=SYSTEM)["hours_shared"]
    assert shared["reports"] == 21
    assert shared["weight"][0][18] == pytest.approx(
        6
    )  # 20 reports, two days, two hours; and one on a Monday at 18
    assert shared["weight"][1][19] == pytest.approx(5)
    assert sum(shared["weight"][2]) == 0, "it was told on a Wednesday"
    client = people.signed_in(people.coordinator(here.key))
    page = client.get(f"/{here.key}/arbete/lagesbild/?start=2026-05-01&end=2026-05-31").content.decode()
    assert "Med dem som bara vet ungefär när" in page and "Här är 21 rapporter med" in page


def test_too_few_say_nothing_of_the_hour() -> None:
    here = quarter.town()
    quarter.resident_report(here, wall_from="2026-05-06T18:00")
    question = compute.Question((date(2026, 5, 1), date(2026, 5, 31)), (date(2025, 5, 1), date(2025, 5, 31)))
    assert compute.picture(here, question, seen_by=SYSTEM)["hours_shared"] is None
