# SPDX-License-Identifier: EUPL-1.2
"""Answering and approving by a one-time link, without an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from samsyn.cycle.followups import reads, rules, writes
from samsyn.cycle.followups.forms import ReadingForm
from samsyn.cycle.followups.views.shared import initial
from samsyn.ground.people import reads as people
from samsyn.ground.people import rules as people_rules
from samsyn.kit import swedish_sums
from samsyn.kit.errors import BadInput, NotFound, allowed
from samsyn.kit.requests import Request


def by_link(request: Request, key: str, token: str) -> HttpResponse:
    """An owner without an account answers, or a party approves, by POST. The link works once."""
    link = people.link(token, request.partnership)
    person = people.caller_by_link(link)
    usable = allowed(people_rules.check_link_usable, link)
    if link.purpose == "approve":
        return _approval_by_link(request, link, person, usable)
    if link.purpose == "report_all":
        return _all_by_link(request, link, person, usable)
    if link.purpose != "report":
        raise NotFound("no_such_link")
    row = reads.reading(link.subject, request.partnership, seen_by=person)
    form = ReadingForm(request.POST or None, initial=initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            writes.report_by_link(row, link, by=person, **form.cleaned_data)
            return render(request, "followups/thanks.html", {"organisation": link.organisation})
        except BadInput as refused:
            form.add_error(refused.field or None, forms.ValidationError("", code=refused.code))
    usable = usable and allowed(rules.check_may_report, person, row)
    context = {
        "reading": row,
        "data": reads.as_data(row),
        "form": form,
        "usable": usable,
        "organisation": link.organisation,
    }
    return render(request, "followups/link.html", context)


def _approval_by_link(request: Request, link: Any, person: Any, usable: bool) -> HttpResponse:
    found = reads.followup_by_uuid(link.subject, request.partnership, seen_by=person)
    if request.method == "POST":
        writes.approve_by_link(found, link, by=person, seen_digest=request.POST.get("digest", ""))
        return render(request, "followups/thanks.html", {"organisation": link.organisation})
    rows = reads.told(reads.readings(found, seen_by=person))
    context = {
        "followup": found,
        "rows": rows,
        "digest": reads.figures_digest(found, seen_by=person),
        "usable": usable and allowed(rules.check_may_approve, person, found, link.organisation, False),
        "organisation": link.organisation,
    }
    return render(request, "followups/approve_link.html", context)


def _all_by_link(request: Request, link: Any, person: Any, usable: bool) -> HttpResponse:
    """One page with everything that an organisation is asked for; what it leaves empty goes on being asked for."""
    found = reads.followup_by_uuid(link.subject, request.partnership, seen_by=person)
    rows = reads.asked_of(found, link.organisation, seen_by=person) if usable else []
    entries: list[dict[str, Any]] = [
        {
            "row": row,
            "data": reads.as_data(row),
            "form": ReadingForm(
                request.POST or None,
                prefix=str(row.pk),
                auto_id=f"reading-{row.pk}-%s",
                initial=initial(row),
                empty_permitted=True,
                use_required_attribute=False,
            ),
        }
        for row in rows
    ]
    if request.method == "POST" and entries and all(entry["form"].is_valid() for entry in entries):
        told = {entry["row"]: entry["form"].cleaned_data for entry in entries if entry["form"].has_changed()}
        try:
            if told:
                writes.report_all_by_link(found, link, told, by=person)
                return render(request, "followups/thanks.html", {"organisation": link.organisation})
        except BadInput as refused:
            wrong = next(entry for entry in entries if _refused(entry["form"]))
            wrong["form"].add_error("said", forms.ValidationError("", code=refused.code))
    context = {
        "followup": found,
        "entries": entries,
        "usable": usable and bool(entries),
        "organisation": link.organisation,
    }
    return render(request, "followups/link_all.html", context)


def _refused(form: ReadingForm) -> bool:
    """Whether this is the answer whose sum does not hold."""
    stated = swedish_sums.read(form.cleaned_data.get("said") or "")
    return stated is not None and not stated.agrees
