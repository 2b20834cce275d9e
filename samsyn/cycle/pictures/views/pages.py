# SPDX-License-Identifier: EUPL-1.2
"""The pages of the picture: look, write, approve, decide, choose what to work with."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.pictures import compute, reads, rules, writes
from samsyn.cycle.pictures.forms import (
    CauseForm,
    DecisionForm,
    FindingForm,
    FocusForm,
    PaperForm,
    PartsForm,
    QuestionForm,
    recent_periods,
)
from samsyn.cycle.pictures.views import shown as show
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit import clock, frozen
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request


@require_GET
def look(request: Request, key: str) -> HttpResponse:
    """The picture as the filter sentence asks for it; every view is an address that can be shared."""
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    form = QuestionForm(request.GET, areas=areas, language=request.language)
    question = form.question(clock.today())
    every_cell = request.GET.get("rutor") == "alla"
    figures = compute.picture(
        request.partnership, question, seen_by=request.person, areas=areas, with_cells=every_cell
    )
    if not figures["reports"]["total"] and not request.GET:
        # The first month: the last whole tertial was over before anybody could report.
        first = reports.first_day(request.partnership, seen_by=request.person)
        if first is not None and question.period[1] < first <= clock.today():
            return redirect(f"{request.path}?start={first.isoformat()}&end={clock.today().isoformat()}")
    query = request.GET.copy()
    query.pop("rutor", None)
    asked = query.urlencode()
    context = show.heading(figures) | {
        "form": form,
        "question": question,
        "left_out": form.left_out(),
        "shown": show.figures_page(
            request.partnership,
            figures,
            map_url=f"{reverse('pictures-map', kwargs={'key': key})}?{asked}",
            news_url=f"{reverse('pictures-news', kwargs={'key': key})}?{asked}",
            language=request.language,
            all_cells=f"?{asked}&rutor=alla#rutor",
            every_cell=every_cell,
            cells_url=f"?{asked}&rutor=alla#alla-rutor",
            cell_rows=show.cell_rows(request.partnership, figures, seen_by=request.person),
        ),
        "stored": reads.pictures(request.partnership, seen_by=request.person)[:5],
        # What was not asked for is not kept as if it were.
        "may_store": allowed(rules.check_may_choose, request.person) and not form.left_out(),
        "print_url": f"{reverse('pictures-print', kwargs={'key': key})}?{asked}",
        "periods": recent_periods(clock.today()),
        "alerts_waiting": reads.open_alerts(request.partnership, seen_by=request.person).count(),
    }
    return render(request, "pictures/look.html", context)


@require_GET
def look_map(request: Request, key: str) -> JsonResponse:
    """What the map of the same picture draws: cells and areas, never a point."""
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    question = QuestionForm(request.GET, areas=areas).question(clock.today())
    figures = compute.picture(
        request.partnership, question, seen_by=request.person, with_cells=True, areas=areas
    )
    return JsonResponse(_map(request, figures, areas))


@require_GET
def news(request: Request, key: str) -> HttpResponse:
    """What is new and unusual, and what stands beside the reports: a part of the picture's page, or a page of its own."""
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    question = QuestionForm(request.GET, areas=areas).question(clock.today())
    figures = compute.picture(request.partnership, question, seen_by=request.person, areas=areas)
    deep = compute.news(request.partnership, question, seen_by=request.person, areas=areas)
    back = f"{reverse('pictures-work', kwargs={'key': key})}?{request.GET.urlencode()}"
    context = show.heading(figures) | show.context_of(request, figures) | {"deep": deep, "back_url": back}
    part = bool(request.headers.get("HX-Request"))
    return render(request, "pictures/_news.html" if part else "pictures/news.html", context)


@require_GET
def numbers(request: Request, key: str) -> JsonResponse:
    """The same picture as JSON, in the shape of the command."""
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    question = QuestionForm(request.GET, areas=areas).question(clock.today())
    return JsonResponse(compute.picture(request.partnership, question, seen_by=request.person, deep=True))


@require_POST
def store(request: Request, key: str) -> HttpResponse:
    """Keep what is looked at as a draft, by what all parties see: what one of them alone sees stays with it."""
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    question = QuestionForm(request.POST, areas=areas).question(clock.today())
    everyone = compute.seen_by_all(request.partnership)
    figures = compute.picture(request.partnership, question, seen_by=everyone, with_cells=True, deep=True)
    picture = writes.store(request.partnership, figures, by=request.person)
    return redirect("pictures-picture", key=key, uuid=picture.uuid)


def one(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One kept picture: its figures, the three statutory parts, findings, approvals and decision."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    form = PartsForm(request.POST or None, initial=_parts(picture))
    if request.method == "POST" and form.is_valid():
        parts = dict(form.cleaned_data)
        sections = {code: parts.pop(code) for code in rules.SECTIONS}
        writes.write(picture, by=request.person, version=parts.pop("version"), sections=sections, **parts)
        return redirect(reverse("pictures-picture", kwargs={"key": key, "uuid": uuid}) + "#delarna")
    return render(request, "pictures/one.html", _page(request, picture) | {"form": form})


@require_GET
def one_map(request: Request, key: str, uuid: Any) -> JsonResponse:
    """What the map of a kept picture draws."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    figures = reads.figures(picture)
    return JsonResponse(_map(request, figures, areas) if figures else {"layers": {}})


@require_POST
def approve(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Approve for one's own party."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    writes.approve(picture, by=request.person)
    return _back(key, uuid, "godkannande")


@require_POST
def approve_on_paper(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Register an approval that was given on paper."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    form = PaperForm(request.POST, organisations=_parties(request))
    if not form.is_valid():
        return render(request, "pictures/one.html", _page(request, picture) | {"paper": form}, status=400)
    organisation = people.organisation(form.cleaned_data["organisation"], seen_by=request.person)
    writes.approve(
        picture,
        by=request.person,
        organisation=organisation,
        title=form.cleaned_data["title"],
        approved_on=form.cleaned_data["approved_on"],
        on_paper=True,
    )
    return _back(key, uuid, "godkannande")


@require_POST
def decide(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Decide the picture: it is frozen."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return render(request, "pictures/one.html", _page(request, picture) | {"decision": form}, status=400)
    writes.decide(picture, by=request.person, **form.cleaned_data)
    return _back(key, uuid, "beslut")


@require_POST
def add_finding(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Write a finding into the picture."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    form = FindingForm(request.POST, areas=areas, language=request.language)
    if not form.is_valid():
        return render(
            request, "pictures/one.html", _page(request, picture) | {"finding_form": form}, status=400
        )
    asked = form.cleaned_data
    writes.add_finding(
        request.partnership,
        asked["sentence"],
        by=request.person,
        picture=picture,
        category=asked["category"],
        area=form.areas.get(asked["area"]),
        evidence=show.evidence(reads.figures(picture), asked["category"], form.areas.get(asked["area"])),
    )
    return _back(key, uuid, "iakttagelser")


def finding(request: Request, key: str, uuid: Any) -> HttpResponse:
    """One finding with its numbers and its probable causes."""
    found = reads.finding(uuid, request.partnership, seen_by=request.person)
    form = CauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writes.add_cause(found, form.cleaned_data["sentence"], by=request.person, **_cause(form))
        return redirect("pictures-finding", key=key, uuid=uuid)
    context = {
        "finding": found,
        "evidence": show.thawed(found),
        "form": form,
        "sheet": show.sheet(found),
        "focus_areas": reads.focus_areas(request.partnership, seen_by=request.person).filter(findings=found),
    }
    return render(request, "pictures/finding.html", context)


def focus_areas(request: Request, key: str) -> HttpResponse:
    """The focus areas, and the form that chooses one."""
    found = list(reads.findings(request.partnership, seen_by=request.person)[:60])
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    form = FocusForm(request.POST or None, findings=found, areas=areas)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        writes.choose_focus_area(
            request.partnership,
            asked["title"],
            by=request.person,
            findings=[form.found[one] for one in asked["findings"]],
            area=form.areas.get(asked["area"]),
            theme=asked["theme"],
            target_state=asked["target_state"],
        )
        return redirect("pictures-focus-areas", key=key)
    context = {
        "form": form,
        "focus_areas": reads.focus_areas(request.partnership, seen_by=request.person, ended=True),
        "may_choose": allowed(rules.check_may_choose, request.person),
    }
    return render(request, "pictures/focus_areas.html", context)


@require_POST
def end_focus_area(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Stop working with a focus area."""
    focus = reads.focus_area(uuid, request.partnership, seen_by=request.person)
    writes.end_focus_area(focus, by=request.person)
    return redirect("pictures-focus-areas", key=key)


def _page(request: Request, picture: Any) -> dict[str, Any]:
    person = request.person
    areas = places.placing_areas(request.partnership, seen_by=person)
    given = reads.approvals(picture, seen_by=person)
    kinds = {approval.organisation.kind for approval in given}
    figures = reads.figures(picture)
    return show.heading(figures) | {
        "picture": picture,
        "shown": show.figures_page(
            request.partnership,
            figures,
            map_url=reverse(
                "pictures-picture-map", kwargs={"key": request.partnership.key, "uuid": picture.uuid}
            ),
            language=request.language,
            cells_url="?rutor=alla#alla-rutor" if figures.get("cells") else "",
            cell_rows=show.cell_rows(request.partnership, figures, seen_by=person)
            if request.GET.get("rutor") == "alla"
            else (),
        ),
        "others": [one for one in reads.pictures(request.partnership, seen_by=person)[:5] if one != picture],
        "form": PartsForm(initial=_parts(picture)),
        "paper": PaperForm(organisations=_parties(request), initial={"approved_on": clock.today()}),
        "decision": DecisionForm(initial={"decided_on": clock.today()}),
        "finding_form": FindingForm(areas=areas, language=request.language),
        "findings": reads.findings(request.partnership, seen_by=person, picture=picture),
        "approvals": given,
        "approval_state": show.approval_state(kinds, picture),
        "waiting": [kind for kind in rules.PARTIES if kind not in kinds],
        "missing": rules.missing_parts(picture),
        "section_texts": [
            (code, picture.sections[code]) for code in rules.SECTIONS if picture.sections.get(code)
        ],
        "may_write": allowed(rules.check_may_write, person, picture),
        "may_approve": allowed(rules.check_may_approve, person, picture)
        and person.organisation_kind not in kinds,
        "may_register": allowed(rules.check_may_approve, person, picture),
        "may_decide": allowed(rules.check_may_decide, person, picture, kinds),
    }


def _map(request: Request, figures: dict[str, Any], areas: list[Any]) -> dict[str, Any]:
    """What the map of some figures draws, drawn once and remembered."""
    here = request.partnership
    borders = tuple((area.pk, area.name, area.content_digest) for area in areas)
    key = ("map", here.pk, str(here.basemap), borders, frozen.digest(frozen.canonical(figures)))
    return compute.MEMORY.answer(key, lambda: show.map_data(here, figures, show.borders(request, areas)))


def _parts(picture: Any) -> dict[str, Any]:
    written = {name: getattr(picture, name) for name in ("title", *rules.STATUTORY_PARTS, "version")}
    return written | {code: picture.sections.get(code, "") for code in rules.SECTIONS}


def _cause(form: CauseForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("side", "known", "guessed")}


def _parties(request: Request) -> list[Any]:
    rows = people.organisations(request.partnership, seen_by=request.person)
    return [row for row in rows if row.kind in rules.PARTIES]


def _back(key: str, uuid: Any, part: str) -> HttpResponse:
    return redirect(reverse("pictures-picture", kwargs={"key": key, "uuid": uuid}) + f"#{part}")
