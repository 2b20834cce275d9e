# SPDX-License-Identifier: EUPL-1.2
"""Readings of real follow-ups: what nine municipalities published, judged by what is known and nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.followups.rules import Judged, Known, judge

YEAR_2019 = {"held_from": date(2019, 1, 1), "ends_on": date(2019, 12, 31), "as_of": date(2019, 12, 31)}


def target(value: float, bound: str = "at_least", per: str | None = None) -> dict:
    return {"value": value, "bound": bound, "unit": None, "per": per}


CASES = [
    ("Strängnäs: 20 areas of at least 8", Known("count", target(8), 20, reported=True, **YEAR_2019), ("fulfilled", "", 2.5)),
    ("Strängnäs: 3 boat watches, 2 promised", Known("count", target(2), 3, reported=True, **YEAR_2019), ("fulfilled", "", 1.5)),
    ("Strängnäs: 4 walks of at least 4", Known("count", target(4), 4, reported=True, **YEAR_2019), ("fulfilled", "", 1.0)),
    ("Strängnäs: 303 controls, no target", Known("count", None, 303, reported=True, **YEAR_2019), ("done_no_target", "", None)),
    ("Strängnäs: mopeds carried out, no count", Known("count", target(2), None, said="mopedinsats genomförd", reported=True, **YEAR_2019), ("not_reported", "count_missing", None)),
    ("Strängnäs: council held as planned", Known("milestone", None, None, said="uppfyllt", reported=True, **YEAR_2019), ("fulfilled", "", None)),
    ("Strängnäs: premises, nobody answered", Known("effort", None, None, **YEAR_2019), ("not_reported", "not_reported", None)),
    ("Kungsbacka: 62 controls, one a week, no day", Known("frequency", target(1, per="week"), 62, reported=True, held_from=date(2019, 1, 1), ends_on=date(2020, 12, 31)), ("ongoing", "no_as_of", None)),
    ("Kungsbacka: two area officers", Known("capacity", target(2), 2, reported=True, **YEAR_2019), ("fulfilled", "", 1.0)),
    ("Luleå: methods partly introduced", Known("milestone", None, None, said="delvis", partly=True, reported=True, **YEAR_2019), ("partly_fulfilled", "decided", None)),
    ("a milestone told as partly done", Known("milestone", said="delvis infört", reported=True, **YEAR_2019), ("partly_fulfilled", "decided", None)),
    ("a milestone told as not done is no kept promise", Known("milestone", said="beskrivet, inte infört", reported=True, **YEAR_2019), ("not_reported", "unclear", None)),
    ("Linköping: no dog searches in the holiday", Known("count", None, 0, reported=True, as_of=date(2023, 8, 31), ends_on=date(2024, 12, 31)), ("ongoing", "", None)),
    ("Linköping: routine, two of three steps", Known("milestone", steps=3, steps_done=2, reported=True, as_of=date(2024, 4, 30), ends_on=date(2024, 12, 31)), ("ongoing", "", None)),
    ("one walk of two when time is out", Known("count", target(2), 1, reported=True, **YEAR_2019), ("partly_fulfilled", "", 0.5)),
    ("none of two when time is out", Known("count", target(2), 0, reported=True, **YEAR_2019), ("not_fulfilled", "", 0.0)),
    ("more than at most", Known("count", target(10, "at_most"), 11, reported=True, **YEAR_2019), ("not_fulfilled", "", 1.1)),
    ("kept with another definition than the signed", Known("count", target(2), 2, reported=True, changed=True, **YEAR_2019), ("fulfilled_changed_definition", "definition_changed", 1.0)),
    ("effect without a measurement", Known("effect", target(5), None, said="tryggare", reported=True, **YEAR_2019), ("not_reported", "not_measured", None)),
    ("cancelled", Known("count", target(2), 1, reported=True, cancelled=True), ("cancelled", "", None)),
]  # fmt: skip


@pytest.mark.parametrize(("known", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_reading_says_what_is_known_and_nothing_more(known: Known, expected: tuple) -> None:
    found = judge(known)
    assert (found.status, found.reason, found.fulfilment) == expected


def test_a_weekly_promise_is_judged_by_the_weeks_that_have_gone() -> None:
    weekly = target(1, per="week")
    held = date(2019, 1, 1)
    half_year = Known(
        "frequency",
        weekly,
        26,
        as_of=date(2019, 7, 1),
        reported=True,
        held_from=held,
        ends_on=date(2019, 12, 31),
    )
    assert judge(half_year) == Judged("fulfilled", "", 1.0, "so_far")
    behind = Known(
        "frequency",
        weekly,
        20,
        as_of=date(2019, 7, 1),
        reported=True,
        held_from=held,
        ends_on=date(2019, 12, 31),
    )
    assert judge(behind).status == "ongoing"
    too_few = Known(
        "frequency",
        weekly,
        40,
        as_of=date(2019, 12, 31),
        reported=True,
        held_from=held,
        ends_on=date(2019, 12, 31),
    )
    assert judge(too_few).status == "partly_fulfilled"
