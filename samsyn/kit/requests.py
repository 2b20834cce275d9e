# SPDX-License-Identifier: EUPL-1.2
"""The request as a view receives it: middleware has put the caller, the partnership and the language on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from samsyn.kit.callers import Caller


class Request(HttpRequest):
    """For annotations alone: `def page(request: Request, key: str) -> HttpResponse`."""

    person: Caller
    partnership: Any  # a people.Partnership, which stands above the kit; None where the address has no KEY
    language: str
