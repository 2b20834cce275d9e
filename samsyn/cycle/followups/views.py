# SPDX-License-Identifier: EUPL-1.2
"""Follow up a period: how many are in, whose are missing, who has approved."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.followups import reads, rules, writes
from samsyn.cycle.followups.forms import PaperForm, PeriodForm, ReadingForm, ReasonForm, StatusForm
from samsyn.ground.people import reads as people
from samsyn.ground.people import rules as people_rules
from samsyn.ground.people import writes as inviting
from samsyn.kit import clock, periods
from samsyn.kit.errors import NotFound, allowed
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
    return render(request, "followups/one.html", _page(request, found))


@require_POST
def collect(request: Request, key: str, period: str) -> HttpResponse:
    """Collect anew what can be measured."""
    found = writes.open_period(request.partnership, period, by=request.person)
    writes.collect(found, by=request.person)
    return redirect("followups-followup", key=key, period=period)


def reading(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Report one value, or decide a status that cannot be computed."""
    row = reads.reading(uuid, request.partnership, seen_by=request.person)
    form = ReadingForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        writes.report(row, by=request.person, version=_version(request), **form.cleaned_data)
        return _back(key, row)
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
        return _back(key, row)
    context = {"reading": row, "data": reads.as_data(row), "form": ReadingForm(initial=_initial(row))}
    context |= {"status_form": form, "may_report": True, "may_decide": True}
    return render(request, "followups/reading.html", context, status=400)


@require_POST
def ask(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Make a one-time link that asks an owner without an account; it is shown once."""
    row = reads.reading(uuid, request.partnership, seen_by=request.person)
    _, token = inviting.make_link(row.indicator.organisation, "report", row.uuid, by=request.person)
    address = request.build_absolute_uri(reverse("followups-link", kwargs={"key": key, "token": token}))
    context = _page(request, row.followup) | {"link": address, "linked": row.indicator.organisation}
    return render(request, "followups/one.html", context)


@require_POST
def ask_approval(request: Request, key: str, period: str) -> HttpResponse:
    """Make a one-time link by which a party approves."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    organisation = people.organisation(request.POST.get("organisation", ""), seen_by=request.person)
    _, token = inviting.make_link(organisation, "approve", found.uuid, by=request.person)
    address = request.build_absolute_uri(reverse("followups-link", kwargs={"key": key, "token": token}))
    return render(
        request, "followups/one.html", _page(request, found) | {"link": address, "linked": organisation}
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
    form = PaperForm(request.POST, organisations=_parties(request))
    if not form.is_valid():
        return render(request, "followups/one.html", _page(request, found) | {"paper": form}, status=400)
    writes.approve(found, by=request.person, how="paper", **form.cleaned_data)
    return redirect("followups-followup", key=key, period=period)


@require_POST
def reopen(request: Request, key: str, period: str) -> HttpResponse:
    """Open again to correct."""
    found = reads.followup(period, request.partnership, seen_by=request.person)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "followups/one.html", _page(request, found) | {"reason": form}, status=400)
    writes.reopen(found, by=request.person, reason=form.cleaned_data["reason"])
    return redirect("followups-followup", key=key, period=period)


def by_link(request: Request, key: str, token: str) -> HttpResponse:
    """An owner without an account answers, or a party approves, by POST. The link works once."""
    link = people.link(token, request.partnership)
    person = people.caller_by_link(link)
    usable = allowed(people_rules.check_link_usable, link)
    if link.purpose == "approve":
        return _approval_by_link(request, link, person, usable)
    if link.purpose != "report":
        raise NotFound("no_such_link")
    row = reads.reading(link.subject, request.partnership, seen_by=person)
    form = ReadingForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        writes.report_by_link(row, link, by=person, **form.cleaned_data)
        return render(request, "followups/thanks.html", {"organisation": link.organisation})
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
    rows = [reads.as_data(row) for row in reads.readings(found, seen_by=person)]
    context = {
        "followup": found,
        "rows": rows,
        "digest": reads.figures_digest(found, seen_by=person),
        "usable": usable and allowed(rules.check_may_approve, person, found, link.organisation, False),
        "organisation": link.organisation,
    }
    return render(request, "followups/approve_link.html", context)


def _page(request: Request, found: Any) -> dict[str, Any]:
    person = request.person
    rows = reads.readings(found, seen_by=person)
    given = reads.approvals(found, seen_by=person)
    kinds = {row.organisation.kind for row in given}
    parties = _parties(request)
    own = next((row for row in parties if row.pk == person.organisation_id), None)
    return {
        "followup": found,
        "rows": [{"row": row, "data": reads.as_data(row)} for row in rows],
        "missing": [row for row in rows if row.status == "not_reported" and not row.decided_status],
        "approvals": given,
        "waiting": [row for row in parties if row.kind not in kinds] if found.state == "open" else [],
        "digest": reads.figures_digest(found, seen_by=person),
        "approval_state": "both"
        if found.state != "open" or kinds >= set(rules.PARTIES)
        else next(iter(sorted(kinds)), "none"),
        "paper": PaperForm(organisations=parties, initial={"approved_on": clock.today()}),
        "reason": ReasonForm(),
        "may_approve": own is not None
        and own.kind not in kinds
        and allowed(rules.check_may_approve, person, found, own, False),
        "may_register": own is not None and allowed(rules.check_may_approve, person, found, own, True),
        "may_reopen": found.state != "open"
        and allowed(rules.check_may_follow_up, person, request.partnership),
        "may_collect": found.state == "open"
        and allowed(rules.check_may_follow_up, person, request.partnership),
        "may_ask": found.state == "open"
        and allowed(people_rules.check_may_manage, person, request.partnership),
    }


def _parties(request: Request) -> list[Any]:
    rows = people.organisations(request.partnership, seen_by=request.person)
    return [row for row in rows if row.kind in rules.PARTIES]


def _initial(row: Any) -> dict[str, Any]:
    value = reads.plain(row.value)
    said = row.said or ("" if value is None else str(value).replace(".", ","))
    return {
        "said": said,
        "as_of": row.as_of or min(row.followup.period_to, clock.today()),
        "steps_done": row.steps_done,
        "comment": row.comment,
        "next_step": row.next_step,
    }


def _version(request: Request) -> int | None:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _back(key: str, row: Any) -> HttpResponse:
    return redirect("followups-followup", key=key, period=row.followup.period)
