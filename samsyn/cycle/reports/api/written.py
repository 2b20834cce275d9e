# SPDX-License-Identifier: EUPL-1.2
"""Answers of Open311 as JSON or XML, from one and the same plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpResponse

# What a list is called in XML, and what each of its items is called.
ITEMS = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "contacts": "contact",
    "endpoints": "endpoint",
    "formats": "format",
}


def answer(name: str, found: Any, form: str, *, status: int = 200) -> HttpResponse:
    """`found` under the root `name`, as the ending of the address asks: "json" or "xml"."""
    if form == "xml":
        body = '<?xml version="1.0" encoding="utf-8"?>\n' + _element(name, found)
        return HttpResponse(body, status=status, content_type="text/xml; charset=utf-8")
    body = json.dumps(found, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


def _element(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        inner = "".join(_element(str(key), item) for key, item in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        inner = "".join(_element(ITEMS.get(name, "item"), item) for item in value)
    elif value is None:
        return f"<{name}/>"
    else:
        inner = escape(str(value).lower() if isinstance(value, bool) else str(value))
    return f"<{name}>{inner}</{name}>"
