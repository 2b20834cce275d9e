# SPDX-License-Identifier: EUPL-1.2
"""Follow up a period: how many are in, whose are missing, who has approved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.followups import reads, rules, writes
from samsyn.cycle.followups.forms import (
    ContactForm,
    PaperForm,
    PeriodForm,
    ReadingForm,
    ReasonForm,
    SourceForm,
    StatusForm,
)
from samsyn.cycle.followups.views.shared import ON_A_PAGE, initial, page_of, parties_of
from samsyn.ground.people import reads as people
from samsyn.ground.people import writes as inviting
from samsyn.kit import clock, frozen, periods
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request


def followup_list(request: Request, key: str) -> HttpResponse:
    """The follow-ups, and the form that opens one."""
    suggested = periods.tertial_before(clock.today())
    form = PeriodForm(request.POST or None, initial={"period": suggested.key})
    if request.method == "POST" and form.is_valid():
        found = writes.open_period(request.partnership, form.cleaned_data["period"], by=request.person)
        writes.collect(found, by=request.person)
        return redirect("followups-followup", key=key, period=found.period)
    context = {
        "followups": reads.followups(request.partnership, seen_by=request.person),
        "form": form,
        "may_open": allowed(rules.check_may_follow_up, request.person, request.partnership),
    }
    return render(request, "followups/list.html", context)


@require_GET
def one(request: Request, key: str, period: str) -> HttpResponse:
    """One follow-up as a whole."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    return render(request, "followups/one.html", page_of(request, found))


@require_POST
def collect(request: Request, key: str, period: str) -> HttpResponse:
    """Collect anew what can be measured."""
    found = writes.open_period(request.partnership, period, by=request.person)
    writes.collect(found, by=request.person)
    return redirect("followups-followup", key=key, period=period)


def reading(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Report one value, or decide a status that cannot be computed."""
    row = reads.reading(uuid, request.partnership, seen_by=request.person)
    form = ReadingForm(request.POST or None, initial=initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            writes.report(row, by=request.person, version=_version(request), **form.cleaned_data)
            return _back(request, key, row)
        except BadInput as refused:  # words that cannot be right go back into the form, with what was typed
            form.add_error(refused.field or None, forms.ValidationError("", code=refused.code))
    context = {
        "reading": row,
        "data": reads.as_data(row),
        "form": form,
        "status_form": StatusForm(initial={"status": row.decided_status or row.status}),
        "may_report": allowed(rules.check_may_report, request.person, row),
        "may_decide": allowed(rules.check_may_decide_status, request.person, row),
    }
    return render(request, "followups/reading.html", context)


@require_POST
def decide(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Decide a status."""
    row = reads.reading(uuid, request.partnership, seen_by=request.person)
    form = StatusForm(request.POST)
    if form.is_valid():
        writes.decide_status(
            row, form.cleaned_data["status"], by=request.person, title=form.cleaned_data["title"]
        )
        return _back(request, key, row)
    context = {"reading": row, "data": reads.as_data(row), "form": ReadingForm(initial=initial(row))}
    context |= {"status_form": form, "may_report": True, "may_decide": True}
    return render(request, "followups/reading.html", context, status=400)


@require_POST
def ask(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Make a one-time link that asks an owner without an account; it is shown once."""
    row = reads.reading(uuid, request.partnership, seen_by=request.person)
    _, token = inviting.make_link(row.indicator.organisation, "report", row.uuid, by=request.person)
    address = request.build_absolute_uri(reverse("followups-link", kwargs={"key": key, "token": token}))
    context = page_of(request, row.followup) | {"link": address, "linked": row.indicator.organisation}
    return render(request, "followups/one.html", context)


@require_POST
def ask_approval(request: Request, key: str, period: str) -> HttpResponse:
    """Make a one-time link by which a party approves."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    organisation = people.organisation(request.POST.get("organisation", ""), seen_by=request.person)
    _, token = inviting.make_link(organisation, "approve", found.uuid, by=request.person)
    address = request.build_absolute_uri(reverse("followups-link", kwargs={"key": key, "token": token}))
    return render(
        request, "followups/one.html", page_of(request, found) | {"link": address, "linked": organisation}
    )


@require_POST
def approve(request: Request, key: str, period: str) -> HttpResponse:
    """Approve for one's own party what was seen on the page."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    writes.approve(found, by=request.person, seen_digest=request.POST.get("digest", ""))
    return redirect("followups-followup", key=key, period=period)


@require_POST
def approve_on_paper(request: Request, key: str, period: str) -> HttpResponse:
    """Register an approval on paper."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    form = PaperForm(request.POST, organisations=parties_of(request))
    if not form.is_valid():
        return render(request, "followups/one.html", page_of(request, found) | {"paper": form}, status=400)
    writes.approve(found, by=request.person, how="paper", **form.cleaned_data)
    return redirect("followups-followup", key=key, period=period)


@require_POST
def reopen(request: Request, key: str, period: str) -> HttpResponse:
    """Open again to correct."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "followups/one.html", page_of(request, found) | {"reason": form}, status=400)
    writes.reopen(found, by=request.person, reason=form.cleaned_data["reason"])
    return redirect("followups-followup", key=key, period=period)


@require_POST
def ask_organisation(request: Request, key: str, period: str) -> HttpResponse:
    """Make a link by which an organisation answers for all its parts; it is shown once."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    organisation = people.organisation(request.POST.get("organisation", ""), seen_by=request.person)
    _, token = inviting.make_link(organisation, "report_all", found.uuid, by=request.person)
    address = request.build_absolute_uri(reverse("followups-link", kwargs={"key": key, "token": token}))
    return render(
        request, "followups/one.html", page_of(request, found) | {"link": address, "linked": organisation}
    )


@require_POST
def contact(request: Request, key: str, period: str) -> HttpResponse:
    """Keep the mailbox where an organisation is asked."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    form = ContactForm(
        request.POST, organisations=people.organisations(request.partnership, seen_by=request.person)
    )
    if not form.is_valid():
        return render(request, "followups/one.html", page_of(request, found) | {"contact": form}, status=400)
    writes.set_contact(form.cleaned_data["organisation"], form.cleaned_data["address"], by=request.person)
    return redirect("followups-followup", key=key, period=period)


@require_POST
def close_as_history(request: Request, key: str, period: str) -> HttpResponse:
    """Close the follow-up of an earlier year as it was told then."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    form = SourceForm(request.POST)
    if not form.is_valid():
        return render(request, "followups/one.html", page_of(request, found) | {"history": form}, status=400)
    writes.close_as_history(found, by=request.person, source=form.cleaned_data["source"])
    return redirect("followups-followup", key=key, period=period)


@require_GET
def version(request: Request, key: str, period: str, number: int) -> HttpResponse:
    """A follow-up as it was approved, readable also when it has been corrected since."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    row = reads.version(found, number, seen_by=request.person)
    context = {"followup": found, "version": row, "content": frozen.thaw(row.text, row.digest)}
    return render(request, "followups/version.html", context)


def _version(request: Request) -> int | None:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _back(request: Request, key: str, row: Any) -> HttpResponse:
    """To the row that was answered, on the page of the follow-up where it stands."""
    address = reverse("followups-followup", kwargs={"key": key, "period": row.followup.period})
    shown = [found.pk for found in reads.promises_in(row.followup, seen_by=request.person)]
    page = shown.index(row.indicator.promise_id) // ON_A_PAGE + 1
    return redirect(f"{address}{f'?sida={page}' if page > 1 else ''}#uppgift-{row.uuid}")
