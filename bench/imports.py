# SPDX-License-Identifier: EUPL-1.2
"""How fast 100,000 reports come in from a CSV: read, checked, placed in areas, told apart, written; and again, unchanged.

Run alone with `python -m bench.imports`, which prints its rows; `make bench` puts them beside the others.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bench import _apart

ROWS = 100_000
GOAL = 10_000  # rows a second, on SQLite
CATEGORIES = ("vandalism", "theft", "disorder", "traffic", "drugs", "unsafe_place")
WEST, SOUTH = 580_000, 6_470_000


def rows() -> list[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, measured in a process and a database of its own."""
    return _apart.rows("bench.imports")


def write_csv(path: Path) -> None:
    """Invented reports over five years and a town of 12 × 12 km, every fifth with a text, the same each time."""
    draw = random.Random(1)
    texts = ("", "", "", "", "Klotter på elskåpet vid torget", "Trasig lampa i gångtunneln, mörkt på kvällen")
    with path.open("w", encoding="utf-8") as file:
        file.write("id;kategori;datum;x;y;text\n")
        for i in range(ROWS):
            day = f"{2021 + i * 5 // ROWS}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            when = f"{day} {draw.randint(0, 23):02}:{draw.randint(0, 59):02}"
            x, y = WEST + draw.random() * 12_000, SOUTH + draw.random() * 12_000
            file.write(f"{i};{draw.choice(CATEGORIES)};{when};{x:.1f};{y:.1f};{draw.choice(texts)}\n")


def districts() -> list[dict[str, Any]]:
    """36 square districts that cover the town."""
    from samsyn.ground.places.projection import to_degrees

    found = []
    for column in range(6):
        for row in range(6):
            e, n = WEST + column * 2_000, SOUTH + row * 2_000
            corners = [(e, n), (e + 2_000, n), (e + 2_000, n + 2_000), (e, n + 2_000), (e, n)]
            lon, lat = to_degrees([c[0] for c in corners], [c[1] for c in corners], "EPSG:3006")
            ring = [[float(x), float(y)] for x, y in zip(lon, lat, strict=True)]
            found.append(
                {
                    "type": "Feature",
                    "properties": {"namn": f"Stadsdel {column}{row}"},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
            )
    return found


def measure(folder: Path) -> list[dict[str, Any]]:
    """Import the file twice and count the reports; the answer of each must be what it should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    import django

    django.setup()
    from samsyn.cli import database
    from samsyn.cycle.reports import reads
    from samsyn.desk import intake
    from samsyn.ground.people import writes as people
    from samsyn.ground.places import writes as places
    from samsyn.kit.callers import machine

    by = machine("bench")
    database.upgrade()
    town = people.add_partnership("bench", name="Bench", by=by)
    places.import_areas(town, districts(), kind="district", name_field="namn", by=by)
    path = folder / "reports.csv"
    write_csv(path)
    found = []
    for job, expected in (("import_100k_csv", "created"), ("import_100k_csv_again", "unchanged")):
        start = time.perf_counter()
        answer = intake.run_import(town, "reports", path, crs="EPSG:3006", by=by)
        found.append(_row(job, time.perf_counter() - start, ROWS / GOAL, answer[expected] == ROWS))
    start = time.perf_counter()
    events = reads.events(town, seen_by=by)
    found.append(_row("read_100k_reports_as_arrays", time.perf_counter() - start, 1.0, len(events) == ROWS))
    return found


def _row(job: str, seconds: float, allowed: float, same: bool) -> dict[str, Any]:
    """One row: the goal is the time allowed, and the ratio how many times faster we were."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "job": job,
        "ours_s": round(seconds, 3),
        "reference": f"{allowed:g} s allowed",
        "reference_s": allowed,
        "ratio": round(allowed / seconds, 2),
        "goal": 1,
        "same_answer": same,
        "peak_mb": round(peak),
        "rows_per_s": round(ROWS / seconds),
    }


if __name__ == "__main__":
    json.dump(measure(Path(sys.argv[1])) if len(sys.argv) > 1 else rows(), sys.stdout, indent=1)
    print()
