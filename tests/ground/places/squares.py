# SPDX-License-Identifier: EUPL-1.2
"""Invented districts: squares of one kilometre, so that a test can see at once which one a point is in."""

from typing import Any

from samsyn.ground.places.projection import to_degrees

WEST, SOUTH = 585_000.0, 6_475_000.0


def square(e: float, n: float, side: float = 1_000.0) -> list[list[list[float]]]:
    """A GeoJSON ring in degrees around a square given by its lower left corner in SWEREF 99 TM."""
    corners = [(e, n), (e + side, n), (e + side, n + side), (e, n + side), (e, n)]
    lon, lat = to_degrees([c[0] for c in corners], [c[1] for c in corners], "EPSG:3006")
    return [[[float(x), float(y)] for x, y in zip(lon, lat, strict=True)]]


def feature(name: str, code: str, column: int = 0, row: int = 0, side: float = 1_000.0) -> dict[str, Any]:
    """A district `column` squares east and `row` squares north of the corner of the town."""
    ring = square(WEST + column * 1_000, SOUTH + row * 1_000, side)
    return {
        "type": "Feature",
        "properties": {"namn": name, "kod": code},
        "geometry": {"type": "Polygon", "coordinates": ring},
    }


TOWN = [feature("Centrum", "A1", 0), feature("Östra Ås", "A2", 1), feature("Ängby", "A3", 2)]
