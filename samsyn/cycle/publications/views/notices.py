# SPDX-License-Identifier: EUPL-1.2
"""Notices: as residents read them, and where they are written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.cycle.publications import compute, reads, rules, writes
from samsyn.cycle.publications.forms import NoteForm, NoticeForm
from samsyn.cycle.publications.models import Notice, NoticeState
from samsyn.cycle.publications.views.keeping import while_published
from samsyn.cycle.publications.views.pages import public, version_asked
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request


@require_safe
@while_published
def notices(request: Request, key: str) -> HttpResponse:
    """All notices, newest first."""
    return public(request, "publications/notices.html", {"notices": shown_notices(request)})


@require_safe
@while_published
def notice(request: Request, key: str, slug: str) -> HttpResponse:
    """One notice at its lasting address; an earlier version where it is asked for."""
    here, person = request.partnership, request.person
    row = reads.told_one(here, slug, seen_by=person, number=version_asked(request))
    content = compute.content(row)
    newest = reads.told_one(here, slug, seen_by=person)
    context = {
        "row": row,
        "content": content,
        "late": row.pk == newest.pk and reads.is_late(content, clock.now()),
        "newest": newest if row.pk != newest.pk else None,
        "earlier": reads.earlier(row, seen_by=person),
        "address": settings.PUBLIC_URL + row.get_absolute_url(),
    }
    return public(request, "publications/notice.html", context)


def shown_notices(request: Request, most: int | None = None) -> list[dict[str, Any]]:
    """The notices that are out, each with its content and whether its next word is late."""
    found = reads.told(request.partnership, seen_by=request.person)[:most]
    now = clock.now()
    return [{"row": row, "content": content, "late": reads.is_late(content, now)} for row, content in found]


@require_http_methods(["GET", "HEAD", "POST"])
def new_notice(request: Request, key: str, kind: str) -> HttpResponse:
    """Begin a notice."""
    rules.check_may_write_notices(request.person, request.partnership)
    form = _form(request, kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = writes.write_notice(request.partnership, kind, by=request.person, **form.written())
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("publications-notice-edit", key=key, uuid=made.uuid)
    return _page(request, {"form": form, "kind": kind}, bad=request.method == "POST")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_notice(request: Request, key: str, uuid: UUID) -> HttpResponse:
    """Write a notice anew, see it, and publish it."""
    found = reads.notice(uuid, request.partnership, seen_by=request.person)
    form = _form(request, found.kind, found)
    if request.method == "POST":
        rules.check_may_change(request.person, found)
        if form.is_valid():
            try:
                version = form.cleaned_data["version"]
                writes.rewrite_notice(found, by=request.person, version=version, **form.written())
            except BadInput as refused:
                form.refuse(refused)
            else:
                return redirect("publications-notice-edit", key=key, uuid=uuid)
    return _one(request, found, form, bad=request.method == "POST")


@require_POST
def send_notice(request: Request, key: str, uuid: UUID) -> HttpResponse:
    """Publish a notice; what was wrong is said where it was written."""
    found = reads.notice(uuid, request.partnership, seen_by=request.person)
    try:
        writes.publish_notice(found, by=request.person, note=NoteForm.note_in(request.POST))
    except BadInput as refused:
        note = NoteForm(request.POST)
        note.is_valid()
        return _one(
            request, found, _form(request, found.kind, found, read=True), note=note, refused=refused, bad=True
        )
    return redirect("publications-notice-edit", key=key, uuid=uuid)


@require_POST
def drop_notice(request: Request, key: str, uuid: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = reads.notice(uuid, request.partnership, seen_by=request.person)
    writes.drop_notice(found, by=request.person)
    return redirect("publications-work", key=key)


def _form(request: Request, kind: str, notice: Notice | None = None, *, read: bool = False) -> NoticeForm:
    here, person = request.partnership, request.person
    typed = request.POST if request.method == "POST" and not read else None
    return NoticeForm(
        typed,
        initial=NoticeForm.first(notice) if notice else {},
        kind=kind,
        areas=places.placing_areas(here, seen_by=person),
        offered=compute.figures(here, seen_by=person),
    )


def _one(
    request: Request,
    found: Notice,
    form: NoticeForm,
    *,
    note: NoteForm | None = None,
    refused: BadInput | None = None,
    bad: bool,
) -> HttpResponse:
    out = found.state == NoticeState.OUT
    context = {
        "notice": found,
        "kind": found.kind,
        "form": form,
        "note": note or NoteForm(),
        "refused": refused.code if refused else "",
        "row": reads.told_one(request.partnership, found.slug, seen_by=request.person) if out else None,
        "may_change": allowed(rules.check_may_change, request.person, found),
        "may_send": allowed(rules.check_may_send_out, request.person, found),
        "may_drop": allowed(rules.check_may_drop, request.person, found),
    }
    return _page(request, context, bad=bad)


def _page(request: Request, context: dict[str, Any], *, bad: bool) -> HttpResponse:
    return render(request, "publications/notice_work.html", context, status=400 if bad else 200)
