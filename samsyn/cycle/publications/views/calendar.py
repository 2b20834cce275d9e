# SPDX-License-Identifier: EUPL-1.2
"""The residents' calendar of what the parties do."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.publications import compute
from samsyn.kit import clock, ical
from samsyn.kit.callers import SYSTEM
from samsyn.kit.requests import Request

YEAR = timedelta(days=365)


@require_safe
def calendar(request: Request, key: str) -> HttpResponse:
    """What is planned for signed promises, and other joint work that is published; never what is under embargo."""
    here, today = request.partnership, clock.today()
    published = [row["uuid"] for row in compute.other_work(here, seen_by=request.person)]
    events = [
        ical.Event(
            uid=f"{row.uuid}-{day.isoformat()}",
            day=day,
            summary=row.title,
            starts_at=row.time_from,
            place=row.place_text or (row.area.name if row.area else ""),
        )
        for row in activities.public(here, seen_by=SYSTEM.inside(here.pk), published=published)
        for day in activities.occasions(row, today - YEAR, today + YEAR)
        or ([row.period_from] if row.period_from else [])
    ]
    text = ical.calendar(here.name, events, host=request.get_host())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
