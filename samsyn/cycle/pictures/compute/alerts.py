# SPDX-License-Identifier: EUPL-1.2
"""What of last week's reports is unusual, over the whole town at once, with few false alarms a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from scipy.special import betaincinv

from samsyn.analysis import alarms
from samsyn.analysis.result import METHOD_VERSION, Refusal
from samsyn.cycle.pictures.compute import emerging, ground, naming
from samsyn.cycle.pictures.compute.question import seen_by_all
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.kit import frozen

BUDGET = 1 / 13
"""False alarms a week on average from all series together: one a quarter."""
SHARE_FOR_SUMS = 0.25
"""The part of the budget that the thin series have, which are summed up instead."""
LAST = 2
"""The week before is judged once more, for what was registered late."""
YEARS = 5
SEED = 1
MOST_YEARS = 100
RAISED_LATELY = timedelta(days=26 * 7)
"""So far back an earlier alert may still hold some of the same days."""
NEAR = 750
"""Two new places nearer than so many metres, over the same days, are the same."""


@dataclass(frozen=True)
class Raised:
    """One alert: what, where, seen, expected, and how seldom chance gives as much."""

    kind: str
    day_from: date
    day_to: date
    seen: int
    expected: float
    every_days: float
    upper: float | None = None
    category: str = ""
    area_id: int | None = None
    place_how: str = ""
    place_name: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What the search of one week gave, and what it could not look at (`left_out`, codes)."""

    week_from: date
    week_to: date
    alerts: tuple[Raised, ...]
    tests: int
    expected_false: float
    left_out: tuple[str, ...]
    method_version: str
    seed: int
    digest: str


@dataclass(frozen=True)
class Hits:
    """How many of the answered alerts were real, with an exact 95 % interval of their share."""

    real: int
    answered: int
    share: float
    low: float
    high: float


def search(partnership: Partnership, week_from: date, known: Sequence[Raised] = ()) -> Found:
    """Look at the week that begins on the Monday `week_from`. `known` are alerts of late, which are not raised again.

    Only what all parties see is counted. What is found twice (a category and that category in an area) is told once,
    where it is surest.
    """
    caller = seen_by_all(partnership)
    week_to = week_from + timedelta(days=6)
    rest = ground.read(partnership, caller)
    events = reports.events(partnership, seen_by=caller, day_to=week_to)
    left_out: list[str] = []
    weekly, tests, false = _weekly(events, week_from, rest, left_out)
    caveats: list[str] = []
    period = (week_to - timedelta(days=emerging.DAYS - 1), week_to)
    clusters = emerging.clusters(events, period, SEED, caveats)
    left_out += caveats
    if clusters is not None:
        false += 1 / (emerging.RAREST * emerging.LOOKS_PER_DAY)
    names = naming.Names(rest.places, {area.pk: area.name for area in rest.areas}, events)
    places = [_place(one, names) for one in clusters or []]
    raised = [one for one in (*weekly, *places) if not any(_same(one, other) for other in known)]
    told = [week_from.isoformat(), METHOD_VERSION, SEED, [_key(one) for one in raised], tests, len(events)]
    return Found(
        week_from,
        week_to,
        tuple(raised),
        tests,
        round(false, 4),
        tuple(dict.fromkeys(left_out)),
        METHOD_VERSION,
        SEED,
        frozen.digest(frozen.canonical(told)),
    )


def raised(row: Any) -> Raised:
    """A kept alert as it was raised."""
    evidence = frozen.thaw(row.evidence, row.evidence_digest)
    return Raised(
        row.kind,
        row.day_from,
        row.day_to,
        row.seen,
        row.expected,
        row.every_days,
        upper=row.upper,
        category=row.category,
        area_id=row.area_id,
        place_how=row.place_how,
        place_name=row.place_name,
        evidence=evidence,
    )


YEAR = timedelta(days=365)


def record_from(first_week_to: date | None, today: date) -> date | None:
    """The day from which the record can be told: a year of alarms; None where it can be told, or none has begun."""
    if first_week_to is None or today - first_week_to >= YEAR:
        return None
    return first_week_to + YEAR


def hits(real: int, answered: int) -> Hits | None:
    """The share of answered alerts that were real, with Clopper and Pearson's interval; None where none is answered."""
    if not answered:
        return None
    low = float(betaincinv(real, answered - real + 1, 0.025)) if real else 0.0
    high = float(betaincinv(real + 1, answered - real, 0.975)) if real < answered else 1.0
    return Hits(real, answered, real / answered, low, high)


def _weekly(
    events: Any, week_from: date, rest: ground.Ground, left_out: list[str]
) -> tuple[list[Raised], int, float]:
    """Alarms of the weekly series, how many tests were made, and how many false ones they give on average."""
    day = np.asarray(events.local_day)
    first = int(day[day > 0].min()) if (day > 0).any() else week_from.toordinal()
    monday = week_from.toordinal()
    # Whole weeks only, and never more of them than the method uses.
    before = min((monday - first) // 7, YEARS * 52 + 2 * alarms.LEFT_OUT)
    week = (day - (monday - 7 * before)) // 7
    inside = (day > 0) & (week >= 0) & (week <= before)
    keys, counts = _series(events, week, inside, before + 1, rest)
    refused = alarms.surveil(counts, last=LAST, alpha=0.01)
    if isinstance(refused, Refusal):
        left_out.append(f"weeks_{refused.reason}")
        return [], 0, 0.0
    thin = counts[:, :-LAST].mean(axis=1) < alarms.FEWEST_A_WEEK
    found: list[Raised] = []
    tests, false = 0, 0.0
    if (~thin).any():
        budget = BUDGET * (1 - SHARE_FOR_SUMS)
        judged = alarms.surveil(counts[~thin], years=YEARS, last=LAST, alpha_budget=budget)
        assert not isinstance(judged, Refusal)
        chosen = [key for key, one in zip(keys, thin, strict=True) if not one]
        found += _over(judged, counts[~thin], chosen, week_from)
        tests, false = tests + judged.p.size, false + judged.expected_false
    # What an area has under one report a month is searched by place instead.
    summed = thin & np.array([area is None for _, area in keys])
    if summed.any():
        judged = alarms.surveil(
            counts[summed], "cusum", last=1, alpha_budget=BUDGET * SHARE_FOR_SUMS, seed=SEED
        )
        assert not isinstance(judged, Refusal)
        chosen = [key for key, one in zip(keys, summed, strict=True) if one]
        found += _summed(judged, counts[summed], chosen, week_from)
        tests, false = tests + len(chosen), false + judged.expected_false
    return _surest(found), tests, false


def _series(
    events: Any, week: np.ndarray, inside: np.ndarray, weeks: int, rest: ground.Ground
) -> tuple[list[tuple[str, int | None]], np.ndarray]:
    """Weekly counts of the town, of each category, each area, and each category in each area."""
    category, area = np.asarray(events.category)[inside], np.asarray(events.area_id)[inside]
    week = week[inside].astype(np.int64)
    names = list(events.categories)
    ids = [one.pk for one in rest.areas]
    order = np.searchsorted(np.sort(ids), area) if ids else np.zeros(area.size, dtype=np.int64)
    place = np.full(area.size, len(ids), dtype=np.int64)
    if ids:
        ranked = np.argsort(ids)
        order = np.minimum(order, len(ids) - 1)
        known = np.asarray(ids)[ranked][order] == area
        place[known] = ranked[order[known]]
    cube = np.bincount(
        (category * (len(ids) + 1) + place) * weeks + week,
        minlength=len(names) * (len(ids) + 1) * weeks,
    ).reshape(len(names), len(ids) + 1, weeks)
    keys: list[tuple[str, int | None]] = [("", None)]
    rows = [cube.sum(axis=(0, 1))]
    for index, name in enumerate(names):
        keys.append((name, None))
        rows.append(cube[index].sum(axis=0))
    for index, one in enumerate(ids):
        keys.append(("", one))
        rows.append(cube[:, index].sum(axis=0))
        for position, name in enumerate(names):
            keys.append((name, one))
            rows.append(cube[position, index])
    return keys, np.array(rows)


def _over(
    judged: alarms.Alarms, counts: np.ndarray, keys: list[tuple[str, int | None]], week_from: date
) -> list[Raised]:
    """The series whose week is over its limit."""
    found = []
    for row, column in np.argwhere(judged.alarm).tolist():
        start = week_from - timedelta(days=7 * (LAST - 1 - column))
        p = float(judged.p[row, column])
        found.append(
            Raised(
                "week",
                start,
                start + timedelta(days=6),
                int(counts[row, counts.shape[1] - LAST + column]),
                round(float(judged.expected[row, column]), 1),
                _every(p * judged.p.size),
                upper=float(np.floor(judged.upper[row, column])),
                category=keys[row][0],
                area_id=keys[row][1],
                evidence={"p": round(p, 8), "tests": judged.p.size, "alpha": round(judged.alpha, 8)},
            )
        )
    return found


def _summed(
    judged: alarms.Alarms, counts: np.ndarray, keys: list[tuple[str, int | None]], week_from: date
) -> list[Raised]:
    """The thin series whose small excesses add up: told with what came in the last 26 weeks."""
    run = alarms.LEFT_OUT
    found = []
    for row in np.flatnonzero(judged.alarm[:, -1]).tolist():
        expected = float(counts[row, :-run].mean()) * run
        found.append(
            Raised(
                "sum",
                week_from - timedelta(days=7 * (run - 1)),
                week_from + timedelta(days=6),
                int(counts[row, -run:].sum()),
                round(expected, 1),
                _every(judged.alpha * len(keys)),
                category=keys[row][0],
                evidence={"alpha": round(judged.alpha, 8), "tests": len(keys), "weeks": run},
            )
        )
    return found


def _surest(found: list[Raised]) -> list[Raised]:
    """Without what another alert holds already: a category and the same category in one of its areas are one thing."""
    kept: list[Raised] = []
    for one in sorted(found, key=lambda row: (-row.every_days, not row.category, row.area_id is None)):
        if not any(_holds(one, other) or _holds(other, one) for other in kept):
            kept.append(one)
    return kept


def _holds(wide: Raised, narrow: Raised) -> bool:
    """Whether the reports of `narrow` are among those of `wide`."""
    if wide.kind != narrow.kind or wide.day_from != narrow.day_from:
        return False
    return wide.category in ("", narrow.category) and wide.area_id in (None, narrow.area_id)


def _place(one: dict[str, Any], names: naming.Names) -> Raised:
    """A new place as an alert. Its coordinates stay in the evidence; a reader is told the place by name."""
    place = names.of(*one["centre"]) or {}
    return Raised(
        "place",
        date.fromisoformat(one["from"]),
        date.fromisoformat(one["to"]),
        one["count"],
        one["expected"],
        float(min(one["recurrence_days"], MOST_YEARS * 365)),
        place_how=place.get("how", ""),
        place_name=place.get("name", ""),
        evidence={name: one[name] for name in ("centre", "radius_m", "p", "compared")},
    )


def _same(one: Raised, other: Raised) -> bool:
    """Whether an alert is the same as one raised before, over some of the same days."""
    if one.kind != other.kind or one.day_from > other.day_to or other.day_from > one.day_to:
        return False
    if one.kind != "place":
        return (one.category, one.area_id) == (other.category, other.area_id)
    centres = np.array([one.evidence["centre"], other.evidence["centre"]], dtype=float)
    apart = float(np.hypot(*(centres[0] - centres[1])))
    return apart <= max(NEAR, one.evidence["radius_m"] + other.evidence["radius_m"])


def _key(one: Raised) -> list[Any]:
    return [one.kind, one.day_from.isoformat(), one.category, one.area_id, one.seen, one.expected]


def _every(a_week: float) -> float:
    """Mean days between alarms that chance gives so many of a week; never more than a hundred years."""
    return round(min(7 / max(a_week, 1e-12), MOST_YEARS * 365), 1)
