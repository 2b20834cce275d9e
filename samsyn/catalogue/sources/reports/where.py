# SPDX-License-Identifier: EUPL-1.2
"""Where a report says it happened: a point that can be right, no point at all, or why it cannot be."""

from collections.abc import Callable, Mapping
from math import isinf, isnan

from samsyn.catalogue.reading.numbers import EMPTY, number
from samsyn.catalogue.reading.places import Plausible
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow

Point = tuple[float | None, float | None]
NOWHERE: Point = (None, None)


def reader(
    x_at: int, y_at: int, plausible: Plausible, *, degrees: bool, names: Mapping[str, str]
) -> Callable[[list[str]], Point]:
    """The function that reads the point of a row; (None, None) for a row without one, and for 0, 0.

    It raises BadRow for a half point, for what is no number, and for a point that is turned round or impossible.
    """
    x_field, y_field = ("longitude", "latitude") if degrees else ("x", "y")
    west, south, east, north = plausible.expected
    left, bottom, right, top = plausible.possible

    def where(cells: list[str]) -> Point:
        x_text, y_text = cells[x_at], cells[y_at]
        if not x_text and not y_text:
            return NOWHERE
        try:
            x: float | None = float(x_text)
            y: float | None = float(y_text)
        except ValueError:
            try:
                x, y = float(x_text.replace(",", ".", 1)), float(y_text.replace(",", ".", 1))
            except ValueError:
                x, y = _written(x_text, x_field), _written(y_text, y_field)
        if x and y:
            if west <= x <= east and south <= y <= north:
                return x, y
            turned = west <= y <= east and south <= x <= north
            if not turned and left <= x <= right and bottom <= y <= top:
                return x, y
        return unusual(x, y, cells)

    def unusual(x: float | None, y: float | None, cells: list[str]) -> Point:
        x, y = (None if value is not None and isnan(value) else value for value in (x, y))
        for value, i, field in ((x, x_at, x_field), (y, y_at, y_field)):
            if value is not None and isinf(value):
                raise BadRow(field, Reason.BAD_COORDINATE, value=cells[i].strip()[:80])
        if not x and not y:
            return NOWHERE
        if x is None or y is None:
            field = x_field if x is None else y_field
            raise BadRow(field, Reason.COORDINATE_MISSING, column=names.get(field, field))
        reason = plausible.check(x, y)
        if reason is not None:
            raise BadRow(x_field, reason, x=x, y=y, crs=plausible.crs)
        return x, y

    return where


def _written(text: str, field: str) -> float | None:
    """A coordinate as people write it: decimal comma, spaces, or nothing."""
    if text.strip().casefold() in EMPTY:
        return None
    try:
        return number(text)
    except ValueError:
        raise BadRow(field, Reason.BAD_COORDINATE, value=text.strip()[:80])
