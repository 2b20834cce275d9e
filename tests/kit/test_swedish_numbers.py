# SPDX-License-Identifier: EUPL-1.2
"""Numbers as people write them: understood with how rough they are, or asked about."""

import pytest

from samsyn.kit import swedish_numbers


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("20", 20, "exact"),
        ("1 200", 1200, "exact"),
        ("1\u00a0200", 1200, "exact"),
        ("2,5 %", 2.5, "exact"),
        ("minst 20", 20, "at_least"),
        ("över 2 000 svar", 2000, "at_least"),
        ("ett 15-tal", 15, "about"),
        ("ca 100 personer", 100, "about"),
        ("drygt femtio", 50, "about"),
        ("ett tjugotal", 20, "about"),
        ("tre", 3, "exact"),
        ("inga", 0, "exact"),
        ("varannan vecka", 0.5, "exact"),
    ],
)
def test_a_number_is_read_with_how_sure_it_is(text: str, value: float, qualifier: str) -> None:
    found = swedish_numbers.read(text)
    assert found is not None
    assert (found.value, found.qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    "text", ["", "ett antal", "flera", "några stycken", "genomförd", "9 tillsammans och 11 ensamma"]
)
def test_what_says_no_number_or_several_is_asked_about(text: str) -> None:
    assert swedish_numbers.read(text) is None


def test_how_often_is_read() -> None:
    assert swedish_numbers.frequency("minst en per vecka") == "week"
    assert swedish_numbers.frequency("två gånger om året") == "year"
    assert swedish_numbers.frequency("ibland") == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fler än 2019", None), ("klart 2024", None), ("hölls 11 april 2019", None), ("besökta vecka 9–10", None),
        ("20 kontroller klockan 10–11", 20), ("minst 2000", 2000), ("2000", 2000),
    ],
)  # fmt: skip
def test_a_year_a_day_and_a_time_are_when_and_not_how_many(text: str, value: float | None) -> None:
    found = swedish_numbers.read(text)
    assert (found.value if found else None) == value
