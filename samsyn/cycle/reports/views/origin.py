# SPDX-License-Identifier: EUPL-1.2
"""Where a form was sent from. The resident's pages set no cookie, so the sender's site is looked at instead."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from our own pages, as far as the browser says.

    A browser names its origin with every form it sends, so one without a word is no browser that another site has
    lured. The pages hold no session either: nobody's rights can be borrowed, only a report be made.
    """
    said = request.headers.get("Sec-Fetch-Site")
    if said in ("same-origin", "none"):
        return True
    for header in ("Origin", "Referer"):
        named = request.headers.get(header)
        if named:
            return urlsplit(named).netloc in (request.get_host(), urlsplit(settings.PUBLIC_URL).netloc)
    return said is None
