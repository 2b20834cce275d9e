# SPDX-License-Identifier: EUPL-1.2
"""The pages that need several rooms: start, search, and the thread of a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samsyn.desk import search as searching
from samsyn.desk import start as starting
from samsyn.desk import thread as threads
from samsyn.kit import clock
from samsyn.kit.requests import Request


@require_GET
def start(request: Request, key: str) -> HttpResponse:
    """What should I do now."""
    found: list[dict[str, Any]] = [
        {"task": task, "url": reverse(task.url_name, kwargs={"key": key, **task.url_args})}
        for task in starting.tasks(request.partnership, seen_by=request.person)
    ]
    context = {
        "due": [entry for entry in found if entry["task"].due],
        "later": [entry for entry in found if not entry["task"].due],
        "today": clock.today(),
    }
    return render(request, "desk/start.html", context)


@require_GET
def search(request: Request, key: str) -> HttpResponse:
    """Places, promises, focus areas and findings by their words."""
    asked = request.GET.get("q", "").strip()[:200]
    hits = searching.search(request.partnership, asked, seen_by=request.person) if asked else []
    return render(request, "desk/search.html", {"asked": asked, "hits": hits})


@require_GET
def place(request: Request, key: str, area: str) -> HttpResponse:
    """From a place to everything that came of the reports from it."""
    found = threads.of_place(request.partnership, area, seen_by=request.person)
    return render(request, "desk/place.html", {"thread": found})
