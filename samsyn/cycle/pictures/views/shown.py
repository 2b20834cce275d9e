# SPDX-License-Identifier: EUPL-1.2
"""What the picture's templates need of its figures: what can be said, what cannot, and the shapes for the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures.models import Finding, Picture, Side, State
from samsyn.ground.figures import reads as official
from samsyn.ground.people import rules as people_rules
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import basemap, locating
from samsyn.ground.places import reads as places
from samsyn.kit import formats, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.charts import trend, week
from samsyn.kit.map import layers
from samsyn.kit.requests import Request
from samsyn.kit.rows import CELL_SIZE
from samsyn.kit.words import words_for

SPOTS = 10
CLEAR = ("increase", "decrease")


def heading(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures and their two periods, for the page's heading."""
    if not figures:
        return {"figures": None}
    return {
        "figures": figures,
        "period_from": date.fromisoformat(figures["period"]["from"]),
        "period_to": date.fromisoformat(figures["period"]["to"]),
        "before_from": date.fromisoformat(figures["compared_with"]["from"]),
        "before_to": date.fromisoformat(figures["compared_with"]["to"]),
    }


def figures_page(
    partnership: Partnership,
    figures: dict[str, Any],
    *,
    map_url: str,
    language: str,
    all_cells: str = "",
    every_cell: bool = False,
    news_url: str = "",
    cells_url: str = "",
    cell_rows: Sequence[dict[str, Any]] = (),
) -> SafeString:
    """The part of a page that shows figures, which is most of it. The same figures are written out once and remembered.

    `all_cells` is the address that shows every cell, `every_cell` whether this is it; `news_url` answers with the part
    that takes seconds, where the figures do not hold it. `cells_url` is the address that shows the map as a table too, and
    `cell_rows` its rows, where this is that address.
    """
    spots = compute.gathered(figures.get("hotspots") or []) if figures else []
    address = {"map_url": map_url, "all_cells": all_cells, "every_cell": every_cell, "news_url": news_url}
    address |= {"cells_url": cells_url, "cells_told": bool(cell_rows)}
    key = None
    if not settings.DEBUG:
        rests_on = frozen.digest(frozen.canonical(figures))
        key = (rests_on, partnership.pk, partnership.key, partnership.name, language, *address.values())
    context = address | {
        "partnership": partnership,
        "spots": spots,
        "spots_shown": spots if every_cell or not all_cells else spots[:SPOTS],
        "spots_left": bool(all_cells) and not every_cell and bool(spots),
        "cell_rows": cell_rows,
    }
    html = compute.MEMORY.answer(
        key, lambda: str(render_to_string("pictures/_figures.html", look(figures) | context))
    )
    return SafeString(html)


def look(figures: dict[str, Any]) -> dict[str, Any]:
    """What the words about `figures` need; empty figures give an empty page that still reads well."""
    if not figures:
        return {"figures": None}
    categories = figures["categories"]
    rows = figures["areas"] or []
    said = [{"row": row, "of": "category"} for row in categories if row["verdict"] in CLEAR]
    said += [{"row": row, "of": "area"} for row in rows if row["verdict"] in CLEAR]
    effort = figures.get("effort") or {}
    shared = shared_hours(figures)
    return heading(figures) | {
        "new_sources": [one for one in effort.get("organisations", []) if one["change"] == "new"],
        "said": said,
        "too_few": [row for row in rows if row["verdict"] == "too_few_to_say"],
        "too_few_categories": [row for row in categories if row["verdict"] == "too_few_to_say"],
        "weeks": [row | {"label": row["week"][-2:].lstrip("0")} for row in figures["series"] or []],
        "unusual": [
            row | {"label": row["week"][-2:].lstrip("0")} for row in figures["series"] or [] if row["alarm"]
        ],
        "weekdays": [formats.weekday(day, short=True) for day in range(7)],
        "hour_rows": _by_hour(figures["hours"] or []),
        "pooled_from": _date_in(figures.get("pooled"), "from"),
        "pooled_to": _date_in(figures.get("pooled"), "to"),
        "limits": limits_for(categories + rows),
        "map_labels": "|".join(layers.labels_of(layers.scaled_limits(_days(figures)))),
        "weeks_drawing": weeks_drawn(figures),
        "hours_drawing": hours_drawn(figures),
        "shared_hours": shared,
        "shared_rows": _by_hour(shared),
        "shared_drawing": _week_drawn(shared) if shared else "",
    }


def _date_in(part: dict[str, Any] | None, name: str) -> date | None:
    """A date of a part of the figures that may not be there."""
    return date.fromisoformat(part[name]) if part else None


def limits_for(rows: list[dict[str, Any]]) -> str:
    """One axis for all intervals of a page: wide enough for most, never wider than a third to three times.

    What lies beyond is drawn with an open end and its number, so that one rare category does not press all the others
    together.
    """
    ends = [1.6]
    for row in rows:
        if row["interval"] and row["verdict"] != "too_few_to_say":
            low, high = row["interval"]
            ends.append(max(high, 1 / low if low else 1))
    ends.sort()
    widest = min(ends[int(0.8 * (len(ends) - 1))] * 1.1, 3.0)
    return f"{1 / max(widest, 1.8):.3f} {max(widest, 1.8):.3f}"


def cell_rows(partnership: Partnership, figures: dict[str, Any], *, seen_by: Caller) -> list[dict[str, Any]]:
    """Every cell that the map shades, by area and with the most reports first: `area`, `cell` (its lower left corner), `count`."""
    cells = figures.get("cells") or []
    if not cells:
        return []
    middle = [(east + CELL_SIZE / 2, north + CELL_SIZE / 2) for east, north, _ in cells]
    ids = locating.index(partnership, seen_by=seen_by).area_of(*zip(*middle, strict=True)).tolist()
    areas = places.placing_areas(partnership, seen_by=seen_by)
    names = {area.pk: area.name for area in areas}
    # In the order in which the areas stand everywhere else; what lies in none comes last.
    order = {area.pk: place for place, area in enumerate(areas)}
    rows = [
        (order.get(area, len(order)), -count, {"area": names.get(area, ""), "cell": (e, n), "count": count})
        for area, (e, n, count) in zip(ids, cells, strict=True)
    ]
    return [row for _, _, row in sorted(rows, key=lambda row: row[:2])]


def map_data(
    partnership: Partnership, figures: dict[str, Any], borders: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Cells and areas for the map, with each area's border by its key. Never a point: a cell is the finest there is."""
    limits = layers.scaled_limits(_days(figures))
    sure = [(spot["cell"][0], spot["cell"][1]) for spot in figures["hotspots"] or []]
    counted = {(cell[0], cell[1]): cell[2] for cell in figures.get("cells") or []}
    counted |= {(spot["cell"][0], spot["cell"][1]): spot["count"] for spot in figures["hotspots"] or []}
    rows = [(east, north, count) for (east, north), count in counted.items()]
    cells, outline = layers.cells(rows, crs=partnership.metric_crs, limits=limits, sure=sure)
    verdicts = {row["key"]: row for row in figures["areas"] or []}
    shapes = [
        {
            "key": key,
            "name": border["name"],
            "geometry": border["geometry"],
            "few": verdicts.get(key, {}).get("verdict") == "too_few_to_say",
        }
        for key, border in borders.items()
    ]
    drawn, labels = layers.areas(shapes, signs=False)
    found = {"areas": drawn, "labels": labels, "cells": cells, "outline": outline}
    return {
        "bounds": layers.bounds(drawn if shapes else cells),
        "layers": found,
        **basemap.under(partnership),
    }


def weeks_drawn(figures: dict[str, Any]) -> str:
    """Reports a week on what was expected, as a drawing; single dots where nothing can be expected.

    The line is cut where a new source began: what comes after is counted by others than what came before.
    """
    points = week_points(figures)
    unusual = sum(bool(row["alarm"]) for row in figures["series"] or [])
    said = words_for("pictures/weeks", "title", unusual=unusual)
    return trend.trend(
        points, title=said, about=words_for("pictures/weeks", "about"), too_few=len(points) < 2
    )


def week_points(figures: dict[str, Any]) -> list[trend.Point]:
    """The weeks as steps of a drawing."""
    series = figures["series"] or []
    breaks: dict[str, str] = {}
    for one in (figures.get("effort") or {}).get("organisations", []):
        if one["change"] == "new":
            year, week_, _ = date.fromisoformat(one["since"]).isocalendar()
            breaks[f"{year}-W{week_:02d}"] = words_for("pictures/weeks", "new_source", name=one["name"])
    return [
        trend.Point(
            row["count"],
            low=max(0.0, 2 * row["expected"] - row["upper"]) if row["upper"] is not None else None,
            high=row["upper"],
            label=row["week"][-2:].lstrip("0") if index % 3 == 0 else "",
            note=f"{row['week'][-2:].lstrip('0')}: {row['count']}" if row["alarm"] else "",
            ring=bool(row["alarm"]),
            coming=row.get("coming") or 0.0,
            break_=breaks.get(row["week"], "") if index else "",
        )
        for index, row in enumerate(series)
    ]


def hours_drawn(figures: dict[str, Any]) -> str:
    """Weekday by hour, as a drawing."""
    return _week_drawn(figures["hours"]) if figures["hours"] else ""


def shared_hours(figures: dict[str, Any]) -> list[list[float]]:
    """The week with reports shared over the hours they may have happened in; [] where that adds none to the known ones."""
    found = figures.get("hours_shared")
    known = sum(sum(day) for day in figures["hours"] or [])
    return found["weight"] if found and found["reports"] > known else []


def _by_hour(days: Sequence[Sequence[float]]) -> list[dict[str, Any]]:
    """Seven days of 24 hours as rows of a table, an hour each."""
    return [{"hour": f"{hour:02d}", "counts": counts} for hour, counts in enumerate(zip(*days, strict=True))]


def _week_drawn(days: Sequence[Sequence[float]]) -> str:
    return week.week_by_hour(
        days,
        title=words_for("pictures/hours", "title"),
        about=words_for("pictures/hours", "about"),
    )


def _days(figures: dict[str, Any]) -> int:
    start, end = (date.fromisoformat(figures["period"][name]) for name in ("from", "to"))
    return (end - start).days + 1


def approval_state(kinds: set[str], picture: Picture) -> str:
    """Which strokes of the S are inked: nobody, one party, both."""
    return people_rules.inked(kinds) if picture.state == State.DRAFT else "both"


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


def sheet(finding: Finding) -> dict[str, Any]:
    """The causal analysis of a finding as its sheet: the three sides beside each other, and the chain of events in order."""
    rows = list(finding.causes.order_by("id"))

    def of(*codes: str) -> list[dict[str, Any]]:
        return [{"side": code, "causes": [row for row in rows if row.side == code]} for code in codes]

    return {
        "sides": of(Side.VICTIM, Side.OFFENDER, Side.PLACE),
        "chain": of(Side.BEFORE, Side.DURING, Side.AFTER),
        "any": bool(rows),
        "chained": any(row.side in (Side.BEFORE, Side.DURING, Side.AFTER) for row in rows),
    }


def thawed(finding: Finding) -> dict[str, Any]:
    """The frozen numbers of a finding, proved against their digest."""
    return frozen.thaw(finding.evidence, finding.evidence_digest) if finding.evidence_digest else {}


MOST_FIGURES = 12
NOT_BESIDE = (official.POPULATION, "speed_count", "speed_limit")
"""Stands elsewhere already: inhabitants behind the rates, counted vehicles on the page of the measurements."""
UNTOLD_UNITS = ("", "count", "per_100000", "share", "unknown")
"""Units that the name of the measure or the way the number is written says already, and those that nobody knows."""
MOST_EVENTS = 8


def context_of(request: Request, figures: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the reports and is never added to them: official numbers and the police's published events."""
    here, caller = request.partnership, request.person
    start, end = (date.fromisoformat(figures["period"][name]) for name in ("from", "to"))
    newest: dict[tuple[str, ...], Any] = {}
    for row in official.figures(here, seen_by=caller, day_to=end):
        if row.measure in NOT_BESIDE:
            continue
        key = (row.source, row.measure, row.group, row.place_code)
        was = newest.get(key)
        # No line is drawn over a change of borders: what was counted in other areas is another number.
        row.redrawn = bool(was and was.boundary_year != row.boundary_year)  # type: ignore[attr-defined]
        row.before = was.value if was and not row.redrawn else None  # type: ignore[attr-defined]
        row.unit_told = row.unit not in UNTOLD_UNITS  # type: ignore[attr-defined]
        newest[key] = row
    # Whole places before their parts, and what is newest first.
    rows = sorted(
        newest.values(), key=lambda row: (row.group != "", len(row.place_code), -row.period_to.toordinal())
    )
    events = list(official.context_events(here, seen_by=caller, day_from=start, day_to=end))
    kinds = Counter(event.type for event in events if event.type).most_common(5)
    return {
        "themes": compute.themes(rows),
        "official": rows[:MOST_FIGURES],
        "official_left": max(0, len(rows) - MOST_FIGURES),
        "events": events[:MOST_EVENTS],
        "events_total": len(events),
        "event_kinds": kinds,
    }


def borders(request: Request, areas: list[Any]) -> dict[str, dict[str, Any]]:
    """The border of each of the areas that reports are counted in, by its key."""
    if not areas:
        return {}
    found = places.boundaries(request.partnership, areas[0].kind, seen_by=request.person)
    return {
        one["properties"]["key"]: {"name": one["properties"]["name"], "geometry": one["geometry"]}
        for one in found["features"]
    }


def safe(drawing: str) -> SafeString:
    """A drawing of our own charts, to stand in a template as it is."""
    return SafeString(drawing)
