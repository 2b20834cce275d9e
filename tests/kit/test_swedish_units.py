# SPDX-License-Identifier: EUPL-1.2
"""A unit after 1 is written as one says it; what is not known stands as it was typed."""

from __future__ import annotations

import pytest

from samsyn.kit.swedish_units import SINGULAR, after


@pytest.mark.parametrize(
    ("number", "unit", "written"),
    [
        (1, "möten", "möte"),
        (1, "fotpatruller", "fotpatrull"),
        (1, "Kontroller", "Kontroll"),
        (1, "områdespoliser", "områdespolis"),
        (1, "klasser i årskurs 7", "klass i årskurs 7"),
        (1, "trygghetsvandringar", "trygghetsvandring"),
        (1, "sök", "sök"),
        (1, "besök", "besök"),
        (1, "procent", "procent"),
        (1, "unga", "unga"),
        (1, "%", "%"),
        (1, "", ""),
        (2, "möten", "möten"),
        (0, "möten", "möten"),
        (None, "möten", "möten"),
    ],
)
def test_the_unit_after_a_number(number: float | None, unit: str, written: str) -> None:
    assert after(number, unit) == written


@pytest.mark.parametrize(("many", "one"), SINGULAR.items())
def test_what_is_one_already_is_not_bent_again(many: str, one: str) -> None:
    assert after(1, one) == one
