# SPDX-License-Identifier: EUPL-1.2
"""The cooperation agreement above the promises: its words, its versions and its signatures."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.cycle.promises import reads, rules, writes
from samsyn.cycle.promises.forms import AgreementForm, PaperForm, ReasonForm, SignForm
from samsyn.cycle.promises.models import AgreementState, How
from samsyn.cycle.promises.views.shared import organisations, version_of
from samsyn.ground.people import reads as people
from samsyn.ground.people import rules as people_rules
from samsyn.ground.people import writes as inviting
from samsyn.kit import clock
from samsyn.kit.errors import NotNow, allowed
from samsyn.kit.requests import Request

PAGE = "promises/agreement.html"


def agreement_new(request: Request, key: str) -> HttpResponse:
    """Begin an agreement."""
    form = AgreementForm(request.POST or None, organisations=organisations(request))
    if request.method == "POST" and form.is_valid():
        found = writes.write_agreement(request.partnership, by=request.person, **form.cleaned_data)
        return redirect("promises-agreement", key=key, uuid=found.uuid)
    return render(request, "promises/agreement_new.html", {"form": form})


def agreement(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One version of an agreement; a draft is changed here."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    if request.method != "POST":
        return render(request, PAGE, _page_of(request, found))
    form = AgreementForm(request.POST, organisations=organisations(request))
    if not form.is_valid():
        return render(request, PAGE, _page_of(request, found) | {"form": form}, status=400)
    try:
        writes.change_agreement(found, by=request.person, version=version_of(request), **form.cleaned_data)
    except NotNow as refused:
        if refused.code != "changed_meanwhile":
            raise
        theirs = reads.agreement(uuid, request.partnership, seen_by=request.person)
        context = _page_of(request, theirs) | {"form": form, "theirs": theirs}
        return render(request, PAGE, context, status=409)
    return _back(key, uuid)


@require_POST
def propose(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Lay the version before its parties."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    writes.propose_agreement(found, by=request.person)
    return _back(key, uuid, "underskrifter")


@require_POST
def take_back(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Take the version back to draft."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    writes.take_agreement_back(found, by=request.person)
    return _back(key, uuid)


@require_POST
def new_version(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Begin a new version of what is signed."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    form = ReasonForm(request.POST, prefix="version")
    if not form.is_valid():
        return render(request, PAGE, _page_of(request, found) | {"version_form": form}, status=400)
    later = writes.new_version(found, by=request.person, reason=form.cleaned_data["reason"])
    return _back(key, later.uuid)


@require_POST
def sign(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Sign for one's own party."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    form = SignForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _page_of(request, found) | {"sign": form}, status=400)
    writes.sign_agreement(found, by=request.person, **form.cleaned_data)
    return _back(key, uuid, "underskrifter")


@require_POST
def sign_on_paper(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Register a signature on paper, with the scan where there is one."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    form = PaperForm(request.POST, request.FILES, organisations=reads.unsigned(found))
    if not form.is_valid():
        return render(request, PAGE, _page_of(request, found) | {"paper": form}, status=400)
    asked = dict(form.cleaned_data)
    scan = asked.pop("original") or None
    writes.sign_agreement(found, by=request.person, how=How.PAPER, scan=scan, **asked)
    return _back(key, uuid, "underskrifter")


@require_POST
def invite(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Make a one-time link for a party without an account; it is shown once."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    organisation = people.organisation(request.POST.get("organisation", ""), seen_by=request.person)
    _, token = inviting.make_link(organisation, writes.SIGN_LINK, found.uuid, by=request.person)
    address = request.build_absolute_uri(
        reverse("promises-agreement-link", kwargs={"key": key, "token": token})
    )
    return render(request, PAGE, _page_of(request, found) | {"link": address, "linked": organisation})


def by_link(request: Request, key: str, token: str) -> HttpResponse:
    """A party without an account reads the exact words and signs by POST. The link works once."""
    link = people.link(token, request.partnership)
    person = people.caller_by_link(link)
    found = reads.agreement(link.subject, request.partnership, seen_by=person)
    form = SignForm(request.POST or None, initial={"title": link.title})
    usable = allowed(people_rules.check_link_usable, link)
    context = {"agreement": found, "organisation": link.organisation, "form": form}
    if request.method == "POST" and form.is_valid():
        writes.sign_agreement_by_link(found, link, by=person, **form.cleaned_data)
        return render(request, "promises/agreement_link.html", context | {"done": True})
    context["usable"] = usable and found.state == AgreementState.PROPOSED
    return render(request, "promises/agreement_link.html", context)


def _page_of(request: Request, found: Any) -> dict[str, Any]:
    person = request.person
    waiting = reads.unsigned(found) if found.state == AgreementState.PROPOSED else []
    own = next((row for row in waiting if row.pk == person.organisation_id), None)
    return {
        "agreement": found,
        "form": AgreementForm(initial=_initial(found), organisations=organisations(request)),
        "versions": reads.versions(found, seen_by=person),
        "signatures": reads.agreement_signatures(found, seen_by=person),
        "waiting": waiting,
        "signature_missing": found.signed_on is not None and not found.frozen_digest,
        "sign": SignForm(),
        "paper": PaperForm(organisations=waiting, initial={"signed_on": clock.today()}),
        "version_form": ReasonForm(prefix="version"),
        "may_change": allowed(rules.check_may_change_agreement, person, found),
        "may_sign": own is not None and allowed(rules.check_may_sign_agreement, person, found, own, False),
        "may_register": bool(waiting) and allowed(rules.check_may_write, person, found.partnership),
        "may_renew": allowed(rules.check_may_renew, person, found),
        "over": found.period_to < clock.today(),
        "promises": reads.promises(request.partnership, seen_by=person).filter(agreement=found),
    }


def _initial(found: Any) -> dict[str, Any]:
    names = (*reads.TEXTS, "title", "period_from", "period_to", "case_number")
    return {name: getattr(found, name) for name in names} | {
        "parties": [str(row.uuid) for row in found.parties.all()]
    }


def _back(key: str, uuid: Any, part: str = "") -> HttpResponse:
    address = reverse("promises-agreement", kwargs={"key": key, "uuid": uuid})
    return redirect(f"{address}#{part}" if part else address)
