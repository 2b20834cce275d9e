# SPDX-License-Identifier: EUPL-1.2
"""A partnership with 40 promises, 600 activities, 20,000 log rows and 9 tertials: its pages, and collecting one tertial.

`ours_s` is the 95th percentile of repeated requests in one process (for `collect` and `open` the slowest of three
tertials), `cpu_s` the same of the processor's time alone, which a busy machine does not change; `reference_s` a page that answers a fixed text through the same middleware. The goal is in seconds (`goal_s`):
0.2 for a page, 2 for collecting.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench import _apart

PROMISES, PARTS, ACTIVITIES, LOGGED = 40, 4, 600, 20_000
PERIODS = [f"{year}-T{third}" for year in (2023, 2024, 2025) for third in (1, 2, 3)]
PAGE, COLLECT = 0.2, 2.0


def rows() -> list[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, measured in a process and a database of its own."""
    return _apart.rows("bench.promises")


def p95(call: Callable[[], Any], times: int = 40) -> tuple[float, float]:
    """The 95th percentile of the seconds that a call takes by the clock and of the processor, after three to warm up."""
    for _ in range(3):
        call()
    spent, worked = [], []
    for _ in range(times):
        begun, busy = time.perf_counter(), time.process_time()
        call()
        spent.append(time.perf_counter() - begun)
        worked.append(time.process_time() - busy)
    at = int(times * 0.95) - 1
    return sorted(spent)[at], sorted(worked)[at]


def fill() -> tuple[list[Any], dict[str, tuple[float, float]]]:
    """The partnership through the rooms' own writes, the log rows in bulk; returns the promises and what collecting took."""
    from samsyn.cycle.activities.models import Activity, LogEntry
    from samsyn.cycle.followups import writes as followups
    from samsyn.cycle.promises import writes as promises
    from samsyn.kit import clock
    from tests import people

    here, coordinator, police = people.partnership(), people.coordinator(), people.organisation("police")
    made, rng = [], random.Random(7)
    with clock.frozen(date(2023, 1, 2)):
        for number in range(PROMISES):
            promise = promises.draft(
                here, f"Minst tio fotpatruller i område {number}.", by=coordinator, slug=f"lofte-{number}",
                period_from=date(2023, 1, 1), period_to=date(2025, 12, 31),
            )  # fmt: skip
            for part in range(PARTS):
                promises.add_indicator(
                    promise, f"Del {part}", "count" if part else "frequency", police, by=coordinator,
                    source="activities" if part < 3 else "asked", target=10 if part else 1, unit="gånger",
                    **({} if part else {"per": "week"}),
                )  # fmt: skip
            promises.propose(promise, by=coordinator)
            promises.sign(promise, by=coordinator, title="Ordförande")
            made.append(promises.sign(promise, by=people.officer(), title="Chef"))
    parts = [part for promise in made for part in promise.indicators.order_by("position")[:3]]
    work = Activity.objects.bulk_create(
        Activity(partnership=here, title=f"Aktivitet {n}", organisation=police, indicator=parts[n % len(parts)], planned=30,
                 state="ongoing", period_from=date(2023, 1, 1), period_to=date(2025, 12, 31))
        for n in range(ACTIVITIES)
    )  # fmt: skip
    for activity in work:
        assert activity.indicator is not None
        activity.promises.add(activity.indicator.promise)
    LogEntry.objects.bulk_create(
        LogEntry(partnership=here, activity=work[n % ACTIVITIES], quantity=1, minutes=45,
                 done_on=date(2023, 1, 1) + timedelta(days=rng.randrange(1_095)))
        for n in range(LOGGED)
    )  # fmt: skip
    spent = {"open": (0.0, 0.0), "collect": (0.0, 0.0)}
    for index, period in enumerate(PERIODS):
        year, third = int(period[:4]), int(period[-1])
        with clock.frozen(date(year + third // 3, third * 4 % 12 + 1, 10)):
            begun = _now()
            followup = followups.open_period(here, period, by=coordinator)
            opened = _now()
            followups.collect(followup, by=coordinator)
            if index >= len(PERIODS) - 3:
                spent["open"] = max(spent["open"], _since(begun, opened))
                spent["collect"] = max(spent["collect"], _since(opened, _now()))
    return made, spent


def measure() -> list[dict[str, Any]]:
    """Fill the database named by the environment, and time each page."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from samsyn.cycle.publications import writes as publications
    from samsyn.kit import clock
    from tests import people

    made, spent = fill()
    client = people.signed_in(people.coordinator())
    with clock.frozen(date(2026, 1, 20)):
        publications.publish_promise(made[0], by=people.coordinator())
        pages = [
            ("page_promise_public", "/almstad/loften/lofte-0/"),
            ("page_promise_work", "/almstad/arbete/loften/lofte-0/"),
            ("page_promises", "/almstad/arbete/loften/"),
            ("page_followup", "/almstad/arbete/uppfoljning/2025-T3/"),
            ("page_followups", "/almstad/arbete/uppfoljning/"),
            ("page_activity_plan", "/almstad/arbete/aktiviteter/"),
            ("page_log", "/almstad/arbete/aktiviteter/logga/"),
        ]
        bare = p95(lambda: client.get("/halsa/"))
        found = [(name, p95(lambda path=path: _answered(client, path)), PAGE) for name, path in pages]  # type: ignore[misc]
    found += [(name, seconds, COLLECT) for name, seconds in spent.items()]
    return [
        _apart.page_row(f"promises_{name}", ours[0], bare[0], goal) | {"cpu_s": round(ours[1], 4)}
        for name, ours, goal in found
    ]


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(begun: tuple[float, float], ended: tuple[float, float]) -> tuple[float, float]:
    return ended[0] - begun[0], ended[1] - begun[1]


def _answered(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
