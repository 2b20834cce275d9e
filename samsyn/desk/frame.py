# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page needs to know: partnership, caller, language, and the stations of the chain."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from samsyn.kit.callers import PUBLIC
from samsyn.kit.languages import PREFIXES, SOURCE, address_in

STATIONS = ["rapporter", "lagesbild", "loften", "aktiviteter", "uppfoljning", "publicerat"]
BESIDE = ["i-dag", "moten", "arshjul", "installningar"]
WORK_NAMES = {
    "rapporter": "reports-inbox",
    "lagesbild": "pictures-work",
    "loften": "promises-work",
    "aktiviteter": "activities-work",
    "uppfoljning": "followups-work",
    "publicerat": "publications-work",
    "i-dag": "desk-start",
    "moten": "rhythm-meetings",
    "arshjul": "rhythm-year",
    "installningar": "people-settings",
}
PUBLIC_NAMES = {
    "rapportera": "reports-new",
    "loften": "publications-promises",
    "lagesbild": "publications-picture",
    "ni-sa-vi-gjorde": "publications-answers",
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame; links to pages that do not exist are left out."""
    partnership = getattr(request, "partnership", None)
    person = getattr(request, "person", PUBLIC)
    found: dict[str, Any] = {
        "partnership": partnership,
        "person": person,
        "language": getattr(request, "language", SOURCE),
        "languages": SimpleLazyObject(lambda: _languages(request)),
    }
    if partnership is not None:
        found["public_nav"] = _links(PUBLIC_NAMES, partnership.key, request.path)
        if person.kind == "member":
            links = _links(WORK_NAMES, partnership.key, request.path)
            found["stations"] = [link for link in links if link["code"] in STATIONS]
            found["beside"] = [link for link in links if link["code"] in BESIDE]
    return found


def _links(names: dict[str, str], key: str, current: str) -> list[dict[str, Any]]:
    found = []
    for code, name in names.items():
        try:
            url = reverse(name, kwargs={"key": key})
        except NoReverseMatch:
            continue
        found.append({"code": code, "url": url, "current": current == url or current.startswith(url)})
    longest = max((len(link["url"]) for link in found if link["current"]), default=0)
    for link in found:
        link["current"] = link["current"] and len(link["url"]) == longest
    return found


def _languages(request: HttpRequest) -> list[dict[str, str]]:
    partnership = getattr(request, "partnership", None)
    switched_on = set(getattr(partnership, "languages", []) or []) | {SOURCE, "en"}
    return [
        {"code": code, "url": address_in(request.path_info, code)}
        for code in (SOURCE, *PREFIXES)
        if code in switched_on
    ]
