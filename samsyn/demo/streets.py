# SPDX-License-Identifier: EUPL-1.2
"""The ground of a made-up town as the map draws it: roads between the districts, streets in them, water, rail, green.

Nothing here is anywhere: it is drawn from the middles of the districts, the places and a few lines in the town's file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from samsyn.demo.geography import CRS, District, Town
from samsyn.ground.places.projection import to_degrees

BLOCK_M = 165.0
GONE = 0.16
RIVER_M = 42.0
Layers = dict[str, list[dict[str, Any]]]


def ground(town: Town, told: Mapping[str, Any], seed: int) -> Layers:
    """The layers of the ground as GeoJSON features in WGS 84, by kind of layer; the same seed gives the same."""
    rng = np.random.default_rng([seed, 2])
    river = [_smooth(_metres(told, line)).buffer(RIVER_M) for line in told.get("rivers", [])]
    water = [town.lake, *river]
    wet = shapely.union_all(water)
    built = [_built(district, rng).difference(wet.buffer(20)) for district in town.districts]
    rail = [_smooth(_metres(told, line)) for line in told.get("rails", [])]
    main = _main_streets(town, told, rng)
    small = [
        line
        for district, houses in zip(town.districts, built, strict=True)
        for line in _streets(district, houses, rng)
    ]
    green = [*_parks(town, rng), *_woods(town, told, built, rng)]
    return {
        "green": _features(green),
        "built": _features(built),
        "water": _features(water),
        "streets": _features(small),
        "main_streets": _features([line.difference(town.lake) for line in main]),
        "rail": _features(rail),
    }


def _built(district: District, rng: np.random.Generator) -> Any:
    """Where there are houses: round the middle of the district, larger where more live."""
    middle = district.shape.centroid
    reach = 0.47 * np.sqrt(district.shape.area) * (0.9 + district.population / 60_000)
    around = _blob(middle.x, middle.y, reach, 0.13, rng)
    return shapely.simplify(around.intersection(district.shape.buffer(-45)), 8)


def _main_streets(town: Town, told: Mapping[str, Any], rng: np.random.Generator) -> list[Any]:
    """A road between the middles of any two districts that border on each other, and those that lead out of town."""
    found = []
    for number, one in enumerate(town.districts):
        for other in town.districts[number + 1 :]:
            if one.shape.buffer(5).intersection(other.shape).area > 2_500:
                found.append(_curve(one.shape.centroid, other.shape.centroid, rng))
    outward = [_smooth(_metres(told, line)) for line in told.get("roads", [])]
    return [*found, *outward]


def _streets(district: District, houses: Any, rng: np.random.Generator) -> list[Any]:
    """Blocks at an angle of the district's own, a little crooked, with some of the streets left out."""
    middle = district.shape.centroid
    half = 0.75 * max(houses.bounds[2] - houses.bounds[0], houses.bounds[3] - houses.bounds[1])
    turn = rng.uniform(0, np.pi / 2)
    across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    steps = np.arange(-half, half, BLOCK_M)
    lines = []
    for along, beside in (across, across[::-1]):
        for at in steps + rng.normal(0, 16, len(steps)):
            wave, lean = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.02)
            points = [
                (middle.x, middle.y) + along * s + beside * (at + lean * s + 9 * np.sin(s / 240 + wave))
                for s in steps
            ]
            lines += _runs(points, rng.random(len(points)) > GONE)
    kept = shapely.intersection(np.array(lines), houses)
    parts = shapely.get_parts(kept)
    return list(parts[shapely.length(parts) > 80])


def _runs(points: Sequence[Any], stays: np.ndarray[Any, Any]) -> list[Any]:
    """A line cut where a stretch of it is left out."""
    found: list[Any] = []
    run: list[Any] = []
    for point, stay in zip(points, stays, strict=True):
        run.append(point)
        if not stay:
            found.append(run)
            run = []
    return [shapely.LineString(part) for part in [*found, run] if len(part) > 1]


def _parks(town: Town, rng: np.random.Generator) -> list[Any]:
    """Green round the parks, playing fields and playgrounds that have a name."""
    reach = {"park": 190.0, "sports": 230.0, "playground": 110.0}
    return [
        _blob(place.e, place.n, reach[place.kind], 0.15, rng).difference(town.lake)
        for place in town.places.values()
        if place.kind in reach
    ]


def _woods(town: Town, told: Mapping[str, Any], built: Sequence[Any], rng: np.random.Generator) -> list[Any]:
    """The woods of the town's file, cut back where there are houses or water."""
    houses = shapely.union_all(list(built)).buffer(60)
    e0, n0 = told["middle"]
    found = []
    for x, y, radius in told.get("woods", []):
        wood = _blob(e0 + 1000 * x, n0 + 1000 * y, 1000 * radius, 0.2, rng)
        found.append(wood.difference(houses).difference(town.lake))
    return found


def _blob(e: float, n: float, radius: float, unrest: float, rng: np.random.Generator) -> Any:
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    wave = sum(
        rng.normal(0, unrest / turns) * np.cos(turns * angle + rng.uniform(0, 2 * np.pi))
        for turns in (2, 3, 5)
    )
    reach = radius * (1 + wave)
    return shapely.Polygon(np.column_stack([e + reach * np.cos(angle), n + reach * np.sin(angle)])).buffer(0)


def _curve(start: Any, end: Any, rng: np.random.Generator) -> Any:
    """A road that bends a little on its way."""
    a, b = np.array([start.x, start.y]), np.array([end.x, end.y])
    side = np.array([-(b - a)[1], (b - a)[0]]) * rng.normal(0, 0.07)
    share = np.linspace(0, 1, 12)[:, None]
    return shapely.LineString(a + (b - a) * share + side * np.sin(np.pi * share))


def _metres(told: Mapping[str, Any], line: Sequence[Sequence[float]]) -> Any:
    e0, n0 = told["middle"]
    return np.array([[e0 + 1000 * x, n0 + 1000 * y] for x, y in line])


def _smooth(points: Any) -> Any:
    """A line through bends cut off three times over, so that it runs softly."""
    for _ in range(3):
        near, far = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        points = np.vstack([points[:1], np.stack([near, far], axis=1).reshape(-1, 2), points[-1:]])
    return shapely.LineString(points)


def _features(forms: Sequence[Any]) -> list[dict[str, Any]]:
    kept = np.array([form for form in forms if not form.is_empty])
    moved = shapely.transform(kept, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1], CRS)))
    return [
        {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(form)} for form in moved
    ]
