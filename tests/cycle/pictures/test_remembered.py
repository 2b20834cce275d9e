# SPDX-License-Identifier: EUPL-1.2
"""A picture is worked out once and remembered until something it rests on changes; never given to another's eyes."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures.compute.remembered import Memory
from samsyn.cycle.reports.models import Report
from samsyn.kit.rows import RecordClass
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
SPRING = compute.Question((date(2026, 1, 1), date(2026, 4, 30)))
PAGE = "/almstad/arbete/lagesbild/?start=2026-01-01&end=2026-04-30"


def test_a_new_report_is_in_the_next_picture() -> None:
    almstad, caller = people.partnership(), people.coordinator()
    town.reports(almstad, 30)
    assert compute.picture(almstad, SPRING, seen_by=caller)["reports"]["total"] == 30
    town.reports(almstad, 1, seed=5)
    assert compute.picture(almstad, SPRING, seen_by=caller)["reports"]["total"] == 31


def test_a_new_name_or_border_of_an_area_is_in_the_next_picture() -> None:
    almstad, caller = people.partnership(), people.coordinator()
    town.reports(almstad, 30)
    assert compute.picture(almstad, SPRING, seen_by=caller)["areas"] is None
    town.districts(almstad)
    assert [row["name"] for row in compute.picture(almstad, SPRING, seen_by=caller)["areas"]] == [
        "Västra",
        "Östra",
    ]


def test_what_is_changed_in_an_answer_is_not_changed_in_the_memory() -> None:
    almstad, caller = people.partnership(), people.coordinator()
    town.reports(almstad, 30)
    compute.picture(almstad, SPRING, seen_by=caller)["reports"]["total"] = 0
    assert compute.picture(almstad, SPRING, seen_by=caller)["reports"]["total"] == 30


def test_the_page_of_one_who_sees_less_never_shows_what_another_saw() -> None:
    almstad = people.partnership()
    town.reports(almstad, 30)
    town.reports(almstad, 7, seed=3)
    newest = list(Report.objects.order_by("-pk").values_list("pk", flat=True)[:7])
    Report.objects.filter(pk__in=newest).update(record_class=RecordClass.POLICE)
    police, municipality = people.signed_in(people.officer()), people.signed_in(people.coordinator())
    for _ in range(2):
        assert "37 på kartan" in police.get(PAGE).content.decode()
        assert "30 på kartan" in municipality.get(PAGE).content.decode()
    cells = police.get(PAGE.replace("/lagesbild/", "/lagesbild/karta.json")).json()["layers"]["cells"]
    fewer = municipality.get(PAGE.replace("/lagesbild/", "/lagesbild/karta.json")).json()["layers"]["cells"]
    assert sum(one["properties"]["n"] for one in cells["features"]) == 37
    assert sum(one["properties"]["n"] for one in fewer["features"]) == 30


def test_the_longest_unused_is_forgotten_first() -> None:
    memory = Memory(most=40)
    worked: list[str] = []

    def answer(key: str) -> str:
        return memory.answer(key, lambda: worked.append(key) or key * 10)

    for key in ("a", "b", "a", "c", "d", "a", "b"):
        assert answer(key) == key * 10
    assert worked == ["a", "b", "c", "d", "b"]
    assert memory.answer(None, lambda: 1) == 1
    memory.forget()
    assert answer("a") and worked[-1] == "a"
