# SPDX-License-Identifier: EUPL-1.2
"""Puts the partnership and the caller on each request, by the KEY in its address.

The signed-in side answers alike whether a key exists or not: sign-in for the anonymous, 404 for the outsider.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from samsyn.ground.people import reads
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import NotFound

# How the route of every address of a partnership begins.
KEYED = "<key:key>/"


class CallerMiddleware:
    """Sets `request.person` (a Caller) and `request.partnership` before the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = PUBLIC  # type: ignore[attr-defined]
        request.partnership = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Find the partnership, and let nobody but its members in to the signed-in side."""
        match = request.resolver_match
        if match is None or not match.route.startswith(KEYED):
            return None  # a `key` of some other kind, as in the address of a new password
        key = kwargs["key"]
        working = request.path_info.lstrip("/").split("/")[1:2] == ["arbete"]
        if working and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        try:
            partnership = reads.partnership(key)
        except NotFound:
            raise Http404 from None
        if working:
            person = reads.caller_for(request.user, partnership)  # type: ignore[arg-type]
            if person is None:
                raise Http404  # and nothing of the partnership on the page that says so
            request.person = person  # type: ignore[attr-defined]
        request.partnership = partnership  # type: ignore[attr-defined]
        return None
