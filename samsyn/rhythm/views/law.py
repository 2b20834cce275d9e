# SPDX-License-Identifier: EUPL-1.2
"""How the law stands here: each section of lag (2023:196) with what the system knows to show for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from samsyn.kit import clock
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import law, rules, writes
from samsyn.rhythm.forms import DutyForm


def stands(request: Request, key: str) -> HttpResponse:
    """Section by section, with evidence; and the form that adds some."""
    here, person = request.partnership, request.person
    rules.check_may_see(person, here)
    form = DutyForm(request.POST or None, initial={"done_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = dict(form.cleaned_data)
        try:
            writes.record_duty(
                here, typed.pop("duty"), typed.pop("done_on"), typed.pop("body"), by=person, **typed
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-law", key=key)
    context = {
        "sections": law.sections(here, seen_by=person),
        "form": form,
        "may_settle": allowed(rules.check_may_settle, person, here),
    }
    return render(request, "rhythm/law.html", context, status=400 if request.method == "POST" else 200)
