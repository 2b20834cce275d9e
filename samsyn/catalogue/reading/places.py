# SPDX-License-Identifier: EUPL-1.2
"""Whether a pair of coordinates can be right in its coordinate system, or was written the wrong way round."""

from functools import lru_cache

from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import SourceError

WGS84 = "EPSG:4326"
SWEDEN = (9.5, 54.5, 25.5, 70.0)  # degrees, with some water around
Bounds = tuple[float, float, float, float]


class Plausible:
    """Checks coordinates in one coordinate system: `check(x, y)` gives None or the reason to reject.

    A point inside the expected bounds is right; one that would be inside if turned round is swapped; any other is
    out of range where it lies outside what the system can hold. In degrees the expected bounds are Sweden's unless
    `near` says otherwise, for there both orders are possible numbers.
    """

    def __init__(self, crs: str, near: Bounds | None = None) -> None:
        self.crs = crs
        self.expected, self.possible = _bounds(crs)
        if near is not None:
            self.expected = near

    def check(self, x: float, y: float) -> Reason | None:
        """None where the point can be right."""
        west, south, east, north = self.expected
        if west <= x <= east and south <= y <= north:
            return None
        if west <= y <= east and south <= x <= north:
            return Reason.COORDINATES_SWAPPED
        left, bottom, right, top = self.possible
        if left <= x <= right and bottom <= y <= top:
            return None
        if left <= y <= right and bottom <= x <= top:
            return Reason.COORDINATES_SWAPPED
        return Reason.COORDINATES_OUT_OF_RANGE


@lru_cache
def _bounds(crs: str) -> tuple[Bounds, Bounds]:
    """Expected and possible bounds (west, south, east, north) in the units of a coordinate system."""
    try:
        system = CRS.from_user_input(crs)
    except CRSError:
        raise SourceError(Reason.CRS_UNKNOWN, crs=crs) from None
    if system.is_geographic:
        return SWEDEN, (-180.0, -90.0, 180.0, 90.0)
    if not system.is_projected or system.area_of_use is None:
        raise SourceError(Reason.CRS_UNKNOWN, crs=crs)
    use = system.area_of_use
    project = Transformer.from_crs(WGS84, system, always_xy=True)
    west, south, east, north = project.transform_bounds(use.west, use.south, use.east, use.north)
    # Neighbouring zones are used across their border, so the frame is wider than the area of use.
    metre = system.axis_info[0].unit_conversion_factor or 1.0
    wide, high = 350_000 / metre, 100_000 / metre
    bounds = (west - wide, south - high, east + wide, north + high)
    return bounds, bounds
