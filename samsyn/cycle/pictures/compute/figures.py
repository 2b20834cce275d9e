# SPDX-License-Identifier: EUPL-1.2
"""The bridge to the analysis: reports in, the numbers of a picture out, in one shape for page, document and command.

The same data, seed and version give the same bytes on the same machine.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import numpy as np

from samsyn.analysis import rates, timeofday
from samsyn.analysis.result import METHOD_VERSION, Refusal
from samsyn.catalogue import categories as catalogue
from samsyn.cycle.pictures import rules
from samsyn.cycle.pictures.compute import (
    effort,
    emerging,
    ground,
    grouped,
    naming,
    odd,
    parts,
    repeats,
    sectors,
    small,
    spots,
    weekly,
)
from samsyn.cycle.pictures.compute.question import Question
from samsyn.cycle.pictures.compute.remembered import MEMORY
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller

# A night; a span as long as a day says nothing of the hour.
HOURS_MOST = 12
CELL = spots.CELL
FEWEST_FOR_A_RATE = 5
SILENT_SHARE = 0.5
"""An area is silent when its reports per head are surely below this share of those of the other areas."""


def picture(
    partnership: Partnership,
    question: Question,
    *,
    seen_by: Caller,
    with_cells: bool = False,
    deep: bool = False,
    areas: list[Any] | None = None,
) -> dict[str, Any]:
    """Compute a situational picture, in the shape of `samsyn picture --json`. Nothing is stored.

    What is not computed is None, never an empty list or 0; the reason stands among the caveats. `with_cells`
    adds `cells`, every cell of the period as [easting, northing, count], for the map of the signed-in side; `deep`
    what takes seconds: `clusters`, `robustness` and `repeats`; `areas` are those that reports are counted in, where the caller
    has read them already.
    """
    rules.check_may_see_figures(seen_by)
    rest = ground.read(partnership, seen_by, areas)
    key = ground.basis(partnership, question, rest, seen_by)
    found = MEMORY.answer(key, lambda: _computed(partnership, question, rest, seen_by))
    if deep:
        found |= MEMORY.answer(key and ("deep", *key), lambda: _deep(partnership, question, rest, seen_by))
        found["caveats"] = found["caveats"] + found.pop("deep_caveats")
    if not with_cells:
        del found["cells"]
    return found


def news(
    partnership: Partnership, question: Question, *, seen_by: Caller, areas: list[Any] | None = None
) -> dict[str, Any]:
    """The part that takes seconds: `clusters`, `robustness` and `repeats`, with `deep_caveats` of why something is None."""
    rules.check_may_see_figures(seen_by)
    rest = ground.read(partnership, seen_by, areas)
    key = ground.basis(partnership, question, rest, seen_by)
    return MEMORY.answer(key and ("deep", *key), lambda: _deep(partnership, question, rest, seen_by))


def _events(partnership: Partnership, question: Question, seen_by: Caller) -> Any:
    return reports.events(
        partnership,
        seen_by=seen_by,
        day_to=max(question.period[1], question.before[1]).toordinal(),
        categories=list(question.categories) or None,
        sources=list(question.sources) or None,
        area_ids=list(question.areas) or None,
    )


def _computed(
    partnership: Partnership, question: Question, rest: ground.Ground, seen_by: Caller
) -> dict[str, Any]:
    ever = _events(partnership, question, seen_by)
    # Most of a picture is about the two periods alone; the years around them are left to those that ask for them.
    period, compared = (
        ever.between(*(day.toordinal() for day in days)) for days in (question.period, question.before)
    )
    given_now, given_before = parts.given(period), parts.given(compared)
    exposure = _length(question.period), _length(question.before)

    def row(count: int, was: int) -> dict[str, Any]:
        return _row(count, was, exposure)

    first = reports.first_day(partnership, seen_by=seen_by) if not len(ever) else None
    caveats = ["period_before_first_report"] if first is not None and first > question.period[1] else []
    caveats += odd.remarks(ever, period, question.period, clock.today())
    mask, dense, lone = spots.hotspots(ever, period, question, caveats)
    names = naming.Names(rest.places, {area.pk: area.name for area in rest.areas}, period)
    for spot in [*(dense or []), *(lone or [])]:
        spot["place"] = names.of(spot["cell"][0] + CELL / 2, spot["cell"][1] + CELL / 2)
    series, trend = weekly.series(ever, question, caveats)
    lean, silent = effort.leaning(given_now, rest.areas, rest.organisations)
    bursts, marked = effort.campaigns(period, question.period, rest.areas)
    found = {
        "partnership": partnership.key,
        "period": _dates(question.period),
        "compared_with": _dates(question.before),
        "asked": {
            "categories": list(question.categories),
            "sources": list(question.sources),
            "areas": [area.key for area in rest.areas if area.pk in question.areas],
        },
        "reports": _totals(period, given_now),
        "total": row(len(period), len(compared)),
        "categories": _categories(period, compared, exposure),
        "areas": _areas(given_now, given_before, exposure, rest, caveats),
        "hotspots": dense,
        "extremes": lone,
        "series": series,
        "trend": trend,
        "clusters": None,
        "repeats": None,
        "hours": _hours(period),
        "pooled": small.pooled(ever, question, rest, len(period)),
        "sectors": sectors.sectors(period, compared, rest, row),
        "sources": effort.sources(ever.sources, given_now, given_before, row),
        "effort": {
            "organisations": effort.organisations(
                parts.given(ever), given_now, given_before, question.period, rest.organisations
            ),
            "leaning": lean,
            "silent_areas": silent,
            "campaigns": bursts,
            "without_campaigns": row(len(period) - marked, len(compared)) if bursts else None,
        },
        "hours_shared": _hours_shared(partnership, question, seen_by),
        "caveats": caveats,
        "cells": spots.cells(period),
    }
    found["method"] = {
        "version": METHOD_VERSION,
        "seed": question.seed,
        "digest": _digest(ever, question),
        "mask": "cells_with_any_report",
        "n_cells": mask,
        "cell_m": CELL,
        "permutations": 9_999,
        "fdr": 0.05,
        "level": 0.95,
    }
    return found


def _deep(
    partnership: Partnership, question: Question, rest: ground.Ground, seen_by: Caller
) -> dict[str, Any]:
    events = _events(partnership, question, seen_by)
    now = _inside(np.asarray(events.local_day), question.period)
    caveats: list[str] = []
    found = emerging.clusters(events, question.period, question.seed, caveats)
    names = naming.Names(rest.places, {area.pk: area.name for area in rest.areas}, events.where(now))
    for one in found or []:
        one["place"] = names.of(*one["centre"])
    steady = emerging.robustness(events, now, question.seed)
    again = repeats.near_repeats(events, question.period[1].toordinal(), question.seed)
    return {"clusters": found, "robustness": steady, "repeats": again, "deep_caveats": caveats}


def _inside(day: np.ndarray, period: tuple[date, date]) -> np.ndarray:
    return (day >= period[0].toordinal()) & (day <= period[1].toordinal())


def _length(period: tuple[date, date]) -> int:
    return (period[1] - period[0]).days + 1


def _dates(period: tuple[date, date]) -> dict[str, str]:
    return {"from": period[0].isoformat(), "to": period[1].isoformat()}


def _row(count: int, before: int, exposure: tuple[int, int]) -> dict[str, Any]:
    """Count, count before, ratio and interval as printed, and the verdict that the printed interval gives."""
    found = rates.compare(count, before, exposure[0], exposure[1])
    interval = found.printed_interval
    return {
        "count": count,
        "before": before,
        "ratio": found.printed_ratio,
        "interval": None if interval is None or not np.isfinite(interval).all() else list(interval),
        "verdict": str(found.verdict),
    }


def _totals(now: Any, given: parts.Given) -> dict[str, Any]:
    placed, total = int(parts.cells(now)[1].sum()), len(now)
    counts = parts.added(given.source, given.count, len(now.sources)).tolist()
    by_source = dict(zip(now.sources, counts, strict=True))
    return {"total": total, "placed": placed, "unplaced": total - placed, "by_source": by_source}


def _categories(now: Any, before: Any, exposure: tuple[int, int]) -> list[dict[str, Any]]:
    """One row for every category with a report in either period, in the catalogue's order."""
    keys = list(now.categories)
    counts = [np.bincount(one.category, minlength=len(keys)) for one in (now, before)]
    order = {entry.key: position for position, entry in enumerate(catalogue.every())}
    rows = [
        {"key": key} | _row(int(counts[0][index]), int(counts[1][index]), exposure)
        for index, key in enumerate(keys)
        if counts[0][index] + counts[1][index]
    ]
    return sorted(rows, key=lambda row: (order.get(row["key"], len(order)), row["key"]))


def _areas(
    now: parts.Given,
    before: parts.Given,
    exposure: tuple[int, int],
    rest: ground.Ground,
    caveats: list[str],
) -> list[dict[str, Any]] | None:
    """One row for every area that reports are counted in, by name; None where the partnership has no areas."""
    counted, people = rest.areas, rest.people
    if not counted:
        caveats.append("no_areas")
        return None
    ids = [entry.pk for entry in counted]
    counts, weres = (
        parts.added(grouped.among(one.area, ids), one.count, len(ids)).tolist() for one in (now, before)
    )
    # Told by their area alone, they cannot be counted again in the new borders: no line is drawn over the break.
    redrawn, of_older = 0, set()
    for one in (now, before):
        older = np.isin(one.area, list(rest.older)) & (one.count > 0)
        redrawn += int(one.count[older].sum())
        of_older |= set(one.area[older].tolist())
    broken = rest.shared(of_older) if redrawn else frozenset()
    if redrawn:
        caveats.append(f"redrawn_{redrawn}")
    rows = []
    few = 0
    for entry, count, was in zip(counted, counts, weres, strict=True):
        row = _row(count, was, exposure)
        if entry.pk in broken:
            row |= {"ratio": None, "interval": None, "verdict": "cannot_tell"}
        population = people.get(entry.pk)
        rate = None
        if population and entry.pk not in broken and row["count"] >= FEWEST_FOR_A_RATE:
            rate = round(row["count"] / population * 1000, 1)
        few += row["verdict"] == "too_few_to_say"
        rows.append({"key": entry.key, "name": entry.name} | row | {"per_1000": rate})
    if few:
        caveats.append(f"few_reports_in_{few}_areas")
    caveats += [f"silent_in_{name}" for name in _silent(rows, [people.get(one.pk) for one in counted])]
    return sorted(rows, key=lambda row: (row["name"], row["key"]))


def _silent(rows: list[dict[str, Any]], people: list[float | None]) -> list[str]:
    """The names of areas where so few report per head that the silence itself must be told of.

    By the same exact interval as everything else, with inhabitants for exposure. Whether it is calm there or nobody
    tells, the reports cannot say.
    """
    if len(rows) < 2 or not all(people):
        return []
    reports_in_all, people_in_all = sum(row["count"] for row in rows), sum(one or 0 for one in people)
    found = []
    for row, living in zip(rows, people, strict=True):
        others = reports_in_all - row["count"]
        interval = rates.compare(row["count"], others, living or 0, people_in_all - (living or 0)).interval
        if interval is not None and interval[1] < SILENT_SHARE:
            found.append(row["name"])
    return found


def _hours(now: Any) -> list[list[int]] | None:
    """Counts by weekday (Monday first) and hour, of the reports that have an hour; None when none has."""
    found = parts.hours(now)
    return found.reshape(7, 24).tolist() if found.any() else None


def _hours_shared(partnership: Partnership, question: Question, seen_by: Caller) -> dict[str, Any] | None:
    """Every report shared over the hours it may have happened in; None where too few say anything of the hour.

    What comes back on several days is parted over them. `not_known` could be any hour of its day, or longer.
    """
    spans = reports.time_spans(
        partnership,
        seen_by=seen_by,
        day_from=question.period[0],
        day_to=question.period[1],
        categories=question.categories,
        sources=question.sources,
        area_ids=question.areas,
    )
    found = timeofday.aoristic(
        spans.start, spans.end, max_span_h=HOURS_MOST, bootstrap=0, weight=spans.weight
    )
    if isinstance(found, Refusal):
        return None
    return {
        "reports": found.events,
        "not_known": found.dropped,
        "weight": [[round(float(share), 2) for share in day] for day in found.weight],
    }


def _digest(events: Any, question: Question) -> str:
    """A digest of the reports that went in, whatever order the database gave them in, and of the question."""
    months = parts.by_month(events, _digest_of_month, events.categories)
    asked = [
        _dates(question.period),
        _dates(question.before),
        list(question.categories),
        list(question.sources),
        list(question.areas),
    ]
    names = [list(events.categories), list(events.sources), question.seed, METHOD_VERSION]
    return frozen.digest(frozen.canonical([asked, names, months]))


def _digest_of_month(events: Any) -> list[Any]:
    """A digest of the reports of a month, by the names of categories and sources that all of them have."""
    cell = np.asarray(events.cell250)
    columns = [
        np.asarray(events.category),
        np.asarray(events.source),
        np.where(cell < 0, -1, cell // 10_000_000 // CELL),
        np.where(cell < 0, -1, cell % 10_000_000 // CELL),
        np.asarray(events.hour),
        np.asarray(events.local_day),
    ]
    spans = [[int(column.min(initial=-1)), int(column.max(initial=-1))] for column in columns]
    # Each report as one number, so that they are put in order at once: with the spans it can be undone.
    packed = np.zeros(len(events), dtype=np.int64)
    for column, (least, most) in zip(columns, spans, strict=True):
        packed *= most - least + 1
        packed += column
        packed -= least
    packed.sort()
    return [spans, hashlib.sha256(packed.astype("<i8").tobytes()).hexdigest()]
