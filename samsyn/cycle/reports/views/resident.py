# SPDX-License-Identifier: EUPL-1.2
"""The resident's pages: report, receipt, answer, place. No cookie, no session, nothing about who asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from samsyn.catalogue import categories
from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.forms import CodeForm, ResidentForm
from samsyn.cycle.reports.forms.resident import without_marks
from samsyn.cycle.reports.models import Source
from samsyn.cycle.reports.reads import placing
from samsyn.cycle.reports.views.origin import from_here
from samsyn.kit.errors import BadInput, NotFound
from samsyn.kit.requests import Request

REFUSED = 400
ELSEWHERE = 403


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, key: str) -> HttpResponse:
    """Three questions. What was typed comes back with every refusal; the receipt comes with the answer itself."""
    if request.method != "POST":
        return _form(request, ResidentForm(request.partnership, request.person))
    if "remove" in request.POST:
        mended = without_marks(request.POST)
        return _form(request, ResidentForm(request.partnership, request.person, again=mended), mended=True)
    form = ResidentForm(request.partnership, request.person, request.POST)
    if not from_here(request):
        again = ResidentForm(request.partnership, request.person, again=request.POST)
        return _form(request, again, status=ELSEWHERE, elsewhere=True)
    if form.is_valid():
        try:
            received = writes.receive(
                request.partnership,
                form.sighting(),
                by=request.person,
                source=Source.RESIDENT,
                channel="web",
                client_id=form.sending,
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            outcome = reads.what_came_of_report(received.report, seen_by=request.person)
            facts = {"code": received.code, "outcome": outcome, "waits": received.report.guard == "waiting"}
            return render(request, "reports/receipt.html", facts, status=201 if received.created else 200)
    return _form(request, form, status=REFUSED)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, key: str) -> HttpResponse:
    """Asks for the receipt code in a form, and says how far it has come. The code never stands in an address."""
    form = CodeForm(request.POST or None)
    facts: dict[str, Any] = {"form": form, "outcome": None, "unknown": False}
    status = 200
    if request.method == "POST" and not from_here(request):
        status = ELSEWHERE
        facts["elsewhere"] = True
    elif request.method == "POST" and form.is_valid():
        try:
            facts["outcome"] = reads.by_code(
                request.partnership, form.cleaned_data["code"], seen_by=request.person
            )
        except NotFound:
            facts["unknown"] = True
            status = 404
    elif request.method == "POST":
        status = REFUSED
    return render(request, "reports/answer.html", facts, status=status)


@require_GET
def place(request: Request, key: str, area: UUID) -> HttpResponse:
    """What has happened with reports from an area."""
    found = placing.area_of(request.partnership, area, seen_by=request.person)
    if found is None:
        raise NotFound("no_such_area")
    outcome = reads.what_came_of_area(found, seen_by=request.person)
    return render(request, "reports/place.html", {"outcome": outcome})


def _form(request: Request, form: ResidentForm, *, status: int = 200, **facts: Any) -> HttpResponse:
    chosen = form["category"].value() or form.suggested
    language = request.language
    chips = [
        {
            "key": found.key,
            "name": found.name(language),
            "help": found.help(language),
            "danger": found.danger,
            "district_only": found.district_only,
            "chosen": chosen.split(".")[0] == found.key,
            "value": chosen if chosen.split(".")[0] == found.key else found.key,
        }
        for found in categories.every()
    ]
    facts |= {"form": form, "chips": chips, "outside": form.has_error("__all__", "outside")}
    return render(request, "reports/new.html", facts, status=status)
