# SPDX-License-Identifier: EUPL-1.2
"""One meeting: its agenda at the left, the point that is up in the middle, the decision at the right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.core.exceptions import ValidationError
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
from samsyn.rhythm.forms import (
    CancelForm,
    DecisionForm,
    HandOnForm,
    ItemForm,
    MeetingForm,
    NoteForm,
    PriorityForm,
    ReviewForm,
)
from samsyn.rhythm.models import BRINGING, Effect, ForumKind, Said, State
from samsyn.rhythm.views import agenda

WITH_PAPERS = (ForumKind.STEERING, ForumKind.COUNCIL, ForumKind.LOCAL)


@require_GET
def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """The meeting at one point of its agenda."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    if found.state == "approved":
        return redirect("rhythm-minutes", key=key, uuid=uuid)
    return page(request, found)


@require_POST
def decide(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Decide. What was typed stays when it cannot be."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    form = DecisionForm(request.POST, **_choices(request))
    if form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            writes.decide(found, typed.pop("what"), typed.pop("organisation"), by=request.person, **typed)
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            given = {"beslutat": "1", "vem": request.POST.get("organisation", "")}
            return back(request, key, uuid, given)
    return page(request, found, deciding=form)


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
                refuse(form, refused)
                return page(request, found, noting=form)
            typed = form.cleaned_data
            newer = reads.notes(found, seen_by=request.person)[typed["point"]]
            kept = NoteForm(
                initial={"point": typed["point"], "text": typed["text"], "version": newer.version}
            )
            return page(request, found, noting=kept, newer=newer)
        else:
            return back(request, key, uuid)
    return page(request, found, noting=form)


@require_POST
def review(request: Request, key: str, uuid: Any, decision: Any) -> HttpResponse:
    """Say how an earlier decision stands."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    about = reads.decision(decision, request.partnership, seen_by=request.person)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            writes.review(about, found, by=request.person, **form.cleaned_data)
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return back(request, key, uuid, anchor=f"beslut-{about.uuid}")
    kept = {"withdrawing": {"decision": about, "form": form}} if about.meeting_id == found.pk else {}
    return page(request, found, reviewing={"decision": about, "form": form}, **kept)


@require_POST
def attend(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Write which organisations are there."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    chosen = set(request.POST.getlist("present"))
    rows = people.organisations(request.partnership, seen_by=request.person)
    writes.attend(found, [row for row in rows if str(row.uuid) in chosen], by=request.person)
    return back(request, key, uuid)


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
            return back(request, key, uuid)
    return page(request, found, moving=form)


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
    return page(request, found, cancelling=form)


@require_POST
def reinstate(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Let a cancelled meeting be held after all."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    writes.reinstate(found, by=request.person)
    return back(request, key, uuid)


def refuse(form: Any, refused: BadInput | NotNow) -> None:
    """Say in the form why it could not be done; what was typed stays."""
    if isinstance(refused, BadInput):
        form.refuse(refused)
    else:
        form.add_error(None, ValidationError("", code=refused.code, params=dict(refused.facts)))


def page(request: Request, found: Any, **forms: Any) -> HttpResponse:
    """The meeting's page, with forms that were refused in the place of empty ones."""
    here, person = request.partnership, request.person
    points = reads.points_of(found)
    asked = request.GET.get("punkt", "") or request.POST.get("punkt", "")
    point = asked if asked in points else points[0]
    eyes = rules.for_all(here)
    written = reads.notes(found, seen_by=eyes)
    now = written.get(point)
    brought = reads.items(found, seen_by=eyes)
    noted = set(written) | {row.point for row in brought}
    parties = list(people.organisations(here, seen_by=person))
    areas = list(places.placing_areas(here, seen_by=person))
    choices = {"organisations": parties, "areas": areas}
    may_lead = allowed(rules.check_may_lead, person, here)
    own = next((row for row in parties if row.pk == person.organisation_id), None)
    context = {
        "meeting": found,
        "is_board": found.forum.kind == ForumKind.BOARD,
        "has_papers": found.forum.kind in WITH_PAPERS,
        "points": [{"code": code, "noted": code in noted, "number": at} for at, code in enumerate(points, 1)],
        "point": point,
        "number": points.index(point) + 1,
        "before": points[points.index(point) - 1] if point != points[0] else "",
        "after": points[points.index(point) + 1] if point != points[-1] else "",
        "now": clock.now(),
        "deciding": DecisionForm(**choices, initial=_prefilled(request, found)),
        "noting": NoteForm(
            initial={"point": point, "text": now.text if now else "", "version": now.version if now else None}
        ),
        "note": now,
        "brought": [row for row in brought if row.point == point],
        "bringing": ItemForm(
            organisations=parties if may_lead else [own] if own else [],
            initial={"point": point, "uuid": uuid4(), "organisation": _last_party(request, own)},
        ),
        "may_bring": point in BRINGING
        and own is not None
        and allowed(rules.check_may_bring, person, found, own, point),
        "moving": MeetingForm(
            initial={"held_on": found.held_on, "starts_at": found.starts_at, "place_text": found.place_text}
        ),
        "cancelling": CancelForm(),
        "made": reads.decisions(here, seen_by=eyes, meeting=found),
        "organisations": parties,
        "handing_on": HandOnForm(organisations=parties),
        "putting_first": PriorityForm(areas=areas, spans=spans(found)),
        "there": {row.pk for row in found.present.all()},
        "said": Said.values,
        "effects": Effect.values,
        "just_decided": "beslutat" in request.GET,
        "lies_ahead": found.held_on > clock.today(),
        "may_lead": may_lead,
        "may_write": allowed(rules.check_may_write, person, found),
        "may_decide": allowed(rules.check_may_decide, person, found),
        "may_move": allowed(rules.check_may_reschedule, person, found),
        "may_cancel": may_lead and found.state in (State.PLANNED, State.HELD),
        "may_reinstate": allowed(rules.check_may_move, person, found, State.PLANNED),
        "may_approve": allowed(rules.check_may_approve, person, found),
    }
    context |= agenda.at(found, point, area=request.GET.get("omrade", "")) | forms
    return render(request, "rhythm/meeting.html", context, status=400 if request.method == "POST" else 200)


def spans(meeting: Any) -> list[tuple[str, str]]:
    """The quarter and the tertial of a meeting, and those that come next, as (key, key)."""
    found: list[str] = []
    for day in (meeting.held_on, meeting.held_on + timedelta(days=62)):
        found += [f"{day.year}-T{(day.month - 1) // 4 + 1}", f"{day.year}-Q{(day.month - 1) // 3 + 1}"]
    return [(name, name) for name in dict.fromkeys(sorted(found, key=lambda name: name[5:] + name))]


def _last_party(request: Request, own: Any) -> str:
    """The party whose line was just written stands chosen for the next."""
    asked = request.GET.get("part", "")
    return asked or (str(own.uuid) if own else "")


def _prefilled(request: Request, found: Any) -> dict[str, Any]:
    """The area that is looked at and the party that was just given something stand in the form already."""
    return {
        "area": request.GET.get("omrade", ""),
        "organisation": request.GET.get("vem", ""),
        "starts_on": found.held_on if found.forum.kind == "board" else None,
        "uuid": uuid4(),
    }


def _choices(request: Request) -> dict[str, Any]:
    return {
        "organisations": people.organisations(request.partnership, seen_by=request.person),
        "areas": places.placing_areas(request.partnership, seen_by=request.person),
    }


def back(
    request: Request, key: str, uuid: Any, more: dict[str, str] | None = None, anchor: str = ""
) -> HttpResponse:
    """Back to the point that was up."""
    point = request.POST.get("punkt", "")
    query = ({"punkt": point} if point.isidentifier() else {}) | (more or {})
    address = reverse("rhythm-meeting", kwargs={"key": key, "uuid": uuid})
    return redirect(address + (f"?{urlencode(query)}" if query else "") + (f"#{anchor}" if anchor else ""))
