# SPDX-License-Identifier: EUPL-1.2
"""Sentences of the kind that are promised, marked by hand: what stands in the way of following each up."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.promises import writes
from samsyn.cycle.promises.compute import check, check_text, offers_for, smallest_fall_percent
from tests import people

VAGUE = {"not_followable", "no_number", "no_period"}
MARKED: list[tuple[str, set[str]]] = [
    ("Vi ska öka tryggheten.", VAGUE | {"effect_without_baseline"}),
    ("Kommunen ska verka för ökad trygghet i centrum.", VAGUE),
    ("Polisen och kommunen ska arbeta för att motverka narkotika bland unga.", VAGUE),
    ("Löpande utveckla möten för gemensam lägesbild.", VAGUE),
    ("Vi ska prioritera unga och narkotika under 2026.", {"not_followable", "no_number"}),
    ("Polisen ska vara mer synliga under sommaren.", {"not_followable", "no_number"}),
    ("Samverkan ska stärkas.", VAGUE),
    ("Polisen ska genomföra minst 20 trafikkontroller under 2026.", {"activity_only"}),
    ("Minst en trafikkontroll per vecka där klagomål kommit in.", {"activity_only"}),
    ("Vi ska gå två trygghetsvandringar om året i Lötäng.", {"activity_only"}),
    ("Cirka tio trygghetsvandringar ska genomföras under året.", {"activity_only"}),
    ("Alla klasser i årskurs 7 ska få information om narkotika under 2026.", {"activity_only"}),
    ("Minst två områdespoliser ska arbeta med unga under 2026.", set()),
    ("Inrätta ett trafiksäkerhetsråd före december 2026.", set()),
    ("En ny belysningsplan ska antas senast i oktober 2026.", set()),
    ("Inrätta ett trafiksäkerhetsråd.", {"no_period"}),
    ("Polisbilen står vid Tempo varje helgfri torsdag från 17 november 2016 till 18 maj 2017.", set()),
    ("Andelen som känner sig trygga ska öka från 41 till 50 procent i trygghetsmätningen 2026.", set()),
    ("Antalet anmälda brott ska minska med 10 procent under 2026.", {"effect_without_baseline", "no_source"}),
    ("Färre ska undvika gångvägen.", {"no_number", "no_period", "effect_without_baseline"}),
    ("Minst 20.", {"no_unit", "no_period"}),
    ("Minst 20 trafikkontroller.", {"no_period", "activity_only"}),
    (
        "Polisen ska göra 8 kontroller under 2026 och kommunen ska gå två trygghetsvandringar.",
        {"activity_only", "several_promises_in_one"},
    ),
    (
        "Vi ska göra minst fyra insatser under 2026 på utsatta platser.",
        {"activity_only", "no_place"},
    ),
    (
        "Minst tre åtgärder ska göras av berörda förvaltningar under 2026.",
        {"activity_only", "no_owner"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "marked"), MARKED, ids=[sentence for sentence, _ in MARKED])
def test_a_sentence_gets_the_remarks_that_a_person_gave_it(sentence: str, marked: set[str]) -> None:
    assert {remark.key for remark in check_text(sentence)} == marked


def test_a_remark_names_the_words_it_is_about_and_no_more() -> None:
    found = check_text("Kommunen och polisen ska arbeta för att öka tryggheten på gångvägarna i Lötäng.")
    about = [remark.about for remark in found if remark.key == "not_followable"]
    assert about == ["arbeta för att", "öka tryggheten"]


@pytest.mark.parametrize("text", ["", " ", "?", "0", "%" * 50, "å" * 20_000, "samt " * 2_000])
def test_any_text_at_all_is_answered(text: str) -> None:
    assert isinstance(check_text(text), list)


@pytest.mark.parametrize(("before", "percent"), [(14, 83), (42, 54), (60, 47)])
def test_only_a_large_fall_can_be_told_from_chance_where_few_are_counted(before: int, percent: int) -> None:
    assert smallest_fall_percent(before) == percent


def test_where_almost_none_are_counted_no_fall_can_be_told_and_uneven_weeks_hide_more() -> None:
    assert smallest_fall_percent(5) is None
    assert smallest_fall_percent(60, 2.0) == smallest_fall_percent(30)


def test_a_remark_comes_with_something_from_the_catalogue_to_promise_instead() -> None:
    assert next(offer["key"] for offer in offers_for("öka tryggheten")) == "felt_safe"
    assert "foot_patrol" in {offer["key"] for offer in offers_for("fler fotpatruller i centrum")}
    assert offers_for("något helt annat") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "unit", "remarked"), [(10, "rapporter", True), (2, "rapporter", False), (10, "procent", False)]
)
def test_a_fall_too_small_to_see_is_told_before_anybody_signs(target: int, unit: str, remarked: bool) -> None:
    police = people.organisation("police")
    promise = writes.draft(
        people.partnership(), "Färre rapporter om mörker.", by=people.coordinator(),
        period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
    )  # fmt: skip
    writes.add_indicator(
        promise, "Rapporter om mörker", "effect", police, by=people.coordinator(), target=target,
        bound="at_most", unit=unit, baseline=14, baseline_source="Rapporter", baseline_period="2025-T1",
    )  # fmt: skip
    keys = {remark.key for remark in check(promise, seen_by=people.coordinator())}
    assert ("too_small_to_tell" in keys) is remarked
