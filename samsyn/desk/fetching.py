# SPDX-License-Identifier: EUPL-1.2
"""The police's published events, fetched by themselves where a partnership has turned it on.

Their rules: say who asks, at least ten seconds between two questions, at most sixty an hour. One question is asked for
all partnerships together, and never sooner than PAUSE after the last. What comes is context beside the picture, never
counted as crime.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from samsyn.catalogue.records import SourceError
from samsyn.desk.intake import run_import
from samsyn.ground.imports import reads, writes
from samsyn.kit import clock, outside
from samsyn.kit.callers import SYSTEM, machine
from samsyn.kit.errors import SamsynError

SOURCE = "polisen-events"
# One a minute at the most, which keeps both of the rules; the schedule asks far more seldom.
PAUSE = timedelta(seconds=60)
BY = machine("polisen")


def fetch_events() -> int:
    """Ask once, and keep each partnership's own places; returns how many events were new. Asked too soon: nothing."""
    rows = [row for row in reads.fetchings(SOURCE, seen_by=SYSTEM) if row.is_on]
    last = max(
        (row.tried_at for row in reads.fetchings(SOURCE, seen_by=SYSTEM) if row.tried_at), default=None
    )
    if not rows or (last is not None and clock.now() - last < PAUSE):
        return 0
    for row in rows:  # before the question, so that one that fails counts as asked too
        writes.note_fetch(row, by=BY, failure="asked")
    try:
        found = outside.get_json(settings.POLICE_EVENTS_URL)
        if not isinstance(found, list):
            raise outside.OutsideFailed("outside_unreadable")
    except SamsynError as error:
        for row in rows:
            writes.note_fetch(row, by=BY, failure=error.code)
        return 0
    total = 0
    for row in rows:
        try:
            created = _keep(row.partnership, _of(found, row.places))
        except (SourceError, SamsynError) as error:
            writes.note_fetch(row, by=BY, failure=str(error.code))
            continue
        writes.note_fetch(row, by=BY, created=created, done=True)
        total += created
    return total


def _of(found: Iterable[Any], places: Iterable[str]) -> list[Any]:
    """The events whose place is one of these names; the rest of the country is not kept."""
    wanted = {name.casefold() for name in places}
    kept = []
    for event in found:
        place = event.get("location") if isinstance(event, dict) else None
        name = place.get("name") if isinstance(place, dict) else None
        if isinstance(name, str) and name.casefold() in wanted:
            kept.append(event)
    return kept


def _keep(partnership: Any, events: list[Any]) -> int:
    if not events:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "polisen.json"
        path.write_text(json.dumps(events), encoding="utf-8")
        answer = run_import(partnership, SOURCE, path, by=BY, name="polisen.json")
    return int(answer["created"])
