# SPDX-License-Identifier: EUPL-1.2
"""What is published as pictures and texts to share, made from the same frozen copies as the pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.views.documents import colours_of, logo_of
from samsyn.cycle.publications.views.keeping import told, while_published
from samsyn.kit import documents
from samsyn.kit.charts.printed import INK, INK_2, KEPT, MISSED, PARTLY
from samsyn.kit.requests import Request

SHAPES = {"bred": documents.WIDE, "kvadrat": documents.SQUARE}
# The colours of the statuses on light paper; a missed promise has as strong a sign as a kept one.
SIGN_COLOURS = {
    "fulfilled": KEPT,
    "fulfilled_changed_definition": KEPT,
    "partly_fulfilled": PARTLY,
    "not_fulfilled": MISSED,
    "done_no_target": INK,
    **dict.fromkeys(("ongoing", "not_started", "not_reported", "cancelled", "hidden"), INK_2),
}


@require_safe
@while_published
def promise_image(request: Request, key: str, slug: str, shape: str) -> HttpResponse:
    """A promise as it stands, as a picture."""
    row = reads.promise(request.partnership, slug, seen_by=request.person)
    return _promise_image(request, row, shape)


@require_safe
@while_published
def lasting_image(request: Request, key: str, slug: str, period: str, shape: str) -> HttpResponse:
    """A promise as it stood when a follow-up was published, as a picture."""
    row = reads.followup(request.partnership, slug, period, seen_by=request.person)
    return _promise_image(request, row, shape)


@require_safe
@while_published
def followup_image(request: Request, key: str, period: str, shape: str) -> HttpResponse:
    """A whole follow-up with every promise in it, as a picture. Raises NotFound where none is published."""
    found = told(request, period)
    signs = [entry["standing"]["status"] for entry in found]
    return _image(request, shape, "followup", {"period": period, "promises": found}, "", signs)


@require_safe
def share(request: Request, key: str, period: str) -> HttpResponse:
    """The pictures of a follow-up, and a text for each channel, ready to be copied."""
    found = told(request, period)
    here = request.partnership
    links = {
        "link": _whole("publications-period", key=here.key, period=period),
        "report": _whole("reports-new", key=here.key),
    }
    texts = compute.shared_followup(here, found, period, links)
    context = texts | {"period": period, "promises": found, "shapes": SHAPES}
    return render(request, "publications/share.html", context)


def _promise_image(request: Request, row: Any, shape: str) -> HttpResponse:
    entry = compute.shown(row, compute.content(row))
    signs = [indicator["status"] for indicator in entry["indicators"]]
    return _image(request, shape, "promise", entry, entry["standing"]["status"], signs)


def _image(
    request: Request, shape: str, template: str, context: dict[str, Any], sign: str, row_signs: list[str]
) -> HttpResponse:
    if shape not in SHAPES:
        raise Http404
    here = request.partnership
    address = _whole("publications-front", key=here.key).partition("://")[2].rstrip("/")
    document = documents.from_template(
        f"publications/social/{template}.html",
        {"partnership": here, "address": address, **context},
        language=request.language,
        logo=logo_of(request),
    )
    made = documents.to_card(
        document,
        SHAPES[shape],
        sign=sign,
        row_signs=row_signs,
        colours=dict(zip(("first", "second"), colours_of(request), strict=True)),
        sign_colours=SIGN_COLOURS,
    )
    response = HttpResponse(made, content_type="image/png")
    patch_cache_control(response, public=True, max_age=300)
    return response


def _whole(name: str, **kwargs: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, kwargs=kwargs)}"
