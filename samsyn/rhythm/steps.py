# SPDX-License-Identifier: EUPL-1.2
"""Brå's five steps for an agreement: each "done when" read from what stands in the system, with where to do what is left.

After "Samverkan i lokalt brottsförebyggande arbete" (Brå, Polisen, SKR). What no table can show (that people agree on
what words mean) is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.activities.models import State as ActivityState
from samsyn.cycle.dialogues import reads as dialogues
from samsyn.cycle.dialogues.models import Kind as DialogueKind
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.pictures.models import FindingKind
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Agreement
from samsyn.cycle.publications import reads as publications
from samsyn.cycle.publications.models import Kind as PublicationKind
from samsyn.cycle.reports import reads as reports
from samsyn.ground.figures import reads as figures
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import OrganisationKind, Role
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed
from samsyn.rhythm import reads
from samsyn.rhythm.models import ForumKind, State

ASKED = ("problems", "causes", "goals", "documentation", "following_up")
"""What Brå asks an agreement to describe, beside its period, purposes and areas."""
ASPECTS = ("production", "process", "effect")


@dataclass(frozen=True)
class Check:
    """One "done when": a code with facts (the words stand in a template), and the page where it is done.

    `have` of `want` where it is a count of several.
    """

    code: str
    done: bool
    url_name: str
    url_args: dict[str, Any] = field(default_factory=dict)
    have: int | None = None
    want: int | None = None


@dataclass(frozen=True)
class Step:
    """One of the five steps, with its checks in order."""

    number: int
    code: str
    checks: tuple[Check, ...]

    @property
    def done(self) -> int:
        """How many of its checks are done."""
        return sum(check.done for check in self.checks)


def five_steps(agreement: Agreement, *, seen_by: Caller) -> list[Step]:
    """How far an agreement has come in each of the five steps, as this caller can see it."""
    found = (_initiate, _own, _joint, _carry_out, _follow_up)
    codes = ("initiate", "own", "joint", "carry_out", "follow_up")
    return [
        Step(number, code, tuple(checks(agreement, seen_by)))
        for number, (code, checks) in enumerate(zip(codes, found, strict=True), start=1)
    ]


def _initiate(agreement: Agreement, person: Caller) -> list[Check]:
    here, args = agreement.partnership, {"uuid": agreement.uuid}
    kinds = {party.kind for party in agreement.parties.all()}
    forums = [row for row in reads.forums(here, seen_by=person) if row.kind != ForumKind.BOARD]
    roles = {(row.organisation.kind, row.role) for row in people.members(here, seen_by=person)}
    responsible = (OrganisationKind.MUNICIPALITY, Role.COORDINATOR) in roles and any(
        kind == OrganisationKind.POLICE for kind, _ in roles
    )
    both = {OrganisationKind.MUNICIPALITY, OrganisationKind.POLICE} <= kinds
    return [
        Check("parties", both, "promises-agreement", args),
        Check("organised", any(row.mandate and row.led_by_id for row in forums), "rhythm-meetings"),
        Check("responsible", responsible, "people-settings"),
        Check("roles", bool(agreement.roles.strip()), "promises-agreement", args),
        Check("communication", bool(agreement.communication.strip()), "promises-agreement", args),
    ]


def _own(agreement: Agreement, person: Caller) -> list[Check]:
    here = agreement.partnership
    try:
        told = reports.how_many(here, reports.Filters(), seen_by=person) > 0
    except NotAllowed:
        told = True  # one who may not count them is not told that there are none
    patterns = sum(bool(row.pattern) for row in reads.year_entries(here, seen_by=person))
    return [
        Check("reports", told, "reports-inbox"),
        Check("official", bool(figures.measures(here, seen_by=person)), "desk-intake"),
        Check("patterns", bool(patterns), "rhythm-year"),
    ]


def _joint(agreement: Agreement, person: Caller) -> list[Check]:
    here, args = agreement.partnership, {"uuid": agreement.uuid}
    current = pictures.current(here, seen_by=person)
    focus = list(pictures.focus_areas(here, seen_by=person).prefetch_related("findings__causes"))
    caused = sum(any(found.causes.all() for found in row.findings.all()) for row in focus)
    held = dialogues.held_in(
        here, agreement.period_from.replace(year=agreement.period_from.year - 2, day=1), agreement.period_to,
        seen_by=person,
    )  # fmt: skip
    asked = any(row.kind != DialogueKind.STAFF_DIALOGUE for row in held)
    written = sum(bool(getattr(agreement, name).strip()) for name in ASKED)
    picture = ("pictures-picture", {"uuid": current.uuid}) if current else ("pictures-work", {})
    return [
        Check("merged", current is not None, *picture),
        Check("chosen", bool(focus), "pictures-focus-areas"),
        Check("asked", asked, "dialogues-work"),
        Check("caused", bool(focus) and caused == len(focus), "pictures-focus-areas", {}, caused, len(focus)),
        Check("described", written == len(ASKED), "promises-agreement", args, written, len(ASKED)),
        Check("signed", agreement.signed_on is not None, "promises-agreement", args),
    ]


def _carry_out(agreement: Agreement, person: Caller) -> list[Check]:
    here = agreement.partnership
    made = _promises(agreement, person)
    parts = promises.indicators_of(made, seen_by=person)
    measured = {row.promise_id for row in parts if row.now and (row.now.target is not None or row.now.steps)}  # type: ignore[attr-defined]
    based = {row.promise_id for row in parts if row.now and row.now.baseline is not None}  # type: ignore[attr-defined]
    held = dialogues.held_in(here, agreement.period_from, agreement.period_to, seen_by=person)
    plans = activities.decided_plans(here, seen_by=person)
    measures = [row for plan in plans for row in activities.measures(plan, seen_by=person)]
    linked = sum(row.linked for row in measures)
    out = {row.slug for row in publications.standing(here, PublicationKind.PROMISE, seen_by=person)}
    told = sum(row.slug in out for row in made)
    done = activities.planned_rows(here, seen_by=person).filter(
        state__in=(ActivityState.ONGOING, ActivityState.DONE)
    )
    count = len(made)
    return [
        Check("goals", bool(made) and len(measured) == count, "promises-work", {}, len(measured), count),
        Check(
            "staff", any(row.kind == DialogueKind.STAFF_DIALOGUE for row in held), "dialogues-work"
        ),
        Check("plan", bool(plans), "activities-measure-plans"),
        Check(
            "linked", bool(measures) and linked == len(measures), "activities-measure-plans", {}, linked, len(measures)
        ),
        Check("promised", bool(made), "promises-work"),
        Check("published", bool(made) and told == count, "publications-work", {}, told, count),
        Check("baseline", bool(made) and len(based) == count, "promises-work", {}, len(based), count),
        Check("documented", done.exists(), "activities-work"),
    ]  # fmt: skip


def _follow_up(agreement: Agreement, person: Caller) -> list[Check]:
    here = agreement.partnership
    mine = {row.pk for row in _promises(agreement, person)}
    seen: set[str] = set()
    told_on = None
    rows = followups.followups(here, seen_by=person).filter(
        state="published", period_to__gte=agreement.period_from, period_from__lte=agreement.period_to
    )
    for row in rows:
        told_on = max(filter(None, (told_on, row.period_to)))
        for reading in followups.readings(row, seen_by=person):
            if reading.indicator.promise_id in mine and (reading.value is not None or reading.steps_done):
                seen.add(reading.indicator.aspect)
    met = reads.meetings(here, seen_by=person).filter(
        forum__kind__in=(ForumKind.STEERING, ForumKind.COUNCIL), state__in=(State.HELD, State.APPROVED)
    )
    lessons = pictures.findings(here, seen_by=person).filter(kind=FindingKind.FOLLOWUP)
    plan = activities.last_follow_up(here, seen_by=person)
    return [
        *(Check(aspect, aspect in seen, "followups-work") for aspect in ASPECTS),
        Check("steered", told_on is not None and met.filter(held_on__gt=told_on).exists(), "rhythm-meetings"),
        Check("plan_followed", plan is not None, "activities-measure-plans"),
        Check("learned", lessons.exists(), "followups-work"),
    ]


def _promises(agreement: Agreement, person: Caller) -> list[Any]:
    """The signed promises under the agreement; where none names it, those that hold in its period."""
    rows = promises.holding_in(
        agreement.partnership, agreement.period_from, agreement.period_to, seen_by=person
    )
    own = [row for row in rows if row.agreement_id == agreement.pk]
    return own or [row for row in rows if row.agreement_id is None]
