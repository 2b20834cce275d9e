# SPDX-License-Identifier: EUPL-1.2
"""Serves the sheet of components to the browser tests; no address of the product."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tests.kit.sheet import drawings, sample, town, town_by_area


def sheet(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/sheet.html", sample() | drawings())


def maps(request: HttpRequest) -> HttpResponse:
    return render(
        request, "kit/sheet_map_page.html", sample() | {"town": town(), "town_by_area": town_by_area()}
    )


urlpatterns = [path("sheet/", sheet), path("maps/", maps)]
