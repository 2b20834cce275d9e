# SPDX-License-Identifier: EUPL-1.2
"""The inbox, one report with its moves, and the texts that wait for a moderator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.reports import forms, reads, rules, writes
from samsyn.cycle.reports.models import MOVES, Report, State
from samsyn.cycle.reports.reads import placing
from samsyn.ground.imports import rules as imports
from samsyn.ground.people import reads as people
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, allowed
from samsyn.kit.requests import Request
from samsyn.kit.tables import csv_answer
from samsyn.kit.words import words_for

PER_PAGE = 50
# What a file of reports holds: what the page shows, and nothing else.
COLUMNS = (
    *("uuid", "category", "subcategory", "state", "helped", "source", "channel", "received_at", "wall_from"),
    *("wall_to", "weekdays", "area_name", "place_text", "east", "north", "text", "text_state", "certainty"),
    *("felt_effect", "action_taken", "reporter_organisation", "with_organisation"),
)


class _Counted(Paginator):
    """Pages of a list whose length is already known."""

    def __init__(self, rows: Any, per_page: int, length: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = length


@require_GET
def inbox(request: Request, key: str) -> HttpResponse:
    """The list with its filter and its counts."""
    return _inbox(request)


def _inbox(request: Request, several: forms.SeveralForm | None = None) -> HttpResponse:
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
    done, left = query.pop("klart", [""])[-1], query.pop("kvar", ["0"])[-1]
    query.pop("sida", None)
    answered = bool(query.pop("inget", None))
    year, week, _ = clock.today().isocalendar()
    quiet = list(reads.quiet_weeks(here, seen_by=person, iso_week=year * 100 + week))
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
        "organisation_chosen": next((one.name for one in parties if one.uuid == filters.organisation), ""),
        "may_report": allowed(rules.check_may_report, person, here),
        "may_moderate": allowed(rules.check_may_moderate, person),
        "may_take_out": allowed(rules.check_may_take_out, person, here),
        "may_import": allowed(imports.check_may_import, person, here),
        "may_connect": allowed(rules.check_may_connect, person, here),
        "several": several or (forms.SeveralForm(parties) if person.has_role(*rules.HANDLERS) else None),
        "ticked": set(request.POST.getlist("rapport")),
        "done": int(done) if done.isascii() and done.isdigit() else None,
        "left": int(left) if left.isascii() and left.isdigit() else 0,
        "first_look": reads.first_look(here, seen_by=person),
        "week": week,
        "quiet": quiet,
        "said_quiet": person.organisation_id in {row.owner_id for row in quiet},
        "answered": answered,
    }
    return render(request, "reports/inbox.html", facts, status=400 if several else 200)


@require_POST
def several(request: Request, key: str) -> HttpResponse:
    """The same for every ticked report; back to the same list afterwards. What may not be done with one is left."""
    here, person = request.partnership, request.person
    parties = _parties(request)
    form = forms.SeveralForm(parties, request.POST)
    rows = reads.chosen(here, request.POST.getlist("rapport"), seen_by=person)
    if form.is_valid():
        try:
            found = writes.handle_several(
                here,
                rows,
                form.cleaned_data["state"],
                reason=form.cleaned_data["reason"],
                organisation=form.cleaned_data["organisation"],
                by=person,
            )
        except BadInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, forms.said(refused))
        else:
            query = request.GET.copy()
            query["klart"], query["kvar"] = str(found.done), str(len(found.left))
            return redirect(f"{reverse('reports-inbox', kwargs={'key': key})}?{query.urlencode()}")
    return _inbox(request, form)


@require_POST
def take_out(request: Request, key: str) -> StreamingHttpResponse:
    """The reports of the list as a file, with the same parts hidden as on the page."""
    here, person = request.partnership, request.person
    rules.check_may_take_out(person, here)
    areas = placing.choosable_areas(here, seen_by=person)
    filters = forms.FilterForm(request.GET, areas, _parties(request), request.language).filters()
    rows = reads.inbox(here, filters, seen_by=person)
    writes.note_export(here, rows.count(), by=person)
    header = [str(words_for("reports/column", name)) for name in COLUMNS]
    shown = (reads.shown(row, seen_by=person) for row in rows.iterator(chunk_size=1000))
    return csv_answer("rapporter.csv", header, (_cells(one) for one in shown))


def _cells(one: reads.Shown) -> list[object]:
    """A report's cells in the order of COLUMNS."""
    told = {name: getattr(one, name, "") for name in COLUMNS}
    told["east"], told["north"] = one.point or (None, None)
    told["received_at"] = one.received_at.astimezone(clock.LOCAL).isoformat(timespec="minutes")
    return [told[name] for name in COLUMNS]


@require_GET
def moderation(request: Request, key: str) -> HttpResponse:
    """Texts that the guard held back, oldest first."""
    rows = reads.waiting(request.partnership, seen_by=request.person)
    page = Paginator(rows, 20).get_page(request.GET.get("sida"))
    person = request.person
    lines = [
        (
            reads.shown(row, seen_by=person),
            forms.marked(row),
            reads.photos(row, seen_by=person),
            forms.LookForm(row),
        )
        for row in page.object_list
    ]
    return render(request, "reports/moderation.html", {"page": page, "lines": lines, "may_moderate": True})


@require_GET
def one(request: Request, key: str, report: UUID) -> HttpResponse:
    """One report: what is known, what was done, what may be done."""
    return page_of(request, reads.report(request.partnership, report, seen_by=request.person))


@require_POST
def move(request: Request, key: str, report: UUID) -> HttpResponse:
    """Give a report a new state."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.MoveForm(row, request.POST)

    def change(data: dict[str, Any]) -> Report:
        return writes.move(
            row, data["state"], reason=data["reason"], version=data["version"], by=request.person
        )

    return changed(request, row, form, "move_form", change)


@require_POST
def assign(request: Request, key: str, report: UUID) -> HttpResponse:
    """Hand a report over to an organisation."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.AssignForm(row, _parties(request), request.POST)

    def change(data: dict[str, Any]) -> Report:
        to = people.organisation(data["organisation"], seen_by=request.person)
        return writes.assign(row, to, version=data["version"], by=request.person)

    return changed(request, row, form, "assign_form", change)


@require_POST
def note(request: Request, key: str, report: UUID) -> HttpResponse:
    """Write a note."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    form = forms.NoteForm(request.POST)
    return changed(
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

    return changed(request, row, form, "merge_form", change)


@require_POST
def part(request: Request, key: str, report: UUID) -> HttpResponse:
    """Undo a merge."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    writes.part(row, by=request.person)
    return to_report(request, row)


@require_POST
def place(request: Request, key: str, report: UUID) -> HttpResponse:
    """Say which area a report belongs to."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    areas = placing.choosable_areas(request.partnership, seen_by=request.person)
    form = forms.PlaceForm(row, areas, request.POST)

    def change(data: dict[str, Any]) -> Report:
        area = next(area for area in areas if str(area.uuid) == data["area"])
        return writes.place(row, area, version=data["version"], by=request.person)

    return changed(request, row, form, "place_form", change)


@require_POST
def look(request: Request, key: str, report: UUID) -> HttpResponse:
    """A moderator's decision about a waiting text; back to the queue afterwards."""
    row = reads.report(request.partnership, report, seen_by=request.person)
    queue = redirect("reports-moderation", key=key)
    if "show" in request.POST:
        writes.show_text(row, by=request.person)
        return queue
    form = forms.LookForm(row, request.POST)

    def change(data: dict[str, Any]) -> Report:
        return writes.withhold_text(row, reason=data["reason"], by=request.person)

    return changed(request, row, form, "look_form", change, then=queue)


def changed(
    request: Request, row: Report, form: Any, name: str, change: Any, *, then: HttpResponse | None = None
) -> HttpResponse:
    """Make a change and go back to the report, or on to `then`; what cannot be used comes back with its words."""
    if form.is_valid():
        try:
            change(form.cleaned_data)
        except BadInput as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, forms.said(refused))
        else:
            return then or to_report(request, row)
    row = reads.report(request.partnership, row.uuid, seen_by=request.person)
    return page_of(request, row, status=400, **{name: form})


def to_report(request: Request, row: Report) -> HttpResponse:
    """Back to the report's own page."""
    return redirect("reports-one", key=request.partnership.key, report=row.uuid)


def _parties(request: Request) -> list[Any]:
    return list(people.organisations(request.partnership, seen_by=request.person))


def page_of(request: Request, row: Report, *, status: int = 200, **given: Any) -> HttpResponse:
    """One report's page; `given` are forms that come back with what was typed."""
    person = request.person
    handles, assigns = (
        allowed(check, person, row) for check in (rules.check_may_handle, rules.check_may_assign)
    )
    moves = MOVES[State(row.state)]
    facts: dict[str, Any] = {
        "report": reads.shown(row, seen_by=person),
        "extent": reads.extent(row, seen_by=person),
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
    if facts["may_look"]:
        facts["look_form"] = forms.LookForm(row)
    facts["sendings"] = list(reads.hand_overs(row, seen_by=person))
    if handles and row.state == State.HANDLED:
        facts["helped_form"] = forms.HelpedForm(row)
    if assigns and (receivers := list(reads.receivers(request.partnership, seen_by=person))):
        words = row.text if allowed(rules.check_may_see_text, person, row) else ""
        facts["hand_over_form"] = forms.HandOverForm(receivers, words[:1000])
    facts["may_send_again"] = assigns
    if handles and row.state != State.MERGED:
        facts["move_form"] = forms.MoveForm(row)
        facts["note_form"] = forms.NoteForm()
        areas = placing.choosable_areas(request.partnership, seen_by=person)
        facts["place_form"] = forms.PlaceForm(row, areas) if areas else None
        if assigns:
            facts["assign_form"] = forms.AssignForm(row, _parties(request))
            facts["merge_form"] = forms.MergeForm(row) if State.MERGED in moves else None
    return render(request, "reports/one.html", facts | given, status=status)
