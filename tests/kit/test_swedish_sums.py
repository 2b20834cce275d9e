# SPDX-License-Identifier: EUPL-1.2
"""Sums that people write: what is a whole, what its parts are, and whether it holds."""

from __future__ import annotations

import pytest

from samsyn.kit.swedish_sums import read


@pytest.mark.parametrize(
    ("text", "whole", "parts", "relation", "agrees"),
    [
        ("22, varav 9 tillsammans och 11 ensamma", 22, (9, 11), "of_which", True),
        ("20 kontroller, varav 25 på natten", 20, (25,), "of_which", False),
        ("20: 9 tillsammans och 11 ensamma", 20, (9, 11), "adds_up", True),
        ("22: 9 tillsammans och 11 ensamma", 22, (9, 11), "adds_up", False),
        ("14 gemensamt + 12 av kommunen själv", None, (14, 12), "adds_up", True),
        ("9 + 11 = 20", 20, (9, 11), "adds_up", True),
        ("9 + 11 = 22", 22, (9, 11), "adds_up", False),
        ("20 och utöver det 3 på natten", 20, (3,), "in_addition", True),
        ("1 200 besök fördelade på 700 i centrum och 500 i Lötäng", 1200, (700, 500), "adds_up", True),
    ],
)
def test_a_sum_is_understood_and_tried(
    text: str, whole: float | None, parts: tuple, relation: str, agrees: bool
) -> None:
    found = read(text)
    assert found is not None
    assert (found.whole, found.parts, found.relation, found.agrees) == (whole, parts, relation, agrees)


@pytest.mark.parametrize(
    "text", ["", "12", "minst 20", "ett 15-tal", "9 och 11", "hölls 11 april 2019", "genomförd"]
)
def test_what_states_no_sum_is_left_alone(text: str) -> None:
    assert read(text) is None
