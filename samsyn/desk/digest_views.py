# SPDX-License-Identifier: EUPL-1.2
"""The page where an account chooses whether it wants what it should do by mail."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samsyn.kit.inputs import PageForm
from samsyn.kit.requests import Request
from samsyn.rhythm import reads, writes
from samsyn.rhythm.models import DigestEvery


class DigestForm(PageForm):
    """How often."""

    every = forms.ChoiceField(choices=[(code, code) for code in DigestEvery.values], widget=forms.RadioSelect)


def choose(request: Request, key: str) -> HttpResponse:
    """One's own choice, for all the partnerships that the account works in."""
    form = DigestForm(request.POST or None, initial={"every": reads.digest_every(seen_by=request.person)})
    if request.method == "POST" and form.is_valid():
        writes.choose_digest(form.cleaned_data["every"], by=request.person, partnership=request.partnership)
        return redirect(f"{request.path}?sparat")
    context = {
        "form": form,
        "every": reads.digest_every(seen_by=request.person),
        "saved": "sparat" in request.GET,
    }
    return render(request, "desk/digest.html", context, status=400 if request.method == "POST" else 200)
