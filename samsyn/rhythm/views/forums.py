# SPDX-License-Identifier: EUPL-1.2
"""The forums: which there are, when they meet next, and what they have decided that is not done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.activities import reads as activities
from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotNow, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import reads, rules, writes
from samsyn.rhythm.forms import CloseForm, ForumForm, MeetingForm, SeatForm
from samsyn.rhythm.models import ForumKind
from samsyn.rhythm.views.meeting import refuse


@require_GET
def meetings(request: Request, key: str) -> HttpResponse:
    """All forums, their next and latest meetings, and the decisions that are open."""
    here, person = request.partnership, request.person
    rules.check_may_see(person, here)
    rows = []
    for forum in reads.forums(here, seen_by=person):
        coming = reads.upcoming(here, seen_by=person, forum=forum).first()
        held = reads.meetings(here, seen_by=person, forum=forum).filter(held_on__lte=clock.today())
        running = held.filter(state="held").first()
        rows.append(
            {
                "forum": forum,
                "coming": coming,
                "running": running,
                "latest": held.exclude(state="planned").first(),
                "rhythm": reads.rhythm(forum, seen_by=person),
            }
        )
    context = {
        "rows": rows,
        "open": reads.open_decisions(here, seen_by=person),
        "left": reads.of_those_who_left(here, seen_by=person),
        "prepared": reads.prepared(here, seen_by=person).count(),
        "today": clock.today(),
        "may_settle": allowed(rules.check_may_settle, person, here),
        "may_lead": allowed(rules.check_may_lead, person, here),
    }
    return render(request, "rhythm/meetings.html", context)


def new_forum(request: Request, key: str) -> HttpResponse:
    """Add a forum under its own name."""
    rules.check_may_settle(request.person, request.partnership)
    form = ForumForm(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed.pop("version")
        try:
            made = writes.add_forum(
                request.partnership, typed.pop("kind"), typed.pop("name"), by=request.person, **typed
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-forum", key=key, uuid=made.uuid)
    status = 400 if request.method == "POST" else 200
    return render(request, "rhythm/new_forum.html", {"form": form}, status=status)


def forum(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One forum: its meetings, its mandate, and what it is called."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.forum(uuid, request.partnership, seen_by=request.person)
    form = ForumForm(request.POST or None, initial=_now(found), settled=True, **_choices(request, found))
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_forum(found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-forum", key=key, uuid=uuid)
    return _page(request, found, form=form)


@require_POST
def call(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Call a meeting of the forum."""
    found = reads.forum(uuid, request.partnership, seen_by=request.person)
    form = MeetingForm(request.POST)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            made = writes.call(found, typed.pop("held_on"), by=request.person, **typed)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-meeting", key=key, uuid=made.uuid)
    return _page(request, found, calling=form)


@require_POST
def close(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Close a forum; what is open in it goes to another."""
    found = reads.forum(uuid, request.partnership, seen_by=request.person)
    form = CloseForm(request.POST, forums=_takers(request, found))
    if form.is_valid():
        try:
            writes.close_forum(found, by=request.person, to=form.cleaned_data["to"])
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return redirect("rhythm-meetings", key=key)
    return _page(request, found, closing=form)


@require_POST
def seat(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Make a function a member of the forum."""
    found = reads.forum(uuid, request.partnership, seen_by=request.person)
    form = SeatForm(request.POST, functions=reads.functions(request.partnership, seen_by=request.person))
    if form.is_valid():
        try:
            writes.seat(found, by=request.person, **form.cleaned_data)
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return redirect("rhythm-forum", key=key, uuid=uuid)
    return _page(request, found, seating=form)


@require_POST
def unseat(request: Request, key: str, uuid: Any, seat: Any) -> HttpResponse:
    """End a seat in the forum."""
    writes.unseat(reads.seat(seat, request.partnership, seen_by=request.person), by=request.person)
    return redirect("rhythm-forum", key=key, uuid=uuid)


def _page(request: Request, found: Any, **forms: Any) -> HttpResponse:
    here, person = request.partnership, request.person
    rows = reads.meetings(here, seen_by=person, forum=found)
    context = {
        "forum": found,
        "coming": reads.upcoming(here, seen_by=person, forum=found),
        "past": rows.exclude(state="planned", held_on__gte=clock.today())[:60],
        "open": reads.open_decisions(here, seen_by=person, forum=found),
        "calling": MeetingForm(initial={"starts_at": found.starts_at, "place_text": found.place_text}),
        "form": ForumForm(initial=_now(found), settled=True, **_choices(request, found)),
        "seats": reads.seats(found, seen_by=person),
        "seating": SeatForm(functions=reads.functions(here, seen_by=person)),
        "closing": CloseForm(forums=_takers(request, found)),
        "raised": reads.questions(here, seen_by=rules.for_all(here), forum=found, state="raised"),
        "rhythm": reads.rhythm(found, seen_by=person),
        "priorities": reads.priorities(here, seen_by=person, forum=found),
        "persons": found.kind == ForumKind.ABOUT_PERSONS,
        "may_settle": allowed(rules.check_may_settle, person, here),
        "may_call": allowed(rules.check_may_call, person, found),
    } | forms
    return render(request, "rhythm/forum.html", context, status=400 if request.method == "POST" else 200)


def _takers(request: Request, found: Any) -> list[Any]:
    """The forums that can take over what is open."""
    rows = reads.forums(request.partnership, seen_by=request.person)
    return [row for row in rows if row.pk != found.pk and row.kind != ForumKind.ABOUT_PERSONS]


def _choices(request: Request, found: Any = None) -> dict[str, Any]:
    here, person = request.partnership, request.person
    above = [row for row in reads.forums(here, seen_by=person) if found is None or row.pk != found.pk]
    return {
        "organisations": people.organisations(here, seen_by=person),
        "above": above,
        "activities": activities.activities(here, seen_by=person).exclude(state="cancelled"),
        "areas": places.placing_areas(here, seen_by=person),
    }


def _now(found: Any) -> dict[str, Any]:
    known = {
        name: getattr(found, name)
        for name in ("name", "mandate", "every", "starts_at", "place_text", "quorum", "version")
    }
    for name in ("led_by", "reports_to", "activity", "area"):
        row = getattr(found, name)
        known[name] = str(row.uuid) if row else ""
    return known
