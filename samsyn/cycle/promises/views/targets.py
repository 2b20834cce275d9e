# SPDX-License-Identifier: EUPL-1.2
"""The target states of priority districts: what should be, and how it has gone since the base year."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads, rules, writes
from samsyn.cycle.promises.forms import TargetIndicatorForm, TargetStateForm, TargetValueForm
from samsyn.ground.places import reads as places
from samsyn.kit.charts import trend
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request
from samsyn.kit.words import words_for

PAGE = "promises/target.html"
FAMILY = "promises/target"


def target_list(request: Request, key: str) -> HttpResponse:
    """Every target state, and the form that sets one."""
    form = TargetStateForm(
        request.POST or None,
        areas=places.placing_areas(request.partnership, seen_by=request.person),
        focus_areas=pictures.focus_areas(request.partnership, seen_by=request.person),
    )
    if request.method == "POST" and form.is_valid():
        try:
            target = writes.set_target_state(request.partnership, by=request.person, **form.cleaned_data)
            return redirect("promises-target", key=key, uuid=target.uuid)
        except BadInput as refused:
            form.refuse(refused)
    context = {
        "targets": reads.target_states(request.partnership, seen_by=request.person, ended=True),
        "form": form,
        "may_write": allowed(rules.check_may_write, request.person, request.partnership),
    }
    return render(request, "promises/targets.html", context)


def target(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One target state; a posted form adds an indicator."""
    found = reads.target_state(uuid, request.partnership, seen_by=request.person)
    form = TargetIndicatorForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            writes.add_target_indicator(found, by=request.person, **form.cleaned_data)
            return redirect("promises-target", key=key, uuid=uuid)
        return render(request, PAGE, _page_of(request, found) | {"form": form}, status=400)
    return render(request, PAGE, _page_of(request, found))


@require_POST
def give_value(request: Request, key: str, uuid: Any, indicator: Any) -> HttpResponse:
    """Write where an indicator stood in a year."""
    found = reads.target_state(uuid, request.partnership, seen_by=request.person)
    row = reads.target_indicator(indicator, found, seen_by=request.person)
    form = TargetValueForm(request.POST, prefix=str(row.pk))
    if form.is_valid():
        try:
            writes.give_target_value(row, by=request.person, **form.cleaned_data)
            return redirect("promises-target", key=key, uuid=uuid)
        except BadInput as refused:
            form.refuse(refused)
    context = _page_of(request, found)
    for entry in context["indicators"]:
        if entry["row"].pk == row.pk:
            entry["form"] = form
    return render(request, PAGE, context, status=400)


@require_POST
def end(request: Request, key: str, uuid: Any) -> HttpResponse:
    """End a target state."""
    found = reads.target_state(uuid, request.partnership, seen_by=request.person)
    writes.end_target_state(found, by=request.person)
    return redirect("promises-target", key=key, uuid=uuid)


def _page_of(request: Request, found: Any) -> dict[str, Any]:
    rows = reads.target_indicators(found, seen_by=request.person)
    return {
        "target": found,
        "indicators": [
            {"row": row, "drawing": _drawn(row), "form": TargetValueForm(prefix=str(row.pk))} for row in rows
        ],
        "form": TargetIndicatorForm(),
        "promises": reads.promises(request.partnership, seen_by=request.person).filter(target_state=found),
        "may_change": allowed(rules.check_may_change_target, request.person, found),
    }


def _drawn(row: Any) -> Any:
    """The years since the base year; a year without a value is a gap."""
    points = [trend.Point(value=entry.value, label=str(entry.year)) for entry in row.stands]
    return trend.trend(
        points,
        title=row.name,
        about=str(words_for(FAMILY, "about", name=row.name, base=row.target.base_year)),
        gap_words=str(words_for(FAMILY, "gap")),
    )
