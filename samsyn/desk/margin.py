# SPDX-License-Identifier: EUPL-1.2
"""Beside the tasks: the year's dates, what has happened lately, how the law stands, and who else is waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from samsyn.cycle.followups import reads as followups
from samsyn.cycle.followups import rules as followup_rules
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises import rules as promise_rules
from samsyn.cycle.reports import rules as report_rules
from samsyn.ground.journal import reads as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, periods
from samsyn.kit.callers import Caller
from samsyn.kit.errors import allowed
from samsyn.rhythm import law as laws
from samsyn.rhythm import reads as rhythm
from samsyn.rhythm.models import ForumKind
from samsyn.rhythm.models import State as MeetingState

LATELY = timedelta(days=7)
MOST = 6
NEAR = timedelta(days=21)
"""Dates nearer each other than this share their words over the line of the year."""
TOLD = {
    "activity logged",
    "decision made",
    "follow-up approved",
    "follow-up published",
    "minutes approved",
    "occasion entered",
    "picture approved",
    "picture decided",
    "picture published",
    "promise proposed",
    "promise published",
    "promise signed",
    "reading reported",
    "report received",
}
READS_THE_LAW = ("coordinator", "police_officer", "decision_maker", "analyst", "administrator")


@dataclass(frozen=True)
class News:
    """What was done on a day, so many times: a verb of the journal, how many days ago, and the hour where once."""

    verb: str
    day: date
    count: int
    at: datetime | None = None
    ago: int = 0


def lately(partnership: Partnership, *, seen_by: Caller) -> list[News]:
    """The last week's steps from the journal, day by day, the newest first."""
    today = clock.today()
    since = datetime.combine(today - LATELY, time.min, clock.LOCAL)
    may_count = allowed(report_rules.check_may_count, seen_by)
    found: dict[tuple[date, str], list[datetime]] = {}
    for verb, at in journal.latest_steps(partnership, since, seen_by=seen_by):
        if verb not in TOLD or (verb == "report received" and not may_count):
            continue
        found.setdefault((at.astimezone(clock.LOCAL).date(), verb), []).append(at.astimezone(clock.LOCAL))
    return [
        News(verb, day, len(times), times[0] if len(times) == 1 else None, (today - day).days)
        for (day, verb), times in list(found.items())[:MOST]
    ]


def law(partnership: Partnership, *, seen_by: Caller) -> list[laws.Section]:
    """The sections of the law that have a next day or lack something to show, for those who answer for them."""
    if not seen_by.has_role(*READS_THE_LAW):
        return []
    rows = laws.sections(partnership, seen_by=seen_by)
    return [row for row in rows if row.due is not None or row.stands != "met"]


def others(partnership: Partnership, *, seen_by: Caller) -> list[tuple[str, int, tuple[str, ...]]]:
    """Whom the caller's work waits for: a code, how many, and the organisations' names."""
    found: list[tuple[str, int, tuple[str, ...]]] = []
    if allowed(followup_rules.check_may_follow_up, seen_by, partnership):
        owed: list[str] = []
        approvals: list[str] = []
        for row in followups.unfinished(partnership, seen_by=seen_by):
            owed += _others(followups.owners_missing(row, seen_by=seen_by), seen_by)
            if row.collected_at:
                approvals += _others(followups.waiting_for(row, seen_by=seen_by), seen_by)
        found += [("values", len(owed), _names(owed)), ("approvals", len(approvals), _names(approvals))]
    if allowed(promise_rules.check_may_write, seen_by, partnership):
        unsigned: list[str] = []
        for promise in promises.promises(partnership, seen_by=seen_by).filter(state="proposed"):
            unsigned += _others(promises.unsigned(promise), seen_by)
        found.append(("signatures", len(unsigned), _names(unsigned)))
    return [entry for entry in found if entry[1]]


def events(partnership: Partnership, *, seen_by: Caller) -> list[tuple[date, list[tuple[str, date]]]]:
    """The days of this year that the line shows: when follow-ups are due and the steering group meets.

    Days that lie near each other are told together, at the first of them.
    """
    today = clock.today()
    days = [
        ("due", periods.parse(key).due_on)
        for key in (f"{today.year - 1}-T3", f"{today.year}-T1", f"{today.year}-T2")
    ]
    meetings = rhythm.meetings(partnership, seen_by=seen_by).filter(
        forum__kind=ForumKind.STEERING, held_on__year=today.year
    )
    days += [("steering", row.held_on) for row in meetings.exclude(state=MeetingState.CANCELLED)]
    found: list[tuple[date, list[tuple[str, date]]]] = []
    for code, day in sorted(days, key=lambda entry: entry[1]):
        if found and day - found[-1][0] <= NEAR:
            found[-1][1].append((code, day))
        else:
            found.append((day, [(code, day)]))
    return found


def _others(organisations: Iterable[Organisation], person: Caller) -> list[str]:
    return [row.name for row in organisations if row.pk != person.organisation_id]


def _names(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
