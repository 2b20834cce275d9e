# SPDX-License-Identifier: EUPL-1.2
"""How far a report's place reaches: the stretch or area that was drawn or said, in words and as points for the map."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

import shapely

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import Report
from samsyn.cycle.reports.reads.stretches import AREA, LINE
from samsyn.ground.places import reads as places
from samsyn.ground.places.projection import to_degrees
from samsyn.kit.callers import Caller
from samsyn.kit.errors import allowed

# A place with a name this near, in metres, tells where a stretch begins or ends.
NEAR = 150.0


@dataclass(frozen=True, slots=True)
class Extent:
    """A drawn place. `metres` is the length of a stretch or the way round an area, `hectares` the area's size.

    `begins` and `ends` are the named places nearest a stretch's ends, "" where none is near; `inside` names the known
    places within an area, at most three.
    """

    kind: str
    corners: int
    metres: int
    hectares: float | None
    begins: str
    ends: str
    inside: tuple[str, ...]


def extent(row: Report, *, seen_by: Caller) -> Extent | None:
    """The reach of a report's place; None where it is a point or nothing, or the caller sees no points."""
    metres = _drawn(row)
    if metres is None or not allowed(rules.check_may_see_point, seen_by):
        return None
    known = places.named_points(row.partnership, seen_by=seen_by)
    if row.place_kind == LINE:
        begins, ends = (_nearest(known, end) for end in (metres[0], metres[-1]))
        length = shapely.LineString(metres).length
        return Extent(
            LINE, len(metres), _rounded(length), None, begins, ends if ends != begins else "", inside=()
        )
    surface = shapely.Polygon(metres).buffer(0)
    names = [name for name, e, n in known if surface.covers(shapely.Point(e, n))]
    around = _rounded(shapely.LinearRing(metres).length)
    return Extent(
        AREA,
        len(metres),
        around,
        round(surface.area / 10_000, 1),
        begins="",
        ends="",
        inside=tuple(names[:3]),
    )


def on_the_map(row: Report, *, seen_by: Caller) -> list[dict[str, object]]:
    """What the map of a report draws, as GeoJSON geometry in WGS 84: the stretch or the area's edge, else the point.

    Raises NotAllowed for those who see no points.
    """
    rules.check_may_read(seen_by, row)
    rules.check_may_see_point(seen_by)
    crs = row.partnership.metric_crs
    metres = _drawn(row)
    if metres is not None:
        ring = [*metres, metres[0]] if row.place_kind == AREA else metres
        lon, lat = to_degrees([x for x, _ in ring], [y for _, y in ring], crs)
        line = [[round(float(x), 6), round(float(y), 6)] for x, y in zip(lon, lat, strict=True)]
        return [{"type": "LineString", "coordinates": line}]
    if row.e is None or row.n is None:
        return []
    lon, lat = to_degrees([row.e], [row.n], crs)
    return [{"type": "Point", "coordinates": [round(float(lon[0]), 6), round(float(lat[0]), 6)]}]


def _drawn(row: Report) -> list[tuple[float, float]] | None:
    """The corners in metres; None for what is no drawing."""
    least = {LINE: 2, AREA: 3}.get(row.place_kind)
    if least is None or not row.place_shape:
        return None
    try:
        found = [(float(x), float(y)) for x, y in json.loads(row.place_shape)]
    except (TypeError, ValueError):
        return None
    whole = len(found) >= least and all(math.isfinite(part) for pair in found for part in pair)
    return found if whole and len(set(found)) >= least else None


def _nearest(known: list[tuple[str, float, float]], at: tuple[float, float]) -> str:
    away, name = min(((math.dist((e, n), at), name) for name, e, n in known), default=(math.inf, ""))
    return name if away <= NEAR else ""


def _rounded(metres: float) -> int:
    """To ten metres, as one says it: what is drawn with a finger is no more exact."""
    return max(10, round(metres / 10) * 10)
