# SPDX-License-Identifier: EUPL-1.2
"""The minutes: they write themselves, are read in a minute, and never change once approved."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.kit import clock, documents, frozen
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import compute, reads, rules, writes
from samsyn.rhythm.forms import ApproveForm

WRITERS = {
    "pdf": (documents.to_pdf, "application/pdf"),
    "docx": (documents.to_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_GET
def minutes(request: Request, key: str, uuid: Any) -> HttpResponse:
    """The minutes as a page that prints well."""
    rules.check_may_see(request.person, request.partnership)
    return _page(request, reads.meeting(uuid, request.partnership, seen_by=request.person))


@require_POST
def approve(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Approve the minutes: they are frozen."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            writes.approve(found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-minutes", key=key, uuid=uuid)
    return _page(request, found, approving=form)


@require_GET
def as_file(request: Request, key: str, uuid: Any, kind: str) -> HttpResponse:
    """The same minutes as a tagged PDF or a Word file."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    told = told_of(request, found)
    document = documents.from_template(
        "rhythm/minutes_document.html",
        {"told": told, "meeting": found, "partnership": request.partnership},
        language=request.language,
        dated=found.held_on,
    )
    write, content_type = WRITERS[kind]
    answer = HttpResponse(write(document), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="protokoll-{found.held_on}.{kind}"'
    return answer


@require_POST
def send(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Mail the members' functions that the minutes are there."""
    writes.send_minutes(reads.meeting(uuid, request.partnership, seen_by=request.person), by=request.person)
    return redirect("rhythm-minutes", key=key, uuid=uuid)


def told_of(request: Request, found: Any) -> dict[str, Any]:
    """The minutes as plain data: as they were frozen, or as they stand."""
    if found.state == "approved":
        return frozen.thaw(found.frozen_text, found.frozen_digest)
    eyes = rules.for_all(request.partnership)
    return reads.minutes(found, seen_by=eyes) | {"news": compute.shown_at(found, seen_by=eyes)}


def _page(request: Request, found: Any, **forms: Any) -> HttpResponse:
    context = {
        "meeting": found,
        "told": told_of(request, found),
        "approving": ApproveForm(initial={"approved_on": clock.today()}),
        "mailboxes": len(reads.mailboxes(found.forum, seen_by=request.person)),
        "may_lead": allowed(rules.check_may_lead, request.person, request.partnership),
        "may_approve": allowed(rules.check_may_approve, request.person, found),
    } | forms
    return render(request, "rhythm/minutes.html", context, status=400 if request.method == "POST" else 200)
