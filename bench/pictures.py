# SPDX-License-Identifier: EUPL-1.2
"""How long a situational picture takes to work out, and how that grows from 10,000 to 1,000,000 stored reports.

Three years of reports in thirty areas, the last year against the one before. `cold` reads the columns from the
database, `picture` works all of it out but for what a night does, `night` is the scan and the robustness,
`after_a_report` is the whole signed-in page right after a report has come in, its columns brought up to date. The goals are in
seconds (`goal_s`); the reference is the same reports by `values_list`, of the columns that a picture needs.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from bench import _apart

SIZES = (10_000, 155_000, 1_000_000)
GOALS = {
    ("picture", 155_000): 0.2,
    ("night", 155_000): 2.8,
    ("picture", 1_000_000): 0.4,
    ("night", 1_000_000): 11.6,
    ("after_a_report", 1_000_000): 0.3,
}
EAST, NORTH = 560_000, 6_490_000
WIDE, HIGH = 14_000, 11_000
COLUMNS, ROWS = 6, 5
FIRST, DAYS = date(2023, 1, 1), 1_096
PAGE = "/almstad/arbete/lagesbild/?start=2025-01-01&end=2025-12-31"
CATEGORIES = (
    "vandalism",
    "traffic",
    "drugs",
    "unsafe_place",
    "burglary",
    "bicycle_theft",
    "violence",
    "noise",
)
FILLED = (
    "uuid partnership_id source category wall_from wall_to zone local_day iso_week hour e n cell250 area_id "
    "reporter_organisation_id received_day record_class state guard received_at created_at"
)


def rows() -> list[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, each size in a process and a database of its own."""
    sizes = [int(one) for one in os.environ.get("SAMSYN_BENCH_REPORTS", "").split()] or SIZES
    return [row for size in sizes for row in _apart.rows("bench.pictures", str(size))]


def best(work: Callable[[], Any], times: int = 3, before: Callable[[], Any] | None = None) -> float:
    """The median seconds of some runs; `before` is done before each and not timed."""
    spent = []
    for _ in range(times):
        if before is not None:
            before()
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def fill(partnership: Any, count: int) -> None:
    """Write `count` reports straight into the table: lively in some places, most in the evening, some without a place."""
    from django.db import connection

    from samsyn.cycle.reports.models import Change, Report
    from samsyn.ground.people import reads as people
    from samsyn.ground.places import reads as places
    from samsyn.kit.callers import SYSTEM

    rng = np.random.default_rng(11)
    cells = np.sort(rng.gamma(0.35, 1.0, (HIGH // 250) * (WIDE // 250)))[::-1]
    rng.shuffle(cells)
    which = rng.choice(cells.size, count, p=cells / cells.sum())
    e = EAST + (which % (WIDE // 250)) * 250 + rng.uniform(0, 250, count)
    n = NORTH + (which // (WIDE // 250)) * 250 + rng.uniform(0, 250, count)
    placed = rng.random(count) < 0.92
    area = ((n - NORTH) // (HIGH / ROWS)).astype(int) * COLUMNS + ((e - EAST) // (WIDE / COLUMNS)).astype(int)
    day = FIRST.toordinal() + rng.integers(0, DAYS, count)
    hour = (rng.normal(20, 4, count) % 24).astype(int)
    category = rng.choice(len(CATEGORIES), count, p=np.arange(8, 0, -1) / 36)
    source = rng.choice(3, count, p=(0.25, 0.55, 0.2))
    areas = {one.name: one.pk for one in places.placing_areas(partnership, seen_by=SYSTEM)}
    given = list(people.organisations(partnership, seen_by=SYSTEM).values_list("pk", flat=True))
    by = rng.choice(len(given), count)
    blank = {
        field.column: field.get_default()
        for field in Report._meta.concrete_fields
        if not field.primary_key and field.get_default() is not None
    }
    blank.pop("received_at", None)
    names = list(dict.fromkeys([*FILLED.split(), *blank]))
    sql = (
        f"INSERT INTO {Report._meta.db_table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    )
    calendar = {}
    for one in range(FIRST.toordinal(), FIRST.toordinal() + DAYS):
        told = date.fromordinal(one)
        year, week, _ = told.isocalendar()
        calendar[one] = (told.isoformat(), year * 100 + week)

    def row(i: int) -> list[Any]:
        told, week = calendar[int(day[i])]
        here = bool(placed[i])
        east, north = round(float(e[i]), 1), round(float(n[i]), 1)
        mine = blank | {
            "uuid": f"{i:032x}",
            "partnership_id": partnership.pk,
            "source": ("resident", "staff", "import")[source[i]],
            "category": CATEGORIES[category[i]],
            "wall_from": f"{told}T{hour[i]:02d}:15",
            "local_day": int(day[i]),
            "iso_week": week,
            "hour": int(hour[i]),
            "e": east if here else None,
            "n": north if here else None,
            "cell250": int(east // 250 * 250) * 10_000_000 + int(north // 250 * 250) if here else None,
            "area_id": areas[f"Omr {area[i]:02d}"],
            "reporter_organisation_id": given[by[i]] if source[i] else None,
            "received_day": int(day[i]),
            "record_class": "shared",
            "received_at": f"{told} 22:30:00",
            "created_at": f"{told} 22:30:00",
        }
        return [mine[name] for name in names]

    for start in range(0, count, 20_000):
        with connection.cursor() as cursor:
            cursor.executemany(sql, [row(i) for i in range(start, min(start + 20_000, count))])
    Change.note([partnership.pk])


def measure(count: int) -> list[dict[str, Any]]:
    """Fill the database named by the environment with `count` reports, and time the picture."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from samsyn.cycle.pictures import compute
    from samsyn.cycle.pictures.compute.remembered import MEMORY
    from samsyn.cycle.reports.models import Report
    from samsyn.cycle.reports.reads import columns
    from samsyn.ground.places import writes as placing
    from samsyn.kit.callers import SYSTEM
    from tests import people
    from tests.cycle.pictures import town

    partnership = people.partnership()
    for kind in ("police", "housing", "association"):
        people.organisation(kind)
    step_e, step_n = WIDE / COLUMNS, HIGH / ROWS
    features = [
        {
            "type": "Feature",
            "properties": {"namn": f"Omr {row * COLUMNS + column:02d}"},
            "geometry": town.square(
                EAST + column * step_e,
                NORTH + row * step_n,
                EAST + (column + 1) * step_e,
                NORTH + (row + 1) * step_n,
            ),
        }
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]
    placing.import_areas(
        partnership, features, kind="district", name_field="namn", version_year=2025, by=SYSTEM
    )
    fill(partnership, count)
    question = compute.Question(
        period=(date(2025, 1, 1), date(2025, 12, 31)),
        compared_with=(date(2024, 1, 1), date(2024, 12, 31)),
    )
    caller = people.coordinator()
    client = people.signed_in(caller)

    def read() -> None:
        columns.seen(partnership, seen_by=caller)

    def another() -> None:
        day = date(2025, 12, 1) + timedelta(days=1)
        town.reports(partnership, 1, start=day, days=1)

    def plain() -> None:
        list(
            Report.objects.filter(partnership=partnership).values_list(
                "category", "source", "local_day", "hour", "e", "n", "area_id"
            )
        )

    def page() -> None:
        assert client.get(PAGE).status_code == 200

    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reference = best(plain, 1)
    jobs: dict[str, tuple[Callable[[], Any], int, Callable[[], Any] | None]] = {
        "cold": (read, 1, None),
        "picture": (lambda: compute.picture(partnership, question, seen_by=caller), 5, MEMORY.forget),
        "page": (page, 5, None),
        "after_a_report": (page, 9, another),
        "night": (lambda: compute.news(partnership, question, seen_by=caller), 1, MEMORY.forget),
    }
    found = []
    for job, (work, times, before) in jobs.items():
        if before is not None and job != "night":
            before()
            work()
        seconds = best(work, times, before)
        goal = GOALS.get((job, count))
        found.append(
            {
                "job": f"{job}_{count // 1000}k_reports",
                "ours_s": round(seconds, 4),
                "reference": "values_list of the same reports",
                "reference_s": round(reference, 4),
                "ratio": round(goal / seconds, 2) if goal else None,
                "goal": 1.0 if goal else None,
                "goal_s": goal,
                "same_answer": True,
                "peak_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun) / 1024),
            }
        )
    return found


if __name__ == "__main__":
    json.dump(measure(int(sys.argv[2])), sys.stdout)
