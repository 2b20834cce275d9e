# SPDX-License-Identifier: EUPL-1.2
"""How long a situational picture takes to work out, and how that grows from 10,000 to 1,000,000 stored reports.

Three years of reports in thirty areas, the last year against the one before. `cold` reads the columns from the
database, `picture` works all of it out but for what a night does, `night` is the scan and the robustness; `page` is the
95th percentile of the whole signed-in page, `after_a_report` the same right after a report has come in, its columns
brought up to date; `counts` counts all reports by category, area and week when a thousand have just come in, beside the
database's own GROUP BY. The goals are in seconds (`goal_s`), `peak_mb` is what the process has grown by at the highest (at most 400 for a million); the reference is
the same reports by `values_list`, of all the columns that `cold` reads for itself, of those that a picture needs for the rest. SAMSYN_BENCH_REPORTS="1000000" measures that size alone;
with SAMSYN_BENCH_POSTGRES=1 the largest size is measured on PostgreSQL too.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from bench import _apart

SIZES = (10_000, 155_000, 1_000_000)
GOALS = {
    ("picture", 155_000): 0.2,
    ("night", 155_000): 2.8,
    ("picture", 1_000_000): 0.4,
    ("night", 1_000_000): 11.6,
    ("page", 1_000_000): 0.3,
    ("after_a_report", 1_000_000): 0.3,
}
EAST, NORTH = 560_000, 6_490_000
WIDE, HIGH = 14_000, 11_000
COLUMNS, ROWS = 6, 5
COLD_TIMES = {"sqlite": 4.0, "postgresql": 2.5}
COUNTS_TIMES = 50.0
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


def rows() -> list[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, each size in a process and a database of its own."""
    sizes = [int(one) for one in os.environ.get("SAMSYN_BENCH_REPORTS", "").split()] or SIZES
    found = [row for size in sizes for row in _apart.rows("bench.pictures", str(size))]
    if os.environ.get("SAMSYN_BENCH_POSTGRES"):
        from tests import postgres

        address = postgres.start()
        for row in _apart.rows("bench.pictures", str(sizes[-1]), address=address):
            found.append(row | {"job": f"{row['job']}_postgresql"})
    return found


def spent(work: Callable[[], Any], times: int, before: Callable[[], Any] | None = None) -> list[float]:
    """The seconds of each run, in order of length; `before` is done before each and not timed."""
    found = []
    for _ in range(times):
        if before is not None:
            before()
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return sorted(found)


class Memory:
    """The most memory of its own that this process has had, in megabytes; pages of the database's file are not its own."""

    def __init__(self) -> None:
        self.begun = self.most = self.now()
        threading.Thread(target=self._watch, daemon=True).start()

    @staticmethod
    def now() -> float:
        """What it has at this moment; all it has ever had where the system does not tell its own apart."""
        status = Path("/proc/self/status")
        told = status.read_text(encoding="ascii") if status.exists() else ""
        if "RssAnon:" in told:
            return int(told.split("RssAnon:")[1].split()[0]) / 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def _watch(self) -> None:
        while True:
            self.most = max(self.most, self.now())
            time.sleep(0.02)

    def grown(self) -> int:
        """Megabytes more than at the beginning, at the highest."""
        return round(max(self.most, self.now()) - self.begun)


def fill(partnership: Any, count: int) -> None:
    """Write `count` reports straight into the table: lively in some places, most in the evening, some without a place."""
    from django.db import connection, transaction

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
    between = rng.random(count).tolist()
    areas = {one.name: one.pk for one in places.placing_areas(partnership, seen_by=SYSTEM)}
    given = list(people.organisations(partnership, seen_by=SYSTEM).values_list("pk", flat=True))
    by = rng.choice(len(given), count)
    same = {
        field.column: field.get_default()
        for field in Report._meta.concrete_fields
        if not field.primary_key and field.get_default() is not None
    }
    same |= {"partnership_id": partnership.pk, "record_class": "shared"}
    told = {}
    for one in range(FIRST.toordinal(), FIRST.toordinal() + DAYS):
        here = date.fromordinal(one)
        year, week, _ = here.isocalendar()
        told[one] = (here.isoformat(), year * 100 + week)
    days, hours, e, n = day.tolist(), hour.tolist(), np.round(e, 1), np.round(n, 1)
    stamp = [f"{told[one][0]} 22:30:00" for one in days]
    cell = (e // 250 * 250).astype(np.int64) * 10_000_000 + (n // 250 * 250).astype(np.int64)
    ids = np.array([areas[f"Omr {one:02d}"] for one in range(COLUMNS * ROWS)])
    columns: dict[str, list[Any]] = {
        "uuid": [f"{one:032x}" for one in range(count)],
        "source": [("resident", "staff", "import")[one] for one in source.tolist()],
        "category": [CATEGORIES[one] for one in category.tolist()],
        # A tenth is known as between two times, and has then no hour.
        "wall_from": [f"{told[a][0]}T{b:02d}:15" for a, b in zip(days, hours, strict=True)],
        "wall_to": [
            f"{told[a][0]}T23:45" if one < 0.1 and b < 23 else ""
            for a, b, one in zip(days, hours, between, strict=True)
        ],
        "subcategory": [CATEGORIES[one] + ".other" if one < 2 else "" for one in category.tolist()],
        "place_kind": ["street" if one > 0.75 else "" for one in between],
        "local_day": days,
        "iso_week": [told[one][1] for one in days],
        "hour": [None if one < 0.1 and b < 23 else b for b, one in zip(hours, between, strict=True)],
        "e": np.where(placed, e.astype(object), None).tolist(),
        "n": np.where(placed, n.astype(object), None).tolist(),
        "cell250": np.where(placed, cell.astype(object), None).tolist(),
        "area_id": ids[area].tolist(),
        "reporter_organisation_id": [
            given[one] if kind else None for one, kind in zip(by.tolist(), source.tolist(), strict=True)
        ],
        # A week of reports waits for an answer; nobody leaves a million of them new.
        "state": ["new" if one > FIRST.toordinal() + DAYS - 7 else "handled" for one in days],
        "received_day": days,
        "received_at": stamp,
        "created_at": stamp,
    }
    alike = {name: value for name, value in same.items() if name not in columns}
    names, held = ", ".join([*columns, *alike]), ", ".join(["?"] * len(columns))
    literals = "".join(f", {_literal(value)}" for value in alike.values())
    table = Report._meta.db_table
    if connection.vendor == "postgresql":
        same_again = list(alike.values())
        with transaction.atomic(), connection.cursor() as cursor:
            with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in zip(*columns.values(), strict=True):
                    copy.write_row([*row, *same_again])
            cursor.execute("ANALYZE")
        Change.note([partnership.pk])
        return
    with connection.cursor() as cursor:
        # The indexes are built once at the end, as any bulk load does: row by row they cost more than the rows.
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
            [table],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    with transaction.atomic():
        connection.connection.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({held}{literals})", zip(*columns.values(), strict=True)
        )
    with connection.cursor() as cursor:
        for _, made in indexes:
            cursor.execute(made)
        cursor.execute("ANALYZE")
    Change.note([partnership.pk])


def _literal(value: Any) -> str:
    """A value as it stands in a statement; all of them are our own defaults."""
    if isinstance(value, bool):
        return str(int(value))
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def build(count: int) -> None:
    """Make the town with its `count` reports in the database that the environment names."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
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
    json.dump(references(partnership), sys.stdout)


def references(partnership: Any) -> dict[str, Any]:
    """The seconds of plain reading, and whether the columns hold the same when they are read row by row."""
    from samsyn.cycle.reports.models import Report
    from samsyn.cycle.reports.reads import columns

    rows = Report.objects.filter(partnership=partnership)
    some = ("category", "source", "local_day", "hour", "e", "n", "area_id")
    every = (*columns.READ, *columns.WALLS)
    found: dict[str, Any] = {
        name: spent(lambda asked=asked: len(list(rows.values_list(*asked))), 3)[1]
        for name, asked in (("some", some), ("every", every))
    }
    ours, plain = columns._read_all(rows), columns._read(rows)
    found["counts"] = spent(lambda: grouped(partnership), 3)[1]
    here, there = (np.argsort(one.numbers["id"]) for one in (ours, plain))
    found["same"] = ours.names == plain.names and all(
        np.array_equal(ours.numbers[name][here], column[there], equal_nan=column.dtype.kind == "f")
        for name, column in plain.numbers.items()
    )
    return found


def grouped(partnership: Any) -> dict[tuple[str, int, int], int]:
    """How many reports there are of each category in each area and week, by the database."""
    from django.db.models import Count

    from samsyn.cycle.reports.models import Report

    rows = (
        Report.objects.filter(partnership=partnership)
        .order_by()
        .values_list("category", "area_id", "iso_week")
    )
    found = rows.annotate(Count("pk"))
    return {(category, -1 if area is None else area, week): times for category, area, week, times in found}


def counted(events: Any) -> tuple[Any, ...]:
    """The same of columns: the counts of each category, area and week that there is, as arrays."""
    weeks = np.flatnonzero(np.bincount(events.iso_week))
    place = np.zeros(int(weeks[-1]) + 1, dtype=np.int64)
    place[weeks] = np.arange(len(weeks))
    areas = int(events.area_id.max()) + 2
    keys = (events.category * np.int64(len(weeks)) + place[events.iso_week]) * areas + events.area_id + 1
    counts = np.bincount(keys)
    there = np.flatnonzero(counts)
    kind, week, area = there // (areas * len(weeks)), there // areas % len(weeks), there % areas - 1
    return kind, area, weeks[week], counts[there]


def measure(count: int, reference: dict[str, Any]) -> list[dict[str, Any]]:
    """Time the picture on the built town, in a process that has not filled it: its memory is that of the picture."""
    from django.conf import settings
    from django.db import connection

    from samsyn.cycle.pictures import compute
    from samsyn.cycle.pictures.compute import parts
    from samsyn.cycle.pictures.compute.remembered import MEMORY
    from samsyn.cycle.reports import reads
    from samsyn.cycle.reports.reads import columns, shelf
    from tests import people
    from tests.cycle.pictures import town

    partnership = people.partnership()
    question = compute.Question(
        period=(date(2025, 1, 1), date(2025, 12, 31)),
        compared_with=(date(2024, 1, 1), date(2024, 12, 31)),
    )
    caller = people.coordinator()
    client = people.signed_in(caller)

    def read() -> None:
        columns.seen(partnership, seen_by=caller)

    def unread() -> None:
        columns._kept.rows.clear()
        shelf.settle()
        for file in (Path(settings.DATA_DIR) / "columns").glob("*.npz"):
            file.unlink()

    def another() -> None:
        day = date(2025, 12, 1) + timedelta(days=1)
        town.reports(partnership, 1, start=day, days=1)

    def page() -> None:
        assert client.get(PAGE).status_code == 200

    def thousand() -> None:
        town.reports(partnership, 1_000, start=date(2025, 12, 1), days=20)

    def count_all() -> tuple[Any, ...]:
        return counted(reads.events(partnership, seen_by=caller))

    def forget() -> None:
        MEMORY.forget()
        parts.forget()

    memory = Memory()
    # Each with how often it is done and the share of the runs that are as quick: a page is judged by its slow ones.
    jobs: dict[str, tuple[Callable[[], Any], int, float, Callable[[], Any] | None]] = {
        # Three times, as its reference: what a process takes of memory for the first time costs more than the reading.
        "cold": (read, 3, 0.5, unread),
        "picture": (lambda: compute.picture(partnership, question, seen_by=caller), 5, 0.5, forget),
        "page": (page, 40, 0.95, None),
        "after_a_report": (page, 20, 0.95, another),
        "counts": (count_all, 5, 0.5, thousand),
        "night": (lambda: compute.news(partnership, question, seen_by=caller), 1, 0.5, MEMORY.forget),
    }
    found = []
    for job, (work, times, share, before) in jobs.items():
        if job not in ("cold", "night"):
            work()
        seconds = spent(work, times, before)[ceil(share * times) - 1]
        goal = GOALS.get((job, count))
        told = {
            "reference": "values_list of the same reports",
            "reference_s": round(reference["some"], 4),
            "ratio": round(goal / seconds, 2) if goal else None,
            "goal": 1.0 if goal else None,
            "same_answer": True,
        }
        if job == "cold":
            told |= {
                "reference": "values_list of the same columns",
                "reference_s": round(reference["every"], 4),
                "ratio": round(reference["every"] / seconds, 2),
                "goal": COLD_TIMES[connection.vendor] if count >= 1_000_000 else None,
                "same_answer": reference["same"],
            }
        if job == "counts":
            kinds = reads.events(partnership, seen_by=caller).keys
            ours = {
                (kinds[kind], area, week): times
                for kind, area, week, times in zip(*(one.tolist() for one in count_all()), strict=True)
            }
            told |= {
                "reference": "GROUP BY of the same reports",
                "reference_s": round(reference["counts"], 4),
                "ratio": round(reference["counts"] / seconds, 2),
                "goal": COUNTS_TIMES if count >= 1_000_000 and connection.vendor == "sqlite" else None,
                "same_answer": ours == grouped(partnership),
            }
        found.append(
            {
                "job": f"{job}_{count // 1000}k_reports",
                "ours_s": round(seconds, 4),
                **told,
                "goal_s": goal,
                "peak_mb": memory.grown(),
            }
        )
    return found


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    django.setup()
    if sys.argv[3:] == ["build"]:
        build(int(sys.argv[2]))
    else:
        # Built by another process, so that the memory measured is what pictures take.
        command = [sys.executable, "-m", "bench.pictures", *sys.argv[1:], "build"]
        built = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        json.dump(measure(int(sys.argv[2]), json.loads(built.stdout)), sys.stdout)
