# SPDX-License-Identifier: EUPL-1.2
"""The pages of dialogues: the register, one occasion with what was said, and traffic place by place."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.dialogues import compute, reads, rules, writes
from samsyn.cycle.dialogues.forms import AnswerForm, CountForm, ObservationForm, OccasionForm, ToldForm
from samsyn.cycle.dialogues.models import MOVES, OBSERVATION_MOVES, Kind, ObservationState, State
from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.map import layers
from samsyn.kit.requests import Request


@require_GET
def occasions(request: Request, key: str) -> HttpResponse:
    """The register: what lies ahead, what has been held, and what still waits for an answer."""
    here, person = request.partnership, request.person
    kind = request.GET.get("sort", "")
    chosen = kind if kind in Kind.values else ""
    today = clock.today()
    rows = reads.occasions(here, seen_by=person, kind=chosen)
    context = {
        "ahead": reads.occasions(here, seen_by=person, kind=chosen, ahead_of=today),
        "past": rows.exclude(state=State.PLANNED, held_on__gte=today)[:100],
        "waiting": reads.observations(here, seen_by=person, waiting=True)[:50],
        "kinds": Kind.values,
        "chosen": chosen,
        "may_enter": allowed(rules.check_may_enter, person, here),
    }
    return render(request, "dialogues/occasions.html", context)


def new(request: Request, key: str) -> HttpResponse:
    """Enter an occasion."""
    rules.check_may_enter(request.person, request.partnership)
    form = OccasionForm(request.POST or None, initial=_first(request), **_choices(request))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            made = writes.plan(
                request.partnership, typed.pop("kind"), typed.pop("title"), by=request.person, **typed
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("dialogues-occasion", key=key, uuid=made.uuid)
    status = 400 if request.method == "POST" else 200
    return render(request, "dialogues/new.html", {"form": form}, status=status)


def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One occasion: who took part in numbers, what was said, and what came of it."""
    found = reads.occasion(uuid, request.partnership, seen_by=request.person)
    form = ToldForm(request.POST or None, initial=_told(found))
    if request.method == "POST" and form.is_valid():
        try:
            writes.tell(found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("dialogues-occasion", key=key, uuid=uuid)
    return _page(request, found, told=form)


@require_POST
def move(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Say that an occasion was held or cancelled."""
    found = reads.occasion(uuid, request.partnership, seen_by=request.person)
    writes.move(found, request.POST.get("state", ""), by=request.person)
    return redirect("dialogues-occasion", key=key, uuid=uuid)


@require_POST
def observe(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Write down something seen or said."""
    found = reads.occasion(uuid, request.partnership, seen_by=request.person)
    form = ObservationForm(request.POST, **_choices(request), language=request.language)
    if form.is_valid():
        try:
            writes.observe(found, by=request.person, **form.written())
        except BadInput as refused:
            form.refuse(refused)
        else:
            return _back(key, uuid, "iakttagelser")
    return _page(request, found, observing=form)


@require_POST
def count(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Enter how many gave an answer."""
    found = reads.occasion(uuid, request.partnership, seen_by=request.person)
    form = CountForm(request.POST)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            writes.count(found, typed.pop("question"), typed.pop("said"), by=request.person, **typed)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return _back(key, uuid, "svar")
    return _page(request, found, counting=form)


def observation(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One observation, and what came of it."""
    found = reads.observation(uuid, request.partnership, seen_by=request.person)
    next_states = sorted(OBSERVATION_MOVES[ObservationState(found.state)], key=ObservationState.values.index)
    form = AnswerForm(
        request.POST or None,
        initial={
            "state": next_states[0].value,
            "organisation": _uuid(found.organisation),
            "due_on": found.due_on,
        },
        organisations=people.organisations(request.partnership, seen_by=request.person),
        states=[state.value for state in next_states],
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            writes.answer(found, typed.pop("state"), by=request.person, **typed)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return _back(key, found.occasion.uuid, "iakttagelser")
    context = {
        "observation": found,
        "form": form,
        "may_answer": allowed(rules.check_may_answer, request.person, found, next_states[0], "ja"),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "dialogues/observation.html", context, status=status)


@require_GET
def traffic(request: Request, key: str) -> HttpResponse:
    """Measured traffic, place by place: v85, the share over the limit, and the change since last."""
    sites = compute.traffic(request.partnership, seen_by=request.person)
    return render(request, "dialogues/traffic.html", {"sites": sites})


def _page(request: Request, found: Any, **forms: Any) -> HttpResponse:
    here, person = request.partnership, request.person
    context = {
        "occasion": found,
        "observations": reads.observations(here, seen_by=person, occasion=found),
        "answers": compute.answers(found, seen_by=person) if found.kind == Kind.SURVEY else [],
        "told": ToldForm(initial=_told(found)),
        "observing": ObservationForm(**_choices(request), initial=_here(found), language=request.language),
        "counting": CountForm(),
        "moves": [state.value for state in State if state in MOVES[State(found.state)]],
        "may_write": allowed(rules.check_may_write, person, found),
        "may_tell": allowed(rules.check_may_tell, person, found),
        "may_count": allowed(rules.check_may_count, person, found),
        "map_data": _map(request),
        "lies_ahead": found.held_on > clock.today(),
    } | forms
    return render(request, "dialogues/one.html", context, status=400 if forms and request.POST else 200)


def _map(request: Request) -> dict[str, Any]:
    """The districts' borders to point in; an empty map where there are none."""
    kind = places.placing_kind(request.partnership, seen_by=request.person)
    found = places.boundaries(request.partnership, kind, seen_by=request.person)["features"] if kind else []
    rows = [
        {"key": one["properties"]["key"], "name": one["properties"]["name"], "geometry": one["geometry"]}
        for one in found
    ]
    areas, labels = layers.areas(rows)
    return {"bounds": layers.bounds(areas), "layers": {"areas": areas, "labels": labels}}


def _choices(request: Request) -> dict[str, Any]:
    return {
        "areas": places.placing_areas(request.partnership, seen_by=request.person),
        "organisations": people.organisations(request.partnership, seen_by=request.person),
    }


def _first(request: Request) -> dict[str, Any]:
    own = [
        row
        for row in people.organisations(request.partnership, seen_by=request.person)
        if row.pk == request.person.organisation_id
    ]
    return {
        "held_on": clock.today(),
        "invited_by": _uuid(own[0]) if own else "",
        "kind": Kind.CITIZEN_DIALOGUE,
    }


def _here(found: Any) -> dict[str, Any]:
    return {"area": _uuid(found.area)}


def _told(found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("asked", "taking_part", "missing", "summary", "version")}


def _uuid(row: Any) -> str:
    return str(row.uuid) if row is not None else ""


def _back(key: str, uuid: Any, anchor: str) -> HttpResponse:
    return redirect(reverse("dialogues-occasion", kwargs={"key": key, "uuid": uuid}) + "#" + anchor)
