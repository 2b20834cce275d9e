# SPDX-License-Identifier: EUPL-1.2
"""The first page, the way in after sign-in, and the settings of a partnership."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.ground.people import reads, rules, writes
from samsyn.ground.people.forms import ColoursForm, LogoForm, MemberForm, OrganisationForm, PartnershipForm
from samsyn.ground.people.models import Partnership
from samsyn.kit import logos
from samsyn.kit import theme as themes
from samsyn.kit.errors import BadInput
from samsyn.kit.languages import DRAFTS, address_in
from samsyn.kit.requests import Request

PARTNERSHIP_FIELDS = (
    "name",
    "contact_role",
    "contact_address",
    "case_number",
    "small_count_limit",
    "languages",
)


@require_safe
def front(request: Request) -> HttpResponse:
    """The partnerships here; with one alone, that one's own front page."""
    found = list(reads.partnerships())
    if len(found) == 1:
        return redirect(_address("publications-front", found[0]))
    return render(request, "people/front.html", {"partnerships": _linked("publications-front", found)})


@require_safe
@login_required
def own(request: Request) -> HttpResponse:
    """Where one who has signed in works: straight there when it is one partnership, else a list."""
    found = list(reads.own_partnerships(request.user))  # type: ignore[arg-type]
    if len(found) == 1:
        return redirect(_address("desk-start", found[0]))
    return render(request, "people/own.html", {"partnerships": _linked("desk-start", found)})


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request, key: str) -> HttpResponse:
    """Show the settings, and change the partnership's own."""
    rules.check_may_manage(request.person, request.partnership)  # type: ignore[attr-defined]
    if request.method != "POST":
        return _settings_page(request)
    form = PartnershipForm(request.POST, prefix="partnership")
    if not form.is_valid():
        return _settings_page(request, partnership=form)
    writes.change_settings(request.partnership, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]
    return _done(key, "settings")


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: Request, key: str) -> HttpResponse:
    """The logo and the colours that residents see, and change of the colours."""
    rules.check_may_manage(request.person, request.partnership)
    if request.method != "POST":
        return _look_page(request)
    form = ColoursForm(request.POST)
    try:
        if form.is_valid():
            colours = form.cleaned_data["colours"]
            writes.change_settings(request.partnership, by=request.person, brand_colours=colours)
            return _looked(key, "colours")
    except BadInput as error:
        _tell(form, error)
    return _look_page(request, colours=form)


@require_POST
def set_logo(request: Request, key: str) -> HttpResponse:
    """Keep a logo from a file."""
    rules.check_may_manage(request.person, request.partnership)
    form = LogoForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            given = form.cleaned_data["logo"]
            # One byte more than may be kept is enough to refuse it.
            writes.set_logo(request.partnership, given.read(logos.BYTES_MOST + 1), by=request.person)
            return _looked(key, "logo")
    except BadInput as error:
        _tell(form, error)
    return _look_page(request, logo=form)


@require_POST
def remove_logo(request: Request, key: str) -> HttpResponse:
    """Take the logo away."""
    writes.remove_logo(request.partnership, by=request.person)
    return _looked(key, "logo_removed")


def _look_page(request: Request, **typed: forms.Form) -> HttpResponse:
    """The page with both forms; the one that was typed in keeps its text and says what is wrong (400)."""
    partnership = request.partnership
    colours = [*map(str, partnership.brand_colours), "", ""][:2]
    now = {"brand": colours[0], "second": colours[1]}
    given: dict[str, forms.Form] = {"colours": ColoursForm(initial=now), "logo": LogoForm()}
    facts = {
        "forms": given | typed,
        "contrasts": themes.contrasts(*(filter(None, colours) if colours[0] else themes.OWN)),
        "moved": sorted({field for field, _ in themes.theme(*filter(None, colours)).moved})
        if colours[0]
        else [],
        "done": request.GET.get("klart", ""),
    }
    return render(request, "people/look.html", facts, status=400 if typed else 200)


def _looked(key: str, what: str) -> HttpResponse:
    return redirect(f"{reverse('people-look', kwargs={'key': key})}?klart={what}")


@require_safe
def logo(request: Request, key: str, digest: str) -> HttpResponse:
    """The logo itself; its address changes with it, so that it may be kept for ever."""
    found = reads.logo(request.partnership, digest, seen_by=request.person)
    response = HttpResponse(bytes(found.content), content_type="image/png")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, public=True, max_age=365 * 24 * 3600, immutable=True)
    return response


@require_POST
def add_organisation(request: Request, key: str) -> HttpResponse:
    """Add a party."""
    rules.check_may_manage(request.person, request.partnership)  # type: ignore[attr-defined]
    form = OrganisationForm(request.POST, prefix="organisation")
    try:
        if form.is_valid():
            typed = form.cleaned_data
            writes.add_organisation(request.partnership, typed["name"], typed["kind"], by=request.person)  # type: ignore[attr-defined]
            return _done(key, "organisation")
    except BadInput as error:
        _tell(form, error)
    return _settings_page(request, organisation=form)


@require_POST
def add_member(request: Request, key: str) -> HttpResponse:
    """Add a member; a mail tells how to choose a password."""
    person, partnership = request.person, request.partnership  # type: ignore[attr-defined]
    rules.check_may_manage(person, partnership)
    form = MemberForm(request.POST, prefix="member", partnership=partnership, seen_by=person)
    try:
        if form.is_valid():
            typed = form.cleaned_data
            member = writes.add_member(
                typed["organisation"], typed["email"], typed["role"], by=person, title=typed["title"]
            )
            writes.invite(member, by=person)
            return _done(key, "member")
    except BadInput as error:
        _tell(form, error)
    return _settings_page(request, member=form)


@require_POST
def end_member(request: Request, key: str, uuid: UUID) -> HttpResponse:
    """End a membership."""
    member = reads.member(uuid, seen_by=request.person)  # type: ignore[attr-defined]
    writes.end_member(member, by=request.person)  # type: ignore[attr-defined]
    return _done(key, "ended")


def _settings_page(request: Request, **typed: forms.Form) -> HttpResponse:
    """The page with all three forms; the one that was typed in keeps its text and says what is wrong (400)."""
    partnership, person = request.partnership, request.person  # type: ignore[attr-defined]
    now = {name: getattr(partnership, name) for name in PARTNERSHIP_FIELDS}
    empty: dict[str, forms.Form] = {
        "partnership": PartnershipForm(initial=now, prefix="partnership"),
        "organisation": OrganisationForm(prefix="organisation"),
        "member": MemberForm(prefix="member", partnership=partnership, seen_by=person),
    }
    facts = {
        "forms": empty | typed,
        "organisations": reads.organisations(partnership, seen_by=person),
        "left": reads.left(partnership, seen_by=person),
        "members": reads.members(partnership, seen_by=person),
        "done": request.GET.get("klart", ""),
        "drafts": [{"code": code, "url": address_in(f"/{partnership.key}/", code)} for code in DRAFTS],
    }
    return render(request, "people/settings.html", facts, status=400 if typed else 200)


def _done(key: str, what: str) -> HttpResponse:
    return redirect(f"{reverse('people-settings', kwargs={'key': key})}?klart={what}")


def _tell(form: forms.Form, error: BadInput) -> None:
    form.add_error(error.field or None, ValidationError(error.code, code=error.code, params=error.facts))


def _address(name: str, partnership: Partnership) -> str:
    """A page of a partnership; its place in the address stands also before that page is built."""
    try:
        return reverse(name, kwargs={"key": partnership.key})
    except NoReverseMatch:
        work = "arbete/" if name == "desk-start" else ""
        return f"{reverse('people-front')}{partnership.key}/{work}"


def _linked(name: str, partnerships: list[Partnership]) -> list[dict[str, Any]]:
    return [{"name": found.name, "address": _address(name, found)} for found in partnerships]


@require_safe
def theme(request: Request, key: str) -> HttpResponse:
    """The partnership's own colours as a stylesheet, with contrast kept; empty where it has chosen none."""
    colours = [str(colour) for colour in request.partnership.brand_colours][:2]
    sheet = themes.theme(*colours).stylesheet() if colours else ""
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=300)
    return response
