# SPDX-License-Identifier: EUPL-1.2
"""How every address for programs answers: JSON, open to any site, cached, and a refusal as JSON too."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Partnership
from samsyn.kit.errors import SamsynError

Answer = Callable[..., Any]


def in_json(view: Answer) -> Callable[..., HttpResponse]:
    """Let a function that returns plain data answer GET and HEAD with it; a refusal becomes {"error": {"code": …}}.

    A `key` in the address arrives as the Partnership. Raises nothing: an unknown key is a 404 in JSON.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            if "key" in kwargs:
                kwargs["partnership"] = people.partnership(kwargs.pop("key"))
            data, status = view(request, **kwargs), 200
        except SamsynError as refusal:
            data, status = {"error": {"code": refusal.code}}, refusal.status
        response = JsonResponse(data, status=status, safe=False, json_dumps_params={"ensure_ascii": False})
        response["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(response, public=True, max_age=60)
        return response

    return answer


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a page of ours."""
    return request.build_absolute_uri(path)


def partnerships() -> list[Partnership]:
    """Every partnership here, by key: that one exists is public."""
    return list(people.partnerships().order_by("key"))
