# SPDX-License-Identifier: EUPL-1.2
"""Does one report bring another nearby? Said in words kind by kind, or why it cannot be said; never to residents."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.template.loader import render_to_string

from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures.compute import repeats
from samsyn.cycle.pictures.views import document
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
YEAR = compute.Question((date(2025, 1, 1), date(2025, 12, 31)))


def found() -> list[dict]:
    return compute.news(people.partnership(), YEAR, seen_by=SYSTEM)["repeats"]


def said(one: dict) -> str:
    return render_to_string("pictures/_repeats_said.html", {"one": one})


def test_series_that_stay_near_are_told_as_times_the_usual_with_their_table() -> None:
    here = people.partnership()
    for series in range(80):  # four reports each, near in place and within ten days, spread over the year
        spot = series % 40
        at = (town.EAST + 500 + 9_000 * (spot % 8) / 8, town.NORTH + 500 + 9_000 * (spot // 8) / 5)
        day = 8 * spot if series < 40 else (8 * spot + 180) % 350
        start = date(2025, 1, 1) + timedelta(days=day)
        town.reports(here, 4, at=at, spread=150, start=start, days=10, seed=series, category="theft")
    town.reports(here, 30, start=date(2026, 1, 1), category="vandalism")
    town.reports(here, 400, start=date(2025, 1, 1), days=360, category="drugs")
    theft = found()[0]
    assert [one["category"] for one in found()] == ["theft"], "nothing of vandalism fell within the year"
    assert theft["more"] and theft["ratio"] > 1.5
    assert theft["observed"] > theft["expected"] > 0
    assert [row["within_m"] for row in theft["table"]] == [100, 200]
    assert "gånger så vanlig som slumpen ger" in said(theft)
    figures = compute.picture(here, YEAR, seen_by=SYSTEM, deep=True, with_cells=True)
    assert figures["repeats"] == found()
    assert "repeats" not in compute.public_edition(figures, 5)
    words = str(document.made(here, figures, {}, {}))
    assert "Kommer en till i närheten?" in words and "8–14 dagar" in words
    assert "Kommer en till" not in str(document.made(here, figures, {}, {}, public=True))
    # The rows are rings: what lies within 100 metres is not in the second one as well.
    near = [
        cell["observed"]
        for row in theft["table"]
        for cell in row["cells"]
        if 0 < cell["days"] <= repeats.DAYS
    ]
    assert sum(near) == theft["observed"]
    assert "100–200 meter" in words and "200 m<" not in words
    page = render_to_string("pictures/_repeats.html", {"repeats": [theft], "partnership": here})
    assert "100–200 meter" in page and f"{theft['table'][0]['cells'][1]['observed']} mot " in page


def test_a_cell_where_chance_gives_next_to_no_pairs_says_nothing_of_times() -> None:
    cells = [
        {"days": 7, "observed": 1, "expected": 2, "ratio": 0.5, "sure": False},
        {"days": 14, "observed": 19, "expected": 3, "ratio": 6.3, "sure": True},
        {"days": 28, "observed": 33, "expected": 30, "ratio": 1.1, "sure": False},
    ]
    one = {
        "category": "theft",
        "refused": None,
        "more": False,
        "ratio": 1.0,
        "expected": 4,
        "observed": 4,
        "within_m": 200,
        "days": 14,
    }
    one["table"] = [{"within_m": 100, "cells": cells}]
    page = render_to_string("pictures/_repeats.html", {"repeats": [one], "partnership": people.partnership()})
    assert "1 mot 2" in page and "0,5" not in page
    assert "6,3" in page and "säkert fler" in page and "1,1" in page


def test_what_comes_by_chance_is_not_called_a_repeat_and_few_are_not_judged() -> None:
    here = people.partnership()
    town.reports(
        here, 300, start=date(2025, 1, 1), days=360, at=(town.EAST + 3_000, town.NORTH + 3_000), spread=2_000
    )
    town.reports(here, 99, start=date(2025, 1, 1), days=360, category="violence")
    vandalism, violence = found()
    assert vandalism["more"] is False and "inte fler inom 200 meter" in said(vandalism)
    assert (violence["refused"], violence["got"]) == ("few_events", 99)
    assert "99 rapporter med plats är för få, det behövs 100" in said(violence)


def test_the_page_shows_it_where_what_is_new_is_shown() -> None:
    town.reports(people.partnership(), 60, start=date(2025, 1, 1), days=360)
    browser = people.signed_in(people.coordinator())
    page = browser.get("/almstad/arbete/lagesbild/nytt/?start=2025-01-01&end=2025-12-31").content.decode()
    assert "Kommer en till i närheten?" in page
    assert "/metoder/upprepning" in page


def test_the_same_reports_give_the_same_answer_in_whatever_order_they_are_read() -> None:
    rng = np.random.default_rng(7)
    e, n, day = rng.uniform(0, 1_500, 300), rng.uniform(0, 1_500, 300), rng.integers(739_000, 739_300, 300)

    def read(order: Any) -> Any:
        found = SimpleNamespace(
            e=e[order], n=n[order], local_day=day[order], category=np.zeros(300, int), categories=("theft",)
        )
        found.between = lambda first, last: found
        return repeats.near_repeats(found, 739_300, 7)

    assert read(np.arange(300)) == read(rng.permutation(300))
