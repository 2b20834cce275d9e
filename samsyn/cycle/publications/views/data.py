# SPDX-License-Identifier: EUPL-1.2
"""The published as tables that anyone may fetch, the page that explains them, and the accessibility statement."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.models import Kind
from samsyn.cycle.publications.views.keeping import while_published
from samsyn.cycle.publications.views.pages import public
from samsyn.ground.places import reads as places
from samsyn.kit.requests import Request

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
}
STATUSES = (
    "not_started", "ongoing", "done_no_target", "fulfilled", "partly_fulfilled", "not_fulfilled",
    "fulfilled_changed_definition", "cancelled", "not_reported", "hidden",
)  # fmt: skip
VERDICTS = ("increase", "decrease", "no_clear_change", "too_few_to_say", "cannot_tell")
# The name in the address, and the columns in their order.
TABLES = {
    "loften": compute.PROMISE_FIELDS,
    "redovisningar": compute.READING_FIELDS,
    "aktiviteter": compute.ACTIVITY_FIELDS,
    "lagesbild": compute.PICTURE_FIELDS,
}


@require_safe
@while_published
def open_data(request: Request, key: str) -> HttpResponse:
    """What may be fetched, what each column means, and what is known to be wrong or missing."""
    tables = [{"name": name, "fields": fields} for name, fields in TABLES.items()]
    card = settings.PUBLIC_URL + reverse("publications-card", kwargs={"key": key})
    context = {"tables": tables, "statuses": STATUSES, "verdicts": VERDICTS, "card": card}
    return public(request, "publications/open_data.html", context)


@require_safe
@while_published
def table(request: Request, key: str, name: str, kind: str) -> HttpResponse:
    """One table as CSV or JSON; the areas as GeoJSON."""
    if (name, kind) == ("omraden", "geojson"):
        area_kind = places.placing_kind(request.partnership, seen_by=request.person)
        text = json.dumps(
            places.boundaries(request.partnership, area_kind, seen_by=request.person), ensure_ascii=False
        )
    elif name in TABLES and kind in ("csv", "json"):
        rows = _rows(request, name)
        text = (
            compute.csv_text(rows, TABLES[name])
            if kind == "csv"
            else json.dumps(rows, ensure_ascii=False, indent=1)
        )
    else:
        raise Http404
    response = HttpResponse(text, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{request.partnership.key}-{name}.{kind}"'
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=60)
    return response


@require_safe
@while_published
def accessibility(request: Request, key: str) -> HttpResponse:
    """The accessibility statement that the law on digital public service asks for."""
    return public(request, "publications/accessibility.html", {"tried": compute.tried()})


def _rows(request: Request, name: str) -> list[dict[str, Any]]:
    if name == "lagesbild":
        row = reads.picture(request.partnership, seen_by=request.person)
        return compute.picture_rows(row, compute.content(row)) if row else []
    standing = compute.contents(request.partnership, Kind.PROMISE, seen_by=request.person)
    if name == "aktiviteter":
        standing += compute.contents(request.partnership, Kind.OTHER_WORK, seen_by=request.person)
    made = {"loften": compute.promises, "redovisningar": compute.readings, "aktiviteter": compute.activities}
    return made[name](standing)
