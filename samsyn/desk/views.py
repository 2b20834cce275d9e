# SPDX-License-Identifier: EUPL-1.2
"""The pages that need several rooms: start, search, and the thread of a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samsyn.desk import help as helping
from samsyn.desk import margin, standing
from samsyn.desk import methods as method_pages
from samsyn.desk import search as searching
from samsyn.desk import start as starting
from samsyn.desk import thread as threads
from samsyn.kit import clock
from samsyn.kit.charts import bars
from samsyn.kit.requests import Request
from samsyn.kit.words import words_for


@require_GET
def start(request: Request, key: str) -> HttpResponse:
    """What should I do now."""
    found: list[dict[str, Any]] = [
        {
            "task": task,
            "url": reverse(task.url_name, kwargs={"key": key, **task.url_args}, query=task.query or None),
        }
        for task in starting.tasks(request.partnership, seen_by=request.person)
    ]
    today = clock.today()
    coming, due_on = standing.coming(today)
    dates = margin.events(request.partnership, seen_by=request.person)
    context = {
        "due": [entry for entry in found if entry["task"].due],
        "later": [entry for entry in found if not entry["task"].due],
        "today": today,
        "steps": [
            {"step": step, "url": reverse(step.url_name, kwargs={"key": key})}
            for step in standing.steps(request.partnership, seen_by=request.person)
        ],
        "often": [
            {"code": code, "url": reverse(name, kwargs={"key": key})}
            for code, name in standing.often(request.person.role or "")
        ],
        "coming": coming,
        "due_on": due_on,
        "lately": margin.lately(request.partnership, seen_by=request.person),
        "law": margin.law(request.partnership, seen_by=request.person),
        "others": margin.others(request.partnership, seen_by=request.person),
        "year": bars.year_line(
            today,
            [(day, words_for("desk/year", "events", dates=days)) for day, days in dates],
            title=words_for("desk/year", "title"),
            about=words_for("desk/year", "about", period=coming.key, on=due_on),
            tertial_words=words_for("desk/year", "tertial", number=(today.month - 1) // 4 + 1),
        ),
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


@require_GET
def help_list(request: Request, key: str = "") -> HttpResponse:
    """The help pages, the reader's own first."""
    found = helping.pages(request.language, _help_address(key))
    own = helping.FOR_ROLE.get(request.person.role or "", "")
    found.sort(key=lambda page: page.slug != own)
    return render(
        request, "desk/help_list.html", {"frame_name": _help_frame(key), "pages": found, "own": own}
    )


@require_GET
def help_page(request: Request, slug: str, key: str = "") -> HttpResponse:
    """One help page: inside the partnership for those signed in, open to anyone at its own address."""
    address = _help_address(key)
    context = {
        "frame_name": _help_frame(key),
        "page": helping.page(slug, request.language, address),
        "others": [page for page in helping.pages(request.language, address) if page.slug != slug],
    }
    return render(request, "desk/help_page.html", context)


@require_GET
def methods(request: Request, key: str = "") -> HttpResponse:
    """The methods, a page each: what is asked, how it is worked out, and when it is of no use."""
    context = {"frame_name": _help_frame(key), "pages": method_pages.pages(request.language)}
    return render(request, "desk/methods.html", context)


@require_GET
def method(request: Request, slug: str, key: str = "") -> HttpResponse:
    """One method, inside the partnership or open to anyone."""
    context = {"frame_name": _help_frame(key), "page": method_pages.page(slug, request.language)}
    return render(request, "desk/method.html", context)


def _help_frame(key: str) -> str:
    return "frame/work.html" if key else "frame/public.html"


def _help_address(key: str) -> helping.Address:
    if key:
        return lambda slug: reverse("desk-help-page", kwargs={"key": key, "slug": slug})
    return lambda slug: reverse("desk-help-open-page", kwargs={"slug": slug})
