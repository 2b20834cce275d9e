# SPDX-License-Identifier: EUPL-1.2
"""A plain Django view that inserts the same row: the middleware of a new project, one form read, one row, one commit."""

from __future__ import annotations

import os
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench._plain_settings")

from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

application = get_wsgi_application()

from samsyn.cycle.reports.models import Report  # noqa: E402 – needs the apps
from samsyn.kit.rows import place_fields, time_fields  # noqa: E402


@csrf_exempt
def insert(request: HttpRequest) -> JsonResponse:
    """Insert what was typed, unlooked at, and say so."""
    typed = request.POST
    row = Report(
        partnership_id=1,
        source="resident",
        channel="web",
        category=typed["category"],
        text=typed["text"],
        place_text=typed["place_text"],
        area_id=1,
        client_id=UUID(typed["client_id"]),
        receipt_digest="hmac:" + "0" * 64,
        **time_fields("2026-11-22"),
        **place_fields(580_000.0, 6_470_000.0),
    )
    models.Model.save(row, force_insert=True)
    return JsonResponse({"code": str(row.pk)}, status=201)


urlpatterns = [path("almstad/rapportera/", insert)]
