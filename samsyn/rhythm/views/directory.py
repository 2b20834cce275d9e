# SPDX-License-Identifier: EUPL-1.2
"""The directory: whom one calls about what, when, and who stands in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.ground.people import reads as people
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotNow, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import reads, rules, writes
from samsyn.rhythm.forms import FunctionForm, LeaveForm
from samsyn.rhythm.views.meeting import refuse


@require_GET
def directory(request: Request, key: str) -> HttpResponse:
    """Whom one calls about what."""
    here, person = request.partnership, request.person
    rules.check_may_see(person, here)
    context = {
        "listed": reads.directory(here, seen_by=person),
        "may_add": bool(_own(request)),
        "mine": {row.pk for row in _own(request)},
    }
    return render(request, "rhythm/directory.html", context)


def new(request: Request, key: str) -> HttpResponse:
    """Put a function in the directory."""
    rules.check_may_see(request.person, request.partnership)
    form = FunctionForm(request.POST or None, organisations=_own(request), functions=_functions(request))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed.pop("version")
        try:
            writes.add_function(
                request.partnership, typed.pop("organisation"), typed.pop("name"), by=request.person, **typed
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-directory", key=key)
    status = 400 if request.method == "POST" else 200
    return render(request, "rhythm/function.html", {"form": form, "may_keep": True}, status=status)


def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One function: what the directory says of it, and who stands in."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.function(uuid, request.partnership, seen_by=request.person)
    form = _form(request, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_function(found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-directory", key=key)
    return _page(request, found, form=form)


@require_POST
def leave(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Hand over to a deputy for some days, or say that one is back."""
    found = reads.function(uuid, request.partnership, seen_by=request.person)
    form = LeaveForm(request.POST, functions=_functions(request, found))
    if form.is_valid():
        typed = form.cleaned_data
        try:
            writes.go_on_leave(
                found, typed["away_from"], typed["away_to"], by=request.person, deputy=typed["deputy"]
            )
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return redirect("rhythm-directory", key=key)
    return _page(request, found, leaving=form)


@require_POST
def end(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Take a function out of the directory."""
    writes.end_function(reads.function(uuid, request.partnership, seen_by=request.person), by=request.person)
    return redirect("rhythm-directory", key=key)


def _page(request: Request, found: Any, **forms: Any) -> HttpResponse:
    context = {
        "function": found,
        "away": found.away_on(clock.today()),
        "form": _form(request, found),
        "leaving": LeaveForm(
            functions=_functions(request, found),
            initial={
                "away_from": found.away_from,
                "away_to": found.away_to,
                "deputy": str(found.deputy.uuid) if found.deputy else "",
            },
        ),
        "may_keep": allowed(rules.check_may_keep_function, request.person, found.organisation),
    } | forms
    return render(request, "rhythm/function.html", context, status=400 if request.method == "POST" else 200)


def _form(request: Request, found: Any, typed: Any = None) -> FunctionForm:
    known = {
        name: getattr(found, name) for name in ("name", "about", "hours", "phone", "mailbox", "version")
    } | {"deputy": str(found.deputy.uuid) if found.deputy else ""}
    return FunctionForm(
        typed, organisations=(), functions=_functions(request, found), settled=True, initial=known
    )


def _functions(request: Request, but: Any = None) -> list[Any]:
    rows = reads.functions(request.partnership, seen_by=request.person)
    return [row for row in rows if but is None or row.pk != but.pk]


def _own(request: Request) -> list[Any]:
    """The organisations whose part of the directory the caller keeps."""
    rows = people.organisations(request.partnership, seen_by=request.person)
    return [row for row in rows if allowed(rules.check_may_keep_function, request.person, row)]
