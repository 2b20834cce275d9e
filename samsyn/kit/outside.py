# SPDX-License-Identifier: EUPL-1.2
"""The few calls that leave this machine, each by a setting: named, limited in time and size, never followed elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from samsyn.kit.errors import BadInput, SamsynError

SECONDS = 20
MOST_BYTES = 5_000_000


class OutsideFailed(SamsynError):
    """Somebody else's service did not do what was asked; `code` says how, never what it wrote."""

    status = 502


class _StayThere(HTTPRedirectHandler):
    """A service that points elsewhere is told of: what is sent here was meant for one address."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_open = build_opener(_StayThere()).open


def check_address(address: str, field: str = "address") -> str:
    """An address that may be called. Raises BadInput for anything but http and https with a host."""
    parts = urlsplit(address.strip())
    try:
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
        parts.port  # noqa: B018 - reading it is what finds a broken one
    except ValueError:
        fine = False
    if not fine or any(sign.isspace() for sign in address.strip()):
        raise BadInput("bad_address", field=field)
    return address.strip()


def user_agent() -> str:
    """Who calls: the product and the address of this installation, as operators of open services ask for."""
    return f"Samsyn/1 (+{settings.PUBLIC_URL})"


def get_json(address: str, asked: Mapping[str, str] | None = None) -> Any:
    """What an address answers, as JSON. Raises OutsideFailed."""
    return _json(Request(_with(address, asked), headers=_headers()))  # noqa: S310 - checked in _call


def post_form(address: str, told: Mapping[str, str], **headers: str) -> Any:
    """Send a form and read the JSON answered. Raises OutsideFailed."""
    body = urlencode(told).encode()
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return _json(Request(address, data=body, headers=_headers() | more))  # noqa: S310 - checked in _call


def _headers() -> dict[str, str]:
    return {"User-Agent": user_agent(), "Accept": "application/json"}


def _with(address: str, asked: Mapping[str, str] | None) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address


def _json(request: Request) -> Any:
    try:
        return json.loads(_call(request))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise OutsideFailed("outside_unreadable") from None


def _call(request: Request) -> bytes:
    check_address(request.full_url)
    try:
        with _open(request, timeout=SECONDS) as answer:
            body: bytes = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise OutsideFailed("outside_refused", http=error.code) from None
    except (URLError, HTTPException, TimeoutError, OSError):
        raise OutsideFailed("outside_silent") from None
    if len(body) > MOST_BYTES:
        raise OutsideFailed("outside_too_much")
    return body
