# SPDX-License-Identifier: EUPL-1.2
"""Two pictures beside each other, and a kept one beside what the reports would say today."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samsyn.cycle.pictures import compute, reads, rules
from samsyn.cycle.pictures.views import shown as show
from samsyn.ground.places import reads as places
from samsyn.kit.requests import Request


@require_GET
def beside(request: Request, key: str, uuid: Any, other: Any) -> HttpResponse:
    """Two kept pictures, row by row and part by part."""
    first = reads.picture(other, request.partnership, seen_by=request.person)
    second = reads.picture(uuid, request.partnership, seen_by=request.person)
    parts = [
        {"code": name, "before": getattr(first, name), "now": getattr(second, name)}
        for name in rules.STATUTORY_PARTS
    ]
    rows = reads.differences(reads.figures(first), reads.figures(second))
    context = {"picture": second, "other": first, "parts": parts, "rows": rows}
    return render(request, "pictures/beside.html", context)


@require_GET
def recounted(request: Request, key: str, uuid: Any) -> HttpResponse:
    """What a kept picture says, and what the same question is answered with today. Nothing is changed by asking."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    figures = reads.figures(picture)
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    today: dict[str, Any] = {}
    if figures:
        question = compute.asked_of(figures, {area.key: area.pk for area in areas})
        everyone = compute.seen_by_all(request.partnership)
        today = compute.picture(request.partnership, question, seen_by=everyone, areas=areas)
    rows = [row for row in reads.differences(figures, today) if row["before"] != row["now"]]
    context = {"picture": picture, "rows": rows, "today": today, "other_method": _other(figures, today)}
    return render(request, "pictures/recounted.html", context | show.heading(figures))


def _other(figures: dict[str, Any], today: dict[str, Any]) -> bool:
    """Whether the method has changed since, so that a difference may come from it."""
    return bool(figures and today) and figures["method"]["version"] != today["method"]["version"]
