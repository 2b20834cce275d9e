# SPDX-License-Identifier: EUPL-1.2
"""The picture as a document: a draft written by the system, with what people wrote in its place, as PDF, Word or JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from samsyn.cycle.pictures import compute, reads, rules
from samsyn.cycle.pictures.forms import QuestionForm
from samsyn.cycle.pictures.models import Picture, State
from samsyn.cycle.pictures.views import shown as show
from samsyn.ground.places import reads as places
from samsyn.kit import clock, documents, frozen
from samsyn.kit.charts import printed, trend, week
from samsyn.kit.charts.ground import ground
from samsyn.kit.errors import NotFound
from samsyn.kit.requests import Request
from samsyn.kit.words import words_for

WEEK, TERTIAL = 14, 200
"""The longest period in days that is called a picture of a week, and of a tertial; longer is one of a year."""
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
def of_picture(request: Request, key: str, uuid: Any, form: str) -> HttpResponse:
    """A kept picture as a document. `?utgava=offentlig` is the edition that anyone may read."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    figures = reads.figures(picture)
    public = request.GET.get("utgava") == "offentlig"
    if not figures:
        raise NotFound("no_figures")
    if form == "json":
        content = (
            compute.public_edition(figures, request.partnership.small_count_limit) if public else figures
        )
        return JsonResponse(content)
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    told = _told(picture, [] if public else list(reads.approvals(picture, seen_by=request.person)))
    told["findings"] = list(reads.findings(request.partnership, seen_by=request.person, picture=picture))[
        ::-1
    ]
    borders = show.borders(request, areas)
    name = f"lagesbild-{figures['period']['from']}-{figures['period']['to']}{'-offentlig' if public else ''}"
    return _answer(request, figures, borders, told, form, name, public)


@require_GET
def of_question(request: Request, key: str, form: str) -> HttpResponse:
    """What is looked at, as a document that nobody has kept: for printing before a weekly meeting."""
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    asked = QuestionForm(request.GET, areas=areas)
    if asked.left_out():
        # The page says what cannot be shown; a paper of something else would not.
        return redirect(f"{reverse('pictures-work', kwargs={'key': key})}?{request.GET.urlencode()}")
    question = asked.question(clock.today())
    figures = compute.picture(
        request.partnership, question, seen_by=request.person, with_cells=True, deep=True, areas=areas
    )
    name = f"lagesbild-{figures['period']['from']}-{figures['period']['to']}"
    return _answer(request, figures, show.borders(request, areas), {}, form, name, False)


def kind_of(figures: dict[str, Any]) -> str:
    """`week`, `tertial` or `year`, by how long the period is."""
    start, end = (date.fromisoformat(figures["period"][name]) for name in ("from", "to"))
    days = (end - start).days + 1
    return "week" if days <= WEEK else "tertial" if days <= TERTIAL else "year"


def made(
    partnership: Any,
    figures: dict[str, Any],
    borders: dict[str, dict[str, Any]],
    told: dict[str, Any],
    *,
    public: bool = False,
    language: str = "sv",
) -> documents.Document:
    """The document: sentences from templates, tables and drawings of the figures, and what people wrote (`told`)."""
    limit = partnership.small_count_limit
    with translation.override(language):
        context = _public(figures, limit) if public else _whole(partnership, figures, borders)
    context |= {"partnership": partnership, "kind": kind_of(figures), "public": public, "limit": limit}
    dated = told.get("decided", {}).get("on") if told.get("decided") else None
    return documents.from_template("pictures/document.html", context | told, language=language, dated=dated)


def _answer(
    request: Request,
    figures: dict[str, Any],
    borders: dict[str, dict[str, Any]],
    told: dict[str, Any],
    form: str,
    name: str,
    public: bool,
) -> HttpResponse:
    document = made(request.partnership, figures, borders, told, public=public, language=request.language)
    content = documents.to_pdf(document) if form == "pdf" else documents.to_word(document)
    kept = "inline" if form == "pdf" else "attachment"
    return HttpResponse(
        content,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'{kept}; filename="{name}.{form}"'},
    )


def _told(picture: Picture, approvals: list[Any]) -> dict[str, Any]:
    """What people wrote and decided; of a decided picture as it was frozen."""
    parts = {
        name: [line for line in getattr(picture, name).splitlines() if line.strip()]
        for name in ("mapping", "consequences", "other_information", "analysis")
    }
    told: dict[str, Any] = {"parts": parts, "approvals": [], "decided": None}
    told["sections"] = [
        (code, picture.sections[code].splitlines()) for code in rules.SECTIONS if picture.sections.get(code)
    ]
    if picture.state == State.DRAFT:
        told["approvals"] = [
            {"organisation": one.organisation.name, "on": one.approved_on, "on_paper": one.on_paper}
            for one in approvals
        ]
        return told
    kept = frozen.thaw(picture.frozen_text, picture.frozen_digest)
    decision = kept["decision"]
    told["approvals"] = kept["approvals"]
    told["decided"] = decision | {"on": date.fromisoformat(str(decision["on"])[:10])}
    return told


def _whole(partnership: Any, figures: dict[str, Any], borders: dict[str, dict[str, Any]]) -> dict[str, Any]:
    context = show.look(figures)
    effort = figures.get("effort") or {}
    unusual = len(context["unusual"])
    data = show.map_data(partnership, figures, borders)
    drawn = ""
    if data["bounds"] and data["layers"]["cells"]["features"]:
        drawn = printed.printed(ground(data["layers"], data["bounds"], title="", about=""))
    points = show.week_points(figures)
    hours = figures["hours"]
    context |= {
        "total": figures["total"],
        "categories": figures["categories"],
        "areas": figures["areas"],
        "sources": figures.get("sources"),
        "sectors": figures.get("sectors") or [],
        "pooled": figures.get("pooled"),
        "leaning": effort.get("leaning", []),
        "clusters": figures.get("clusters") or [],
        "repeats": figures.get("repeats") or [],
        "caveats": figures["caveats"],
        "method": figures["method"],
        "spots": compute.gathered(figures["hotspots"] or [])[: show.SPOTS],
        "map_drawing": show.safe(drawn),
        "map_alt": words_for("pictures/map", "alt", spots=compute.gathered(figures["hotspots"] or [])),
        "weeks_alt": words_for("pictures/weeks", "title", unusual=unusual),
        "hours_alt": words_for("pictures/hours", "busiest", **_busiest(hours)) if hours else "",
    }
    context["weeks_drawing"] = (
        show.safe(
            printed.printed(
                trend.trend_drawing(points, title="", about="", width=640, too_few=len(points) < 2)
            )
        )
        if points
        else ""
    )
    context["hours_drawing"] = (
        show.safe(printed.printed(week.week_drawing(hours, title="", about="", side=22.0))) if hours else ""
    )
    return context


def _public(figures: dict[str, Any], limit: int) -> dict[str, Any]:
    edition = compute.public_edition(figures, limit)
    rows = [row for row in edition["areas"] if not row["hidden"]]
    groups = [row for row in edition["categories"] if not row["hidden"]]
    said = [{"row": row, "of": "category"} for row in groups if row["verdict"] in show.CLEAR]
    said += [{"row": row, "of": "area"} for row in rows if row["verdict"] in show.CLEAR]
    return show.heading(figures) | {
        "total": edition["total"],
        "categories": edition["categories"],
        "areas": edition["areas"],
        "said": said,
        "too_few": [row for row in rows if row["verdict"] == "too_few_to_say"],
        "too_few_categories": [row for row in groups if row["verdict"] == "too_few_to_say"],
        "caveats": [code for code in edition["caveats"] if not code.startswith("clusters")],
        "method": edition["method"],
    }


def _busiest(hours: list[list[int]]) -> dict[str, Any]:
    """The weekday and hour with most reports, and how many."""
    count, day, hour = max((n, -d, -h) for d, row in enumerate(hours) for h, n in enumerate(row))
    return {"count": count, "day": -day, "hour": f"{-hour:02d}", "after": f"{-hour + 1:02d}"}
