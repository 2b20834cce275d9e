# SPDX-License-Identifier: EUPL-1.2
"""Turns a refusal from a rule into the page for it: 400, 403, 404 or 409 with words from templates."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samsyn.kit.errors import SamsynError
from samsyn.kit.words import words_for


class RefusalMiddleware:
    """Catches SamsynError from a view; anything else goes on to the page for server errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SamsynError):
            return None
        facts = {"code": exception.code, "facts": exception.facts, "status": exception.status}
        facts["said"] = _said(exception, request)
        if exception.status == 404:
            return render(request, "404.html", facts, status=404)
        return render(request, f"{exception.status}.html", facts, status=exception.status)


def _said(refusal: SamsynError, request: HttpRequest) -> str:
    """The words for a refusal; '' where nobody has any.

    Those of the room whose page it is (words/<room>/error.html), else the kit's, else those of the room that has some:
    one room's words for what they share do not stand on another's page.
    """
    match = request.resolver_match
    page = getattr(match.func, "__module__", "") if match else ""
    rooms = sorted(apps.get_app_configs(), key=lambda app: not page.startswith(f"{app.name}."))
    families = [f"{app.label}/error" for app in rooms]
    own = 1 if rooms and page.startswith(f"{rooms[0].name}.") else 0
    ordered = [*families[:own], "error", *families[own:]]
    return next((said for family in ordered if (said := words_for(family, refusal.code))), "")
