# SPDX-License-Identifier: EUPL-1.2
"""All counts of reports that are ever out, held together: nobody works out a small one from them.

Towns are drawn at random: reports by area (or none), category and quarter. They are told of as Samsyn tells of them: two
pictures whose periods overlap, each by area and by category with its year before, promises' readings of one area and one
category, and effects, in any order. An attacker who knows every figure that is out, and both counts behind every effect
whose ratio is told, solves for the rest in whole numbers.
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
# What effects compare: a place and a category in the same days of two years.
EFFECTS = {
    f"{area} {category} {name}": (area, category, days)
    for area in ("west", "north")
    for category in CATEGORIES
    for name, days in (("spring", SPRINGS), ("long", LONG))
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
    st.lists(st.sampled_from(sorted(EFFECTS)), max_size=3, unique=True),
    st.permutations(["short", "long", "readings", "effects"]),
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


def effect_of(world: np.ndarray, effect: str) -> dict[str, Any]:
    """An effect question that is answered, of its place beside another that nothing small is left of."""
    area, category, days = EFFECTS[effect]
    answer = {
        "place": [int(world[of(world, area, category, one)].sum()) for one in days],
        "controls": [400, 400],
        "ratio": 0.5,
    }
    (before, before_to), (counted, counted_to) = ((one.isoformat() for one in span) for span in days)
    spans = {"before_from": before, "before_to": before_to, "counted_from": counted, "counted_to": counted_to}
    return {"area": area, "category": category, "answer": answer, **spans}


def told(
    world: np.ndarray, indicators: list[str], effects: list[str], order: list[str]
) -> Iterator[tuple[np.ndarray, int]]:
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
        if what == "effects":
            for name in effects:
                chain = chain_of(world, []) | {"effects": [effect_of(world, name)]}
                shown = compute.masked(compute.effects_apart(chain, out, LIMIT), LIMIT)["effects"][0]
                if shown["answer"]["ratio"] is not None:
                    area, category, days = EFFECTS[name]
                    for one in days:
                        held = of(world, area, category, one)
                        yield held, int(world[held].sum())
            continue
        days = SPRINGS if what == "short" else LONG
        edition = compute.edition_apart(figures(world, days), LIMIT, out, beside=editions)
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
        still = frozenset(hidden - out.rows.keys() - out.readings.keys())
        out = Out(out.rows, out.readings, still, ASKS, out.effects)


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


def check(world: np.ndarray, indicators: list[str], effects: list[str], order: list[str]) -> None:
    known = list(told(world, indicators, effects, order))
    for held, value in known:
        assert value == world[held].sum(), "what is told is true"
    if not known:
        return
    for wanted in small_ones(world):
        low, high = worked_out(known, wanted)
        assert low < high, f"{int(world[wanted].sum())} can be worked out"


def town(quarter: int = 2, **held: list[int]) -> np.ndarray:
    """Twenty reports of everything everywhere, but for what some areas hold in a quarter, the last spring."""
    world = np.full(SHAPE, 20)
    for area, holds in held.items():
        world[quarter, AREAS.index("" if area == "nowhere" else area)] = holds
    return world


# Two areas alone have reports: what one has of a category tells what the other has.
TWO_AREAS = {"east": [30, 1, 1], "north": [0, 0, 0], "nowhere": [0, 0, 0]}
# What the west had in eight months it had in the first four, as the pictures tell: so the spring is known too.
LINKED = town(**TWO_AREAS)
LINKED[3, 0] = 0


@example((town(west=[30, 1, 1]), ["west noise"], [], ["short", "long", "readings", "effects"]))
@example((town(west=[30, 1, 1]), ["west noise"], [], ["readings", "short", "long", "effects"]))
@example((town(nowhere=[1, 1, 1]), [], [], ["long", "short", "readings", "effects"]))
@example((town(west=[1, 0, 2]), ["north noise", "north theft"], [], ["readings", "long", "short", "effects"]))
@example((town(west=[30, 1, 1]), [], ["west noise spring"], ["short", "long", "effects", "readings"]))
@example((town(west=[30, 1, 1]), [], ["west noise spring"], ["effects", "short", "long", "readings"]))
@example(
    (town(west=[30, 1, 9]), ["west noise"], ["west traffic spring"], ["short", "readings", "effects", "long"])
)
@example((town(0, **TWO_AREAS), [], ["west noise spring"], ["short", "long", "readings", "effects"]))
@example((LINKED, [], ["north noise long", "west noise long"], ["short", "long", "readings", "effects"]))
@example((town(**TWO_AREAS), ["west noise"], [], ["short", "long", "readings", "effects"]))
@example((town(**TWO_AREAS), ["west noise"], [], ["readings", "long", "short", "effects"]))
@settings(
    max_examples=worlds(400, 8),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(worlds_told)
def test_no_small_count_is_worked_out_from_all_that_was_ever_published(
    drawn: tuple[np.ndarray, list[str], list[str], list[str]],
) -> None:
    check(*drawn)
