# SPDX-License-Identifier: EUPL-1.2
"""OGC API Features (part 1, core and GeoJSON): the areas, and the public picture area by area, for QGIS and its like.

Standard: OGC 17-069r4, https://docs.ogc.org/is/17-069r4/17-069r4.html. A hidden count is null here too.
"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from shapely import box as box_of
from shapely.geometry import shape

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.api.answering import absolute, in_json
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotFound

CONFORMS = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "oas30", "geojson")
]
# Collections: the boundaries, and the same with what the public picture says of each.
COLLECTIONS = ("omraden", "lagesbild")
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
FEWEST, USUAL, MOST = 1, 100, 10_000
PARAMETERS = frozenset({"limit", "offset", "bbox", "datetime", "f"})
# Of a row in the picture, what a feature carries.
PROPERTIES = ("count", "before", "hidden", "ratio", "low", "high", "verdict", "period_from", "period_to")

Feature = dict[str, Any]


@in_json
def landing(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """Where everything is."""
    return {
        "title": partnership.name,
        "description": _words("landing", partnership),
        "links": [
            _link(request, "self", _at(partnership)),
            _link(
                request,
                "service-desc",
                reverse("api-openapi"),
                "application/vnd.oai.openapi+json;version=3.0",
            ),
            _link(request, "conformance", f"{_at(partnership)}conformance"),
            _link(request, "data", f"{_at(partnership)}collections"),
        ],
    }


@in_json
def conformance(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """What of the standard holds."""
    return {"conformsTo": CONFORMS}


@in_json
def collections(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """The collections."""
    return {
        "links": [_link(request, "self", f"{_at(partnership)}collections")],
        "collections": [_collection(request, partnership, name) for name in COLLECTIONS],
    }


@in_json
def collection(request: HttpRequest, partnership: Partnership, name: str) -> dict[str, Any]:
    """One collection."""
    return _collection(request, partnership, _known(name))


@in_json
def items(request: HttpRequest, partnership: Partnership, name: str) -> dict[str, Any]:
    """The features of a collection: `limit`, `offset` and `bbox` (west, south, east, north). Raises BadInput."""
    _known(name)
    unknown = set(request.GET) - PARAMETERS
    if unknown:
        raise BadInput("unknown_parameter", field=sorted(unknown)[0])
    limit, offset = _whole(request, "limit", USUAL, FEWEST), _whole(request, "offset", 0, 0)
    found = [feature for feature in _features(partnership, name) if _inside(feature, _box(request))]
    shown = found[offset : offset + min(limit, MOST)]
    here = f"{_at(partnership)}collections/{name}/items"
    links = [_link(request, "self", _asked(request, here, offset), "application/geo+json")]
    if offset + len(shown) < len(found):
        links.append(
            _link(
                request,
                "next",
                _asked(request, here, offset + len(shown)),
                "application/geo+json",
            )
        )
    return {
        "type": "FeatureCollection",
        "features": shown,
        "links": links,
        "timeStamp": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "numberMatched": len(found),
        "numberReturned": len(shown),
    }


@in_json
def item(request: HttpRequest, partnership: Partnership, name: str, feature: str) -> dict[str, Any]:
    """One feature. Raises NotFound."""
    for found in _features(partnership, _known(name)):
        if found["id"] == feature:
            here = f"{_at(partnership)}collections/{name}"
            links = [
                _link(request, "self", f"{here}/items/{feature}", "application/geo+json"),
                _link(request, "collection", here),
            ]
            return found | {"links": links}
    raise NotFound("no_such_place")


def _features(partnership: Partnership, name: str) -> list[Feature]:
    kind = places.placing_kind(partnership, seen_by=PUBLIC)
    borders = places.boundaries(partnership, kind, seen_by=PUBLIC)["features"]
    row = reads.picture(partnership, seen_by=PUBLIC) if name == "lagesbild" else None
    rows = compute.picture_rows(row, compute.content(row)) if row else []
    by_area = {entry["key"]: entry for entry in rows if entry["group"] == "area"}
    found = []
    for border in borders:
        told = {part: border["properties"][part] for part in ("key", "name", "code", "year")}
        if name == "lagesbild":
            if border["properties"]["key"] not in by_area:
                continue
            told |= {part: by_area[told["key"]][part] for part in PROPERTIES}
        found.append(
            {"type": "Feature", "id": told["key"], "geometry": border["geometry"], "properties": told}
        )
    return found


def _collection(request: HttpRequest, partnership: Partnership, name: str) -> dict[str, Any]:
    here = f"{_at(partnership)}collections/{name}"
    box = places.bounds(partnership, seen_by=PUBLIC)
    extent = {"extent": {"spatial": {"bbox": [list(box)], "crs": CRS84}}} if box else {}
    return {
        "id": name,
        "title": _words(name, partnership),
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            _link(request, "self", here),
            _link(request, "items", f"{here}/items", "application/geo+json"),
        ],
        **extent,
    }


def _known(name: str) -> str:
    if name not in COLLECTIONS:
        raise NotFound("no_such_page")
    return name


def _whole(request: HttpRequest, name: str, usual: int, least: int) -> int:
    said = request.GET.get(name, str(usual))
    if not (said.isascii() and said.isdecimal() and len(said) < 8 and int(said) >= least):
        raise BadInput("bad_number", field=name)
    return int(said)


def _box(request: HttpRequest) -> tuple[float, float, float, float] | None:
    said = request.GET.get("bbox", "")
    if not said:
        return None
    try:
        sides = [float(part) for part in said.split(",")]
    except ValueError:
        raise BadInput("bad_box", field="bbox") from None
    if len(sides) == 6:  # with heights, which nothing here has
        sides = [*sides[:2], *sides[3:5]]
    if len(sides) != 4 or not all(map(math.isfinite, sides)):
        raise BadInput("bad_box", field="bbox")
    return sides[0], sides[1], sides[2], sides[3]


def _inside(feature: Feature, box: tuple[float, float, float, float] | None) -> bool:
    """Whether the feature's own box meets the one asked for."""
    if box is None:
        return True
    return bool(shape(feature["geometry"]).envelope.intersects(box_of(*box)))


def _asked(request: HttpRequest, here: str, offset: int) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "offset"}
    if offset:
        kept["offset"] = str(offset)
    return f"{here}?{urlencode(kept)}" if kept else here


def _at(partnership: Partnership) -> str:
    return reverse("ogc-landing", kwargs={"key": partnership.key})


def _words(code: str, partnership: Partnership) -> str:
    return render_to_string("publications/api/ogc.html", {"code": code, "partnership": partnership}).strip()


def _link(request: HttpRequest, rel: str, path: str, kind: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "type": kind, "href": absolute(request, path)}
