# SPDX-License-Identifier: EUPL-1.2
"""The inbox, one report with its moves, and the texts that wait for a moderator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.reports import forms, reads, rules, writes
from samsyn.cycle.reports.models import MOVES, Report, State
from samsyn.cycle.reports.reads import placing
from samsyn.ground.people import reads as people
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request

PER_PAGE = 50


class _Counted(Paginator):
    """Pages of a list whose length is already known."""

    def __init__(self, rows: Any, per_page: int, length: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = length


@require_GET
def inbox(request: Request, key: str) -> HttpResponse:
    """The list with its filter and its counts."""
    here, person = request.partnership, request.person
    areas = placing.choosable_areas(here, seen_by=person)
    parties = list(people.organisations(here, seen_by=person))
    form = forms.FilterForm(request.GET, areas, parties, request.language)
    filters = form.filters()
    counts = reads.counts(here, filters, seen_by=person)
    lists = rules.sees_all(person) or rules.sees_own(person)
    rows = reads.inbox(here, filters, seen_by=person)
    page = _Counted(rows, PER_PAGE, counts.total if lists else 0).get_page(request.GET.get("sida"))
    query = request.GET.copy()
    query.pop("sida", None)
    facts = {
        "form": form,
        "counts": counts,
        "filters": filters,
        "lists": lists,
        "own_only": not rules.sees_all(person),
        "page": page,
        "lines": [reads.shown(row, seen_by=person) for row in page.object_list],
        "query": query.urlencode(),
        "area_name": next((area.name for area in areas if area.uuid == filters.area), ""),
        "may_report": allowed(rules.check_may_report, person, here),
        "may_moderate": allowed(rules.check_may_moderate, person),
    }
    return render(request, "reports/inbox.html", facts)


@require_GET
def moderation(request: Request, key: str) -> HttpResponse:
    """Texts that the guard held back, oldest first."""
    rows = reads.waiting(request.partnership, seen_by=request.person)
    page = Paginator(rows, 20).get_page(request.GET.get("sida"))
    person = request.person
    lines = [
        (reads.shown(row, seen_by=person), forms.marked(row), reads.photos(row, seen_by=person))
        for row in page.object_list
    ]
    return render(request, "reports/moderation.html", {"page": page, "lines": lines, "may_moderate": True})


@require_GET
def one(request: Request, key: str, report: UUID) -> HttpResponse:
    """One report: what is known, what was done, what may be done."""
    return _one(request, reads.report(request.partnership, report, seen_by=request.person))


@require_POST
def move(request: Request, key: str, report: UUID) -> HttpResponse:
    """Give a report a new state."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.MoveForm(row, request.POST)

    def change(data: dict[str, Any]) -> Report:
        return writes.move(
            row, data["state"], reason=data["reason"], version=data["version"], by=request.person
        )

    return _done(request, row, form, "move_form", change)


@require_POST
def assign(request: Request, key: str, report: UUID) -> HttpResponse:
    """Hand a report over to an organisation."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.AssignForm(row, _parties(request), request.POST)

    def change(data: dict[str, Any]) -> Report:
        to = people.organisation(data["organisation"], seen_by=request.person)
        return writes.assign(row, to, version=data["version"], by=request.person)

    return _done(request, row, form, "assign_form", change)


@require_POST
def note(request: Request, key: str, report: UUID) -> HttpResponse:
    """Write a note."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.NoteForm(request.POST)
    return _done(
        request, row, form, "note_form", lambda data: writes.note(row, data["text"], by=request.person)
    )


@require_POST
def merge(request: Request, key: str, report: UUID) -> HttpResponse:
    """Say that it is the same matter as another report."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.MergeForm(row, request.POST)

    def change(data: dict[str, Any]) -> Report:
        into = reads.report(request.partnership, data["into"], seen_by=request.person)
        return writes.merge(row, into, version=data["version"], by=request.person)

    return _done(request, row, form, "merge_form", change)


@require_POST
def part(request: Request, key: str, report: UUID) -> HttpResponse:
    """Undo a merge."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    writes.part(row, by=request.person)
    return _to(request, row)


@require_POST
def place(request: Request, key: str, report: UUID) -> HttpResponse:
    """Say which area a report belongs to."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    areas = placing.choosable_areas(request.partnership, seen_by=request.person)
    form = forms.PlaceForm(row, areas, request.POST)

    def change(data: dict[str, Any]) -> Report:
        area = next(area for area in areas if str(area.uuid) == data["area"])
        return writes.place(row, area, version=data["version"], by=request.person)

    return _done(request, row, form, "place_form", change)


@require_POST
def look(request: Request, key: str, report: UUID) -> HttpResponse:
    """A moderator's decision about a waiting text; back to the queue afterwards."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    if "show" in request.POST:
        writes.show_text(row, by=request.person)
    else:
        writes.withhold_text(row, reason=request.POST.get("reason", ""), by=request.person)
    return redirect("reports-moderation", key=key)


def _done(request: Request, row: Report, form: Any, name: str, change: Any) -> HttpResponse:
    """Make a change and go back to the report; what cannot be used comes back with its words."""
    if form.is_valid():
        try:
            change(form.cleaned_data)
        except BadInput as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, forms.said(refused))
        else:
            return _to(request, row)
    row = reads.report(request.partnership, row.uuid, seen_by=request.person)
    return _one(request, row, status=400, **{name: form})


def _to(request: Request, row: Report) -> HttpResponse:
    return redirect("reports-one", key=request.partnership.key, report=row.uuid)


def _parties(request: Request) -> list[Any]:
    return list(people.organisations(request.partnership, seen_by=request.person))


def _one(request: Request, row: Report, *, status: int = 200, **given: Any) -> HttpResponse:
    person = request.person
    handles, assigns = (
        allowed(check, person, row) for check in (rules.check_may_handle, rules.check_may_assign)
    )
    moves = MOVES[State(row.state)]
    facts: dict[str, Any] = {
        "report": reads.shown(row, seen_by=person),
        "history": reads.history(row, seen_by=person),
        "alike": [reads.shown(other, seen_by=person) for other in reads.alike(row, seen_by=person)],
        "outcome": reads.what_came_of_report(row, seen_by=person),
        "handles": handles,
        "may_part": assigns and row.state == State.MERGED,
        "may_look": allowed(rules.check_may_look, person, row),
        "photos": reads.photos(row, seen_by=person),
        "may_moderate": allowed(rules.check_may_moderate, person),
        "marked": forms.marked(row) if allowed(rules.check_may_see_text, person, row) else [],
    }
    if handles and row.state != State.MERGED:
        facts["move_form"] = forms.MoveForm(row)
        facts["note_form"] = forms.NoteForm()
        areas = placing.choosable_areas(request.partnership, seen_by=person)
        facts["place_form"] = forms.PlaceForm(row, areas) if areas else None
        if assigns:
            facts["assign_form"] = forms.AssignForm(row, _parties(request))
            facts["merge_form"] = forms.MergeForm(row) if State.MERGED in moves else None
    return render(request, "reports/one.html", facts | given, status=status)
