# SPDX-License-Identifier: EUPL-1.2
"""Three years by the calendar: what the clocks warn of, what the tertials ask and what comes by mail, each exactly once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from samsyn.cycle.followups import reads as followups
from samsyn.cycle.followups import tasks as following
from samsyn.cycle.promises import tasks as promising
from samsyn.desk import digest
from samsyn.kit import clock, jobs
from samsyn.rhythm import law, tasks, warnings, writes
from samsyn.rhythm import year as years
from samsyn.rhythm.models import ClockWarning, ForumKind, Statement
from tests import people
from tests.cycle.activities import test_plans as measures
from tests.cycle.followups.test_chain import an_agreed_promise
from tests.cycle.promises import test_agreements as agreements

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST, LAST = date(2026, 3, 23), date(2029, 3, 23)
RUNS = (following.daily, promising.daily, tasks.daily, digest.daily)
SUBJECTS = (
    "lagen väntar på",
    "Ny lägesbild",
    "Åtgärdsplanen",
    "Överenskommelsen går ut",
    "möts",
    "Rapport till fullmäktige",
)


def a_day(day: date, *, twice: bool = False) -> list[Any]:
    """What is mailed on a day on which everything that recurs has run."""
    before = len(mail.outbox)
    with clock.frozen(day):
        for _ in range(2 if twice else 1):
            for run in RUNS:
                run()
            jobs.run_due()
    return mail.outbox[before:]


def is_warning(letter: Any) -> bool:
    return letter.subject.startswith(SUBJECTS) or "saker som lagen väntar på" in letter.subject


def walked_days() -> list[date]:
    """The days on which something may come, with the day after each; four Mondays in a row; and the leap day."""
    found = {FIRST + timedelta(days=n) for n in (0, 1, 7, 14, 21)} | {date(2028, 2, 29)}
    for year in range(FIRST.year, LAST.year + 1):
        found |= {date(year, month, day) for month in (1, 5, 9) for day in (1, 2)}
    due = (date(2028, 1, 12), date(2028, 3, 16), date(2027, 12, 31), date(2027, 3, 23), date(2027, 2, 16), date(2028, 1, 18))  # fmt: skip
    for day in due:
        for turn in (law.months_before(day, 6), law.months_before(day, 2), day + timedelta(days=1)):
            found.add(turn)
        found.add(day + timedelta(days=2))
    return sorted(day for day in found if FIRST <= day <= LAST)


def test_three_years_warn_of_everything_once_and_of_nothing_twice() -> None:
    here = people.partnership()
    an_agreed_promise()
    with clock.frozen(date(2026, 1, 2)):
        agreements.signed(agreements.a_draft(), on=date(2026, 1, 2))
    measures.decided()
    coordinator = people.coordinator()
    with clock.frozen(FIRST):
        council = writes.add_forum(here, ForumKind.COUNCIL, "Rådet", by=coordinator, led_by=people.organisation())  # fmt: skip
        writes.attend(writes.call(council, FIRST, by=coordinator), [], by=coordinator)
        writes.record_duty(here, "report", date(2026, 2, 16), "KF", by=coordinator)
        writes.add_year_entry(here, "Skottdag", date(2024, 2, 29), by=coordinator, yearly=True)
        writes.choose_digest("week", by=coordinator, partnership=here)
    letters: list[tuple[date, Any]] = []
    for day in walked_days():
        letters += [(day, letter) for letter in a_day(day, twice=day.day == 1)]
        if day == date(2027, 5, 2):  # a clock that is set back for a day, as a restored machine may be
            letters += [(day, letter) for letter in a_day(date(2027, 1, 10))]
        if day == date(2027, 1, 23):
            with clock.frozen(day):
                told = writes.begin_statement(here, "council", date(2026, 1, 1), date(2026, 12, 31), by=coordinator)  # fmt: skip
                writes.decide_statement(told, by=coordinator, body="KF", decided_on=date(2027, 1, 18))

    told = [(row.clock.split("-")[0], row.due_on, row.step) for row in ClockWarning.objects.order_by("id")]
    assert max(Counter(told).values()) == 1
    expected = {
        ("picture", date(2028, 1, 12)), ("plan", date(2028, 3, 16)), ("council", date(2027, 3, 23)),
        ("report", date(2027, 2, 16)), ("report", date(2028, 1, 18)), ("agreement", date(2027, 12, 31)),
    }  # fmt: skip
    assert {(name, due) for name, due, _ in told} == expected
    steps = {pair: [step for name, due, step in told if (name, due) == pair] for pair in expected}
    assert all(found == ["early", "near", "late"] for pair, found in steps.items() if pair[0] in ("picture", "plan", "council")), steps  # fmt: skip
    assert steps["report", date(2027, 2, 16)] == ["early", "near"], "it was reported before it was late"
    assert steps["report", date(2028, 1, 18)] == ["early", "near", "late"]
    assert steps["agreement", date(2027, 12, 31)] == ["early", "near"], "its own room tells the end of it"

    warned = [(day, letter) for day, letter in letters if is_warning(letter)]
    assert max(Counter((day, letter.to[0]) for day, letter in warned).values()) == 1, "one letter and not ten"
    assert len(warned) < len(told), "what runs out together is told together"
    for row in ClockWarning.objects.exclude(step="late"):
        reached = [n for n in range(15) if warnings.step_on(row.due_on, row.told_on + timedelta(days=n)) == row.step]  # fmt: skip
        assert reached, f"{row.clock} was told {row.told_on}, more than a fortnight too early"

    periods = [row.period for row in followups.followups(here, seen_by=coordinator)]
    assert len(periods) == len(set(periods)) and "2029-T1" not in periods, "a tertial that runs is not opened"
    weekly = Counter(day.isocalendar()[:2] for day, letter in letters if "behöver dig" in letter.subject or "kan vänta" in letter.subject)  # fmt: skip
    assert weekly and max(weekly.values()) == 1, "a digest once a week"
    leap = {year: [line.day for line in years.lines(here, year, seen_by=coordinator) if line.code == "own"] for year in (2026, 2027, 2028)}  # fmt: skip
    assert leap == {2026: [date(2026, 2, 28)], 2027: [date(2027, 2, 28)], 2028: [date(2028, 2, 29)]}
    assert Statement.objects.count() == 1
