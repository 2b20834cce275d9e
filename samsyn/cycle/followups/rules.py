# SPDX-License-Identifier: EUPL-1.2
"""Who may report, approve and decide; and how a reading is judged, by what is known and nothing more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.cycle.followups.models import MOVES, Followup, Reading, State, Status
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow

PARTIES = ("municipality", "police")
# A milestone told in words: what says that only a part is done, and what says that it may not be done at all.
SAYS_PARTLY = re.compile(r"\b(?:delvis|till viss del|till en del)\b", re.IGNORECASE)
SAYS_NOT_YET = re.compile(
    r"\b(?:inte|ej|ännu|ska|kommer att|planeras|pågår|påbörja\w*|försena\w*)\b", re.IGNORECASE
)
SAYS_NO_NUMBER = frozenset({"count", "frequency", "coverage", "capacity"})


@dataclass(frozen=True)
class Known:
    """All that a judgement rests on. `target` is as the contract prints it; `changed` means another definition than the signed."""

    kind: str
    target: dict[str, Any] | None = None
    value: float | None = None
    as_of: date | None = None
    reported: bool = False
    said: str = ""
    steps: int = 0
    steps_done: int | None = None
    held_from: date | None = None
    ends_on: date | None = None
    changed: bool = False
    cancelled: bool = False
    partly: bool = False


@dataclass(frozen=True)
class Judged:
    """Status, why (a code, empty when nothing needs saying), and value over target where there is a numeric target."""

    status: str
    reason: str = ""
    fulfilment: float | None = None


def judge(known: Known) -> Judged:
    """Judge one reading. A missing report is never zero, and nothing without a numeric target gets a percentage."""
    if known.cancelled:
        return Judged(Status.CANCELLED)
    if not known.reported:
        return Judged(Status.NOT_REPORTED, "not_reported")
    if known.partly:
        return Judged(Status.PARTLY_FULFILLED, "decided")
    if known.steps:
        return _milestone(known)
    if known.value is None:
        return _without_number(known)
    if known.target is None or not known.target.get("value"):
        return Judged(Status.DONE_NO_TARGET if known.value > 0 else Status.ONGOING)
    if known.target.get("per"):
        return _frequency(known)
    return _against(known, known.value, float(known.target["value"]))


def _without_number(known: Known) -> Judged:
    if known.kind in SAYS_NO_NUMBER:
        return Judged(Status.NOT_REPORTED, "count_missing")
    if known.kind == "effect":
        return Judged(Status.NOT_REPORTED, "not_measured")
    if known.kind != "milestone":
        return Judged(Status.DONE_NO_TARGET)
    if SAYS_PARTLY.search(known.said):
        return Judged(Status.PARTLY_FULFILLED, "decided")
    if SAYS_NOT_YET.search(known.said):
        return Judged(Status.NOT_REPORTED, "unclear")
    return _kept(known, None)


def _milestone(known: Known) -> Judged:
    done = known.steps_done or 0
    if done >= known.steps:
        return _kept(known, None)
    if _over(known):
        return Judged(Status.PARTLY_FULFILLED if done else Status.NOT_FULFILLED)
    return Judged(Status.ONGOING if done else Status.NOT_STARTED)


def _frequency(known: Known) -> Judged:
    """So many a week can only be judged against the weeks that had gone by on the day it was counted."""
    assert known.target is not None and known.value is not None
    if known.as_of is None or known.held_from is None:
        return Judged(Status.ONGOING, "no_as_of")
    until = min(known.as_of, known.ends_on or known.as_of)
    days = (until - known.held_from).days + 1
    length = {"day": 1, "week": 7, "month": 30.4375, "quarter": 91.3125, "tertial": 121.75, "year": 365.25}
    rounds = days / length.get(known.target["per"], 7)
    needed = float(known.target["value"]) * int(rounds)
    if needed <= 0:
        return Judged(Status.ONGOING)
    return _against(known, known.value, needed)


def _against(known: Known, value: float, target: float) -> Judged:
    assert known.target is not None
    bound = known.target.get("bound") or "at_least"
    fulfilment = round(value / target, 4)
    if bound == "at_most":
        if value > target:
            return Judged(Status.NOT_FULFILLED, fulfilment=fulfilment)
        return _kept(known, fulfilment) if _over(known) else Judged(Status.ONGOING, fulfilment=fulfilment)
    kept = value >= target if bound == "at_least" else value == target
    if kept:
        return _kept(known, fulfilment)
    if bound == "exact" and value > target:
        return Judged(Status.PARTLY_FULFILLED, "more_than_said", fulfilment)
    if not _over(known):
        return Judged(Status.ONGOING if value > 0 else Status.NOT_STARTED, fulfilment=fulfilment)
    return Judged(Status.PARTLY_FULFILLED if value > 0 else Status.NOT_FULFILLED, fulfilment=fulfilment)


def _kept(known: Known, fulfilment: float | None) -> Judged:
    if known.changed:
        return Judged(Status.FULFILLED_CHANGED_DEFINITION, "definition_changed", fulfilment)
    return Judged(Status.FULFILLED, fulfilment=fulfilment)


def _over(known: Known) -> bool:
    """Whether the promise's time was out on the day it was counted."""
    return known.ends_on is not None and known.as_of is not None and known.as_of >= known.ends_on


def check_may_follow_up(person: Caller, partnership: Partnership) -> None:
    """Coordinators, police officers and analysts open and collect a follow-up."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role("coordinator", "police_officer", "analyst"):
        raise NotAllowed("only_coordinator_police_or_analyst")


def check_may_report(person: Caller, reading: Reading) -> None:
    """The indicator's own organisation reports, by account or link; a coordinator may write it in for others."""
    if person.partnership_id not in (None, reading.partnership_id):
        raise NotFound("no_such_reading")
    own = person.organisation_id == reading.indicator.organisation_id and person.kind in ("member", "link")
    if not own and not person.has_role("coordinator"):
        raise NotAllowed("only_own_organisation_reports")
    if reading.followup.state != State.OPEN:
        raise NotNow("followup_is_closed", state=reading.followup.state)


def check_may_decide_status(person: Caller, reading: Reading) -> None:
    """A status is decided by a named role only where it cannot be computed from a number and a target."""
    check_may_follow_up(person, reading.partnership)
    if reading.followup.state != State.OPEN:
        raise NotNow("followup_is_closed", state=reading.followup.state)
    if reading.fulfilment is not None:
        raise NotNow("status_is_computed")


def check_may_approve(person: Caller, followup: Followup, organisation: Organisation, on_paper: bool) -> None:
    """Municipality and police approve each for itself; a coordinator may register an approval on paper."""
    if person.partnership_id not in (None, followup.partnership_id):
        raise NotFound("no_such_followup")
    if organisation.partnership_id != followup.partnership_id or organisation.kind not in PARTIES:
        raise NotAllowed("only_municipality_and_police_approve")
    if State.APPROVED not in MOVES[State(followup.state)]:
        raise NotNow("followup_is_closed", state=followup.state)
    if followup.collected_at is None:
        raise NotNow("nothing_collected")
    if on_paper:
        if not person.has_role("coordinator"):
            raise NotAllowed("only_coordinator_registers")
    elif person.organisation_id != organisation.pk:
        raise NotAllowed("only_for_own_organisation")
    elif person.kind == "member" and not person.has_role("coordinator", "police_officer", "decision_maker"):
        raise NotAllowed("only_coordinator_police_or_decision_maker")


def check_digest(followup_digest: str, seen: str) -> None:
    """What is approved is what was seen: figures that changed underneath are looked at again."""
    if seen and seen != followup_digest:
        raise NotNow("figures_changed")


def check_may_reopen(person: Caller, followup: Followup, reason: str) -> None:
    """An approved or published follow-up is corrected with a reason, and approved anew."""
    check_may_follow_up(person, followup.partnership)
    if State.OPEN not in MOVES[State(followup.state)]:
        raise NotNow("followup_is_open")
    if not reason.strip():
        raise NotNow("reason_missing")


def check_may_mark_published(person: Caller, followup: Followup) -> None:
    """Only an approved follow-up is published."""
    if person.partnership_id not in (None, followup.partnership_id):
        raise NotFound("no_such_followup")
    if State.PUBLISHED not in MOVES[State(followup.state)]:
        raise NotNow("followup_not_approved", state=followup.state)
