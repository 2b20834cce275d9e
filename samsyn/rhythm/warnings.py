# SPDX-License-Identifier: EUPL-1.2
"""When a clock of the law warns: six months before, two months before, and once when its day has passed."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.ground.people.models import Organisation
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.rhythm import law, reads

STEPS = ("early", "near", "late")
TOGETHER = timedelta(days=14)
"""What would be told within so many days comes along in the same message: one message and not ten."""


def step_on(due: date, day: date) -> str:
    """Which step a clock that runs out on `due` has come to on a day; empty before the first.

    >>> step_on(date(2028, 3, 10), date(2027, 9, 10)), step_on(date(2028, 3, 10), date(2028, 3, 11))
    ('early', 'late')
    """
    if due < day:
        return "late"
    if law.months_before(due, law.WARN_LATE) <= day:
        return "near"
    return "early" if law.months_before(due, law.WARN_EARLY) <= day else ""


def to_tell(organisation: Organisation, *, seen_by: Caller) -> list[tuple[law.Clock, str]]:
    """What an organisation is to be told today, the nearest first: each clock with its step; empty on most days.

    A step that is passed over (the system came late, or stood still) is not made up for, and a clock set back tells
    nothing again: a later step of the same day counts as all before it.
    """
    told = reads.warned(organisation, seen_by=seen_by)
    running = law.clocks(organisation.partnership, seen_by=seen_by)

    def step(found: law.Clock, day: date) -> str:
        reached = step_on(found.due, day)
        later = STEPS[STEPS.index(reached) :] if reached else ()
        return "" if any((found.key, found.due, one) in told for one in later) else reached

    today = clock.today()
    now = [(found, reached) for found in running if (reached := step(found, today))]
    if not now:
        return []
    keys = {found.key for found, _ in now}
    along = [
        (found, reached)
        for found in running
        if found.key not in keys and (reached := step(found, today + TOGETHER)) and reached != "late"
    ]
    return sorted(now + along, key=lambda pair: (pair[0].due, pair[0].key))
