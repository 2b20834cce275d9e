# SPDX-License-Identifier: EUPL-1.2
"""Lag (2023:196) section by section: what there is to show for each, and when the next thing is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications import reads as publications
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.rhythm import reads
from samsyn.rhythm.models import Duty, ForumKind, State
from samsyn.rhythm.year import EVERY_YEARS, years_after

WARN_EARLY, WARN_LATE = timedelta(days=183), timedelta(days=61)
"""Six and two months before, as the clocks warn."""


@dataclass(frozen=True)
class Section:
    """One duty: `stands` is "met", "soon" (due within six months), "due" (within two), "late" or "missing"."""

    number: str
    code: str
    stands: str
    due: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    url_name: str = ""


def standing(due: date | None, known: bool = True) -> str:
    """How something stands that is due on a day; with no day, whether there is anything at all."""
    if not known:
        return "missing"
    if due is None:
        return "met"
    left = due - clock.today()
    if left < timedelta(0):
        return "late"
    return "due" if left <= WARN_LATE else "soon" if left <= WARN_EARLY else "met"


def sections(partnership: Partnership, *, seen_by: Caller) -> list[Section]:
    """Every section that asks something of the municipality, in the law's own order."""
    done = reads.duties_done(partnership, seen_by=seen_by)
    plans = list(activities.decided_plans(partnership, seen_by=seen_by))
    return [
        _picture(partnership, seen_by),
        _plan(plans, done.get(Duty.PLAN)),
        _followed(partnership, plans, done, seen_by),
        _decided("7", "other_planning", done.get(Duty.OTHER_PLANNING)),
        _agreements(partnership, seen_by),
        _council(partnership, seen_by),
        _decided("11", "coordination", done.get(Duty.COORDINATION)),
        _told(partnership, seen_by),
        _report(done.get(Duty.REPORT)),
    ]


def _picture(partnership: Partnership, seen_by: Caller) -> Section:
    current = pictures.current(partnership, seen_by=seen_by)
    if current is None or current.decided_on is None:
        return Section("4", "picture", "missing", url_name="pictures-work")
    due = years_after(current.decided_on, EVERY_YEARS)
    facts = {"on": current.decided_on, "body": current.decided_by}
    return Section("4", "picture", standing(due), due, facts, "pictures-work")


def _decided(number: str, code: str, row: Any) -> Section:
    return Section(number, code, standing(None, row is not None), None, _facts(row))


def _plan(decided: list[Any], row: Any) -> Section:
    """The plan of measures as decided here; else what was entered of a decision made elsewhere."""
    if not decided:
        return _decided("5", "plan", row)
    latest = max(decided, key=lambda plan: (plan.decided_on or date.min, plan.pk))
    facts = {
        "on": latest.decided_on,
        "body": latest.decided_by,
        "paragraph": latest.paragraph,
        "case_number": latest.case_number,
        "note": latest.title,
    }
    return Section("5", "plan", "met", None, facts, "activities-measure-plans")


def _followed(partnership: Partnership, decided: list[Any], done: dict[str, Any], seen_by: Caller) -> Section:
    """Two years from the latest of: the plan was decided, or it was followed up; here or elsewhere."""
    followed = done.get(Duty.PLAN_FOLLOWED_UP)
    own = activities.last_follow_up(partnership, seen_by=seen_by)
    days = [row.done_on for row in (done.get(Duty.PLAN), followed) if row is not None]
    days += [row.decided_on for row in decided if row.decided_on]
    days += [own.followed_on] if own else []
    if not days:
        return Section("6", "plan_followed_up", "missing")
    due, facts = years_after(max(days), EVERY_YEARS), _facts(followed)
    if own and (followed is None or own.followed_on >= followed.done_on):
        facts = {
            "on": own.followed_on,
            "body": own.body,
            "paragraph": own.paragraph,
            "case_number": own.case_number,
            "note": own.conclusion[:300],
        }
    return Section("6", "plan_followed_up", standing(due), due, facts)


def _agreements(partnership: Partnership, seen_by: Caller) -> Section:
    holding = promises.agreements_holding(partnership, clock.today(), seen_by=seen_by)
    if not holding:
        return Section("9", "agreement", "missing", url_name="promises-work")
    due = min(row.period_to for row in holding)
    facts = {"count": len(holding), "title": holding[0].title}
    return Section("9", "agreement", standing(due), due, facts, "promises-work")


def _council(partnership: Partnership, seen_by: Caller) -> Section:
    """A special forum led by the municipality that has met within a year."""
    forums = [
        row
        for row in reads.forums(partnership, seen_by=seen_by)
        if row.kind in (ForumKind.COUNCIL, ForumKind.STEERING)
    ]
    led = [row for row in forums if row.led_by and row.led_by.kind == "municipality"]
    chosen = next((row for row in led if row.kind == ForumKind.COUNCIL), led[0] if led else None)
    if chosen is None:
        return Section("10", "council", "missing", url_name="rhythm-meetings")
    held = reads.meetings(partnership, seen_by=seen_by, forum=chosen)
    latest = held.filter(state__in=(State.HELD, State.APPROVED)).first()
    if latest is None:
        return Section("10", "council", "missing", facts={"forum": chosen.name}, url_name="rhythm-meetings")
    due = years_after(latest.held_on, 1)
    facts = {"forum": chosen.name, "on": latest.held_on}
    return Section("10", "council", standing(due), due, facts, "rhythm-meetings")


def _told(partnership: Partnership, seen_by: Caller) -> Section:
    """§ 12: information to the residents is spread by what is published."""
    latest = publications.latest(partnership, seen_by=seen_by, most=1)
    facts = {"on": latest[0].published_at} if latest else {}
    return Section("12", "told", standing(None, bool(latest)), None, facts, "publications-work")


def _report(row: Any) -> Section:
    """§ 13 says "continuously"; within a year is our own reading, and the page says so."""
    if row is None:
        return Section("13", "report", "missing")
    due = years_after(row.done_on, 1)
    return Section("13", "report", standing(due), due, _facts(row))


def _facts(row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "on": row.done_on,
        "body": row.body,
        "paragraph": row.paragraph,
        "case_number": row.case_number,
        "note": row.note,
    }
