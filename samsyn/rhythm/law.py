# SPDX-License-Identifier: EUPL-1.2
"""Lag (2023:196) section by section: what there is to show for each, where it stands, and when the next thing is due."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications import reads as publications
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import OrganisationKind, Partnership, Role
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.rhythm import reads
from samsyn.rhythm.models import Duty, ForumKind, State

EVERY_YEARS = 2
"""Lag (2023:196) § 6: the picture is renewed and the plan followed up at least every second year."""
WARN_EARLY, WARN_LATE = 6, 2
"""Months before, as the clocks warn."""


@dataclass(frozen=True)
class Evidence:
    """One thing to show: a code with facts (the words stand in a template), and where it stands in the system."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    url_name: str = ""
    url_args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Clock:
    """One date that the law, or an agreement under it, sets. `key` names what it measures, whatever the day."""

    key: str
    code: str
    due: date
    facts: dict[str, Any] = field(default_factory=dict)
    url_name: str = ""
    url_args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """One duty: `stands` is "met", "soon" (due within six months), "due" (within two), "late" or "missing".

    `due` is the nearest of its clocks; `url_name` is where what is missing is made.
    """

    number: str
    code: str
    stands: str
    due: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    url_name: str = ""
    evidence: tuple[Evidence, ...] = ()
    clocks: tuple[Clock, ...] = ()


def years_after(day: date, years: int) -> date:
    """The same date so many years later; 29 February becomes 28 where there is none."""
    return _moved(day, 12 * years)


def months_before(day: date, months: int) -> date:
    """The same date so many months earlier, or the last of that month where it has no such day.

    >>> months_before(date(2028, 8, 31), 6)
    datetime.date(2028, 2, 29)
    """
    return _moved(day, -months)


def standing(due: date | None, known: bool = True) -> str:
    """How something stands that is due on a day; with no day, whether there is anything at all."""
    if not known:
        return "missing"
    if due is None:
        return "met"
    today = clock.today()
    if due < today:
        return "late"
    if months_before(due, WARN_LATE) <= today:
        return "due"
    return "soon" if months_before(due, WARN_EARLY) <= today else "met"


def sections(partnership: Partnership, *, seen_by: Caller) -> list[Section]:
    """Every section that asks something of the municipality, in the law's own order."""
    done = reads.duties_done(partnership, seen_by=seen_by)
    plans = [row for row in activities.plans(partnership, seen_by=seen_by) if row.decided_on]
    return [
        _picture(partnership, seen_by),
        _plan([row for row in plans if row.state == "decided"], done.get(Duty.PLAN)),
        _followed(plans, done, seen_by),
        _other_planning(partnership, done.get(Duty.OTHER_PLANNING), seen_by),
        _agreements(partnership, seen_by),
        _council(partnership, seen_by),
        _coordination(partnership, done.get(Duty.COORDINATION), seen_by),
        _told(partnership, seen_by),
        _report(partnership, done.get(Duty.REPORT), seen_by),
    ]


def clocks(partnership: Partnership, *, seen_by: Caller) -> list[Clock]:
    """Every clock that runs, the nearest first."""
    rows = sections(partnership, seen_by=seen_by)
    return sorted((found for row in rows for found in row.clocks), key=lambda found: (found.due, found.key))


def _moved(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _section(
    number: str, code: str, known: bool, found: list[Evidence], run: list[Clock] | None = None, **more: Any
) -> Section:
    """A section with its evidence and clocks; its day is that of the clock that runs out first."""
    run = sorted(run or [], key=lambda one: (one.due, one.key))
    due = min((one.due for one in run), default=None)
    return Section(number, code, standing(due, known), due, evidence=tuple(found), clocks=tuple(run), **more)


def _picture(partnership: Partnership, seen_by: Caller) -> Section:
    current = pictures.current(partnership, seen_by=seen_by)
    if current is None or current.decided_on is None:
        return _section("4", "picture", False, [], url_name="pictures-work")
    args = {"uuid": current.uuid}
    facts = _decided(current) | {"from": current.period_from, "to": current.period_to}
    run = Clock(
        "picture", "picture", years_after(current.decided_on, EVERY_YEARS), {}, "pictures-picture", args
    )
    shown = Evidence("picture", facts, "pictures-picture", args)
    return _section("4", "picture", True, [shown], [run], facts=facts, url_name="pictures-work")


def _plan(decided: list[Any], row: Any) -> Section:
    """The plans of measures as decided here, one a municipality; else what was entered of a decision made elsewhere."""
    found = [
        Evidence(
            "plan", _decided(plan) | {"title": plan.title}, "activities-measure-plan", {"uuid": plan.uuid}
        )
        for plan in decided
    ]
    found = found or _recorded(row)
    facts = found[0].facts if found else {}
    return _section("5", "plan", bool(found), found, facts=facts, url_name="activities-measure-plans")


def _followed(plans: list[Any], done: dict[str, Any], seen_by: Caller) -> Section:
    """Two years from the latest of: the plan was decided, or it was followed up; municipality by municipality."""
    written = [done[duty] for duty in (Duty.PLAN, Duty.PLAN_FOLLOWED_UP) if duty in done]
    last: dict[Any, tuple[date, Any]] = {}
    found, run = _recorded(done.get(Duty.PLAN_FOLLOWED_UP)), []
    for plan in plans:
        followed = activities.plan_follow_ups(plan, seen_by=seen_by)
        if followed and not any(one.facts.get("plan") == plan.municipality_id for one in found):
            facts = _recorded_facts(
                followed[0].followed_on, followed[0].body, followed[0], followed[0].conclusion
            )
            facts |= {"plan": plan.municipality_id, "title": plan.title}
            found.append(Evidence("followed", facts, "activities-measure-plan", {"uuid": plan.uuid}))
        day = max([plan.decided_on, *(row.followed_on for row in followed)])
        if plan.municipality_id not in last or day > last[plan.municipality_id][0]:
            last[plan.municipality_id] = day, plan
    elsewhere = max((row.done_on for row in written), default=None)
    for day, plan in last.values():
        # What was done before the system came was written by hand; it counts for a lone municipality's plan.
        day = max(day, elsewhere) if elsewhere and len(last) == 1 else day
        facts = {"title": plan.title, "municipality": plan.municipality.name if len(last) > 1 else ""}
        due = years_after(day, EVERY_YEARS)
        args = {"uuid": plan.uuid}
        run.append(
            Clock(
                f"plan-{plan.municipality.uuid}",
                "plan_followed_up",
                due,
                facts,
                "activities-measure-plan",
                args,
            )
        )
    if not run and elsewhere:
        run.append(
            Clock("plan", "plan_followed_up", years_after(elsewhere, EVERY_YEARS), {}, "rhythm-law", {})
        )
    latest = max(found, key=lambda one: one.facts["on"], default=None)
    facts = latest.facts if latest else {}
    return _section(
        "6", "plan_followed_up", bool(run), found, run, facts=facts, url_name="activities-measure-plans"
    )


def _other_planning(partnership: Partnership, row: Any, seen_by: Caller) -> Section:
    found = [
        Evidence("other_plan", _decided(plan) | {"kind": plan.kind, "title": plan.title, "note": plan.how})
        for plan in reads.other_plans(partnership, seen_by=seen_by)
    ]
    found += _recorded(row)
    return _section("7", "other_planning", bool(found), found, facts=found[0].facts if found else {})


def _agreements(partnership: Partnership, seen_by: Caller) -> Section:
    """The agreements that hold, and their ends; one that has been renewed already has no clock."""
    holding = promises.agreements_holding(partnership, clock.today(), seen_by=seen_by)
    found, run = [], []
    for row in holding:
        args, facts = (
            {"uuid": row.uuid},
            {"title": row.title, "from": row.period_from, "to": row.period_to, "on": row.signed_on},
        )
        found.append(Evidence("agreement", facts, "promises-agreement", args))
        found.append(Evidence("stated", {"purposes": row.purposes[:300], "areas": row.areas[:300]}))
        if not row.later.filter(state__in=("agreed", "replaced")).exists():
            run.append(
                Clock(
                    f"agreement-{row.uuid}",
                    "agreement",
                    row.period_to,
                    {"title": row.title},
                    "promises-agreement",
                    args,
                )
            )
    facts = {"count": len(holding), "title": holding[0].title} if holding else {}
    return _section("9", "agreement", bool(holding), found, run, facts=facts, url_name="promises-work")


def _council(partnership: Partnership, seen_by: Caller) -> Section:
    """A special forum led by the municipality. The section asks that it is there; that it meets within a year is practice.

    One that has neither met nor has a day to meet stands on paper only, and is not called met.
    """
    forums = [
        row
        for row in reads.forums(partnership, seen_by=seen_by)
        if row.kind in (ForumKind.COUNCIL, ForumKind.STEERING)
    ]
    led = [row for row in forums if row.led_by and row.led_by.kind == OrganisationKind.MUNICIPALITY]
    chosen = next((row for row in led if row.kind == ForumKind.COUNCIL), led[0] if led else None)
    if chosen is None or chosen.led_by is None:
        return _section("10", "council", False, [], url_name="rhythm-meetings")
    facts: dict[str, Any] = {"forum": chosen.name, "led_by": chosen.led_by.name}
    args = {"uuid": chosen.uuid}
    found = [Evidence("council", dict(facts), "rhythm-forum", args)]
    seated = [row.function.organisation.name for row in reads.seats(chosen, seen_by=seen_by)]
    if seated:
        parties = list(dict.fromkeys(seated))
        found.append(Evidence("members", {"count": len(seated), "parties": parties}, "rhythm-forum", args))
    held = reads.meetings(partnership, seen_by=seen_by, forum=chosen)
    latest = held.filter(state__in=(State.HELD, State.APPROVED)).first()
    coming = reads.upcoming(partnership, seen_by=seen_by, forum=chosen).first()
    if latest is not None:
        facts["on"] = latest.held_on
        found.append(Evidence("meeting", {"on": latest.held_on}, "rhythm-minutes", {"uuid": latest.uuid}))
    if coming is not None:
        found.append(Evidence("called", {"on": coming.held_on}, "rhythm-meeting", {"uuid": coming.uuid}))
    if latest is None and coming is None:
        return _section("10", "council", False, found, facts=facts, url_name="rhythm-meetings")
    run = []
    if latest is not None:
        due, about = years_after(latest.held_on, 1), {"forum": chosen.name}
        run.append(Clock(f"council-{chosen.uuid}", "council", due, about, "rhythm-forum", args))
    return _section("10", "council", True, found, run, facts=facts, url_name="rhythm-meetings")


def _coordination(partnership: Partnership, row: Any, seen_by: Caller) -> Section:
    """Someone who does it, and a way in for those outside; a decision says so too, though the section asks for none.

    A decision without anybody in the function is no function.
    """
    found = _recorded(row)
    members = people.members(partnership, seen_by=seen_by)
    working = members.filter(
        role=Role.COORDINATOR, organisation__kind=OrganisationKind.MUNICIPALITY, organisation__left_on=None
    ).count()
    if working:
        found.append(Evidence("coordinator", {"count": working}))
    if partnership.contact_role:
        found.append(Evidence("contact", {"title": partnership.contact_role}))
    facts = (found[0].facts if row else {}) | {"working": working}
    known = bool(working and (row or partnership.contact_role))
    return _section("11", "coordination", known, found, facts=facts)


def _told(partnership: Partnership, seen_by: Caller) -> Section:
    """§ 12: information to the residents is spread by what is published."""
    latest = publications.latest(partnership, seen_by=seen_by, most=1)
    facts: dict[str, Any] = {}
    if latest:
        out = publications.standing(partnership, seen_by=seen_by).count()
        facts = {"on": latest[0].published_at.astimezone(clock.LOCAL).date(), "count": out}
    found = [Evidence("published", facts, "publications-work")] if latest else []
    return _section("12", "told", bool(latest), found, facts=facts, url_name="publications-work")


def _report(partnership: Partnership, row: Any, seen_by: Caller) -> Section:
    """§ 13 says "continuously"; within a year is our own reading, and the page says so."""
    found = _recorded(row)
    days = [row.done_on] if row else []
    for told in reads.reported(partnership, seen_by=seen_by)[:3]:
        facts = _decided(told) | {"from": told.period_from, "to": told.period_to}
        found.append(Evidence("statement", facts, "rhythm-statement", {"uuid": told.uuid}))
        days.append(told.decided_on)
    found.sort(key=lambda one: one.facts["on"], reverse=True)
    run = [Clock("report", "report", years_after(max(days), 1), {}, "rhythm-statements")] if days else []
    facts = found[0].facts if found else {}
    return _section("13", "report", bool(days), found, run, facts=facts, url_name="rhythm-statements")


def _decided(row: Any) -> dict[str, Any]:
    """A decision as it is cited: day, body, paragraph and case number."""
    return {
        "on": row.decided_on,
        "body": row.decided_by,
        "paragraph": paragraph(row.paragraph),
        "case_number": row.case_number,
    }


def _recorded(row: Any) -> list[Evidence]:
    return (
        [] if row is None else [Evidence("recorded", _recorded_facts(row.done_on, row.body, row, row.note))]
    )


def _recorded_facts(day: date, body: str, row: Any, note: str) -> dict[str, Any]:
    return {
        "on": day,
        "body": body,
        "paragraph": paragraph(row.paragraph),
        "case_number": row.case_number,
        "note": note[:300],
    }


def paragraph(text: str) -> str:
    """A paragraph as it is written in a decision: some type "§ 61", some "61".

    >>> paragraph("61") == paragraph("§61") == "§\u00a061"
    True
    """
    bare = text.strip().lstrip("§").strip()
    return f"§\u00a0{bare}" if bare[:1].isdigit() else text.strip()
