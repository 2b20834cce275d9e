# SPDX-License-Identifier: EUPL-1.2
"""The imports on real files, where `SAMSYN_REAL_DATA` names a folder that holds them."""

import os
from pathlib import Path
from typing import Any

import pytest

from samsyn.cycle.reports.models import Report
from samsyn.desk import intake
from samsyn.ground.figures import reads as figures
from samsyn.ground.figures.models import ContextEvent
from samsyn.ground.places import reads as places
from samsyn.kit.callers import SYSTEM
from tests import people

FOLDER = Path(os.environ.get("SAMSYN_REAL_DATA", "/nowhere"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="SAMSYN_REAL_DATA names no folder of real data"),
]


def take_in(key: str, source: str, name: str, **more: Any) -> tuple[int, int, int, int, int]:
    """Import a real file: read, created, updated, unchanged, rejected."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not in the folder of real data")
    answer = intake.run_import(people.partnership(key, key), source, path, by=SYSTEM, **more)
    return (
        answer["read"],
        answer["created"],
        answer["updated"],
        answer["unchanged"],
        answer["rejected_count"],
    )


@pytest.mark.slow
def test_five_years_of_vancouver_go_in_once() -> None:
    people.partnership("vancouver", "Vancouver", metric_crs="EPSG:32610")
    given = ("vancouver", "reports", "vancouver-crime-2020-2024.csv.gz")
    mapping = FOLDER / "vancouver.mapping.toml"
    assert take_in(*given, mapping=mapping) == (174_516, 174_516, 0, 0, 0)
    assert Report.objects.filter(e__isnull=False).count() == 155_163
    assert take_in(*given, mapping=mapping) == (174_516, 0, 0, 174_516, 0)


def test_the_events_sample_goes_in_once() -> None:
    given = ("almstad", "polisen-events", "polisen-events-sample.json")
    assert take_in(*given) == (500, 500, 0, 0, 0)
    before = list(ContextEvent.objects.order_by("pk").values())
    assert take_in(*given) == (500, 0, 0, 500, 0)
    assert list(ContextEvent.objects.order_by("pk").values()) == before


def test_revised_events_are_updated_in_place() -> None:
    given = ("almstad", "polisen-events", "polisen-events-revisions-sample.json")
    read, created, updated, _, rejected = take_in(*given)
    assert (created, rejected, ContextEvent.objects.count()) == (89, 0, 89)
    assert updated > 0
    assert take_in(*given) == (read, 0, 0, read, 0)


def test_each_deso_area_of_uppsala_county_has_a_population() -> None:
    home = people.partnership("uppsala", "Uppsala")
    taken, _ = intake.import_areas(
        home,
        FOLDER / "se-deso-uppsala-lan.geojson",
        kind="deso",
        name_field="deso",
        code_field="deso",
        version_year=2018,
        by=SYSTEM,
    )
    assert (taken.created, taken.rejected) == (262, [])
    assert take_in("uppsala", "scb-population", "se-deso-befolkning.csv")[4] == 0
    areas = places.placing_areas(home, seen_by=SYSTEM)
    people_in = figures.populations(areas, seen_by=SYSTEM)
    assert len(people_in) == 262
    assert min(people_in.values()) > 100
