# SPDX-License-Identifier: EUPL-1.2
"""The page where things are published: what waits, and what is out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications import compute, reads, rules, writes
from samsyn.cycle.publications.forms import NoteForm, OtherWorkForm
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request


def work(request: Request, key: str) -> HttpResponse:
    """What is out, with addresses, and what waits to be published."""
    return render(request, "publications/work.html", _page_of(request))


def _page_of(request: Request) -> dict[str, Any]:
    person = request.person
    may_publish = allowed(rules.check_may_publish, person, request.partnership)
    waits = reads.unpublished(request.partnership, seen_by=person)
    return {
        "out": reads.standing(request.partnership, seen_by=person),
        "promises_waiting": waits["promises"],
        "followups_waiting": waits["followups"],
        "picture_waiting": waits["picture"],
        "may_publish": may_publish,
        "subscribers": reads.subscribers(request.partnership, seen_by=person) if may_publish else [],
        "may_write_notices": allowed(rules.check_may_write_notices, person, request.partnership),
        "notices": reads.notices(request.partnership, seen_by=person)[:20],
        "form": NoteForm(),
        "other_work": _other_work(request) if may_publish else None,
    }


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
def publish_other_work(request: Request, key: str) -> HttpResponse:
    """Publish the joint work outside the promises that is ticked."""
    form = _other_work(request)
    if form.is_valid():
        try:
            writes.publish_other_work(request.partnership, form.cleaned_data["activities"], by=request.person)
            return redirect("publications-work", key=key)
        except BadInput as refused:
            form.refuse(refused)
    context = _page_of(request) | {"other_work": form}
    return render(request, "publications/work.html", context, status=400)


def _other_work(request: Request) -> OtherWorkForm:
    """What may be told, with what is out ticked."""
    here, person = request.partnership, request.person
    return OtherWorkForm(
        request.POST if request.method == "POST" else None,
        offered=activities.outside_promises(here, seen_by=person),
        out=[row["uuid"] for row in compute.other_work(here, seen_by=person)],
    )


@require_POST
def publish_picture(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Publish the residents' edition of a picture."""
    found = pictures.picture(uuid, request.partnership, seen_by=request.person)
    writes.publish_picture(found, by=request.person, note=NoteForm.note_in(request.POST))
    return redirect("publications-work", key=key)
