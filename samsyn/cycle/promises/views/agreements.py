# SPDX-License-Identifier: EUPL-1.2
"""The cooperation agreement above the promises."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from samsyn.cycle.promises import reads, writes
from samsyn.cycle.promises.forms import AgreementForm
from samsyn.cycle.promises.views.shared import organisations
from samsyn.kit.requests import Request


def agreement_new(request: Request, key: str) -> HttpResponse:
    """Write down an agreement."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        parties = [row for row in organisations(request) if row.kind in ("municipality", "police")]
        writes.write_agreement(request.partnership, by=request.person, parties=parties, **form.cleaned_data)
        return redirect("promises-work", key=key)
    return render(request, "promises/agreement_new.html", {"form": form})


@require_GET
def agreement(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One agreement."""
    found = reads.agreement(uuid, request.partnership, seen_by=request.person)
    return render(request, "promises/agreement.html", {"agreement": found})
