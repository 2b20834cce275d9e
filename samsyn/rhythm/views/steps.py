# SPDX-License-Identifier: EUPL-1.2
"""Brå's five steps for each agreement: what is done, and where what is left is done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samsyn.cycle.promises import reads as promises
from samsyn.kit.requests import Request
from samsyn.rhythm import rules, steps


@require_GET
def listed(request: Request, key: str) -> HttpResponse:
    """The agreements, each with how far it has come in each step."""
    rules.check_may_see(request.person, request.partnership)
    rows = promises.latest_agreements(request.partnership, seen_by=request.person)
    context = {"rows": [(row, steps.five_steps(row, seen_by=request.person)) for row in rows]}
    return render(request, "rhythm/steps_list.html", context)


@require_GET
def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One agreement, step by step."""
    here, person = request.partnership, request.person
    rules.check_may_see(person, here)
    agreement = promises.agreement(uuid, here, seen_by=person)
    found: list[dict[str, Any]] = [
        {
            "step": step,
            "checks": [
                (check, reverse(check.url_name, kwargs={"key": key, **check.url_args}))
                for check in step.checks
            ],
        }
        for step in steps.five_steps(agreement, seen_by=person)
    ]
    context = {
        "agreement": agreement,
        "steps": found,
        "done": sum(row["step"].done for row in found),
        "all": sum(len(row["checks"]) for row in found),
    }
    return render(request, "rhythm/steps.html", context)
