# SPDX-License-Identifier: EUPL-1.2
"""The ground of a made-up town: districts as polygons around their middles, a lake, and the places people name.

A town is drawn from the middles of its districts: each district is what lies nearest to its middle, inside a wavy
edge and outside the lake. All coordinates are metres in SWEREF 99 TM (EPSG:3006).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from samsyn.ground.places.projection import to_degrees

CRS = "EPSG:3006"
EDGE_POINTS = 96
STEP = 150.0


@dataclass(frozen=True)
class District:
    """A part of town: its ring in metres, how many live there, and how large a share of them report what they see."""

    key: str
    name: str
    population: int
    reporting: float
    shape: Any
    housing: bool = False


@dataclass(frozen=True)
class Place:
    """A place with a name: where it is, which district it lies in and how much of that district's reports it draws."""

    name: str
    kind: str
    e: float
    n: float
    district: str
    draws: float


@dataclass(frozen=True)
class Town:
    """A drawn town."""

    districts: tuple[District, ...]
    places: Mapping[str, Place]
    lake: Any
    by_name: Mapping[str, District] = field(default_factory=dict)


def draw(told: Mapping[str, Any], seed: int) -> Town:
    """Draw a town from its file: middles of districts in kilometres from the town's own middle, and its places."""
    rng = np.random.default_rng([seed, 1])
    e0, n0 = told["middle"]
    lake = _wavy(e0 + 1000 * told["lake"][0], n0 + 1000 * told["lake"][1], 1000 * told["lake"][2], 0.16, rng)
    edge = _wavy(e0, n0, 1000 * told["radius_km"], 0.08, rng).difference(lake)
    middles = np.array([[e0 + 1000 * row["x"], n0 + 1000 * row["y"]] for row in told["districts"]])
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint(middles), extend_to=edge.buffer(5000), ordered=True
    ).geoms
    districts = tuple(
        District(
            key=f"{told['code']}{number:02d}",
            name=row["name"],
            population=row["population"],
            reporting=row.get("reporting", 1.0),
            housing=row.get("housing", False),
            shape=_largest(cell.intersection(edge)),
        )
        for number, (row, cell) in enumerate(zip(told["districts"], cells, strict=True), start=1)
    )
    by_name = {district.name: district for district in districts}
    places = {}
    for row in told["places"]:
        e, n = e0 + 1000 * row["x"], n0 + 1000 * row["y"]
        district = by_name[row["in"]]
        at = shapely.Point(e, n)
        if not district.shape.contains(at):  # the town's edge waves: a place stays in its own district
            inner = district.shape.buffer(-120)
            at = shapely.ops.nearest_points(inner if not inner.is_empty else district.shape, at)[0]
        places[row["name"]] = Place(
            row["name"], row["kind"], round(at.x, 1), round(at.y, 1), row["in"], row.get("draws", 1.0)
        )
    return Town(districts, places, lake, by_name)


def features(town: Town) -> list[dict[str, Any]]:
    """The districts as GeoJSON features in WGS 84, with the properties `name` and `code`."""
    found = []
    for district in town.districts:
        ring = np.array(district.shape.exterior.coords)
        longitude, latitude = to_degrees(ring[:, 0], ring[:, 1], CRS)
        points = [[round(float(x), 6), round(float(y), 6)] for x, y in zip(longitude, latitude, strict=True)]
        found.append(
            {
                "type": "Feature",
                "properties": {"name": district.name, "code": district.key},
                "geometry": {"type": "Polygon", "coordinates": [points]},
            }
        )
    return found


def inside(district: District, rng: np.random.Generator) -> tuple[float, float]:
    """A point anywhere in a district, the middle rather than the edge."""
    west, south, east, north = district.shape.bounds
    for _ in range(200):
        e, n = rng.uniform(west, east), rng.uniform(south, north)
        if shapely.contains_xy(district.shape, e, n):
            return e, n
    return district.shape.representative_point().x, district.shape.representative_point().y


def _wavy(e: float, n: float, radius: float, unrest: float, rng: np.random.Generator) -> Any:
    """A round shape with a wavy edge."""
    angle = np.linspace(0, 2 * np.pi, EDGE_POINTS, endpoint=False)
    wave = sum(
        rng.normal(0, unrest / turns) * np.cos(turns * angle + rng.uniform(0, 2 * np.pi))
        for turns in (2, 3, 5, 9)
    )
    reach = radius * (1 + wave)
    ring = np.column_stack([e + reach * np.cos(angle), n + reach * np.sin(angle)])
    return shapely.Polygon(np.round(ring, 1))


def _largest(shape: Any) -> Any:
    parts = getattr(shape, "geoms", [shape])
    return max((part for part in parts if part.geom_type == "Polygon"), key=lambda part: part.area)
