# SPDX-License-Identifier: EUPL-1.2
"""Statements to the council, Brå and givers of grants: figures by themselves, words by people, frozen by a decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.kit import clock, documents, frozen
from samsyn.kit.errors import BadInput, NotNow, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import law, reads, rules, statements, writes
from samsyn.rhythm.forms import StatementDecisionForm, StatementForm, StatementTextForm
from samsyn.rhythm.models import Statement, StatementState
from samsyn.rhythm.views.minutes import WRITERS


def listed(request: Request, key: str) -> HttpResponse:
    """Every statement, and the form that begins one."""
    here, person = request.partnership, request.person
    rules.check_may_see(person, here)
    today = clock.today()
    form = StatementForm(
        request.POST or None, initial={"period_from": date(today.year, 1, 1), "period_to": today}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = writes.begin_statement(
                here, typed["kind"], typed["period_from"], typed["period_to"], by=person
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-statement", key=key, uuid=made.uuid)
    rows = [
        row
        for row in reads.statements(here, seen_by=person)
        if allowed(rules.check_may_read_statement, person, row)
    ]
    context = {
        "drafts": [row for row in rows if row.state == StatementState.DRAFT],
        "decided": [row for row in rows if row.state == StatementState.DECIDED],
        "form": form,
        "may_state": allowed(rules.check_may_state, person, here),
        "report": next(row for row in law.sections(here, seen_by=person) if row.code == "report"),
    }
    return render(request, "rhythm/statements.html", context, status=400 if request.method == "POST" else 200)


@require_GET
def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One statement: part by part, the figures with the words under them."""
    return _page(request, _found(request, uuid))


@require_POST
def write(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Save one's own words under a part; nobody's words are lost."""
    found = _found(request, uuid)
    part = request.POST.get("part", "")
    form = StatementTextForm(request.POST, of=part)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            writes.write_statement(found, part, typed["text"], by=request.person, version=typed["version"])
        except BadInput as refused:
            form.refuse(refused)
        except NotNow as refused:
            if refused.code != "changed_meanwhile":
                raise
            return _page(request, found, typed=(part, form), theirs=part)
        else:
            return redirect(f"{request.path.removesuffix('text/')}#{part}")
    return _page(request, found, typed=(part, form))


@require_POST
def decide(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Write the decision: from then on nothing in it changes."""
    found = _found(request, uuid)
    form = StatementDecisionForm(request.POST)
    if form.is_valid():
        try:
            writes.decide_statement(found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-statement", key=key, uuid=uuid)
    return _page(request, found, decision=form)


@require_POST
def drop(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Lay a draft aside."""
    writes.drop_statement(_found(request, uuid), by=request.person)
    return redirect("rhythm-statements", key=key)


@require_GET
def as_file(request: Request, key: str, uuid: Any, kind: str) -> HttpResponse:
    """The same statement as a tagged PDF or a Word file."""
    found = _found(request, uuid)
    told = _told(request, found)
    parts = [{"code": part, "text": told["texts"].get(part, "")} for part in statements.PARTS[found.kind]]
    document = documents.from_template(
        "rhythm/statement_document.html",
        {"statement": found, "told": told, "parts": parts},
        language=request.language,
        dated=found.decided_on or clock.today(),
    )
    writer, content_type = WRITERS[kind]
    answer = HttpResponse(writer(document), content_type=content_type)
    name = f"{found.kind}-{found.period_from}-{found.period_to}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _found(request: Request, uuid: Any) -> Statement:
    found = reads.statement(uuid, request.partnership, seen_by=request.person)
    rules.check_may_read_statement(request.person, found)
    return found


def _told(request: Request, found: Statement) -> dict[str, Any]:
    """Figures, words and decision: as they were frozen, or as they stand."""
    if found.state == StatementState.DECIDED:
        return frozen.thaw(found.frozen_text, found.frozen_digest)
    written = reads.texts(found, seen_by=request.person)
    return {
        "kind": found.kind,
        "figures": statements.figures(found, seen_by=request.person),
        "texts": {part: row.text for part, row in written.items()},
        "decision": None,
    }


def _page(request: Request, found: Statement, **more: Any) -> HttpResponse:
    told, may_change = (
        _told(request, found),
        allowed(rules.check_may_change_statement, request.person, found),
    )
    rows = reads.texts(found, seen_by=request.person) if may_change else {}
    typed_part, typed_form = more.pop("typed", ("", None))
    decided = found.state == StatementState.DECIDED
    context = {
        "statement": found,
        "told": told,
        "figures": told["figures"],
        "parts": [
            {
                "code": part,
                "text": told["texts"].get(part, ""),
                "form": typed_form if part == typed_part else _form(part, rows.get(part)),
            }
            for part in statements.PARTS[found.kind]
        ],
        "changed": statements.changed_since(
            told["figures"], statements.figures(found, seen_by=request.person)
        )
        if decided
        else [],
        "decision": StatementDecisionForm(initial={"decided_on": clock.today()}),
        "may_change": may_change,
    } | more
    status = 409 if more.get("theirs") else 400 if request.method == "POST" else 200
    return render(request, "rhythm/statement.html", context, status=status)


def _form(part: str, row: Any) -> StatementTextForm:
    initial = {
        "part": part,
        "text": row.text if row else "",
        "version": row.version if row else None,
    }
    return StatementTextForm(initial=initial, of=part)
