# SPDX-License-Identifier: EUPL-1.2
"""A month that no report has changed in is not counted again, and the picture is the one that counting all would give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from samsyn.analysis import _permutation, hotspots
from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures.compute import parts
from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.models import Report, State
from samsyn.cycle.reports.reads import columns
from samsyn.kit.callers import SYSTEM
from samsyn.kit.rows import place_fields, time_fields
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
SPRING = compute.Question((date(2026, 1, 1), date(2026, 4, 30)))
QUESTIONS = (
    SPRING,
    compute.Question(
        (date(2026, 2, 10), date(2026, 3, 9)), compared_with=(date(2026, 1, 1), date(2026, 1, 28))
    ),
    compute.Question((date(2026, 1, 1), date(2026, 4, 30)), categories=("noise",), sources=("resident",)),
)


@pytest.fixture(autouse=True)
def small_months(monkeypatch: pytest.MonkeyPatch) -> None:
    """Months as small as these are kept too."""
    monkeypatch.setattr(parts, "FEWEST", 1)
    parts.forget()


def a_town() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    for seed, (category, source) in enumerate(
        [("vandalism", "staff"), ("noise", "resident"), ("drugs", "import")]
    ):
        town.reports(
            almstad, 300, category=category, source=source, start=date(2024, 12, 1), days=500, seed=seed
        )
    town.reports(
        almstad, 80, category="noise", source="resident", at=(564_000, 6_495_000), spread=600, seed=9
    )


def pictures() -> list[dict[str, Any]]:
    compute.MEMORY.forget()
    return [compute.picture(people.partnership(), one, seen_by=SYSTEM, with_cells=True) for one in QUESTIONS]


def counted_anew() -> list[dict[str, Any]]:
    """The same with nothing remembered, as a process does that has just begun."""
    kept, columns._kept = columns._kept, columns._Kept()
    parts.forget()
    _permutation._KEPT.clear()
    found = pictures()
    columns._kept = kept
    parts.forget()
    return found


def one_of(rng: np.random.Generator) -> Report:
    return Report.objects.exclude(state=State.MERGED).order_by("pk")[int(rng.integers(100))]


def comes(rng: np.random.Generator) -> None:
    town.reports(people.partnership(), 2, start=date(2024, 11, 1), days=560, seed=int(rng.integers(9_999)))


def of_a_new_category(rng: np.random.Generator) -> None:
    town.reports(people.partnership(), 1, category="burglary", seed=int(rng.integers(9_999)))


def is_of_another_day(rng: np.random.Generator) -> None:
    when = time_fields(f"2026-0{rng.integers(1, 5)}-1{rng.integers(10)}T23:15")
    Report.objects.filter(pk=one_of(rng).pk).update(**when)


def lies_elsewhere(rng: np.random.Generator) -> None:
    where = place_fields(town.EAST + float(rng.integers(10_000)), town.NORTH + 77.0)
    Report.objects.filter(pk=one_of(rng).pk).update(**where)


def is_merged(rng: np.random.Generator) -> None:
    first = one_of(rng)
    into = Report.objects.exclude(pk=first.pk).exclude(state=State.MERGED).order_by("-pk")[0]
    writes.merge(first, into, by=people.coordinator())


def is_deleted(rng: np.random.Generator) -> None:
    one_of(rng).delete()


CHANGES: tuple[Callable[[np.random.Generator], None], ...] = (
    comes,
    of_a_new_category,
    is_of_another_day,
    lies_elsewhere,
    is_merged,
    is_deleted,
)


def test_after_any_changes_the_picture_is_the_one_that_counting_all_anew_gives() -> None:
    a_town()
    rng = np.random.default_rng(1)
    pictures()
    for number in range(9):
        for _ in range(1 + number % 2):
            CHANGES[int(rng.integers(len(CHANGES)))](rng)
        kept = pictures()
        assert kept == counted_anew()
        pictures()


def test_after_a_report_only_its_month_is_counted_again() -> None:
    a_town()
    everything = reads.events(people.partnership(), seen_by=SYSTEM)
    asked: list[tuple[int, int]] = []

    def count(events: Any) -> int:
        asked.append((int(events.local_day[0]), len(events)))
        return len(events)

    assert sum(parts.by_month(everything, count)) == len(everything) == 980
    months = len(asked)
    asked.clear()
    town.reports(people.partnership(), 1, start=date(2025, 5, 7), days=1)
    after = reads.events(people.partnership(), seen_by=SYSTEM)
    assert sum(parts.by_month(after, count)) == 981
    assert months > 15
    assert [date.fromordinal(day).replace(day=1) for day, _ in asked] == [date(2025, 5, 1)]


def test_what_one_caller_sees_is_never_counted_for_another() -> None:
    a_town()
    Report.objects.filter(category="drugs").update(record_class="police")
    seen = [
        compute.picture(people.partnership(), SPRING, seen_by=caller)["reports"]["total"]
        for caller in (people.officer(), people.coordinator(), people.officer())
    ]
    assert seen[0] == seen[2] > seen[1]


def test_squares_added_up_are_the_map_of_all_reports_at_once() -> None:
    a_town()
    events = reads.events(people.partnership(), seen_by=SYSTEM)
    placed = np.isfinite(events.e)
    area = parts.squares(events).area()
    plain = hotspots.study_area(events.e[placed], events.n[placed], cell=parts.CELL)
    assert area is not None
    assert (area.origin, area.cell, area.outside) == (plain.origin, plain.cell, plain.outside)
    assert np.array_equal(area.counts, plain.counts)
    assert np.array_equal(area.mask, plain.mask)


def test_a_report_in_another_part_of_the_world_is_left_to_the_whole_count() -> None:
    a_town()
    town_middle = Report.objects.order_by("pk")[0]
    Report.objects.filter(pk=town_middle.pk).update(**place_fields(town.EAST + 900_000.0, town.NORTH + 1.0))
    assert parts.squares(reads.events(people.partnership(), seen_by=SYSTEM)).area() is None
    assert pictures() == counted_anew()
