# SPDX-License-Identifier: EUPL-1.2
"""Real files give what they are known to hold. Skipped where SAMSYN_REAL_DATA names no folder."""

import os
from collections import Counter
from pathlib import Path

import pytest

from samsyn.catalogue import sources
from samsyn.catalogue.reading.mapping import load
from samsyn.catalogue.records import Rejected

REAL = os.environ.get("SAMSYN_REAL_DATA", "")
pytestmark = pytest.mark.skipif(not REAL, reason="SAMSYN_REAL_DATA names no folder of real data")


def read(source, name, **more):
    path = Path(REAL) / name
    if not path.is_file():
        pytest.skip(f"{name} is not in the folder of real data")
    return list(sources.get(source).read(path, **more))


def test_the_sample_of_500_events():
    found = read("polisen-events", "polisen-events-sample.json")
    assert len(found) == 500
    assert not [f for f in found if isinstance(f, Rejected)]
    assert all(f.wall_from and f.published_at and f.place_name for f in found)


def test_the_sample_of_revised_events():
    found = read("polisen-events", "polisen-events-revisions-sample.json")
    assert len({f.event_id for f in found}) == 89
    assert len(found) > 89


def test_vancouver_by_its_mapping():
    mapping = load(Path(REAL) / "vancouver.mapping.toml")
    found = read("reports", "vancouver-crime-2020-2024.csv.gz", mapping=mapping, timezone="America/Vancouver")
    assert len(found) == 174_516
    assert not any(isinstance(f, Rejected) for f in found)
    assert sum(f.x is not None for f in found) == 155_163
    assert set(Counter(f.category for f in found)) == {"theft", "vandalism"}


def test_the_population_of_every_small_area():
    found = read("scb-population", "se-deso-befolkning.csv")
    assert not any(isinstance(f, Rejected) for f in found)
    assert len({f.place_code for f in found}) == 5_984
    assert {f.period_to for f in found if f.measure == "population"} >= {"2023-12-31"}
