# SPDX-License-Identifier: EUPL-1.2
"""Sending faults out, saying whether it helped, and the connections with other systems."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.reports import forms, reads, rules, writes
from samsyn.cycle.reports.models import Report
from samsyn.cycle.reports.views.inbox import changed, to_report
from samsyn.kit.errors import BadInput
from samsyn.kit.requests import Request


@require_POST
def hand_over(request: Request, key: str, report: UUID) -> HttpResponse:
    """Send a fault to the one who mends it."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    receivers = reads.receivers(request.partnership, seen_by=request.person)
    form = forms.HandOverForm(receivers, data=request.POST)

    def change(data: dict[str, Any]) -> Report:
        return writes.hand_over(row, data["receiver"], data["text"], by=request.person).report

    return changed(request, row, form, "hand_over_form", change)


@require_POST
def send_again(request: Request, key: str, report: UUID, sending: UUID) -> HttpResponse:
    """Try once more what failed."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    writes.send_again(reads.hand_over(row, sending, seen_by=request.person), by=request.person)
    return to_report(request, row)


@require_POST
def helped(request: Request, key: str, report: UUID) -> HttpResponse:
    """Say whether what was done helped."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.HelpedForm(row, request.POST)

    def change(data: dict[str, Any]) -> Report:
        return writes.say_if_helped(row, data["helped"], version=data["version"], by=request.person)

    return changed(request, row, form, "helped_form", change)


@require_GET
def connections(request: Request, key: str) -> HttpResponse:
    """Where faults are sent, and which applications may send reports."""
    return _connections(request)


@require_POST
def add_receiver(request: Request, key: str) -> HttpResponse:
    """A new receiver of faults."""
    rules.check_may_connect(request.person, request.partnership)
    form = forms.ReceiverForm(request.POST)
    if form.is_valid():
        try:
            writes.add_receiver(request.partnership, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, forms.said(refused))
        else:
            return redirect("reports-connections", key=key)
    return _connections(request, receiver_form=form)


@require_POST
def end_receiver(request: Request, key: str, receiver: UUID) -> HttpResponse:
    """Send nothing more there."""
    found = reads.receiver(request.partnership, receiver, seen_by=request.person)
    writes.end_receiver(found, by=request.person)
    return redirect("reports-connections", key=key)


@never_cache
@require_POST
def add_application(request: Request, key: str) -> HttpResponse:
    """A new application; its key stands on the page that answers, and nowhere after that."""
    rules.check_may_connect(request.person, request.partnership)
    form = forms.ApplicationForm(request.POST)
    if form.is_valid():
        try:
            made, token = writes.add_application(request.partnership, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, forms.said(refused))
        else:
            return _connections(request, made=made, token=token)
    return _connections(request, application_form=form)


@require_POST
def withdraw_application(request: Request, key: str, application: UUID) -> HttpResponse:
    """Take a key back."""
    found = reads.application_by_id(request.partnership, application, seen_by=request.person)
    writes.withdraw_application(found, by=request.person)
    return redirect("reports-connections", key=key)


def _connections(request: Request, **given: Any) -> HttpResponse:
    here, person = request.partnership, request.person
    rules.check_may_connect(person, here)
    typed = {name for name in given if name.endswith("_form")}
    facts = {
        "receivers": reads.receivers(here, seen_by=person),
        "applications": reads.applications(here, seen_by=person),
        "receiver_form": forms.ReceiverForm(),
        "application_form": forms.ApplicationForm(),
        "address": f"{settings.PUBLIC_URL}/open311/v2",
    }
    return render(request, "reports/connections.html", facts | given, status=400 if typed else 200)
