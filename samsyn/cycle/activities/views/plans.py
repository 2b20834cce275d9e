# SPDX-License-Identifier: EUPL-1.2
"""The statutory plan of measures: write, decide, follow up; and the decided one for anyone to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.catalogue import measures as known
from samsyn.cycle.activities import reads, rules, writes
from samsyn.cycle.activities.forms import MeasureForm, PlanDecisionForm, PlanFollowUpForm, PlanForm, ServeForm
from samsyn.cycle.pictures import reads as pictures
from samsyn.ground.people import reads as people
from samsyn.kit import clock, documents, frozen
from samsyn.kit.errors import BadInput, NotFound, NotNow, allowed
from samsyn.kit.formats import dates
from samsyn.kit.requests import Request

PAGE = "activities/measure_plan.html"


def plan_list(request: Request, key: str) -> HttpResponse:
    """Every plan of measures, and the form that begins one."""
    may_write = allowed(rules.check_may_write_plan, request.person, request.partnership)
    form = PlanForm(request.POST or None, pictures=_pictures(request))
    if request.method == "POST" and form.is_valid():
        plan = writes.write_plan(request.partnership, by=request.person, **form.cleaned_data)
        return _back(key, plan.uuid)
    context = {
        "plans": reads.plans(request.partnership, seen_by=request.person),
        "form": form,
        "may_write": may_write,
    }
    return render(request, "activities/measure_plans.html", context)


def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One version of a plan; a draft's words are changed here."""
    plan = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
    if request.method != "POST":
        return render(request, PAGE, _page_of(request, plan))
    form = PlanForm(request.POST, pictures=_pictures(request))
    if not form.is_valid():
        return render(request, PAGE, _page_of(request, plan) | {"form": form}, status=400)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isdecimal() and len(typed) < 10 else None
    try:
        writes.change_plan(plan, by=request.person, version=version, **form.cleaned_data)
    except NotNow as refused:
        if refused.code != "changed_meanwhile":
            raise
        theirs = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
        context = _page_of(request, theirs) | {"form": form, "theirs": theirs}
        return render(request, PAGE, context, status=409)
    return _back(key, uuid)


@require_POST
def add_measure(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Put a measure in the plan."""
    plan = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
    form = _measure_form(request, request.POST)
    if form.is_valid():
        try:
            writes.add_measure(plan, by=request.person, **form.cleaned_data)
        except BadInput as refused:
            form.refuse(refused)
        else:
            return _back(key, uuid, "atgarder")
    return render(request, PAGE, _page_of(request, plan) | {"measure_form": form}, status=400)


@require_POST
def remove_measure(request: Request, key: str, uuid: Any, measure: Any) -> HttpResponse:
    """Take a measure out of a draft."""
    plan = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
    found = reads.planned_measure(measure, plan, seen_by=request.person)
    writes.remove_measure(found, by=request.person)
    return _back(key, uuid, "atgarder")


@require_POST
def decide(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Record the decision; the plan never changes after."""
    plan = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
    form = PlanDecisionForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _page_of(request, plan) | {"decision": form}, status=400)
    writes.decide_plan(plan, by=request.person, **form.cleaned_data)
    return _back(key, uuid)


@require_POST
def new_version(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Begin a new version of a decided plan."""
    plan = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
    return _back(key, writes.new_plan_version(plan, by=request.person).uuid)


@require_POST
def follow_up(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Record that the plan was followed up."""
    plan = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
    form = PlanFollowUpForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _page_of(request, plan) | {"follow_form": form}, status=400)
    writes.follow_up_plan(plan, by=request.person, **form.cleaned_data)
    return _back(key, uuid, "uppfoljning")


@require_POST
def serve(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Let an activity serve measures of the statutory plan too."""
    activity = reads.activity(uuid, request.partnership, seen_by=request.person)
    offered = reads.measures_to_serve(request.partnership, seen_by=request.person)
    form = ServeForm(request.POST, measures=offered)
    if form.is_valid():
        writes.serve(activity, form.cleaned_data["measures"], by=request.person)
    return redirect("activities-activity", key=key, uuid=uuid)


@require_GET
def public(request: Request, key: str) -> HttpResponse:
    """The decided plans, as they were decided: read from the frozen words alone."""
    rows = reads.decided_plans(request.partnership, seen_by=request.person)
    told = [(row, frozen.thaw(row.frozen_text, row.frozen_digest)) for row in rows]
    return render(request, "activities/measure_plan_public.html", {"plans": told})


@require_GET
def as_pdf(request: Request, key: str, uuid: Any) -> HttpResponse:
    """A decided plan as a tagged PDF, for anyone: a decision of a municipality is a public document."""
    plan = reads.measure_plan(uuid, request.partnership, seen_by=request.person)
    if plan.decided_on is None:
        raise NotFound("no_such_plan")
    document = documents.from_template(
        "activities/measure_plan_document.html",
        {"told": frozen.thaw(plan.frozen_text, plan.frozen_digest), "partnership": request.partnership},
        language=request.language,
        dated=plan.decided_on,
    )
    answer = HttpResponse(documents.to_pdf(document), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="atgardsplan-{plan.decided_on}.pdf"'
    return answer


def _page_of(request: Request, plan: Any) -> dict[str, Any]:
    person = request.person
    rows = reads.measures(plan, seen_by=person)
    for row in rows:
        found = known.get(row.known)
        row.evidence = found.evidence if found else ""
        row.known_name = found.name(request.language) if found else ""
    return {
        "plan": plan,
        "form": PlanForm(initial=_initial(plan), pictures=_pictures(request)),
        "measure_form": _measure_form(request),
        "measures": rows,
        "unlinked": [row for row in rows if not row.linked],
        "cost": reads.total_cost(rows),
        "decision": PlanDecisionForm(initial={"decided_on": clock.today()}),
        "follow_form": PlanFollowUpForm(initial={"followed_on": clock.today()}),
        "follow_ups": [
            (row, frozen.thaw(row.frozen_text, row.frozen_digest)["measures"])
            for row in reads.plan_follow_ups(plan, seen_by=person)
        ],
        "versions": reads.plan_versions(plan, seen_by=person),
        "may_change": allowed(rules.check_may_change_plan, person, plan),
        "may_follow": allowed(rules.check_may_follow_plan, person, plan),
        "may_renew": allowed(rules.check_may_renew_plan, person, plan),
    }


def _initial(plan: Any) -> dict[str, Any]:
    names = ("title", "summary", "period_from", "period_to")
    return {name: getattr(plan, name) for name in names} | {
        "picture": str(plan.picture.uuid) if plan.picture else ""
    }


def _pictures(request: Request) -> list[Any]:
    rows: list[Any] = list(
        pictures.pictures(request.partnership, seen_by=request.person).exclude(decided_on=None)
    )
    for row in rows:
        row.shown = f"{row.title} {dates(row.period_from, row.period_to)}".strip()
    return rows


def _measure_form(request: Request, data: Any = None) -> MeasureForm:
    """Findings of decided pictures, and their causes, in one list: those of the newest picture first."""
    found = pictures.findings(request.partnership, seen_by=request.person).exclude(picture__decided_on=None)
    evidence: list[Any] = []
    for row in found.exclude(picture=None).prefetch_related("causes"):
        evidence += [row, *row.causes.all()]
    return MeasureForm(
        data,
        evidence=evidence,
        organisations=people.organisations(request.partnership, seen_by=request.person),
        language=request.language,
    )


def _back(key: str, uuid: Any, part: str = "") -> HttpResponse:
    address = reverse("activities-measure-plan", kwargs={"key": key, "uuid": uuid})
    return redirect(f"{address}#{part}" if part else address)
