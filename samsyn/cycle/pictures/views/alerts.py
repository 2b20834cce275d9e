# SPDX-License-Identifier: EUPL-1.2
"""The alerts: what is unusual, what each turned out to be, and how often the alarm was right."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.pictures import compute, reads, rules, writes
from samsyn.cycle.pictures.forms import AlertForm
from samsyn.cycle.pictures.models import Alert, AlertState, Outcome
from samsyn.kit import clock
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request

SHOWN = 20


@require_GET
def alerts(request: Request, key: str) -> HttpResponse:
    """What waits for an answer, what has been answered, and the record of the alarms."""
    return render(request, "pictures/alerts.html", _page(request))


@require_POST
def acknowledge(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Say what one alert turned out to be."""
    alert = reads.alert(uuid, request.partnership, seen_by=request.person)
    form = AlertForm(request.POST)
    if not form.is_valid():
        return render(request, "pictures/alerts.html", _page(request, wrong=(alert, form)), status=400)
    typed = form.cleaned_data
    writes.acknowledge(
        alert,
        by=request.person,
        outcome=typed["outcome"],
        reason=typed["reason"],
        version=typed["version"],
    )
    return redirect(reverse("pictures-alerts", kwargs={"key": key}) + f"#larm-{alert.uuid}")


def _page(request: Request, wrong: tuple[Alert, AlertForm] | None = None) -> dict[str, Any]:
    here, person = request.partnership, request.person
    first, last = reads.first_look(here, seen_by=person), reads.last_look(here, seen_by=person)
    answered = list(
        reads.alerts(here, seen_by=person).filter(
            state=AlertState.ACKNOWLEDGED, acknowledged_on__gt=clock.today() - compute.YEAR
        )
    )
    real = sum(one.outcome == Outcome.REAL for one in answered)
    told_from = compute.record_from(first.week_to if first else None, clock.today())
    return {
        "waiting": [_row(request, one, wrong) for one in reads.open_alerts(here, seen_by=person)[:SHOWN]],
        "answered": [_row(request, one, None) for one in answered[:SHOWN]],
        "hits": compute.hits(real, len(answered)) if first and told_from is None else None,
        "hits_from": told_from,
        "last": last,
        "false_a_year": round(last.expected_false * 52, 1) if last else None,
    }


def _row(request: Request, alert: Alert, wrong: tuple[Alert, AlertForm] | None) -> dict[str, Any]:
    form = AlertForm(initial={"version": alert.version}, auto_id=f"id_{alert.uuid.hex}_%s")
    if wrong is not None and wrong[0].pk == alert.pk:
        form = wrong[1]
    asked: list[tuple[str, str]] = [
        ("start", alert.day_from.isoformat()),
        ("end", alert.day_to.isoformat()),
    ]
    if alert.category:
        asked.append(("category", alert.category))
    if alert.area is not None:
        asked.append(("area", str(alert.area.uuid)))
    look = reverse("pictures-work", kwargs={"key": request.partnership.key})
    return {
        "alert": alert,
        "form": form,
        "url": f"{look}?{urlencode(asked)}",
        "may": allowed(rules.check_may_acknowledge, request.person, alert),
    }
