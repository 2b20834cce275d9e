# SPDX-License-Identifier: EUPL-1.2
"""What the picture's templates need of its figures: what can be said, what cannot, and the shapes for the map."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np

from samsyn.cycle.pictures.models import Finding, Picture, State
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import projection
from samsyn.kit import frozen

CLEAR = ("increase", "decrease")
CLASS_LIMITS = (1, 2, 4, 7, 11, 17)


def look(partnership: Partnership, figures: dict[str, Any], areas: list[Any]) -> dict[str, Any]:
    """The context of a page that shows `figures`; empty figures give an empty page that still reads well."""
    if not figures:
        return {"figures": None}
    categories = figures["categories"]
    rows = figures["areas"] or []
    said = [{"row": row, "of": "category"} for row in categories if row["verdict"] in CLEAR]
    said += [{"row": row, "of": "area"} for row in rows if row["verdict"] in CLEAR]
    return {
        "figures": figures,
        "period_from": date.fromisoformat(figures["period"]["from"]),
        "period_to": date.fromisoformat(figures["period"]["to"]),
        "before_from": date.fromisoformat(figures["compared_with"]["from"]),
        "before_to": date.fromisoformat(figures["compared_with"]["to"]),
        "said": said,
        "too_few": [row for row in rows if row["verdict"] == "too_few_to_say"],
        "too_few_categories": [row for row in categories if row["verdict"] == "too_few_to_say"],
        "weeks": [week | {"label": week["week"][-2:].lstrip("0")} for week in figures["series"] or []],
        "unusual": [week for week in figures["series"] or [] if week["alarm"]],
        "hour_names": [f"{hour:02d}" for hour in range(24)],
        "hour_rows": [{"day": day, "counts": counts} for day, counts in enumerate(figures["hours"] or [])],
        "limits": limits_for(categories + rows),
        "map_data": map_data(partnership, figures, areas),
    }


def limits_for(rows: list[dict[str, Any]]) -> str:
    """One axis for all intervals of a page: wide enough for most, never wider than a tenth to ten times."""
    widest = 1.6
    for row in rows:
        if row["interval"] and row["verdict"] != "too_few_to_say":
            low, high = row["interval"]
            widest = max(widest, high, 1 / low if low else 1)
    widest = min(widest * 1.1, 10)
    return f"{1 / widest:.3f} {widest:.3f}"


def map_data(partnership: Partnership, figures: dict[str, Any], areas: list[Any]) -> dict[str, Any]:
    """Cells and areas as GeoJSON in longitude and latitude. Never a point: a cell is the finest there is."""
    verdicts = {row["key"]: row for row in figures["areas"] or []}
    shapes = []
    for area in areas:
        row = verdicts.get(area.key, {})
        shapes.append(
            {
                "type": "Feature",
                "geometry": json.loads(area.geometry),
                "properties": {
                    "name": area.name,
                    "count": row.get("count"),
                    "verdict": row.get("verdict", "too_few_to_say"),
                },
            }
        )
    return {
        "areas": {"type": "FeatureCollection", "features": shapes},
        "cells": {"type": "FeatureCollection", "features": _cells(partnership, figures)},
    }


def _cells(partnership: Partnership, figures: dict[str, Any]) -> list[dict[str, Any]]:
    spots = {tuple(spot["cell"]): spot for spot in figures["hotspots"] or []}
    counted = {(cell[0], cell[1]): cell[2] for cell in figures.get("cells") or []}
    counted |= {corner: spot["count"] for corner, spot in spots.items() if corner not in counted}
    if not counted:
        return []
    size = figures["method"]["cell_m"]
    corners = np.array(list(counted), dtype=float)
    steps = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * size
    around = corners[:, None, :] + steps[None, :, :]
    lon, lat = projection.to_degrees(around[..., 0].ravel(), around[..., 1].ravel(), partnership.metric_crs)
    rings = np.round(np.stack([lon, lat], axis=-1), 6).reshape(len(corners), 5, 2).tolist()
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [ring]},
            "properties": {"count": count, "class": count_class(count), "significant": corner in spots},
        }
        for (corner, count), ring in zip(counted.items(), rings, strict=True)
    ]


def count_class(count: int) -> int:
    """The class of a cell's count, 1 to 6, by the fixed limits of the legend."""
    return max(1, sum(count >= limit for limit in CLASS_LIMITS))


def approval_state(kinds: set[str], picture: Picture) -> str:
    """Which strokes of the S are inked: nobody, one party, both."""
    if picture.state != State.DRAFT or kinds >= {"municipality", "police"}:
        return "both"
    return next((kind for kind in ("municipality", "police") if kind in kinds), "none")


def evidence(figures: dict[str, Any], category: str, area: Any) -> dict[str, Any]:
    """The rows of a picture that a finding rests on: its category's, its area's, or the whole."""
    if not figures:
        return {}
    rows: list[dict[str, Any]] = []
    if category:
        rows += [row for row in figures["categories"] if row["key"] == category]
    if area is not None:
        rows += [row for row in figures["areas"] or [] if row["key"] == (area.key)]
    kept = {name: figures[name] for name in ("period", "compared_with", "method")}
    return kept | {"total": figures["reports"]["total"], "rows": rows}


def thawed(finding: Finding) -> dict[str, Any]:
    """The frozen numbers of a finding, proved against their digest."""
    return frozen.thaw(finding.evidence, finding.evidence_digest) if finding.evidence_digest else {}
