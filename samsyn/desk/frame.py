# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page needs to know: partnership, caller, language, and the stations of the chain."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from samsyn.cycle.followups import reads as followups
from samsyn.cycle.followups import rules as followup_rules
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, Caller
from samsyn.kit.errors import allowed
from samsyn.kit.languages import DRAFTS, PREFIXES, SOURCE, address_in
from samsyn.kit.requests import Request

WORK = {
    "reports": "reports-inbox",
    "pictures": "pictures-work",
    "promises": "promises-work",
    "activities": "activities-work",
    "followups": "followups-work",
    "publications": "publications-work",
    "today": "desk-start",
    "meetings": "rhythm-meetings",
    "year": "rhythm-year",
    "settings": "people-settings",
    "search": "desk-search",
    "help": "desk-help",
    "new_report": "reports-staff-new",
    "log": "activities-log",
}
PUBLIC_PAGES = {
    "report": "reports-new",
    "promises": "publications-promises",
    "picture": "publications-picture",
    "answers": "publications-answers",
}
FOOTER = {
    "measure_plan": "activities-public-plan",
    "accessibility": "publications-accessibility",
    "open_data": "publications-open-data",
    "privacy": "publications-privacy",
    "subscribe": "publications-subscribe",
    "feed": "publications-feed",
}


def _new_reports(partnership: Partnership, person: Caller) -> int:
    """How many reports nobody has looked at, for those who are to look."""
    if not person.has_role("coordinator", "moderator", "police_officer"):
        return 0
    return reports.how_many(partnership, reports.Filters(state="new"), seen_by=person)


def _days_left(partnership: Partnership, person: Caller) -> int:
    """Days until the follow-up under way is to be told; 0 where none is, or the day has passed."""
    if not allowed(followup_rules.check_may_follow_up, person, partnership):
        return 0
    rows = followups.unfinished(partnership, seen_by=person)
    return max((rows[0].due_on - clock.today()).days, 0) if rows else 0


WAITING: dict[str, Callable[[Partnership, Caller], int]] = {
    "reports": _new_reports,
    "followups": _days_left,
}


def frame(request: Request) -> dict[str, Any]:
    """Context of the frame; links to pages that do not exist are left out."""
    partnership = getattr(request, "partnership", None)
    person = getattr(request, "person", PUBLIC)
    found: dict[str, Any] = {
        "partnership": partnership,
        "person": person,
        "leave_url": settings.LEAVE_URL,
        "language": getattr(request, "language", SOURCE),
        "languages": SimpleLazyObject(lambda: _languages(request)),
    }
    if found["language"] in DRAFTS:
        read = found["language"] in (getattr(partnership, "languages", None) or [])
        found["translation"] = {"read": read, "swedish": address_in(request.path_info, SOURCE)}
    if person.kind == "member":
        found["logout_url"] = reverse("account_logout")
    if partnership is not None:
        names = WORK if person.kind == "member" else PUBLIC_PAGES
        found["nav"] = _links(names, partnership.key, request.path)
        if person.kind == "member":
            for link in found["nav"]:
                if link["code"] in WAITING:
                    # Asked for only where the menu is drawn, and once.
                    link["waiting"] = cache(partial(WAITING[link["code"]], partnership, person))
        found["public_nav"] = _links(PUBLIC_PAGES, partnership.key, request.path)
        found["home_url"] = _home(partnership.key)
        if partnership.brand_colours:
            found["theme_url"] = reverse("people-theme", kwargs={"key": partnership.key})
        if partnership.logo_digest:
            digest = partnership.logo_digest[:16]
            found["logo_url"] = reverse("people-logo", kwargs={"key": partnership.key, "digest": digest})
        found["footer_links"] = _links(FOOTER, partnership.key, request.path)
    return found


def _links(names: dict[str, str], key: str, current: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
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


def _languages(request: Request) -> list[dict[str, Any]]:
    partnership = getattr(request, "partnership", None)
    switched_on = set(getattr(partnership, "languages", []) or []) | {SOURCE, "en"}
    return [
        {"code": code, "url": address_in(request.path_info, code), "current": code == request.language}
        for code in (SOURCE, *PREFIXES)
        if code in switched_on
    ]


def _home(key: str) -> str:
    try:
        return reverse("publications-front", kwargs={"key": key})
    except NoReverseMatch:
        return "/"
