# SPDX-License-Identifier: EUPL-1.2
"""What is planted in the made-up town is found by its picture, and what is chance alone is not called a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from samsyn.cycle.pictures import compute
from samsyn.demo import build
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import SYSTEM, Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def almstad(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Partnership]:
    """The ground and reports of Almstad, drawn once for all these tests and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build.ground_and_reports(build.plan("almstad", AS_OF)).partnership
        transaction.set_rollback(True)


def seen(partnership: Partnership, *categories: str) -> dict[str, Any]:
    last = build.plan_days(AS_OF).last
    caller: Caller = SYSTEM.inside(partnership.pk)
    question = compute.Question(period=(last.start, last.end), categories=categories)
    return compute.picture(partnership, question, seen_by=caller)


def in_area(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in found["areas"] if row["name"] == name)


def test_the_three_hotspots_are_found(almstad: Partnership) -> None:
    town = build.plan("almstad", AS_OF, scale=0.01).town
    spots = seen(almstad)["hotspots"]
    for name in ("Hamnplan", "Resecentrum", "Gångtunneln vid Ryttarbacken"):
        place = town.places[name]
        near = [
            spot
            for spot in spots
            if abs(spot["cell"][0] + 125 - place.e) <= 250 and abs(spot["cell"][1] + 125 - place.n) <= 250
        ]
        assert near, f"no hotspot at {name}"


def test_the_decline_after_the_bars_is_found(almstad: Partnership) -> None:
    row = in_area(seen(almstad, "traffic"), "Lötäng")
    assert row["verdict"] == "decrease"
    assert row["interval"][1] < 1


def test_the_growth_at_hamnplan_is_found(almstad: Partnership) -> None:
    assert in_area(seen(almstad, "vandalism"), "Hamnstaden")["verdict"] == "increase"


def test_the_noise_is_not_called_a_change(almstad: Partnership) -> None:
    row = in_area(seen(almstad, "theft"), "Björkhagen")
    assert row["count"] > row["before"], "the noise should look like a rise"
    assert row["verdict"] == "no_clear_change"


def test_where_few_report_the_rate_is_low_and_shown(almstad: Partnership) -> None:
    found = seen(almstad)
    rates = {row["name"]: row["per_1000"] for row in found["areas"]}
    assert rates["Tallhöjden"] == min(rates.values())
    assert rates["Tallhöjden"] < 0.5 * rates["Stenbro"]


def test_the_silence_of_tallhojden_is_told_and_no_other_districts(almstad: Partnership) -> None:
    found = seen(almstad)
    assert [code for code in found["caveats"] if code.startswith("silent_in_")] == ["silent_in_Tallhöjden"]
    public = compute.public_edition(found, 5)
    assert "silent_in_Tallhöjden" in public["caveats"]


def test_reports_are_counted_as_residents_and_staffs_not_as_an_imports(almstad: Partnership) -> None:
    by_source = seen(almstad)["reports"]["by_source"]
    assert by_source["import"] == 0
    assert by_source["resident"] > by_source["staff"] > 100
