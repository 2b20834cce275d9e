# SPDX-License-Identifier: EUPL-1.2
"""How others find us and follow us: districts, feeds, the map of the site and the catalogue of open data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.models import Kind, Publication
from samsyn.cycle.publications.views.data import TABLES
from samsyn.cycle.publications.views.keeping import while_published
from samsyn.cycle.publications.views.pages import public
from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit.callers import PUBLIC
from samsyn.kit.requests import Request

# They have one address however often they are published anew.
ONE_ADDRESS = (Kind.PICTURE, Kind.OTHER_WORK)


@require_safe
@while_published
def district(request: Request, key: str, place: str) -> HttpResponse:
    """What was promised for one district, how it goes, and what the public picture says of it."""
    here, person = request.partnership, request.person
    area = reads.district(here, place, seen_by=person)
    promises = [
        compute.shown(row, compute.content(row)) for row in reads.holding_in(here, area, seen_by=person)
    ]
    row = reads.picture(here, seen_by=person)
    content = compute.content(row) if row else {}
    counted = (content.get("public_figures") or {}).get("areas") or []
    context = {
        "area": area,
        "own": [entry for entry in promises if entry["promise"]["place"] == area.name],
        "shared": [entry for entry in promises if entry["promise"]["place"] != area.name],
        "content": content,
        "item": next((entry for entry in counted if entry["key"] == area.key), None),
        "districts": places.placing_areas(here, seen_by=person),
    }
    return public(request, "publications/district.html", context)


@require_safe
def card(request: Request, key: str) -> HttpResponse:
    """The promises that hold as a small page without script, for a frame on the sites named by SAMSYN_FRAMED_BY."""
    found = reads.holding(request.partnership, seen_by=request.person)
    context = {
        "promises": [compute.shown(row, compute.content(row)) for row in found],
        "site": settings.PUBLIC_URL + reverse("publications-front", kwargs={"key": key}),
    }
    by = settings.FRAMED_BY or ["'none'"]
    response = public(request, "publications/card.html", context)
    csp_replace({"frame-ancestors": by})(lambda _: response)(request)
    return response


@require_safe
@while_published
def feed(request: Request, key: str) -> HttpResponse:
    """Atom: what was published last."""
    return _feed(request, None)


@require_safe
@while_published
def promise_feed(request: Request, key: str, slug: str) -> HttpResponse:
    """Atom: what was published last about one promise."""
    row = reads.promise(request.partnership, slug, seen_by=request.person)
    return _feed(request, [slug], about=row.title, page=row.get_absolute_url())


@require_safe
@while_published
def district_feed(request: Request, key: str, place: str) -> HttpResponse:
    """Atom: what was published last about the promises that hold in one district."""
    area = reads.district(request.partnership, place, seen_by=request.person)
    found = reads.holding_in(request.partnership, area, seen_by=request.person)
    return _feed(request, [row.slug for row in found], about=area.name)


@require_safe
@while_published
def catalogue(request: Request, key: str) -> HttpResponse:
    """The open data as a catalogue that the national data portal reads (DCAT-AP-SE 3.0.1, RDF/XML)."""
    here = request.partnership
    context = {
        "tables": list(TABLES),
        "kinds": ("csv", "json"),
        "changed": reads.changed_at(here, seen_by=request.person),
    }
    return _file(request, "publications/catalogue.rdf", context, "application/rdf+xml")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every lasting public address, for search engines; corrected and replaced pages are left to those who have them."""
    found = []
    for here in people.partnerships().order_by("key"):
        rows = reads.standing(here, seen_by=PUBLIC).defer("content")
        changed = reads.changed_at(here, seen_by=PUBLIC)
        pages = {row.get_absolute_url(): row.published_at for row in rows if row.kind not in ONE_ADDRESS}
        areas = places.placing_areas(here, seen_by=PUBLIC)
        found.append(
            {"partnership": here, "changed": changed, "pages": pages, "areas": areas}
            | {"periods": reads.periods(here, seen_by=PUBLIC)}
        )
    return _file(request, "publications/sitemap.xml", {"found": found}, "application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages, never the signed-in side or a receipt."""
    return _file(request, "publications/robots.txt", {}, "text/plain")


def _feed(
    request: Request, slugs: Collection[str] | None, *, about: str = "", page: str = ""
) -> HttpResponse:
    rows = reads.latest(request.partnership, seen_by=request.person, slugs=slugs)
    updated = rows[0].published_at if rows else request.partnership.created_at
    told = [(row, _said(row)) for row in rows]
    context = {"rows": told, "updated": updated, "about": about, "page": page}
    return _file(request, "publications/feed.atom", context, "application/atom+xml")


def _said(row: Publication) -> str:
    """How a promise stands, with its figures, for those who read by feed alone; nothing for what is no promise."""
    if row.kind not in (Kind.PROMISE, Kind.FOLLOWUP):
        return ""
    return compute.figures_said(compute.shown(row, compute.content(row)))


def _file(request: Any, template: str, context: dict[str, Any], kind: str) -> HttpResponse:
    """A text of ours that programs read. Addresses in it are whole: `root` and a path."""
    context |= {"root": request.build_absolute_uri("/").rstrip("/")}
    response = render(request, template, context, content_type=f"{kind}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=300)
    return response
