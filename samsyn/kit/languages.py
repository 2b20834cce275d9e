# SPDX-License-Identifier: EUPL-1.2
"""The language stands in the address: /en/KEY/… is /KEY/… in English. No cookie, so that caches hold."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

SOURCE = "sv"
PREFIXES = ("en", "fi", "sv-lattlast")
# Translations of what residents read that no person has read yet, until a partnership says that one has.
DRAFTS = ("fi", "sv-lattlast")


class LanguageByAddressMiddleware:
    """Takes the language off the front of the address and puts it back in front of every address made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = get_script_prefix()
        first, _, rest = request.path_info.lstrip("/").partition("/")
        language = first if first in PREFIXES else SOURCE
        if language != SOURCE:
            request.path_info = "/" + rest
            request.META["SCRIPT_NAME"] = before.rstrip("/") + "/" + language
            set_script_prefix(request.META["SCRIPT_NAME"] + "/")
        request.language = language  # type: ignore[attr-defined]
        try:
            with translation.override(language):
                response = self.get_response(request)
                response.headers.setdefault(
                    "Content-Language", "sv" if language.startswith("sv") else language
                )
                return response
        finally:
            set_script_prefix(before)


def address_in(path: str, language: str) -> str:
    """The same page's address in another language; `path` is without language in front."""
    return path if language == SOURCE else f"/{language}{path}"
