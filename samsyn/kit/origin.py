# SPDX-License-Identifier: EUPL-1.2
"""Where a form was sent from. The resident's pages set no cookie, so the sender's site is looked at instead."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

# Made anew in every process and kept nowhere else: what is counted under it cannot be led back to an address.
_KEY = secrets.token_bytes(32)


def keyed(text: str) -> str:
    """A name to count under in memory (`kit.rates.Rate`): a keyed digest, forgotten with the process."""
    return hmac.new(_KEY, text.encode(), hashlib.sha256).hexdigest()


def sender(request: HttpRequest) -> str:
    """The keyed digest of the network address that a form came from."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return keyed(address)


def from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from our own pages, as far as the browser says.

    A browser names its origin with every form it sends, so one without a word is no browser that another site has
    lured. The pages hold no session either: nobody's rights can be borrowed, only what anyone may send be sent.
    """
    said = request.headers.get("Sec-Fetch-Site")
    if said in ("same-origin", "none"):
        return True
    for header in ("Origin", "Referer"):
        named = request.headers.get(header)
        if named:
            return urlsplit(named).netloc in (request.get_host(), urlsplit(settings.PUBLIC_URL).netloc)
    return said is None
