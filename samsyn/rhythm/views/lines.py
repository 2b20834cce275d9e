# SPDX-License-Identifier: EUPL-1.2
"""What happens at a point of a meeting beside notes and decisions: lines of the parties, areas put first, answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit.errors import BadInput, NotNow
from samsyn.kit.requests import Request
from samsyn.rhythm import reads, writes
from samsyn.rhythm.forms import AnswerForm, HandOnForm, ItemForm, PriorityForm
from samsyn.rhythm.views.meeting import back, page, refuse, spans


@require_POST
def bring(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Bring a line to a point."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    parties = people.organisations(request.partnership, seen_by=request.person)
    form = ItemForm(request.POST, organisations=parties)
    if form.is_valid():
        try:
            writes.bring(found, by=request.person, **form.cleaned_data)
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return back(request, key, uuid, {"part": request.POST.get("organisation", "")}, anchor="rader")
    return page(request, found, bringing=form)


@require_POST
def take_back(request: Request, key: str, uuid: Any, item: Any) -> HttpResponse:
    """Take a line back."""
    row = reads.item(item, request.partnership, seen_by=request.person)
    writes.take_back_line(row, by=request.person)
    return back(request, key, uuid, anchor="rader")


@require_POST
def put_first(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Put an area first."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    form = PriorityForm(request.POST, areas=areas, spans=spans(found))
    if form.is_valid():
        try:
            writes.put_first(found, by=request.person, **form.cleaned_data)
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return back(request, key, uuid)
    return page(request, found, putting_first=form)


@require_POST
def no_longer_first(request: Request, key: str, uuid: Any, priority: Any) -> HttpResponse:
    """Take an area out of those that come first."""
    row = reads.priority(priority, request.partnership, seen_by=request.person)
    writes.no_longer_first(row, by=request.person)
    return back(request, key, uuid)


@require_POST
def answer(request: Request, key: str, uuid: Any, question: Any) -> HttpResponse:
    """Answer a question that was raised here."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    about = reads.question(question, request.partnership, seen_by=request.person)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            writes.answer_question(about, found, form.cleaned_data["answer"], by=request.person)
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return back(request, key, uuid)
    return page(request, found, answering={"question": about, "form": form})


@require_POST
def hand_on(request: Request, key: str, uuid: Any, decision: Any) -> HttpResponse:
    """Let another party answer for an open decision."""
    found = reads.meeting(uuid, request.partnership, seen_by=request.person)
    about = reads.decision(decision, request.partnership, seen_by=request.person)
    parties = people.organisations(request.partnership, seen_by=request.person)
    form = HandOnForm(request.POST, organisations=parties)
    if form.is_valid():
        try:
            writes.hand_on(about, form.cleaned_data["organisation"], by=request.person)
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return back(request, key, uuid, anchor=f"beslut-{about.uuid}")
    return page(request, found, handing_on=form)
