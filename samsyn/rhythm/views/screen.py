# SPDX-License-Identifier: EUPL-1.2
"""What is shown on the wall: one point in large type, nothing to type in, and no text that may point at a person."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.kit import clock
from samsyn.kit.requests import Request
from samsyn.rhythm import compute, reads, rules
from samsyn.rhythm.models import ForumKind
from samsyn.rhythm.views import agenda


@require_GET
def show(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One point of a meeting for all in the room."""
    here = request.partnership
    rules.check_may_see(request.person, here)
    found = reads.meeting(uuid, here, seen_by=request.person)
    points = reads.points_of(found)
    asked = request.GET.get("punkt", "")
    point = asked if asked in points else points[0]
    at, eyes = points.index(point), rules.for_all(here)
    brought = reads.items(found, seen_by=eyes, point=point)
    safe = [row for row in brought if compute.suspected(row.text) is None]
    context = {
        "meeting": found,
        "is_board": found.forum.kind == ForumKind.BOARD,
        "points": points,
        "point": point,
        "number": at + 1,
        "before": points[at - 1] if at else "",
        "after": points[at + 1] if at + 1 < len(points) else "",
        "now": clock.now(),
        "brought": safe,
        "kept_back": len(brought) - len(safe),
        "made": reads.decisions(here, seen_by=eyes, meeting=found),
        "on_screen": True,
    }
    context |= agenda.at(found, point, area=request.GET.get("omrade", ""))
    return render(request, "rhythm/screen.html", context)
