# SPDX-License-Identifier: EUPL-1.2
"""The commands of the second half of the thread: check a promise, collect a follow-up."""

import json
from datetime import date
from typing import Any

import pytest

from samsyn.cli.run import run
from samsyn.kit import clock
from tests import people
from tests.cycle.followups.test_chain import an_agreed_promise

pytestmark = pytest.mark.django_db


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON a command answers with."""
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_text_that_nobody_can_follow_up_is_an_answer_and_no_failure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = asked(capsys, "promise", "check", "--text", "Vi ska öka tryggheten.")
    assert answer["measurable"] is False
    assert answer["remarks"][0].keys() == {"key", "about", "suggestion"}
    assert ("not_followable", "öka tryggheten") in {(row["key"], row["about"]) for row in answer["remarks"]}
    assert all(" " in row["suggestion"] for row in answer["remarks"]), (
        "a suggestion is a sentence, not a code"
    )


def test_a_stored_promise_is_checked_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    promise = an_agreed_promise()
    answer = asked(capsys, "promise", "check", "almstad", promise.slug)
    assert answer["text"] == promise.sentence
    assert answer["measurable"] is True
    assert {row["key"] for row in answer["remarks"]} == {"activity_only"}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("promise", "check"), 2),
        (("promise", "check", "almstad", "x", "--text", "y"), 2),
        (("promise", "check", "--text", " "), 2),
        (("promise", "check", "almstad", "finns-inte"), 1),
        (("followup", "finns-inte", "--period", "2026-T1"), 1),
        (("followup", "almstad", "--period", "2026-T4"), 2),
        (("followup", "almstad", "--period", "i våras"), 2),
    ],
)
def test_wrong_use_is_one_line_and_never_a_traceback(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int
) -> None:
    people.partnership()
    assert run(list(arguments)) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_a_follow_up_prints_every_reading_as_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    promise = an_agreed_promise()
    with clock.frozen(date(2026, 5, 4)):
        answer = asked(capsys, "followup", "almstad", "--period", "2026-T1")
        assert run(["followup", "almstad", "--period", "2026-T1"]) == 0
    assert (answer["period"], answer["due_on"], answer["state"]) == ("2026-T1", "2026-05-31", "open")
    (reading,) = answer["readings"]
    named = {
        "promise": promise.slug, "indicator": "Nya områden", "kind": "count", "aspect": "production",
        "target": {"value": 8, "bound": "at_least", "unit": "områden", "per": None}, "baseline": None,
        "value": None, "qualifier": "exact", "as_of": None, "fulfilment": None, "status": "not_reported",
        "reason": "not_reported", "definition_version": 1,
    }  # fmt: skip
    assert {name: reading[name] for name in named} == named
    printed = capsys.readouterr().out
    assert "Nya områden" in printed
    assert "ej redovisat" in printed
    assert "<" not in printed
