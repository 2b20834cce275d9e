# SPDX-License-Identifier: EUPL-1.2
"""The thread of a place: from the reports that came from it to the picture, the promise, what was done, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit.callers import Caller


@dataclass(frozen=True)
class Thread:
    """What a place's reports led to, step by step; an empty step is a broken link and is shown as one."""

    area: Any
    outcome: Any
    findings: list[Any]
    focus_areas: list[Any]
    promises: list[Any]
    activities: list[Any]


def of_place(partnership: Partnership, area: str, *, seen_by: Caller) -> Thread:
    """The thread of one area, named by its key. Raises NotFound."""
    here = places.area(partnership, area, seen_by=seen_by)
    found = [row for row in pictures.findings(partnership, seen_by=seen_by) if row.area_id == here.pk]
    ids = {row.pk for row in found}
    focus = [
        row
        for row in pictures.focus_areas(partnership, seen_by=seen_by, ended=True)
        if row.area_id == here.pk or ids & {finding.pk for finding in row.findings.all()}
    ]
    chosen = {row.pk for row in focus}
    made = [row for row in promises.promises(partnership, seen_by=seen_by) if row.focus_area_id in chosen]
    done = [row for row in activities.activities(partnership, seen_by=seen_by) if row.area_id == here.pk]
    outcome = reports.what_came_of_area(here, seen_by=seen_by)
    return Thread(here, outcome, found, focus, made, done)
