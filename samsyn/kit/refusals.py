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
        facts["said"] = _said(exception)
        if exception.status == 404:
            return render(request, "404.html", facts, status=404)
        return render(request, f"{exception.status}.html", facts, status=exception.status)


def _said(refusal: SamsynError) -> str:
    """The words for a refusal: a room's own (words/<room>/error.html), else the kit's; '' where nobody has any."""
    families = [*(f"{app.label}/error" for app in apps.get_app_configs()), "error"]
    return next((said for family in families if (said := words_for(family, refusal.code))), "")
