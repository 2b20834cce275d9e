# SPDX-License-Identifier: EUPL-1.2
"""The page of a party: what it answers for, that it leaves, and that it comes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.desk import parties
from samsyn.ground.people import reads, rules, writes
from samsyn.kit import clock
from samsyn.kit.errors import allowed
from samsyn.kit.inputs import DateInput, PageForm, has_been
from samsyn.kit.requests import Request


class LeaveForm(PageForm):
    """The day that a party leaves."""

    on = forms.DateField(widget=DateInput())

    def clean_on(self) -> Any:
        """A day that has been, or today."""
        return has_been(self.cleaned_data["on"])


@require_GET
def party(request: Request, key: str, uuid: Any) -> HttpResponse:
    """What a party answers for, and the way out of the partnership or back."""
    rules.check_may_manage(request.person, request.partnership)
    return _page(request, uuid, LeaveForm(initial={"on": clock.today()}))


@require_POST
def leave(request: Request, key: str, uuid: Any) -> HttpResponse:
    """A party leaves from a day."""
    rules.check_may_manage(request.person, request.partnership)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, uuid, form, 400)
    organisation = reads.organisation(uuid, seen_by=request.person)
    writes.leave(organisation, by=request.person, on=form.cleaned_data["on"])
    return redirect("desk-party", key=key, uuid=uuid)


@require_POST
def come_back(request: Request, key: str, uuid: Any) -> HttpResponse:
    """A party is one again."""
    writes.come_back(reads.organisation(uuid, seen_by=request.person), by=request.person)
    return redirect("desk-party", key=key, uuid=uuid)


def _page(request: Request, uuid: Any, form: LeaveForm, status: int = 200) -> HttpResponse:
    organisation = reads.organisation(uuid, seen_by=request.person)
    context = {
        "organisation": organisation,
        "answers": parties.answers(organisation, seen_by=request.person),
        "form": form,
        "may_leave": allowed(rules.check_may_leave, request.person, organisation),
    }
    return render(request, "desk/party.html", context, status=status)
