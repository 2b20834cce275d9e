# SPDX-License-Identifier: EUPL-1.2
"""All counts of reports that are ever out, held together: nobody works out a small one from them.

Towns are drawn at random: reports by area (or none), category and quarter. They are told of as Samsyn tells of them: two
pictures whose periods overlap, each by area and by category with its year before, and promises' readings of one area and
one category, in any order. An attacker who knows every figure that is out solves for the rest in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from samsyn.cycle.pictures import compute as pictures
from samsyn.cycle.publications import compute
from samsyn.cycle.publications.reads import Out
from tests.analysis.proofs import worlds

pytestmark = pytest.mark.same_on_both
LIMIT = 5
AREAS, CATEGORIES = ("west", "east", "north", ""), ("noise", "theft", "traffic")
SHAPE = (4, len(AREAS), len(CATEGORIES))
# Four quarters of the world: January-April and May-August of two years, by their places in the first axis.
SPRINGS = [(date(2025, 1, 1), date(2025, 4, 30)), (date(2026, 1, 1), date(2026, 4, 30))]
LONG = [(date(2025, 1, 1), date(2025, 8, 31)), (date(2026, 1, 1), date(2026, 8, 31))]
QUARTERS = {SPRINGS[0]: [0], SPRINGS[1]: [2], LONG[0]: [0, 1], LONG[1]: [2, 3]}
INDICATORS = {
    f"{area} {category}": (area, category)
    for area in ("west", "", "north")
    for category in ("noise", "theft", "")
}
ASKS = {uuid: (*asked, date(2024, 1, 1)) for uuid, asked in INDICATORS.items()}

ALL = [0, 1, 2, 3]
# One category, two together, and all of them.
SOME_CATEGORIES = ("", *CATEGORIES, *combinations(CATEGORIES, 2))
PLACES = {
    "": [0, 1, 2],
    **{one: [at] for at, one in enumerate(CATEGORIES)},
    **{two: [CATEGORIES.index(one) for one in two] for two in combinations(CATEGORIES, 2)},
}

# What an area (or none) holds in a quarter. Mostly enough to be shown, so that it is what is left over that is small.
HELD = ([20, 20, 20], [7, 9, 20], [30, 1, 1], [30, 0, 2], [1, 30, 0], [2, 0, 30], [1, 0, 2], [0, 0, 0])
counts = st.lists(st.sampled_from(HELD), min_size=16, max_size=16)
worlds_told = st.tuples(
    counts.map(lambda drawn: np.array(drawn).reshape(SHAPE)),
    st.lists(st.sampled_from(sorted(INDICATORS)), max_size=4, unique=True),
    st.permutations(["short", "long", "readings"]),
)


def of(world: np.ndarray, area: str, category: str, days: tuple[date, date]) -> np.ndarray:
    """Which units of the world a count holds; an area or a category of "" is all of them."""
    held = np.zeros(SHAPE, dtype=bool)
    areas = [AREAS.index(area)] if area else list(range(len(AREAS)))
    categories = [CATEGORIES.index(category)] if category else list(range(len(CATEGORIES)))
    held[np.ix_(QUARTERS[days], areas, categories)] = True
    return held


def figures(world: np.ndarray, days: list[tuple[date, date]]) -> dict[str, Any]:
    """What a picture has worked out, as it is frozen."""

    def row(area: str, category: str) -> dict[str, Any]:
        before, count = (int(world[of(world, area, category, one)].sum()) for one in days)
        return {"key": area or category, "name": area, "count": count, "before": before} | dict.fromkeys(
            ("ratio", "interval", "verdict")
        )

    before, after = ({"from": one[0].isoformat(), "to": one[1].isoformat()} for one in days)
    return {
        "period": after,
        "compared_with": before,
        "total": row("", ""),
        "areas": [row(area, "") for area in AREAS if area],
        "categories": [row("", category) for category in CATEGORIES],
        "caveats": [],
        "method": dict.fromkeys(("version", "digest", "level")),
    }


def chain_of(world: np.ndarray, indicators: list[str]) -> dict[str, Any]:
    """A promise that counts reports, with its reading of the spring."""
    plain = {"qualifier": "exact", "hidden": None, "status": "ongoing", "said": None}
    return {
        "indicators": [
            {
                "uuid": uuid,
                "source": "reports",
                "unit": "",
                "baseline": None,
                "part_of_uuid": None,
                "target": None,
                "steps": [],
                "readings": {
                    "2026-T1": plain | {"value": int(world[of(world, *INDICATORS[uuid], SPRINGS[1])].sum())}
                },
            }
            for uuid in indicators
        ],
        "activities": [],
        "promise": {},
    }


def told(world: np.ndarray, indicators: list[str], order: list[str]) -> Iterator[tuple[np.ndarray, int]]:
    """Every figure that is let out, by the units it holds."""
    editions: list[dict[str, Any]] = []
    out = Out({}, {}, frozenset(), ASKS)
    for what in order:
        if what == "readings":
            shown = compute.apart(compute.masked(chain_of(world, indicators), LIMIT), out, LIMIT)
            for row in shown["indicators"]:
                if (value := row["readings"]["2026-T1"]["value"]) is not None:
                    yield of(world, *INDICATORS[row["uuid"]], SPRINGS[1]), value
            continue
        days = SPRINGS if what == "short" else LONG
        edition = pictures.public_edition(figures(world, days), LIMIT, beside=editions, readings=out.readings)
        editions.append(edition)
        groups = [("", "", edition["total"])] if edition["total"] else []
        groups += [(row["key"], "", row) for row in edition["areas"]]
        groups += [("", row["key"], row) for row in edition["categories"]]
        hidden = set(out.hidden)
        for area, category, row in groups:
            for one, column in zip(days, ("before", "count"), strict=True):
                if row[column] is None:
                    hidden.add((area, category, one))
                else:
                    out.rows[area, category, one] = row[column]
                    yield of(world, area, category, one), row[column]
        out = Out(out.rows, out.readings, frozenset(hidden - out.rows.keys() - out.readings.keys()), ASKS)


def small_ones(world: np.ndarray) -> Iterator[np.ndarray]:
    """Every count of 1 to 4 of some areas (or none) and some categories that are told of together, or left over."""
    for days in QUARTERS:
        for areas, categories in [
            *((area, some) for area in (*AREAS, "nowhere") for some in SOME_CATEGORIES),
            *((some, category) for some in combinations((0, 1, 2, 3), 2) for category in CATEGORIES),
        ]:
            held = np.zeros(SHAPE, dtype=bool)
            at = ALL if areas == "" else [3] if areas == "nowhere" else areas
            held[
                np.ix_(QUARTERS[days], [AREAS.index(at)] if isinstance(at, str) else at, PLACES[categories])
            ] = True
            if 0 < world[held].sum() < LIMIT:
                yield held


def worked_out(known: list[tuple[np.ndarray, int]], wanted: np.ndarray) -> tuple[float, float]:
    """The lowest and the highest whole number that all the figures allow."""
    goal = wanted.ravel().astype(float)
    rows = np.array([held.ravel() for held, _ in known], dtype=float)
    values = [value for _, value in known]
    limits = [LinearConstraint(rows, values, values)]
    low = milp(goal, constraints=limits, integrality=np.ones(goal.size))
    high = milp(-goal, constraints=limits, integrality=np.ones(goal.size), bounds=(0, 10_000))
    return round(low.fun), round(-high.fun)


def check(world: np.ndarray, indicators: list[str], order: list[str]) -> None:
    known = list(told(world, indicators, order))
    for held, value in known:
        assert value == world[held].sum(), "what is told is true"
    if not known:
        return
    for wanted in small_ones(world):
        low, high = worked_out(known, wanted)
        assert low < high, f"{int(world[wanted].sum())} can be worked out"


def town(**held: list[int]) -> np.ndarray:
    """Twenty reports of everything everywhere, but for what some areas hold in the last spring."""
    world = np.full(SHAPE, 20)
    for area, holds in held.items():
        world[2, AREAS.index("" if area == "nowhere" else area)] = holds
    return world


@example((town(west=[30, 1, 1]), ["west noise"], ["short", "long", "readings"]))
@example((town(west=[30, 1, 1]), ["west noise"], ["readings", "short", "long"]))
@example((town(nowhere=[1, 1, 1]), [], ["long", "short", "readings"]))
@example((town(west=[1, 0, 2]), ["north noise", "north theft"], ["readings", "long", "short"]))
@settings(
    max_examples=worlds(200, 4),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(worlds_told)
def test_no_small_count_is_worked_out_from_all_that_was_ever_published(
    drawn: tuple[np.ndarray, list[str], list[str]],
) -> None:
    check(*drawn)
