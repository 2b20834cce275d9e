# SPDX-License-Identifier: EUPL-1.2
"""Write a promise: its words and its parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.promises import reads, rules, writes
from samsyn.cycle.promises.forms import PromiseForm
from samsyn.cycle.promises.views.shared import (
    back,
    choices,
    initial,
    page_of,
    part_form,
    split_form,
    version_of,
)
from samsyn.kit.errors import BadInput, NotNow, allowed
from samsyn.kit.requests import Request


@require_GET
def promise_list(request: Request, key: str) -> HttpResponse:
    """All promises, and the agreements above them."""
    person = request.person
    context = {
        "promises": reads.promises(request.partnership, seen_by=person),
        "agreements": reads.latest_agreements(request.partnership, seen_by=person),
        "may_write": allowed(rules.check_may_write, person, request.partnership),
    }
    return render(request, "promises/list.html", context)


def new(request: Request, key: str) -> HttpResponse:
    """Begin a promise."""
    form = PromiseForm(request.POST or None, **choices(request))
    if request.method == "POST" and form.is_valid():
        promise = writes.draft(request.partnership, by=request.person, **form.cleaned_data)
        return redirect("promises-promise", key=key, slug=promise.slug)
    return render(request, "promises/new.html", {"form": form})


def one(request: Request, key: str, slug: str) -> HttpResponse:
    """One promise: its words, its parts, remarks on what cannot be followed up, and its signatures."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    if request.method != "POST":
        return render(request, "promises/one.html", page_of(request, promise))
    form = PromiseForm(request.POST, initial=initial(promise), **choices(request))
    if form.is_valid():
        asked = dict(form.cleaned_data)
        asked["owners"], asked["parties"] = asked["owners"] or None, asked["parties"] or None
        try:
            writes.change(promise, by=request.person, version=version_of(request), **asked)
        except NotNow as refused:
            if refused.code != "changed_meanwhile":
                raise
            return _both(request, key, slug, form)
        return redirect("promises-promise", key=key, slug=slug)
    return render(request, "promises/one.html", page_of(request, promise) | {"form": form})


def _both(request: Request, key: str, slug: str, form: PromiseForm) -> HttpResponse:
    """Somebody else saved first: what was typed here stays in the form, with the other's words beside it."""
    theirs = reads.promise(slug, request.partnership, seen_by=request.person)
    context = page_of(request, theirs) | {"form": form, "theirs": theirs}
    return render(request, "promises/one.html", context, status=409)


@require_POST
def add_indicator(request: Request, key: str, slug: str) -> HttpResponse:
    """Add a part."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = part_form(request, promise, request.POST)
    if not form.is_valid():
        return render(request, "promises/one.html", page_of(request, promise) | {"part": form}, status=400)
    writes.add_indicator(promise, by=request.person, **form.cleaned_data)
    return back(key, slug, "delar")


@require_POST
def split(request: Request, key: str, slug: str) -> HttpResponse:
    """Split a part by sex or school."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = split_form(request, promise, request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            writes.split(asked["whole"], asked["split_by"], asked["groups"], by=request.person)
            return back(key, slug, "delar")
        except BadInput as refused:
            form.add_error("groups", forms.ValidationError("", code=refused.code, params=refused.facts))
    context = page_of(request, promise) | {"split": form}
    return render(request, "promises/one.html", context, status=400)


@require_POST
def remove_indicator(request: Request, key: str, slug: str, uuid: Any) -> HttpResponse:
    """Take a part out of a draft."""
    writes.remove_indicator(
        reads.indicator(uuid, request.partnership, seen_by=request.person), by=request.person
    )
    return back(key, slug, "delar")
