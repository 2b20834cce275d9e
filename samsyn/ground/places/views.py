# SPDX-License-Identifier: EUPL-1.2
"""The ground of the map as every map fetches it, and the page where it is set."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.catalogue.reading.opening import SourceError
from samsyn.ground.people import rules as people_rules
from samsyn.ground.people import writes as people_writes
from samsyn.ground.places import basemap, reads, writes
from samsyn.ground.places.features import open_features
from samsyn.ground.places.forms import BasemapForm, GroundForm
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput
from samsyn.kit.requests import Request

KEPT_SECONDS = 7 * 24 * 3600


@require_safe
def ground(request: Request, key: str) -> HttpResponse:
    """Streets, water, rail, parks, borders and names, the same for everyone; kept packed until something changes."""
    partnership = request.partnership
    stamp = reads.ground_stamp(partnership, seen_by=PUBLIC)
    tag = f'W/"{stamp}"'
    response: HttpResponse
    if tag in [part.strip() for part in request.headers.get("If-None-Match", "").split(",")]:
        response = HttpResponseNotModified()
    else:
        packed = cache.get(f"ground:{partnership.pk}:{stamp}")
        if packed is None:
            packed = gzip.compress(reads.ground(partnership, seen_by=PUBLIC).encode(), 6, mtime=0)
            cache.set(f"ground:{partnership.pk}:{stamp}", packed, KEPT_SECONDS)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response = HttpResponse(packed, content_type="application/geo+json")
            response["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(gzip.decompress(packed), content_type="application/geo+json")
    response["ETag"] = tag
    patch_vary_headers(response, ["Accept-Encoding"])
    patch_cache_control(response, public=True, max_age=600)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def map_settings(request: Request, key: str) -> HttpResponse:
    """What the map stands on: the layers, the background map, and how it looks."""
    person, partnership = request.person, request.partnership
    people_rules.check_may_manage(person, partnership)
    if request.method != "POST":
        return _page(request)
    form = BasemapForm(request.POST)
    if not form.is_valid():
        return _page(request, basemap=form)
    people_writes.change_settings(partnership, by=person, basemap=form.cleaned_data["basemap"])
    return _done(key, "basemap")


@require_POST
def add_ground(request: Request, key: str) -> HttpResponse:
    """Take in a layer from a file."""
    person, partnership = request.person, request.partnership
    people_rules.check_may_manage(person, partnership)
    form = GroundForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / ("ground" + "".join(Path(typed["file"].name).suffixes[-2:])[-20:])
                with path.open("wb") as kept:
                    for part in typed["file"].chunks():
                        kept.write(part)
                found = open_features(path)
                writes.import_ground(
                    partnership,
                    found.features(),
                    kind=typed["layer"],
                    crs=found.crs,
                    origin=typed["origin"],
                    by=person,
                )
            return _done(key, "ground")
        except SourceError:
            form.add_error("file", ValidationError("not_geojson", code="not_geojson"))
        except BadInput as error:
            form.add_error("file", ValidationError(error.code, code=error.code, params=error.facts))
    return _page(request, ground=form)


@require_POST
def remove_ground(request: Request, key: str, kind: str) -> HttpResponse:
    """Take away a layer."""
    people_rules.check_may_manage(request.person, request.partnership)
    writes.remove_ground(request.partnership, kind, by=request.person)
    return _done(key, "removed")


def _page(request: Request, **typed: forms.Form) -> HttpResponse:
    partnership = request.partnership
    chosen = basemap.kind_of(partnership)
    now = {
        "kind": chosen,
        "address": partnership.basemap.get(chosen, ""),
        "attribution": partnership.basemap.get("attribution", ""),
    }
    given: dict[str, forms.Form] = {"basemap": BasemapForm(initial=now), "ground": GroundForm()}
    facts: dict[str, Any] = {
        "forms": given | typed,
        "ground": reads.ground_layers(partnership, seen_by=request.person),
        "foreign": basemap.foreign_origin(partnership),
        "map_data": {
            "bounds": reads.bounds(partnership, seen_by=request.person),
            "layers": {},
            **basemap.under(partnership),
        },
        "done": request.GET.get("klart", ""),
    }
    return render(request, "places/settings.html", facts, status=400 if typed else 200)


def _done(key: str, what: str) -> HttpResponse:
    return redirect(f"{reverse('places-settings', kwargs={'key': key})}?klart={what}")
