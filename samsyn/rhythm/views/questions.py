# SPDX-License-Identifier: EUPL-1.2
"""Questions: one's own party's preparation, which nobody else sees, and what is raised in the forums."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samsyn.ground.people import reads as people
from samsyn.kit.errors import BadInput, NotNow, allowed
from samsyn.kit.requests import Request
from samsyn.rhythm import reads, rules, writes
from samsyn.rhythm.forms import AsideForm, QuestionForm, RaiseForm
from samsyn.rhythm.models import ForumKind
from samsyn.rhythm.views.meeting import refuse


@require_GET
def questions(request: Request, key: str) -> HttpResponse:
    """What one's own party prepares, and what is raised."""
    rules.check_may_see(request.person, request.partnership)
    return _list(request)


@require_POST
def prepare(request: Request, key: str) -> HttpResponse:
    """Write a question in one's own preparation."""
    rules.check_may_prepare(request.person, request.partnership)
    form = QuestionForm(request.POST)
    if form.is_valid():
        own = people.own_organisation(seen_by=request.person)
        try:
            writes.prepare_question(
                request.partnership,
                own,
                form.cleaned_data["title"],
                by=request.person,
                text=form.cleaned_data["text"],
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-questions", key=key)
    return _list(request, preparing=form)


def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One question: its words while it is one's own, where it has been once it is raised."""
    rules.check_may_see(request.person, request.partnership)
    found = reads.question(uuid, request.partnership, seen_by=request.person)
    form = QuestionForm(request.POST or None, initial=_now(found))
    if request.method == "POST" and form.is_valid():
        try:
            writes.change_question(found, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-questions", key=key)
    return _page(request, found, form=form)


@require_POST
def raise_it(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Raise a question in a forum, or move it to another."""
    found = reads.question(uuid, request.partnership, seen_by=request.person)
    form = RaiseForm(request.POST, forums=_forums(request))
    if form.is_valid():
        to = form.cleaned_data["forum"]
        try:
            if found.state == "prepared":
                writes.raise_question(found, to, by=request.person)
            else:
                writes.move_question(found, to, by=request.person, reason=form.cleaned_data["reason"])
        except (BadInput, NotNow) as refused:
            refuse(form, refused)
        else:
            return redirect("rhythm-question", key=key, uuid=uuid)
    return _page(request, found, raising=form)


@require_POST
def put_aside(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Put a question aside, and say why."""
    found = reads.question(uuid, request.partnership, seen_by=request.person)
    form = AsideForm(request.POST)
    if form.is_valid():
        try:
            writes.put_aside(found, by=request.person, reason=form.cleaned_data["reason"])
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-question", key=key, uuid=uuid)
    return _page(request, found, laying=form)


@require_POST
def drop(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Let a question of one's own be."""
    writes.drop_question(reads.question(uuid, request.partnership, seen_by=request.person), by=request.person)
    return redirect("rhythm-questions", key=key)


@require_POST
def again(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Take up a question again."""
    writes.take_up_again(reads.question(uuid, request.partnership, seen_by=request.person), by=request.person)
    return redirect("rhythm-question", key=key, uuid=uuid)


def _list(request: Request, **forms: Any) -> HttpResponse:
    here, person = request.partnership, request.person
    shared = list(reads.questions(here, seen_by=rules.for_all(here)))
    context = {
        "prepared": reads.prepared(here, seen_by=person),
        "raised": [row for row in shared if row.state == "raised"],
        "settled": [row for row in reversed(shared) if row.state in ("answered", "aside")][:30],
        "preparing": QuestionForm(),
        "may_prepare": allowed(rules.check_may_prepare, person, here),
    } | forms
    return render(request, "rhythm/questions.html", context, status=400 if request.method == "POST" else 200)


def _page(request: Request, found: Any, **forms: Any) -> HttpResponse:
    person = request.person
    context = {
        "question": found,
        "steps": reads.steps(found, seen_by=person),
        "form": QuestionForm(initial=_now(found)),
        "raising": RaiseForm(forums=_forums(request, found)),
        "laying": AsideForm(),
        "may_change": allowed(rules.check_own_question, person, found),
        "may_handle": found.state != "prepared"
        and allowed(rules.check_may_lead, person, request.partnership),
    } | forms
    return render(request, "rhythm/question.html", context, status=400 if request.method == "POST" else 200)


def _forums(request: Request, found: Any = None) -> list[Any]:
    """The forums a question can go to: not where it is, and none that talks of persons."""
    here = found.forum_id if found is not None and found.state == "raised" else None
    rows = reads.forums(request.partnership, seen_by=request.person)
    return [row for row in rows if row.pk != here and row.kind != ForumKind.ABOUT_PERSONS]


def _now(found: Any) -> dict[str, Any]:
    return {"title": found.title, "text": found.text, "version": found.version}
