# SPDX-License-Identifier: EUPL-1.2
"""Lets the browser fetch a partnership's background map where it has chosen one from elsewhere, and nothing more."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samsyn.ground.places import basemap


class BasemapPolicyMiddleware:
    """Adds the background map's origin to the content security policy of that partnership's pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        partnership = getattr(request, "partnership", None)
        if partnership is not None and partnership.basemap:
            origin = basemap.foreign_origin(partnership)
            if origin:
                response._csp_update = {"connect-src": [origin], "img-src": [origin]}  # type: ignore[attr-defined]
        return response
