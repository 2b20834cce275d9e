# SPDX-License-Identifier: EUPL-1.2
"""A picture says what the reports can carry, and nothing more."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from samsyn.cycle.pictures import compute
from samsyn.kit import frozen
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import NotAllowed
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
SPRING = compute.Question((date(2026, 1, 1), date(2026, 4, 30)))


def test_counts_of_two_springs_are_compared_exactly() -> None:
    almstad = people.partnership()
    town.reports(almstad, 186, start=date(2026, 1, 1))
    town.reports(almstad, 139, start=date(2025, 1, 1))
    row = compute.picture(almstad, SPRING, seen_by=SYSTEM)["categories"][0]
    assert (row["key"], row["count"], row["before"]) == ("vandalism", 186, 139)
    assert row["ratio"] == 1.34
    assert row["interval"] == [1.07, 1.68]
    assert row["verdict"] == "increase"


def test_nineteen_reports_are_too_few_to_say() -> None:
    almstad = people.partnership()
    town.reports(almstad, 18, start=date(2026, 1, 1))
    town.reports(almstad, 1, start=date(2025, 1, 1))
    assert compute.picture(almstad, SPRING, seen_by=SYSTEM)["categories"][0]["verdict"] == "too_few_to_say"


def test_a_gathering_of_reports_is_found_and_noise_is_not() -> None:
    almstad = people.partnership()
    town.reports(almstad, 900, seed=3)
    quiet = compute.picture(almstad, SPRING, seen_by=SYSTEM)["hotspots"]
    assert quiet is not None and len(quiet) <= 2
    town.reports(almstad, 200, at=(town.EAST + 2_125, town.NORTH + 2_125), spread=800, seed=4)
    found = compute.picture(almstad, SPRING, seen_by=SYSTEM)["hotspots"]
    assert [town.EAST + 2_000, town.NORTH + 2_000] in [spot["cell"] for spot in found]
    assert all(spot["cell"][0] % 250 == 0 and spot["q"] <= 0.05 for spot in found)


def test_what_is_not_computed_is_null_and_says_why() -> None:
    almstad = people.partnership()
    town.reports(almstad, 12)
    figures = compute.picture(almstad, SPRING, seen_by=SYSTEM)
    assert figures["hotspots"] is None
    assert figures["areas"] is None
    assert figures["clusters"] is None
    assert "no_areas" in figures["caveats"]
    assert any(code.startswith("hotspots_") for code in figures["caveats"])


def test_areas_carry_their_reports_and_a_rate_only_with_a_population() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 80, at=(town.EAST + 1_000, town.NORTH + 1_000), spread=500)
    rows = {row["name"]: row for row in compute.picture(almstad, SPRING, seen_by=SYSTEM)["areas"]}
    assert rows["Västra"]["count"] == 80
    assert rows["Östra"]["count"] == 0
    assert rows["Västra"]["per_1000"] is None


def test_weeks_count_only_days_inside_the_period() -> None:
    almstad = people.partnership()
    town.reports(almstad, 5, start=date(2025, 12, 29), days=1)
    town.reports(almstad, 3, start=date(2026, 1, 2), days=1)
    first = compute.picture(almstad, SPRING, seen_by=SYSTEM)["series"][0]
    assert first["week"] == "2026-W01"
    assert first["count"] == 3
    assert first["alarm"] is None


def test_hours_begin_with_monday() -> None:
    almstad = people.partnership()
    town.reports(almstad, 4, start=date(2026, 1, 5), days=1)  # a Monday
    hours = compute.picture(almstad, SPRING, seen_by=SYSTEM)["hours"]
    assert sum(hours[0]) == 4
    assert sum(sum(day) for day in hours[1:]) == 0


def test_the_same_reports_give_the_same_bytes() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 300)
    first = json.dumps(compute.picture(almstad, SPRING, seen_by=SYSTEM))
    assert json.dumps(compute.picture(almstad, SPRING, seen_by=SYSTEM)) == first
    town.reports(almstad, 1, seed=9)
    changed = compute.picture(almstad, SPRING, seen_by=SYSTEM)["method"]["digest"]
    assert changed != json.loads(first)["method"]["digest"]


def test_the_public_edition_hides_small_counts_and_their_neighbours() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 40, at=(town.EAST + 1_000, town.NORTH + 1_000), spread=500)
    town.reports(almstad, 3, at=(town.EAST + 9_000, town.NORTH + 1_000), spread=500, seed=2)
    public = compute.public_edition(compute.picture(almstad, SPRING, seen_by=SYSTEM), limit=5)
    rows = {row["name"]: row for row in public["areas"]}
    assert rows["Östra"]["count"] is None and rows["Östra"]["hidden"] == "small"
    assert "hotspots" not in public and "hours" not in public
    assert "3" not in frozen.canonical(rows["Östra"])


def test_the_public_may_not_compute_a_picture() -> None:
    with pytest.raises(NotAllowed):
        compute.picture(people.partnership(), SPRING, seen_by=PUBLIC)


def test_29_february_is_compared_with_the_28th() -> None:
    assert compute.year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def test_what_is_said_of_a_silent_district_is_not_said_where_its_count_is_hidden() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 300)
    figures = compute.picture(almstad, SPRING, seen_by=SYSTEM)
    row = next(one for one in figures["areas"] if one["name"] == "Västra")
    row |= {"count": 2, "before": 1}
    told = compute.public_edition(figures | {"caveats": ["silent_in_Västra", "silent_in_Östra"]}, 5)
    hidden = {one["name"] for one in told["areas"] if one["hidden"]}
    assert "Västra" in hidden
    assert told["caveats"] == [f"silent_in_{name}" for name in ("Västra", "Östra") if name not in hidden]


def test_an_edition_hides_what_the_ones_already_out_would_give_away() -> None:
    """Two tertials are out; the year would tell the third by what is left, in Östra alone."""

    def edition(first: str, last: str, counts: dict[str, int]) -> dict[str, Any]:
        year = {"from": first.replace("2026", "2025"), "to": last.replace("2026", "2025")}
        rows = [
            {"key": key, "name": key, "count": count, "before": 900, "ratio": 1.0, "interval": [0.9, 1.1],
             "verdict": "no_clear_change"}
            for key, count in counts.items()
        ]  # fmt: skip
        return {
            "period": {"from": first, "to": last},
            "compared_with": year,
            "total": {"count": sum(counts.values()), "before": 900 * len(rows)},
            "areas": rows,
            "categories": [],
            "caveats": [],
            "method": {"version": "1", "digest": "", "level": "district"},
        }

    out = [
        compute.public_edition(edition("2026-01-01", "2026-04-30", {"V": 40, "Ö": 20, "N": 60}), 5),
        compute.public_edition(edition("2026-05-01", "2026-08-31", {"V": 40, "Ö": 20, "N": 60}), 5),
    ]
    year = edition("2026-01-01", "2026-12-31", {"V": 120, "Ö": 43, "N": 180})
    for row in year["areas"]:
        row["before"] = 2_700
    alone = {row["key"]: row["hidden"] for row in compute.public_edition(year, 5)["areas"]}
    assert alone == {"V": None, "Ö": None, "N": None}
    beside = {row["key"]: row["hidden"] for row in compute.public_edition(year, 5, beside=out)["areas"]}
    assert beside["Ö"] == "small"
    assert list(beside.values()).count(None) == 1, "and one beside it, or the total would tell it"
