# SPDX-License-Identifier: EUPL-1.2
"""Which area each of many points is in. Coarse borders never place a point, nor say that one is outside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from django.db.models import Count, Max, Sum
from numpy.typing import ArrayLike, NDArray

from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads
from samsyn.ground.places.models import Area, BoundarySource
from samsyn.kit.callers import Caller

NEARBY_METRES = 2_000.0


@dataclass(frozen=True)
class Index:
    """The areas of one kind, ready to be asked about points."""

    ids: NDArray[np.int64]
    sizes: NDArray[np.float64]
    tree: shapely.STRtree

    def area_of(self, e: ArrayLike, n: ArrayLike) -> NDArray[np.int64]:
        """The id of the area each point is in, -1 for none; where areas overlap, the smallest."""
        xs, ys = np.asarray(e, dtype=float), np.asarray(n, dtype=float)
        out = np.full(len(xs), -1, dtype=np.int64)
        placed = np.flatnonzero(np.isfinite(xs) & np.isfinite(ys))
        if len(placed) == 0 or len(self.ids) == 0:
            return out
        which, hit = self.tree.query(shapely.points(xs[placed], ys[placed]), predicate="intersects")
        order = np.lexsort((self.ids[hit], -self.sizes[hit]))  # the smallest is written last and stays
        out[placed[which[order]]] = self.ids[hit[order]]
        return out

    def near(self, e: ArrayLike, n: ArrayLike, metres: float = NEARBY_METRES) -> NDArray[np.bool_]:
        """Whether each point is in an area or within so many metres of one; unplaced points count as near."""
        xs, ys = np.asarray(e, dtype=float), np.asarray(n, dtype=float)
        out = ~(np.isfinite(xs) & np.isfinite(ys))
        placed = np.flatnonzero(~out)
        if len(placed) == 0:
            return out
        if len(self.ids) == 0:
            out[:] = True
            return out
        which = self.tree.query(shapely.points(xs[placed], ys[placed]), predicate="dwithin", distance=metres)[
            0
        ]
        out[placed[which]] = True
        return out


def index(partnership: Partnership, *, seen_by: Caller, kind: str = "") -> Index:
    """The index of the kind that points are placed in (or of `kind`), kept until an area of it changes."""
    kind = kind or reads.placing_kind(partnership, seen_by=seen_by)
    rows = Area.objects.seen_by(seen_by).filter(partnership=partnership, kind=kind)
    stamp = rows.aggregate(
        rows=Count("pk"),
        last=Max("pk"),
        made=Max("created_at"),
        versions=Sum("version"),
        size=Sum("square_metres"),
    )
    return _built(partnership.pk, kind, seen_by, tuple(stamp.values()))


def locate(
    partnership: Partnership, e: ArrayLike, n: ArrayLike, *, seen_by: Caller, kind: str = ""
) -> NDArray[np.int64]:
    """The id of the area each point (metres in the partnership's CRS) is in; -1 for none. Districts are preferred."""
    return index(partnership, seen_by=seen_by, kind=kind).area_of(e, n)


@lru_cache(maxsize=16)
def _built(partnership_id: int, kind: str, seen_by: Caller, stamp: tuple[object, ...]) -> Index:
    partnership = Partnership.objects.get(pk=partnership_id)
    current = {row.pk for row in reads.areas(partnership, kind, seen_by=seen_by)} if kind else set()
    found = [
        (row.pk, row.square_metres, bytes(row.shape))
        for row in Area.objects.seen_by(seen_by)
        .filter(partnership=partnership, kind=kind, boundary_source=BoundarySource.IMPORTED)
        .only("pk", "square_metres", "shape")
        .order_by("pk")
        if row.pk in current
    ]
    shapes = shapely.from_wkb(np.array([wkb for _, _, wkb in found], dtype=object)) if found else []
    shapely.prepare(shapes)
    return Index(
        np.array([pk for pk, _, _ in found], dtype=np.int64),
        np.array([size for _, size, _ in found], dtype=float),
        shapely.STRtree(shapes),
    )
