# SPDX-License-Identifier: EUPL-1.2
"""Pages of the installation itself: health, and the pages for what went wrong."""

from __future__ import annotations

from django.db import connection
from django.db.utils import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from samsyn.kit import jobs


def health(request: HttpRequest) -> JsonResponse:
    """200 and {"status": "ok"}; 503 with the failing part otherwise."""
    failing = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        if jobs.stuck():
            failing.append("jobs")
    except DatabaseError:
        failing.append("database")
    if failing:
        return JsonResponse({"status": "failing", "parts": failing}, status=503)
    return JsonResponse({"status": "ok"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
