# SPDX-License-Identifier: EUPL-1.2
"""The activity plan, and the log that takes five seconds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.catalogue import activities as kinds
from samsyn.cycle.activities import reads, rules, writes
from samsyn.cycle.activities.forms import (
    ActivityForm,
    HandOverForm,
    LiftForm,
    LogForm,
    MoveForm,
    ServeForm,
    WindowForm,
)
from samsyn.cycle.activities.models import MOVES, State
from samsyn.cycle.promises import reads as promises
from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request

YEAR = timedelta(days=365)
# Rows of the plan on one page; those of several years are hundreds.
ON_A_PAGE = 50


def plan(request: Request, key: str) -> HttpResponse:
    """The plan, and the form that adds a row to it."""
    form = ActivityForm(request.POST or None, choices=_choices(request), language=request.language)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        promise = asked.pop("promise")
        chosen = [promise] if promise else ([asked["indicator"].promise] if asked["indicator"] else [])
        activity = writes.plan(request.partnership, by=request.person, promises=chosen, **asked)
        return redirect("activities-activity", key=key, uuid=activity.uuid)
    board = request.GET.get("visa") == "tavla"
    rows = reads.planned_rows(request.partnership, seen_by=request.person)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("sida"))
    page.object_list = reads.count_done(list(page.object_list), seen_by=request.person)
    context = {
        "activities": page,
        "page": page,
        "board": [(state.value, [row for row in page if row.state == state]) for state in State]
        if board
        else [],
        "form": form,
        "pick": reads.map_of_activities(request.partnership, [], seen_by=request.person),
        "may_plan": allowed(rules.check_may_plan, request.person, request.partnership),
    }
    return render(request, "activities/plan.html", context)


@require_GET
def on_map(request: Request, key: str) -> HttpResponse:
    """The activities of a time window, where they are done: numbered on the map and in the list beside."""
    form = WindowForm(request.GET)
    day_from, day_to = form.days()
    rows = reads.in_window(request.partnership, day_from, day_to, seen_by=request.person)
    context = {
        "activities": rows,
        "days": (day_from, day_to),
        "form": WindowForm(initial={"fran": day_from, "till": day_to}),
        "map_data": reads.map_of_activities(request.partnership, rows, seen_by=request.person),
    }
    return render(request, "activities/map.html", context)


def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One activity: its log, and the form that adds to it."""
    activity = reads.activity(uuid, request.partnership, seen_by=request.person)
    form = LogForm(request.POST or None, initial={"done_on": clock.today(), "quantity": 1})
    if request.method == "POST" and form.is_valid():
        writes.log(activity, by=request.person, **form.cleaned_data)
        return redirect("activities-activity", key=key, uuid=uuid)
    context = {
        "activity": activity,
        "log": reads.log(activity, seen_by=request.person),
        "form": form,
        "moves": [state.value for state in State if state in MOVES[State(activity.state)]],
        "may_log": allowed(rules.check_may_log, request.person, activity),
        "may_plan": allowed(rules.check_may_plan, request.person, request.partnership),
        "kind": kinds.get(activity.kind),
        "preconditions": _preconditions(activity, request.language),
        "operative": rules.operative(activity.kind),
        "serve_form": ServeForm(
            initial={"measures": [str(row.uuid) for row in activity.measures.all()]},
            measures=reads.measures_to_serve(request.partnership, seen_by=request.person),
        ),
        "hand_over": HandOverForm(
            organisations=people.organisations(request.partnership, seen_by=request.person)
        ),
        "lift_form": LiftForm(promises=activity.promises.all()),
        "occasions": reads.occasions(activity, clock.today(), clock.today() + YEAR)[:5],
    }
    return render(request, "activities/one.html", context)


@require_POST
def move(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Move an activity to another state."""
    activity = reads.activity(uuid, request.partnership, seen_by=request.person)
    form = MoveForm(request.POST)
    if form.is_valid():
        writes.move(
            activity, form.cleaned_data["state"], by=request.person, reason=form.cleaned_data["reason"]
        )
    return redirect("activities-activity", key=key, uuid=uuid)


@require_POST
def hand_over(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Let another party answer for an activity."""
    activity = reads.activity(uuid, request.partnership, seen_by=request.person)
    form = HandOverForm(
        request.POST, organisations=people.organisations(request.partnership, seen_by=request.person)
    )
    if form.is_valid():
        writes.hand_over(activity, form.cleaned_data["to"], by=request.person)
    return redirect("activities-activity", key=key, uuid=uuid)


@require_POST
def strike(request: Request, key: str, uuid: Any, entry: Any) -> HttpResponse:
    """Strike out an entry."""
    activity = reads.activity(uuid, request.partnership, seen_by=request.person)
    writes.strike(reads.entry(entry, activity, seen_by=request.person), by=request.person)
    return redirect("activities-activity", key=key, uuid=uuid)


@require_POST
def lift(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Let residents see an activity; an operative one only for a signed promise that states time and place."""
    activity = reads.activity(uuid, request.partnership, seen_by=request.person)
    form = LiftForm(request.POST, promises=activity.promises.all())
    if form.is_valid():
        writes.lift_embargo(activity, by=request.person, promise=form.cleaned_data["promise"])
    return redirect("activities-activity", key=key, uuid=uuid)


def _preconditions(activity: Any, language: str) -> list[str]:
    found = kinds.get(activity.kind)
    return [words(language) for words in found.preconditions] if found else []


def _choices(request: Request) -> dict[str, Any]:
    standing = [
        row
        for row in promises.promises(request.partnership, seen_by=request.person)
        if row.state in ("draft", "proposed", "agreed")
    ]
    parts = promises.indicators_of(standing, seen_by=request.person)
    return {
        "organisation": people.organisations(request.partnership, seen_by=request.person),
        "promise": standing,
        "indicator": parts,
        "area": places.placing_areas(request.partnership, seen_by=request.person),
    }
