# SPDX-License-Identifier: EUPL-1.2
"""Propose a promise and sign it, by account, on paper or by link."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.cycle.promises import reads, writes
from samsyn.cycle.promises.forms import PaperForm, SignForm
from samsyn.cycle.promises.models import How, State
from samsyn.cycle.promises.views.shared import back, page_of
from samsyn.ground.people import reads as people
from samsyn.ground.people import rules as people_rules
from samsyn.ground.people import writes as inviting
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request


@require_POST
def propose(request: Request, key: str, slug: str) -> HttpResponse:
    """Lay the promise before its parties."""
    writes.propose(reads.promise(slug, request.partnership, seen_by=request.person), by=request.person)
    return back(key, slug, "underskrifter")


@require_POST
def take_back(request: Request, key: str, slug: str) -> HttpResponse:
    """Take the proposal back to draft."""
    writes.take_back(reads.promise(slug, request.partnership, seen_by=request.person), by=request.person)
    return back(key, slug, "")


@require_POST
def sign(request: Request, key: str, slug: str) -> HttpResponse:
    """Sign for one's own party."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = SignForm(request.POST)
    if not form.is_valid():
        return render(request, "promises/one.html", page_of(request, promise) | {"sign": form}, status=400)
    writes.sign(promise, by=request.person, **form.cleaned_data)
    return back(key, slug, "underskrifter")


@require_POST
def sign_on_paper(request: Request, key: str, slug: str) -> HttpResponse:
    """Register a signature on paper, with the scan where there is one."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = PaperForm(request.POST, request.FILES, organisations=reads.unsigned(promise))
    if not form.is_valid():
        return render(request, "promises/one.html", page_of(request, promise) | {"paper": form}, status=400)
    asked = dict(form.cleaned_data)
    scan = asked.pop("original") or None
    writes.sign(promise, by=request.person, how=How.PAPER, scan=scan, **asked)
    return back(key, slug, "underskrifter")


@require_POST
def invite(request: Request, key: str, slug: str) -> HttpResponse:
    """Make a one-time link for a party without an account; it is shown once."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    organisation = people.organisation(request.POST.get("organisation", ""), seen_by=request.person)
    _, token = inviting.make_link(organisation, "sign", promise.uuid, by=request.person)
    address = request.build_absolute_uri(reverse("promises-link", kwargs={"key": key, "token": token}))
    return render(
        request, "promises/one.html", page_of(request, promise) | {"link": address, "linked": organisation}
    )


def by_link(request: Request, key: str, token: str) -> HttpResponse:
    """A party without an account reads the exact words and signs by POST. The link works once."""
    link = people.link(token, request.partnership)
    person = people.caller_by_link(link)
    promise = reads.promise_by_uuid(link.subject, request.partnership, seen_by=person)
    form = SignForm(request.POST or None, initial={"title": link.title})
    usable = allowed(people_rules.check_link_usable, link)
    if request.method == "POST" and form.is_valid():
        writes.sign_by_link(promise, link, by=person, **form.cleaned_data)
        return render(
            request, "promises/signed.html", {"promise": promise, "organisation": link.organisation}
        )
    context = {
        "promise": promise,
        "indicators": reads.indicators(promise, seen_by=person),
        "organisation": link.organisation,
        "form": form,
        "usable": usable and promise.state == State.PROPOSED,
    }
    return render(request, "promises/link.html", context)
