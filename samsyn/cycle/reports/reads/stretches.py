# SPDX-License-Identifier: EUPL-1.2
"""Places that are longer than a point: a stretch or an area, drawn on the map or said in words."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace

import shapely

from samsyn.cycle.reports.reads.placing import Placing, at_metres, places_in_words
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.folding import folded
from samsyn.ground.places.projection import to_metric
from samsyn.kit.callers import Caller

LINE, AREA = "line", "area"
POINTS_MOST = 60
# Metres. What is longer than this is a district, and is chosen in the list.
LONGEST = 10_000.0
_ALONG = re.compile(r"\b(?:langs|utmed|langsmed|strackan|hela vagen|along|the stretch)\b")
_BETWEEN = re.compile(r"\b(?:mellan .+ och|fran .+ till|between .+ and|from .+ to)\b")


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn line or area: `kind` is line or area, `points` are degrees (longitude, latitude) in order."""

    kind: str
    points: tuple[tuple[float, float], ...]


def read_shape(typed: str) -> Shape | None:
    """The shape in a form's hidden field, `line:15.6 58.4,15.61 58.41`; None for anything that is none."""
    kind, _, rest = typed.partition(":")
    least = {LINE: 2, AREA: 3}.get(kind)
    if least is None:
        return None
    points = []
    for pair in rest.split(",")[: POINTS_MOST + 1]:
        try:
            lon, lat = (float(part) for part in pair.split())
        except ValueError:
            return None
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            return None
        points.append((lon, lat))
    return Shape(kind, tuple(points)) if least <= len(points) <= POINTS_MOST else None


def of_shape(partnership: Partnership, shape: Shape, *, seen_by: Caller) -> Placing | None:
    """Where a drawn line or area is: its middle stands for it in counts, the drawing is kept. None where too large."""
    lon, lat = zip(*shape.points, strict=True)
    e, n = to_metric(lon, lat, partnership.metric_crs)
    metres = [(round(float(x), 1), round(float(y), 1)) for x, y in zip(e, n, strict=True)]
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in metres):
        return None
    drawn = shapely.LineString(metres) if shape.kind == LINE else shapely.Polygon(metres).buffer(0)
    if drawn.is_empty or drawn.length > LONGEST * (1 if shape.kind == LINE else 4):
        return None
    middle = drawn.interpolate(0.5, normalized=True) if shape.kind == LINE else drawn.representative_point()
    found = at_metres(partnership, middle.x, middle.y, seen_by=seen_by)
    return replace(found, kind=shape.kind, shape=json.dumps(metres, separators=(",", ":")))


def of_words(partnership: Partnership, text: str, *, seen_by: Caller) -> Placing:
    """The place that typed words name; "mellan skolan och torget" is a stretch between two known places."""
    hits = places_in_words(partnership, text, seen_by=seen_by)
    if not hits:
        return Placing(kind=LINE if _ALONG.search(folded(text)) else "")
    names = tuple(hit.name for hit in hits[:3])
    first = hits[0]
    words = folded(text)
    points = [(hit.e, hit.n) for hit in hits if hit.e is not None and hit.n is not None]
    if _BETWEEN.search(words) and len(points) >= 2 and points[0] != points[1]:
        (e1, n1), (e2, n2) = points[:2]
        if math.dist((e1, n1), (e2, n2)) <= LONGEST:  # type: ignore[arg-type]
            middle = at_metres(partnership, (e1 + e2) / 2, (n1 + n2) / 2, seen_by=seen_by)  # type: ignore[operator]
            shape = json.dumps(points[:2], separators=(",", ":"))
            if middle.area is None:
                middle = replace(middle, area=first.area, outside=False)
            return replace(middle, names=names, kind=LINE, shape=shape)
    kind = "indoors" if first.indoors else LINE if _ALONG.search(words) else ""
    return Placing(area=first.area, e=first.e, n=first.n, names=names, kind=kind)
