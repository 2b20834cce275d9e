# SPDX-License-Identifier: EUPL-1.2
"""How long the server works on a page with 12,000 reports: residents' pages and signed-in ones, beside a bare Django page.

`ours_s` is the median of repeated requests in one process, `reference_s` a view that answers a fixed text through the
same middleware. The goal is in seconds (`goal_s`): 0.05 for residents' pages, 0.15 for signed-in ones.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench import _apart

REPORTS = 12_000
PUBLIC, WORK = 0.05, 0.15
PICTURE = "/almstad/arbete/lagesbild/?start=2025-09-01&end=2025-12-31"
PAGES = [
    ("front", "/almstad/", PUBLIC),
    ("promise", "/almstad/loften/fotpatruller/", PUBLIC),
    ("public_picture", "/almstad/lagesbild/", PUBLIC),
    ("report_form", "/almstad/rapportera/", PUBLIC),
    ("start", "/almstad/arbete/", WORK),
    ("inbox", "/almstad/arbete/rapporter/", WORK),
    ("picture", PICTURE, WORK),
    ("picture_map", "/almstad/arbete/lagesbild/karta.json?start=2025-09-01&end=2025-12-31", WORK),
    ("promise_work", "/almstad/arbete/loften/fotpatruller/", WORK),
    ("followup", "/almstad/arbete/uppfoljning/2026-T1/", WORK),
]


def rows() -> list[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, measured in a process and a database of its own."""
    return _apart.rows("bench.pages")


def median_of(client: Any, path: str, times: int = 15, before: Callable[[], None] | None = None) -> float:
    """The median seconds of one request, after three to warm up; `before` is done before each and not timed."""
    for _ in range(3):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
    spent = []
    for _ in range(times):
        if before is not None:
            before()
        begun = time.perf_counter()
        client.get(path)
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def measure() -> list[dict[str, Any]]:
    """Fill the database named by the environment, and time each page."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    django.setup()
    from datetime import UTC, date, datetime, timedelta

    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from samsyn.cycle.reports.models import Change, Report, State
    from tests import people
    from tests.cycle import chain
    from tests.cycle.pictures import town

    made = chain.made()
    for seed, category in enumerate(("vandalism", "traffic", "drugs", "unsafe_place"), start=20):
        town.reports(
            made.partnership, REPORTS // 4, category=category, start=date(2023, 1, 1), days=1_200, seed=seed
        )
    # As in use: people have looked at them, soon after they came, but for those of the last month.
    rows = Report.objects.filter(partnership=made.partnership)
    latest = max(rows.values_list("wall_from", flat=True))
    month_ago = (datetime.fromisoformat(latest) - timedelta(days=30)).isoformat()
    looked_at = list(rows.filter(wall_from__lt=month_ago).only("pk", "wall_from"))
    for row in looked_at:
        row.state, row.received_at = State.HANDLED, datetime.fromisoformat(row.wall_from).replace(tzinfo=UTC)
        row.first_seen_at = row.received_at + timedelta(hours=20)
    rows.bulk_update(looked_at, ["state", "received_at", "first_seen_at"], batch_size=2_000)
    client = people.signed_in(people.coordinator())
    bare = median_of(client, "/halsa/")
    found = []
    fresh = [("picture_after_a_report", PICTURE, WORK)]
    for name, path, goal in [*PAGES, *fresh]:
        # After a report nothing that was worked out before may be used: all of it is made anew.
        before = partial(Change.note, [made.partnership.pk]) if (name, path, goal) in fresh else None
        ours = median_of(client, path, before=before)
        found.append(_apart.page_row(f"page_{name}_12k_reports", ours, bare, goal))
    return found


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
