# SPDX-License-Identifier: EUPL-1.2
"""A map for paper: areas, squares in the sequential ramp and the outline of those that are more than chance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from samsyn.kit.charts import svg

WIDTH, TALLEST = 640.0, 480.0
MARGIN = 8.0


def ground(layers: Mapping[str, Any], bounds: Sequence[float], *, title: str, about: str) -> SafeString:
    """Draw the layers that the map draws (`areas`, `cells`, `outline`, `labels`, as GeoJSON) within `bounds`.

    Degrees are drawn as they lie at the middle of the map: true in shape over a municipality.
    """
    west, south, east, north = bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / high)

    def at(point: Sequence[float]) -> tuple[float, float]:
        return MARGIN + (point[0] - west) * squeeze * scale, MARGIN + (north - point[1]) * scale

    parts: list[str] = []
    for one in layers.get("cells", {}).get("features", []):
        ring = one["geometry"]["coordinates"][0]
        parts.append(svg.path(map(at, ring[:-1]), f"seq-{one['properties']['level']}", close=True))
    for one in layers.get("areas", {}).get("features", []):
        form = one["geometry"]
        shapes = form["coordinates"] if form["type"] == "MultiPolygon" else [form["coordinates"]]
        parts += [svg.path(map(at, ring), "area", close=True) for rings in shapes for ring in rings]
    for one in layers.get("outline", {}).get("features", []):
        parts.append(svg.path(map(at, one["geometry"]["coordinates"]), "sure"))
    for one in layers.get("labels", {}).get("features", []):
        x, y = at(one["geometry"]["coordinates"])
        parts.append(svg.text(x, y, str(one["properties"].get("name", "")), "middle strong"))
    return svg.drawing(
        parts,
        wide * scale + 2 * MARGIN,
        high * scale + 2 * MARGIN,
        class_="chart ground",
        title=title,
        about=about,
    )
