# SPDX-License-Identifier: EUPL-1.2
"""The published as documents to print, to file and to send: tagged PDF and Word, made from the same content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.views.keeping import document_of, told, while_published
from samsyn.ground.people import reads as people
from samsyn.kit import documents, theme
from samsyn.kit.errors import NotFound
from samsyn.kit.requests import Request

MAKERS = {
    "pdf": (documents.to_pdf, "application/pdf"),
    "docx": (
        documents.to_word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@require_safe
@while_published
def followup_document(request: Request, key: str, period: str, kind: str) -> HttpResponse:
    """The follow-up of a period with every promise in it, as it stands. Raises NotFound where none is published."""
    found = told(request, period)
    context = {"period": period, "promises": found, "due_on": found[0]["row"].due_on}
    return _answer(request, kind, "followup", f"uppfoljning-{period}", context)


@require_safe
@while_published
def leaflet(request: Request, key: str, kind: str) -> HttpResponse:
    """The promises that hold, for the notice board. Raises NotFound where there is none."""
    return _of_promises(request, kind, "leaflet", "loften")


@require_safe
@while_published
def activity_plan_document(request: Request, key: str, kind: str) -> HttpResponse:
    """What is done for each promise that holds, and outside them. Raises NotFound where nothing is published."""
    here, person = request.partnership, request.person
    rows = reads.holding(here, seen_by=person)
    found = [compute.shown(row, compute.content(row)) for row in rows]
    other = reads.other_work(here, seen_by=person)
    if not found and other is None:
        raise NotFound("no_such_page")
    context = {"promises": found, "other_work": compute.other_work(here, seen_by=person), "row": other}
    return _answer(request, kind, "activities", "aktivitetsplan", context)


@require_safe
@while_published
def picture_document(request: Request, key: str, kind: str) -> HttpResponse:
    """The residents' edition of the picture. Raises NotFound before the first."""
    row = reads.picture(request.partnership, seen_by=request.person)
    if row is None:
        raise NotFound("no_such_page")
    return _answer(request, kind, "picture", "lagesbild", {"row": row, "content": compute.content(row)})


def _of_promises(request: Request, kind: str, template: str, name: str) -> HttpResponse:
    """A document of the promises that hold. Raises NotFound where there is none."""
    rows = reads.holding(request.partnership, seen_by=request.person)
    found = [compute.shown(row, compute.content(row)) for row in rows]
    if not found:
        raise NotFound("no_such_page")
    return _answer(request, kind, template, name, {"promises": found})


def _answer(
    request: Request, kind: str, template: str, name: str, context: Mapping[str, Any]
) -> HttpResponse:
    if kind not in MAKERS:
        raise Http404
    make, content_type = MAKERS[kind]
    document = document_of(request, name, lambda: _document(request, template, context))
    response = HttpResponse(make(document), content_type=content_type)
    file = f"{request.partnership.key}-{name}.{kind}"
    response["Content-Disposition"] = f'inline; filename="{file}"'
    patch_cache_control(response, public=True, max_age=300)
    return response


def _document(request: Request, template: str, context: Mapping[str, Any]) -> documents.Document:
    rows = context.get("promises") or [context]
    here = request.partnership
    # Those who promise speak; a picture has no owners and stands in the partnership's name.
    owners = [owner["name"] for entry in rows for owner in entry.get("promise", {}).get("owners", [])]
    front = settings.PUBLIC_URL + reverse("publications-front", kwargs={"key": here.key})
    return documents.from_template(
        f"publications/documents/{template}.html",
        {
            "partnership": here,
            "parties": list(dict.fromkeys(owners)),
            "address": front.partition("://")[2].rstrip("/"),
            **context,
        },
        language=request.language,
        dated=max(entry["row"].published_at for entry in (*rows, context) if entry.get("row")).date(),
        logo=logo_of(request),
        colours=colours_of(request),
    )


def logo_of(request: Request) -> bytes:
    """The partnership's own logo as PNG; empty where it has none."""
    here = request.partnership
    if not here.logo_digest:
        return b""
    return bytes(people.logo(here, here.logo_digest, seen_by=request.person).content)


def colours_of(request: Request) -> tuple[str, str]:
    """The colours of the mark's two arcs on white paper: the partnership's own, or ours."""
    tokens = theme.theme(*(request.partnership.brand_colours or theme.OWN)[:2]).light
    return tokens["mark-1"], tokens["mark-2"]
