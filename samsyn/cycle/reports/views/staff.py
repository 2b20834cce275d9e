# SPDX-License-Identifier: EUPL-1.2
"""The member's own form, and the answer "nothing to report"."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.catalogue import categories
from samsyn.cycle.reports import forms, reads, rules, writes
from samsyn.cycle.reports.models import Source
from samsyn.kit import clock
from samsyn.kit.errors import BadInput
from samsyn.kit.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, key: str) -> HttpResponse:
    """One place, one or several events; all are stored, or none."""
    here, person = request.partnership, request.person
    rules.check_may_report(person, here)
    form = forms.StaffForm(here, person, request.POST or None, language=request.language)
    more = "more" in request.POST
    if request.method == "POST" and not more and form.is_valid():
        try:
            with transaction.atomic():
                received = [
                    writes.receive(
                        here,
                        seen,
                        by=person,
                        source=Source.STAFF,
                        channel=form.cleaned_data["channel"],
                        client_id=sending,
                    )
                    for sending, seen in form.sendings()
                ]
        except BadInput as refused:
            form.refuse(refused)
        else:
            return render(
                request,
                "reports/staff_stored.html",
                {"received": received, "channel": form.cleaned_data["channel"]},
            )
    status = 400 if request.method == "POST" and not more else 200
    year, week, _ = clock.today().isocalendar()
    recent = [
        categories.subcategory(code) or categories.get(code)
        for code in reads.recent_categories(here, seen_by=person)
    ]
    facts = {
        "form": form,
        "more": more,
        "recent": [(found.key, found.name(request.language)) for found in recent if found],
        "favourites": reads.favourite_places(here, seen_by=person),
        "week": week,
        "iso_week": year * 100 + week,
    }
    return render(request, "reports/staff.html", facts, status=status)


@require_POST
def quiet(request: Request, key: str) -> HttpResponse:
    """Nothing to report this week."""
    year, week, _ = clock.today().isocalendar()
    writes.say_nothing_to_report(request.partnership, year * 100 + week, by=request.person)
    return redirect(f"{reverse('reports-inbox', kwargs={'key': key})}?inget=1")
