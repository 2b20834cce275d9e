# SPDX-License-Identifier: EUPL-1.2
"""Reasons are codes: each says what to do, and names the facts that its sentence needs."""

import pytest

from samsyn.catalogue.reasons import Hint, Reason
from samsyn.catalogue.records import SourceError


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_what_to_do(reason):
    assert isinstance(reason.hint, Hint)
    assert all(fact.isidentifier() for fact in reason.facts)
    assert Reason(reason.value) is reason


def test_every_hint_is_of_use():
    assert {reason.hint for reason in Reason} == set(Hint)


def test_an_error_for_a_file_carries_its_code_and_what_to_do():
    error = SourceError(Reason.EXCEL_TOO_LARGE, limit_mb=50)
    assert (error.code, error.hint, error.facts) == ("excel_too_large", "save_as_csv", {"limit_mb": 50})
