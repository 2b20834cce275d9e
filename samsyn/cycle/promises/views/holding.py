# SPDX-License-Identifier: EUPL-1.2
"""While a promise holds: change what a part counts or who answers, break off, end, replace; and enter history."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from samsyn.cycle.promises import reads, writes
from samsyn.cycle.promises.forms import EndForm, HandOverForm, HistoryForm, ReasonForm, RedefineForm
from samsyn.cycle.promises.views.shared import back, effect_form, organisations, page_of
from samsyn.kit.errors import BadInput
from samsyn.kit.requests import Request


def redefine(request: Request, key: str, slug: str, uuid: Any) -> HttpResponse:
    """Change what a part counts, with reason and signer."""
    indicator = reads.indicator(uuid, request.partnership, seen_by=request.person)
    form = RedefineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        writes.redefine(indicator, by=request.person, **asked)
        return back(key, slug, "delar")
    context = {"indicator": indicator, "form": form, "hand_over": _hand_over_form(request)}
    return render(request, "promises/redefine.html", context | {"cancel": ReasonForm(prefix="cancel")})


@require_POST
def hand_over(request: Request, key: str, slug: str, uuid: Any) -> HttpResponse:
    """Let another organisation answer for a part."""
    indicator = reads.indicator(uuid, request.partnership, seen_by=request.person)
    form = _hand_over_form(request, request.POST)
    if form.is_valid():
        writes.hand_over(
            indicator, form.cleaned_data["to"], by=request.person, reason=form.cleaned_data["reason"]
        )
        return back(key, slug, "delar")
    context = {"indicator": indicator, "form": RedefineForm(), "hand_over": form}
    return render(
        request, "promises/redefine.html", context | {"cancel": ReasonForm(prefix="cancel")}, status=400
    )


@require_POST
def cancel_indicator(request: Request, key: str, slug: str, uuid: Any) -> HttpResponse:
    """Break off a part."""
    indicator = reads.indicator(uuid, request.partnership, seen_by=request.person)
    form = ReasonForm(request.POST, prefix="cancel")
    if form.is_valid():
        writes.cancel_indicator(indicator, by=request.person, reason=form.cleaned_data["reason"])
        return back(key, slug, "delar")
    context = {"indicator": indicator, "form": RedefineForm(), "hand_over": _hand_over_form(request)}
    return render(request, "promises/redefine.html", context | {"cancel": form}, status=400)


@require_POST
def end(request: Request, key: str, slug: str) -> HttpResponse:
    """End a promise, or let another replace it."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    others = reads.promises(request.partnership, seen_by=request.person)
    form = EndForm(request.POST, promises=others)
    if not form.is_valid():
        return render(
            request, "promises/one.html", page_of(request, promise) | {"end_form": form}, status=400
        )
    writes.end(promise, by=request.person, **form.cleaned_data)
    return back(key, slug, "")


@require_POST
def enter_history(request: Request, key: str, slug: str) -> HttpResponse:
    """Keep an earlier year's promise as history."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = HistoryForm(request.POST)
    if not form.is_valid():
        return render(
            request, "promises/one.html", page_of(request, promise) | {"history_form": form}, status=400
        )
    writes.enter_history(promise, by=request.person, **form.cleaned_data)
    return back(key, slug, "")


@require_POST
def register_effect(request: Request, key: str, slug: str) -> HttpResponse:
    """Register how it will be known whether it helped."""
    promise = reads.promise(slug, request.partnership, seen_by=request.person)
    form = effect_form(request, request.POST)
    if form.is_valid():
        try:
            writes.register_effect_question(promise, by=request.person, **form.cleaned_data)
            return back(key, slug, "effekt")
        except BadInput as refused:
            form.refuse(refused)
    return render(request, "promises/one.html", page_of(request, promise) | {"effect_form": form}, status=400)


def _hand_over_form(request: Request, data: Any = None) -> HandOverForm:
    return HandOverForm(data, organisations=organisations(request))
