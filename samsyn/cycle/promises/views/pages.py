# SPDX-License-Identifier: EUPL-1.2
"""Write, propose and sign a promise; the agreement above it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import compute, reads, rules, writes
from samsyn.cycle.promises.forms import (
    AgreementForm,
    IndicatorForm,
    PaperForm,
    PromiseForm,
    RedefineForm,
    SignForm,
)
from samsyn.cycle.promises.models import How, State
from samsyn.ground.files import writes as files
from samsyn.ground.people import reads as people
from samsyn.ground.people import rules as people_rules
from samsyn.ground.people import writes as inviting
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request


@require_GET
def promise_list(request: Request, key: str) -> HttpResponse:
    """All promises, and the agreements above them."""
    person = request.person
    context = {
        "promises": reads.promises(request.partnership, seen_by=person),
        "agreements": reads.agreements(request.partnership, seen_by=person),
        "may_write": allowed(rules.check_may_write, person, request.partnership),
    }
    return render(request, "promises/list.html", context)


def new(request: Request, key: str) -> HttpResponse:
    """Begin a promise."""
    form = PromiseForm(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        promise = writes.draft(request.partnership, by=request.person, **form.cleaned_data)
        return redirect("promises-promise", key=key, slug=promise.slug)
    return render(request, "promises/new.html", {"form": form})


def one(request: Request, key: str, slug: str) -> HttpResponse:
    """One promise: its words, its parts, remarks on what cannot be followed up, and its signatures."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = PromiseForm(request.POST or None, initial=_initial(promise), **_choices(request))
    if request.method == "POST" and form.is_valid():
        writes.change(promise, by=request.person, version=_version(request), **form.cleaned_data)
        return redirect("promises-promise", key=key, slug=slug)
    return render(request, "promises/one.html", _page(request, promise) | {"form": form})


@require_POST
def add_indicator(request: Request, key: str, slug: str) -> HttpResponse:
    """Add a part."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = IndicatorForm(request.POST, organisations=_organisations(request))
    if not form.is_valid():
        return render(request, "promises/one.html", _page(request, promise) | {"part": form}, status=400)
    writes.add_indicator(promise, by=request.person, **form.cleaned_data)
    return _back(key, slug, "delar")


@require_POST
def remove_indicator(request: Request, key: str, slug: str, uuid: Any) -> HttpResponse:
    """Take a part out of a draft."""
    writes.remove_indicator(
        reads.indicator(uuid, request.partnership, seen_by=request.person), by=request.person
    )
    return _back(key, slug, "delar")


def redefine(request: Request, key: str, slug: str, uuid: Any) -> HttpResponse:
    """Change what a part counts, with reason and signer."""
    indicator = reads.indicator(uuid, request.partnership, seen_by=request.person)
    form = RedefineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        writes.redefine(indicator, by=request.person, **asked)
        return _back(key, slug, "delar")
    return render(request, "promises/redefine.html", {"indicator": indicator, "form": form})


@require_POST
def propose(request: Request, key: str, slug: str) -> HttpResponse:
    """Lay the promise before its parties."""
    writes.propose(reads.promise(slug, request.partnership, seen_by=request.person), by=request.person)
    return _back(key, slug, "underskrifter")


@require_POST
def take_back(request: Request, key: str, slug: str) -> HttpResponse:
    """Take the proposal back to draft."""
    writes.take_back(reads.promise(slug, request.partnership, seen_by=request.person), by=request.person)
    return _back(key, slug, "")


@require_POST
def sign(request: Request, key: str, slug: str) -> HttpResponse:
    """Sign for one's own party."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = SignForm(request.POST)
    if not form.is_valid():
        return render(request, "promises/one.html", _page(request, promise) | {"sign": form}, status=400)
    writes.sign(promise, by=request.person, **form.cleaned_data)
    return _back(key, slug, "underskrifter")


@require_POST
def sign_on_paper(request: Request, key: str, slug: str) -> HttpResponse:
    """Register a signature on paper, with the scan where there is one."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = PaperForm(request.POST, request.FILES, organisations=reads.unsigned(promise))
    if not form.is_valid():
        return render(request, "promises/one.html", _page(request, promise) | {"paper": form}, status=400)
    asked = dict(form.cleaned_data)
    scan = asked.pop("original")
    original = files.store(request.partnership, scan, scan.name, by=request.person) if scan else None
    writes.sign(promise, by=request.person, how=How.PAPER, original=original, **asked)
    return _back(key, slug, "underskrifter")


@require_POST
def invite(request: Request, key: str, slug: str) -> HttpResponse:
    """Make a one-time link for a party without an account; it is shown once."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    organisation = people.organisation(request.POST.get("organisation", ""), seen_by=request.person)
    _, token = inviting.make_link(organisation, "sign", promise.uuid, by=request.person)
    address = request.build_absolute_uri(reverse("promises-link", kwargs={"key": key, "token": token}))
    return render(
        request, "promises/one.html", _page(request, promise) | {"link": address, "linked": organisation}
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


def agreement_new(request: Request, key: str) -> HttpResponse:
    """Write down an agreement."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        parties = [row for row in _organisations(request) if row.kind in ("municipality", "police")]
        writes.write_agreement(request.partnership, by=request.person, parties=parties, **form.cleaned_data)
        return redirect("promises-work", key=key)
    return render(request, "promises/agreement_new.html", {"form": form})


@require_GET
def agreement(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One agreement."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    return render(request, "promises/agreement.html", {"agreement": found})


def _page(request: Request, promise: Any) -> dict[str, Any]:
    person = request.person
    waiting = reads.unsigned(promise)
    own = next((row for row in waiting if row.pk == person.organisation_id), None)
    proposed = promise.state == State.PROPOSED
    return {
        "promise": promise,
        "form": PromiseForm(initial=_initial(promise), **_choices(request)),
        "part": IndicatorForm(organisations=_organisations(request)),
        "sign": SignForm(),
        "paper": PaperForm(organisations=waiting, initial={"signed_on": clock.today()}),
        "indicators": reads.indicators(promise, seen_by=person),
        "remarks": compute.check(promise, seen_by=person),
        "signatures": promise.signatures.filter(digest=promise.frozen_digest).select_related(
            "organisation", "registered_by", "original"
        ),
        "waiting": waiting if proposed else [],
        "may_change": allowed(rules.check_may_change, person, promise),
        "may_sign": proposed
        and own is not None
        and allowed(rules.check_may_sign, person, promise, own, False),
        "may_register": proposed and allowed(rules.check_may_write, person, promise.partnership),
        "may_redefine": promise.state == State.AGREED and allowed(rules.check_may_redefine, person, promise),
    }


def _choices(request: Request) -> dict[str, Any]:
    return {
        "focus_areas": pictures.focus_areas(request.partnership, seen_by=request.person),
        "agreements": reads.agreements(request.partnership, seen_by=request.person),
        "areas": places.placing_areas(request.partnership, seen_by=request.person),
    }


def _organisations(request: Request) -> Any:
    return people.organisations(request.partnership, seen_by=request.person)


def _initial(promise: Any) -> dict[str, Any]:
    names = ("sentence", "explanation", "level", "period_from", "period_to", "until_replaced")
    found = {name: getattr(promise, name) for name in names}
    for name in ("focus_area", "agreement", "area"):
        row = getattr(promise, name)
        found[name] = str(row.uuid) if row else ""
    return found


def _version(request: Request) -> int | None:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _back(key: str, slug: str, part: str) -> HttpResponse:
    address = reverse("promises-promise", kwargs={"key": key, "slug": slug})
    return redirect(f"{address}#{part}" if part else address)
