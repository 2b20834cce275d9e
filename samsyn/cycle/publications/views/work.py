# SPDX-License-Identifier: EUPL-1.2
"""The page where things are published: what waits, and what is out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.cycle.followups import reads as followups
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications import reads, rules, writes
from samsyn.cycle.publications.forms import NoteForm
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request


def work(request: Request, key: str) -> HttpResponse:
    """What is out, with addresses, and what waits to be published."""
    person = request.person
    may_publish = allowed(rules.check_may_publish, person, request.partnership)
    waits = reads.unpublished(request.partnership, seen_by=person)
    context = {
        "out": reads.standing(request.partnership, seen_by=person),
        "promises_waiting": waits["promises"],
        "followups_waiting": waits["followups"],
        "picture_waiting": waits["picture"],
        "may_publish": may_publish,
        "subscribers": reads.subscribers(request.partnership, seen_by=person) if may_publish else [],
        "may_write_notices": allowed(rules.check_may_write_notices, person, request.partnership),
        "notices": reads.notices(request.partnership, seen_by=person)[:20],
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
