# SPDX-License-Identifier: EUPL-1.2
"""The papers of a meeting: the pages that are sent the day before, made from the very figures of the screens."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.kit import clock, documents
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import reads, rules, writes
from samsyn.rhythm.models import Meeting
from samsyn.rhythm.views import agenda
from samsyn.rhythm.views.minutes import WRITERS

MOST = 12
"""Rows of a list in the papers themselves; the rest stands in the annexes, so that the papers keep within four pages."""


@require_GET
def papers(request: Request, key: str, uuid: Any) -> HttpResponse:
    """The papers as a page that prints well."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    return render(
        request,
        "rhythm/papers.html",
        _told(request, found) | {"as_page": documents.to_page(_document(request, found))},
    )


@require_GET
def as_file(request: Request, key: str, uuid: Any, kind: str) -> HttpResponse:
    """The same papers as one tagged PDF or as a Word file."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    write, content_type = WRITERS[kind]
    answer = HttpResponse(write(_document(request, found)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="handlingar-{found.held_on}.{kind}"'
    return answer


@require_POST
def send(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Mail the members' functions that the papers are there."""
    writes.send_papers(reads.meeting(uuid, request.partnership, seen_by=request.person), by=request.person)
    return redirect("rhythm-papers", key=key, uuid=uuid)


def _told(request: Request, found: Meeting) -> dict[str, Any]:
    here, eyes = request.partnership, rules.for_all(request.partnership)
    following = reads.upcoming(here, seen_by=eyes, forum=found.forum, after=found.held_on).first()
    return {
        "meeting": found,
        "partnership": here,
        "points": reads.points_of(found),
        "shown": {point: agenda.at(found, point) for point in reads.points_of(found)},
        "open": reads.open_decisions(here, seen_by=eyes, forum=found.forum),
        "brought": reads.items(found, seen_by=eyes),
        "seats": reads.seats(found.forum, seen_by=eyes),
        "before": reads.previous(found, seen_by=eyes),
        "rhythm": reads.rhythm(found.forum, seen_by=eyes, day=found.held_on),
        "following": following,
        "most": MOST,
        "today": clock.today(),
        "mailboxes": len(reads.mailboxes(found.forum, seen_by=eyes)),
        "may_lead": allowed(rules.check_may_lead, request.person, here),
    }


def _document(request: Request, found: Meeting) -> documents.Document:
    return documents.from_template(
        "rhythm/papers_document.html",
        _told(request, found),
        language=request.language,
        dated=found.held_on,
    )
