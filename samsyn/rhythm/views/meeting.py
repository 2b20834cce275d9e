# SPDX-License-Identifier: EUPL-1.2
"""One meeting: its agenda at the left, the point that is up in the middle, the decision at the right."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotNow, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import reads, rules, writes
from samsyn.rhythm.forms import CancelForm, DecisionForm, MeetingForm, NoteForm, ReviewForm
from samsyn.rhythm.models import Effect, ForumKind, Said
from samsyn.rhythm.views import agenda


@require_GET
def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """The meeting at one point of its agenda."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    if found.state == "approved":
        return redirect("rhythm-minutes", key=key, uuid=uuid)
    return _page(request, found)


@require_POST
def decide(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Decide. What was typed stays when it cannot be."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    form = DecisionForm(request.POST, **_choices(request))
    if form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            writes.decide(found, typed.pop("what"), typed.pop("organisation"), by=request.person, **typed)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return _back(request, key, uuid, {"beslutat": "1"})
    return _page(request, found, deciding=form)


@require_POST
def note(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Note something under a point. Where somebody wrote meanwhile, both texts are shown and none is lost."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            writes.note(found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        except NotNow as refused:
            if refused.code != "changed_meanwhile":
                raise
            typed = form.cleaned_data
            newer = reads.notes(found, seen_by=request.person)[typed["point"]]
            kept = NoteForm(
                initial={"point": typed["point"], "text": typed["text"], "version": newer.version}
            )
            return _page(request, found, noting=kept, newer=newer)
        else:
            return _back(request, key, uuid)
    return _page(request, found, noting=form)


@require_POST
def review(request: Request, key: str, uuid: Any, decision: Any) -> HttpResponse:
    """Say how an earlier decision stands."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    about = reads.decision(decision, request.partnership, seen_by=request.person)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            writes.review(about, found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return _back(request, key, uuid, anchor=f"beslut-{about.uuid}")
    return _page(request, found, reviewing={"decision": about, "form": form})


@require_POST
def attend(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Write which organisations are there."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    chosen = set(request.POST.getlist("present"))
    rows = people.organisations(request.partnership, seen_by=request.person)
    writes.attend(found, [row for row in rows if str(row.uuid) in chosen], by=request.person)
    return _back(request, key, uuid)


@require_POST
def reschedule(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Give the meeting another day."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    form = MeetingForm(request.POST)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            writes.reschedule(found, typed.pop("held_on"), by=request.person, **typed)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return _back(request, key, uuid)
    return _page(request, found, moving=form)


@require_POST
def cancel(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Cancel the meeting."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            writes.cancel(found, form.cleaned_data["reason"], by=request.person)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-forum", key=key, uuid=found.forum.uuid)
    return _page(request, found, cancelling=form)


def _page(request: Request, found: Any, **forms: Any) -> HttpResponse:
    here, person = request.partnership, request.person
    points = reads.points_of(found)
    asked = request.GET.get("punkt", "") or request.POST.get("punkt", "")
    point = asked if asked in points else points[0]
    written = reads.notes(found, seen_by=person)
    now = written.get(point)
    context = {
        "meeting": found,
        "is_board": found.forum.kind == ForumKind.BOARD,
        "points": [
            {"code": code, "noted": code in written, "number": at} for at, code in enumerate(points, 1)
        ],
        "point": point,
        "number": points.index(point) + 1,
        "before": points[points.index(point) - 1] if point != points[0] else "",
        "after": points[points.index(point) + 1] if point != points[-1] else "",
        "now": clock.now(),
        "deciding": DecisionForm(**_choices(request), initial=_prefilled(request, found)),
        "noting": NoteForm(
            initial={"point": point, "text": now.text if now else "", "version": now.version if now else None}
        ),
        "note": now,
        "moving": MeetingForm(
            initial={"held_on": found.held_on, "starts_at": found.starts_at, "place_text": found.place_text}
        ),
        "cancelling": CancelForm(),
        "made": reads.decisions(here, seen_by=person, meeting=found),
        "organisations": people.organisations(here, seen_by=person),
        "there": {row.pk for row in found.present.all()},
        "said": Said.values,
        "effects": Effect.values,
        "just_decided": "beslutat" in request.GET,
        "lies_ahead": found.held_on > clock.today(),
        "may_write": allowed(rules.check_may_write, person, found),
        "may_decide": allowed(rules.check_may_decide, person, found),
        "may_move": allowed(rules.check_may_reschedule, person, found),
        "may_approve": allowed(rules.check_may_approve, person, found),
    }
    context |= agenda.at(request, found, point) | forms
    return render(request, "rhythm/meeting.html", context, status=400 if request.method == "POST" else 200)


def _prefilled(request: Request, found: Any) -> dict[str, Any]:
    """The area that is looked at stands in the form already."""
    return {
        "area": request.GET.get("omrade", ""),
        "starts_on": found.held_on if found.forum.kind == "board" else None,
    }


def _choices(request: Request) -> dict[str, Any]:
    return {
        "organisations": people.organisations(request.partnership, seen_by=request.person),
        "areas": places.placing_areas(request.partnership, seen_by=request.person),
    }


def _back(
    request: Request, key: str, uuid: Any, more: dict[str, str] | None = None, anchor: str = ""
) -> HttpResponse:
    """Back to the point that was up."""
    point = request.POST.get("punkt", "")
    query = ({"punkt": point} if point.isidentifier() else {}) | (more or {})
    address = reverse("rhythm-meeting", kwargs={"key": key, "uuid": uuid})
    return redirect(address + (f"?{urlencode(query)}" if query else "") + (f"#{anchor}" if anchor else ""))
