# SPDX-License-Identifier: EUPL-1.2
"""Plain Django views to measure against: two that insert the same row durably, and a page of a given size.

All stand behind the middleware of a new project. `form` does as any form page: it checks its token and its fields and
finds the partnership of the address; `bare` looks at nothing. Neither guards, journals or gives a code.
"""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench._plain_settings")

from django import forms
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template import Context, Engine
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

application = get_wsgi_application()

from samsyn.catalogue import categories  # noqa: E402 – needs the apps
from samsyn.cycle.reports.models import Report  # noqa: E402
from samsyn.ground.people.models import Partnership  # noqa: E402
from samsyn.kit.rows import place_fields, time_fields  # noqa: E402


class Told(forms.Form):
    """What the benchmark's callers type."""

    client_id = forms.UUIDField()
    text = forms.CharField(max_length=2000, required=False)
    category = forms.ChoiceField(choices=[(found.key, found.key) for found in categories.every()])
    place_text = forms.CharField(max_length=300)
    when = forms.ChoiceField(choices=[("now", "now"), ("today", "today"), ("yesterday", "yesterday")])


def _insert(partnership_id: int, told: dict[str, Any], client_id: UUID) -> HttpResponse:
    row = Report(
        partnership_id=partnership_id,
        source="resident",
        channel="web",
        category=told["category"],
        text=told["text"],
        place_text=told["place_text"],
        area_id=1,
        client_id=client_id,
        receipt_digest=f"hmac:{client_id}",
        **time_fields("2026-11-22"),
        **place_fields(580_000.0, 6_470_000.0),
    )
    models.Model.save(row, force_insert=True)
    return JsonResponse({"code": str(row.pk)}, status=201)


def form(request: HttpRequest, key: str) -> HttpResponse:
    """A form page: asked for its token, then sent."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    here = get_object_or_404(Partnership, key=key)
    told = Told(request.POST)
    if not told.is_valid():
        return JsonResponse(told.errors, status=400)
    return _insert(here.pk, told.cleaned_data, told.cleaned_data["client_id"])


@csrf_exempt
def bare(request: HttpRequest, key: str) -> HttpResponse:
    """Insert what was typed, unlooked at, and say so."""
    return _insert(1, request.POST.dict(), UUID(request.POST["client_id"]))


PAGE = Engine().from_string("<!doctype html><title>{{ here.name }}</title><p>{{ here.name }}</p>{{ rest }}")


def page(request: HttpRequest, key: str, size: int) -> HttpResponse:
    """A page of `size` bytes: one row is read, one template is filled."""
    here = get_object_or_404(Partnership, key=key)
    return HttpResponse(PAGE.render(Context({"here": here, "rest": "x" * size}))[:size])


urlpatterns = [
    path("<slug:key>/rapportera/", form),
    path("<slug:key>/osedd/", bare),
    path("<slug:key>/sida/<int:size>/", page),
]
