# SPDX-License-Identifier: EUPL-1.2
"""The board with 200 new reports and 60 open decisions, and a steering group's papers: each point, the minutes, the PDF.

`ours_s` is the 95th percentile of repeated requests in one process, `cpu_s` the same of the processor's time alone,
which a busy machine does not change; `reference_s` a page that answers a fixed text through the same middleware. The
goal is in seconds (`goal_s`): 0.3 for a page of the meeting, 3 for the papers as PDF.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta
from typing import Any

from bench import _apart
from bench.promises import p95

NEW, EARLIER, OPEN = 200, 8_000, 60
PAGE, PAPERS = 0.3, 3.0
DAY = date(2026, 3, 10)


def rows() -> list[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, measured in a process and a database of its own."""
    return _apart.rows("bench.rhythm")


def fill() -> tuple[Any, Any]:
    """A town with a year of reports, a week with 200 new ones and 60 open decisions; the board and the steering group."""
    from samsyn.kit import clock
    from samsyn.rhythm import writes
    from tests import people
    from tests.cycle.pictures import town

    here, coordinator, officer = people.partnership(), people.coordinator(), people.officer()
    town.districts(here)
    town.reports(here, EARLIER, start=DAY - timedelta(days=407), days=400)
    town.reports(here, NEW, start=DAY - timedelta(days=7), days=7, seed=3)
    meetings = []
    for kind, name in (("board", "EST"), ("steering", "Styrgruppen")):
        forum = writes.add_forum(here, kind, name, by=coordinator)
        with clock.frozen(DAY - timedelta(days=7)):
            before = writes.call(forum, DAY - timedelta(days=7), by=officer)
            for number in range(OPEN):
                writes.decide(before, f"Beslut {number}", people.organisation(), by=officer)
        with clock.frozen(DAY):
            meetings.append(writes.call(forum, DAY, by=officer))
    return meetings[0], meetings[1]


def measure() -> list[dict[str, Any]]:
    """Fill the database named by the environment, and time each page."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from samsyn.kit import clock
    from samsyn.rhythm.models import POINTS
    from tests import people

    board, steering = fill()
    client = people.signed_in(people.coordinator())
    work = "/almstad/arbete/moten/"
    with clock.frozen(DAY):
        bare = p95(lambda: client.get("/halsa/"))
        pages = [(f"board_{point}", f"{work}{board.uuid}/?punkt={point}", PAGE) for point in POINTS["board"]]
        pages += [
            ("wall_new_reports", f"{work}{board.uuid}/visa/?punkt=new_reports", PAGE),
            ("minutes", f"{work}{board.uuid}/protokoll/", PAGE),
            ("meetings", work, PAGE),
            ("papers_pdf", f"{work}{steering.uuid}/handlingar.pdf", PAPERS),
        ]
        found = [
            (name, p95(lambda path=path: _answered(client, path), 12 if "pdf" in name else 40), goal)  # type: ignore[misc]
            for name, path, goal in pages
        ]
    return [
        _apart.page_row(f"rhythm_{name}", ours[0], bare[0], goal) | {"cpu_s": round(ours[1], 4)}
        for name, ours, goal in found
    ]


def _answered(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
