# SPDX-License-Identifier: EUPL-1.2
"""The log on a phone: the activity, the place and the time are as they were last; one press saves, one takes it back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.cycle.activities import reads, rules, writes
from samsyn.cycle.activities.forms import QuickLogForm
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.errors import NotFound, allowed
from samsyn.kit.requests import Request

NEAR = 3


def log(request: Request, key: str) -> HttpResponse:
    """Log what was just done. Everything is chosen as it was last time, and can be changed by one touch."""
    rows = reads.to_log(request.partnership, seen_by=request.person)
    asked = request.POST.get("activity") or request.GET.get("aktivitet") or ""
    rows = [*_asked_for(request, asked, rows), *rows]
    own = [row for row in rows if allowed(rules.check_may_log, request.person, row)]
    if not own:
        return render(request, "activities/log.html", {"own": own})
    last = reads.last_logged(request.partnership, request.person.organisation_id, seen_by=request.person)
    chosen = next((row for row in own if str(row.uuid) == asked), None)
    chosen = chosen or next((row for row in own if last and row.pk == last.activity_id), own[0])
    form = _form(request, chosen, own)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        activity, photo = said.pop("activity"), said.pop("photo")
        entry = writes.log(activity, by=request.person, picture=photo or None, **said)
        address = reverse("activities-log", kwargs={"key": key})
        return redirect(f"{address}?aktivitet={activity.uuid}&sparad={entry.uuid}")
    context = {
        "own": own,
        "chosen": chosen,
        "form": form,
        "now": clock.now(),
        "saved": _saved(request, chosen),
    }
    return render(request, "activities/log.html", context)


@require_POST
def undo(request: Request, key: str, uuid: Any, entry: Any) -> HttpResponse:
    """Take back what was just logged: it is struck out, and one is where one was."""
    activity = reads.activity(uuid, request.partnership, seen_by=request.person)
    writes.strike(reads.entry(entry, activity, seen_by=request.person), by=request.person)
    return redirect(f"{reverse('activities-log', kwargs={'key': key})}?aktivitet={uuid}")


def _asked_for(request: Request, asked: str, rows: list[Any]) -> list[Any]:
    """The activity that the address names, where it is not among the latest."""
    if not asked or any(str(row.uuid) == asked for row in rows):
        return []
    try:
        return [reads.activity(asked, request.partnership, seen_by=request.person)]
    except (NotFound, ValidationError):
        return []


def _form(request: Request, chosen: Any, own: list[Any]) -> QuickLogForm:
    before = [row for row in reads.log(chosen, seen_by=request.person)[:20] if row.struck_at is None]
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    near = list({row.pk: row for row in (chosen.area, *(entry.area for entry in before)) if row}.values())
    last = before[0] if before else None
    minutes = str(last.minutes) if last and last.minutes else ""
    lengths = dict(QuickLogForm.base_fields["length"].choices)  # type: ignore[attr-defined]
    start = {
        "activity": str(chosen.uuid),
        "area": str((last.area if last and last.area else near[0]).uuid) if near else "",
        "length": minutes if minutes in lengths else "other" if minutes else "",
        "minutes": None if minutes in lengths else minutes or None,
        "done_on": clock.today(),
        "quantity": 1,
    }
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return QuickLogForm(data, sent, initial=start, activities=own, near=near[:NEAR], areas=areas)


def _saved(request: Request, chosen: Any) -> Any:
    asked = request.GET.get("sparad")
    if not asked:
        return None
    try:
        return reads.entry(asked, chosen, seen_by=request.person)
    except (NotFound, ValidationError):
        return None
