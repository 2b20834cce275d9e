# SPDX-License-Identifier: EUPL-1.2
"""What the parties do together outside their promises, as it is published and shown."""

from __future__ import annotations

from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.activities.models import Activity
from samsyn.cycle.publications import reads
from samsyn.cycle.publications.compute.contents import content
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller


def other_work(partnership: Partnership, *, seen_by: Caller) -> list[dict[str, Any]]:
    """The activities outside the promises that are published, as they are shown; none before the first."""
    row = reads.other_work(partnership, seen_by=seen_by)
    return list(content(row)["activities"]) if row else []


def plain_work(row: Activity) -> dict[str, Any]:
    """One activity of `activities.outside_promises` as it is published: who does it with whom, where and when too."""
    return activities.as_told(row) | {
        "uuid": row.uuid,
        "partners": sorted(party.name for party in row.partners.all()),
        "place": row.place_text or (row.area.name if row.area else ""),
        "period_from": row.period_from,
        "period_to": row.period_to,
    }
