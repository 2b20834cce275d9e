# SPDX-License-Identifier: EUPL-1.2
"""Reports are counted as columns of numbers; a merged one counts in the other, and no other partnership's are seen."""

from datetime import date

import numpy as np
import pytest

from samsyn.cycle.reports.models import Report, Source, State
from samsyn.cycle.reports.reads.counting import events
from samsyn.kit.callers import SYSTEM
from samsyn.kit.rows import place_fields, time_fields
from tests import people

pytestmark = pytest.mark.django_db


def add(
    wall: str, category: str = "theft", *, point: tuple[float, float] | None = None, **more: object
) -> Report:
    """One report of the tests' partnership."""
    columns = time_fields(wall) | place_fields(*(point or (None, None)))
    return Report.objects.create(
        partnership=people.partnership(), category=category, **({"source": Source.STAFF} | columns | more)
    )


def test_reports_come_as_arrays_with_minus_one_for_what_is_not_known() -> None:
    add("2026-03-01T21:30", "vandalism", point=(585_012.34, 6_475_260.0))
    add("2026-03-02", "theft")
    found = events(people.partnership(), seen_by=SYSTEM)
    order = np.argsort(found.local_day)
    assert found.categories == ("theft", "vandalism")
    assert [found.categories[i] for i in found.category[order]] == ["vandalism", "theft"]
    assert [found.sources[i] for i in found.source] == ["staff", "staff"]
    assert found.hour[order].tolist() == [21, -1]
    assert found.e[order][0] == 585_012.3
    assert np.isnan(found.n[order][1])
    assert found.cell250[order].tolist() == [585_000 * 10_000_000 + 6_475_250, -1]
    assert found.iso_week[order].tolist() == [202609, 202610]
    assert found.area_id.tolist() == [-1, -1]


def test_both_days_are_included_and_a_merged_report_is_not_counted_twice() -> None:
    one = add("2026-03-01")
    add("2026-03-31T23:59")
    add("2026-04-01")
    add("2026-03-02", state=State.MERGED, merged_into=one)
    found = events(
        people.partnership(), seen_by=SYSTEM, day_from=date(2026, 3, 1), day_to=date(2026, 3, 31).toordinal()
    )
    assert len(found) == 2


def test_reports_are_chosen_by_category_subcategory_and_source() -> None:
    add("2026-03-01", "vandalism", subcategory="vandalism.graffiti")
    add("2026-03-01", "vandalism", subcategory="vandalism.glass")
    add("2026-03-01", "theft", source=Source.RESIDENT)
    home = people.partnership()
    assert len(events(home, seen_by=SYSTEM, categories=["vandalism"])) == 2
    assert len(events(home, seen_by=SYSTEM, categories=["vandalism.glass", "theft"])) == 2
    assert len(events(home, seen_by=SYSTEM, sources=["resident"])) == 1
    assert len(events(home, seen_by=SYSTEM, area_ids=[])) == 0


def test_only_what_the_caller_may_see_is_counted() -> None:
    add("2026-03-01", record_class="police", owner=people.organisation("police"))
    add("2026-03-01")
    home = people.partnership()
    assert len(events(home, seen_by=people.officer())) == 2
    assert len(events(home, seen_by=people.coordinator())) == 1
    assert len(events(home, seen_by=people.outsider())) == 0
