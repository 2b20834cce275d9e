# SPDX-License-Identifier: EUPL-1.2
"""How the law stands here: each section of lag (2023:196) with what the system knows to show for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.kit import clock
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import law, reads, rules, writes
from samsyn.rhythm.forms import DutyForm, OtherPlanForm


def stands(request: Request, key: str) -> HttpResponse:
    """Section by section, with evidence; and the form that adds some."""
    form = DutyForm(request.POST or None, initial={"done_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = dict(form.cleaned_data)
        duty, done_on, body = typed.pop("duty"), typed.pop("done_on"), typed.pop("body")
        try:
            writes.record_duty(request.partnership, duty, done_on, body, by=request.person, **typed)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-law", key=key)
    return _page(request, form=form)


@require_POST
def tie(request: Request, key: str) -> HttpResponse:
    """Tie the work to another plan of the municipality (§ 7)."""
    form = OtherPlanForm(request.POST)
    if form.is_valid():
        typed: dict[str, Any] = dict(form.cleaned_data)
        kind, title, how = typed.pop("kind"), typed.pop("title"), typed.pop("how")
        try:
            writes.tie_other_plan(request.partnership, kind, title, how, by=request.person, **typed)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-law", key=key)
    return _page(request, plan_form=form)


@require_POST
def untie(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Another plan no longer holds."""
    found = reads.other_plan(uuid, request.partnership, seen_by=request.person)
    writes.end_other_plan(found, by=request.person)
    return redirect("rhythm-law", key=key)


def _page(request: Request, **forms: Any) -> HttpResponse:
    here, person = request.partnership, request.person
    rules.check_may_see(person, here)
    rows = law.sections(here, seen_by=person)
    context = {
        "rows": [
            {
                "section": row,
                "address": reverse(row.url_name, kwargs={"key": here.key}) if row.url_name else "",
                "evidence": _addressed(row.evidence, here.key),
                "clocks": _addressed(row.clocks, here.key),
            }
            for row in rows
        ],
        "met": sum(row.stands in ("met", "soon") for row in rows),
        "next": min((run.due for row in rows for run in row.clocks), default=None),
        "last_warned": reads.last_warned(here, seen_by=person),
        "other_plans": reads.other_plans(here, seen_by=person),
        "form": DutyForm(initial={"done_on": clock.today()}),
        "plan_form": OtherPlanForm(),
        "may_settle": allowed(rules.check_may_settle, person, here),
    } | forms
    return render(request, "rhythm/law.html", context, status=400 if request.method == "POST" else 200)


def _addressed(rows: Iterable[Any], key: str) -> list[tuple[Any, str]]:
    return [
        (row, reverse(row.url_name, kwargs={"key": key, **row.url_args}) if row.url_name else "")
        for row in rows
    ]
