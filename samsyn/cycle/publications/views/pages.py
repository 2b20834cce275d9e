# SPDX-License-Identifier: EUPL-1.2
"""What residents read: frozen copies only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.models import Kind
from samsyn.cycle.publications.views.keeping import of_promise, told, while_published
from samsyn.kit import clock
from samsyn.kit.errors import NotFound
from samsyn.kit.requests import Request


@require_safe
@while_published
def front(request: Request, key: str) -> HttpResponse:
    """The residents' front page: report, what was promised, how it stands, what happened."""
    found = reads.holding(request.partnership, seen_by=request.person)
    picture = reads.picture(request.partnership, seen_by=request.person)
    promises = [shown_promise(row) for row in found]
    shown = _thawed(picture) if picture else None
    context: dict[str, Any] = {
        "notices": _notices(request),
        "promises": promises,
        "picture": shown,
        "history": reads.has_history(request.partnership, seen_by=request.person),
        "measured": sum(1 for entry in promises if entry["standing"]["measured"]),
    }
    if shown and (figures := shown["content"].get("public_figures")):
        context["notable"] = compute.notable(figures)
    return public(request, "publications/front.html", context)


@require_safe
@while_published
def promise_list(request: Request, key: str) -> HttpResponse:
    """All promises that hold."""
    here, person = request.partnership, request.person
    context = {
        "promises": [shown_promise(row) for row in reads.holding(here, seen_by=person)],
        "history": reads.has_history(here, seen_by=person),
    }
    return public(request, "publications/promises.html", context)


@require_safe
@while_published
def history(request: Request, key: str) -> HttpResponse:
    """What was promised and told before: every follow-up, promise and picture at its lasting address."""
    here, person = request.partnership, request.person
    over = [shown_promise(row) for row in reads.over(here, seen_by=person)]
    before = {entry["row"].slug for entry in over if entry["promise"].get("history")}
    context = {
        "periods": [
            told | {"history": told["slugs"] <= before} for told in reads.periods(here, seen_by=person)
        ],
        "over": over,
        "pictures": reads.pictures_out(here, seen_by=person).defer("content"),
    }
    return public(request, "publications/history.html", context)


@require_safe
@while_published
def period(request: Request, key: str, period: str) -> HttpResponse:
    """The follow-up of one period, as it was told: each promise with how it stood then."""
    found = told(request, period)
    first = found[0]
    context = {
        "period": period,
        "promises": found,
        "approvals": first["approvals"],
        "published_at": max(entry["row"].published_at for entry in found),
        "due_on": first["row"].due_on,
        "source": first["history_source"],
        "alt": compute.followup_alt(request.partnership, found, period),
    }
    return public(request, "publications/period.html", context)


@require_safe
@while_published
def promise(request: Request, key: str, slug: str) -> HttpResponse:
    """One promise with its whole chain."""
    row = reads.promise(request.partnership, slug, seen_by=request.person)
    return _promise_page(request, row, {})


@require_safe
@while_published
def followup(request: Request, key: str, slug: str, period: str) -> HttpResponse:
    """One follow-up at its lasting address, as it was published."""
    person, asked = request.person, version_asked(request)
    standing = {row.period: row for row in of_promise(request, slug)[0]} if asked is None else {}
    row = standing.get(period) or reads.followup(
        request.partnership, slug, period, seen_by=person, number=asked
    )
    return _promise_page(request, row, {"earlier": reads.earlier(row, seen_by=person), "lasting": True})


@require_safe
@while_published
def picture(request: Request, key: str, period: str = "") -> HttpResponse:
    """The public picture, the latest or that of a period: areas and categories with table, never cells."""
    row = reads.picture(request.partnership, period, seen_by=request.person)
    if period and row is None:
        raise NotFound("no_such_page")
    context = {"row": row} | (_thawed(row) if row else {})
    figures = context["content"]["public_figures"] if row else {}
    context["map_data"] = reads.map_of(request.partnership, figures, seen_by=request.person)
    return public(request, "publications/picture.html", context)


@require_safe
@while_published
def answers(request: Request, key: str) -> HttpResponse:
    """You said, we did: the findings behind each promise, and what was done."""
    found = reads.standing(request.partnership, Kind.PROMISE, seen_by=request.person)
    return public(request, "publications/answers.html", {"promises": [shown_promise(row) for row in found]})


@require_safe
@while_published
def activity_plan(request: Request, key: str) -> HttpResponse:
    """What is done for each promise that holds, and outside them: never what is under embargo, which is not published."""
    here, person = request.partnership, request.person
    context = {
        "promises": [shown_promise(row) for row in reads.holding(here, seen_by=person)],
        "other_work": compute.other_work(here, seen_by=person),
    }
    return public(request, "publications/activities.html", context)


@require_safe
@while_published
def privacy(request: Request, key: str) -> HttpResponse:
    """What is kept and what is not, said plainly."""
    return public(request, "publications/privacy.html", {})


def _promise_page(request: Request, row: Any, more: dict[str, Any]) -> HttpResponse:
    """A promise, as it stands or as it stood, with the pictures and words to share it by."""
    here, slug = request.partnership, row.slug
    entry = shown_promise(row)
    names = {"key": here.key, "slug": slug}
    followups, numbered = of_promise(request, slug)
    # The picture is of the promise as it stands. A page that a later follow-up has passed offers none: spread by itself
    # it would tell of what was as of what is.
    pictured = not more or not reads.is_passed(row, followups)
    context = entry | {
        "followups": followups,
        "pictured": pictured,
        "picture_alt": compute.promise_alt(entry) if pictured else "",
        "numbered": numbered,
        "shared": compute.shared_promise(entry, settings.PUBLIC_URL + row.get_absolute_url()),
        "image_wide": reverse("publications-promise-image", kwargs=names | {"shape": "bred"}),
        "image_square": reverse("publications-promise-image", kwargs=names | {"shape": "kvadrat"}),
    }
    return public(request, "publications/promise.html", context | more)


def public(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that anyone may read, and that caches may keep for a minute."""
    response = render(request, template, context)
    patch_cache_control(response, public=True, max_age=60)
    return response


def shown_promise(row: Any) -> dict[str, Any]:
    """A published promise as its page shows it."""
    return compute.shown(row, compute.content(row))


def _thawed(row: Any) -> dict[str, Any]:
    return {"content": compute.content(row), "row": row}


def version_asked(request: Request) -> int | None:
    """The version of a page that the address asks for; None for the latest."""
    asked = request.GET.get("version", "")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else None


def _notices(request: Request) -> list[dict[str, Any]]:
    """The newest notices, for the front page."""
    now = clock.now()
    found = reads.told(request.partnership, seen_by=request.person)[:3]
    return [{"row": row, "content": content, "late": reads.is_late(content, now)} for row, content in found]
