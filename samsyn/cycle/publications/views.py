# SPDX-License-Identifier: EUPL-1.2
"""What residents read: frozen copies only. And the page where these are published."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.followups import reads as followups
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications import compute, reads, rules, writes
from samsyn.cycle.publications.forms import NoteForm
from samsyn.cycle.publications.models import Kind
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request


@require_GET
def front(request: Request, key: str) -> HttpResponse:
    """The residents' front page: report, what was promised, how it stands, what happened."""
    found = reads.standing(request.partnership, Kind.PROMISE, seen_by=request.person)
    picture = reads.picture(request.partnership, seen_by=request.person)
    context = {"promises": [_promise(row) for row in found], "picture": picture and _thawed(picture)}
    return _public(request, "publications/front.html", context)


@require_GET
def promise_list(request: Request, key: str) -> HttpResponse:
    """All promises that stand."""
    found = reads.standing(request.partnership, Kind.PROMISE, seen_by=request.person)
    return _public(request, "publications/promises.html", {"promises": [_promise(row) for row in found]})


@require_GET
def promise(request: Request, key: str, slug: str) -> HttpResponse:
    """One promise with its whole chain."""
    row = reads.promise(request.partnership, slug, seen_by=request.person)
    context = _promise(row) | {
        "followups": reads.followups(request.partnership, slug, seen_by=request.person)
    }
    return _public(request, "publications/promise.html", context)


@require_GET
def followup(request: Request, key: str, slug: str, period: str) -> HttpResponse:
    """One follow-up at its lasting address, as it was published."""
    row = reads.followup(request.partnership, slug, period, seen_by=request.person, number=_number(request))
    context = _promise(row) | {
        "followups": reads.followups(request.partnership, slug, seen_by=request.person),
        "earlier": reads.earlier(row, seen_by=request.person),
        "lasting": True,
    }
    return _public(request, "publications/promise.html", context)


@require_GET
def picture(request: Request, key: str) -> HttpResponse:
    """The public picture: areas and categories with table, never cells."""
    row = reads.picture(request.partnership, seen_by=request.person)
    return _public(request, "publications/picture.html", {"row": row} | (_thawed(row) if row else {}))


@require_GET
def answers(request: Request, key: str) -> HttpResponse:
    """You said, we did: the findings behind each promise, and what was done."""
    found = reads.standing(request.partnership, Kind.PROMISE, seen_by=request.person)
    return _public(request, "publications/answers.html", {"promises": [_promise(row) for row in found]})


@require_GET
def privacy(request: Request, key: str) -> HttpResponse:
    """What is kept and what is not, said plainly."""
    return _public(request, "publications/privacy.html", {})


@require_GET
def feed(request: Request, key: str) -> HttpResponse:
    """Atom: what was published last."""
    rows = reads.latest(request.partnership, seen_by=request.person)
    context = {"rows": rows, "updated": rows[0].published_at if rows else request.partnership.created_at}
    response = render(
        request, "publications/feed.atom", context, content_type="application/atom+xml; charset=utf-8"
    )
    patch_cache_control(response, public=True, max_age=300)
    return response


def work(request: Request, key: str) -> HttpResponse:
    """What is out, with addresses, and what waits to be published."""
    person = request.person
    waits = reads.unpublished(request.partnership, seen_by=person)
    context = {
        "out": reads.standing(request.partnership, seen_by=person),
        "promises_waiting": waits["promises"],
        "followups_waiting": waits["followups"],
        "picture_waiting": waits["picture"],
        "may_publish": allowed(rules.check_may_publish, person, request.partnership),
        "form": NoteForm(),
    }
    return render(request, "publications/work.html", context)


@require_POST
def publish_promise(request: Request, key: str, slug: str) -> HttpResponse:
    """Publish a promise."""
    found = promises.promise(slug, request.partnership, seen_by=request.person)
    writes.publish_promise(found, by=request.person)
    return redirect("publications-work", key=key)


@require_POST
def publish_followup(request: Request, key: str, period: str) -> HttpResponse:
    """Publish a follow-up."""
    found = followups.followup(period, request.partnership, seen_by=request.person)
    writes.publish_followup(found, by=request.person, note=NoteForm.note_in(request.POST))
    return redirect("publications-work", key=key)


@require_POST
def publish_picture(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Publish the residents' edition of a picture."""
    found = pictures.picture(uuid, request.partnership, seen_by=request.person)
    writes.publish_picture(found, by=request.person, note=NoteForm.note_in(request.POST))
    return redirect("publications-work", key=key)


def _public(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    patch_cache_control(response, public=True, max_age=60)
    return response


def _promise(row: Any) -> dict[str, Any]:
    content = reads.content(row)
    chain = content["chain"]
    at = content["standing"]["period"]
    indicators = [
        indicator
        | {
            "status": compute.status_at(indicator, at),
            "cells": [
                {"period": period, "current": period == at, "reading": indicator["readings"].get(period)}
                for period in chain["periods"][-4:]
            ],
        }
        for indicator in chain["indicators"]
    ]
    return {
        "row": row,
        "chain": chain,
        "promise": chain["promise"],
        "standing": content["standing"],
        "approvals": content.get("approvals", []),
        "indicators": indicators,
        "done": [activity for activity in chain["activities"] if activity.get("done")],
        "next_steps": [
            reading["next_step"]
            for indicator in indicators
            if (reading := indicator["readings"].get(at)) and reading.get("next_step")
        ],
    }


def _thawed(row: Any) -> dict[str, Any]:
    return {"content": reads.content(row), "row": row}


def _number(request: Request) -> int | None:
    asked = request.GET.get("version", "")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else None
