# SPDX-License-Identifier: EUPL-1.2
"""Who may plan and log activities, and when."""

from __future__ import annotations

import re

from samsyn.catalogue import activities as kinds
from samsyn.cycle.activities.models import MOVES, Activity, LogEntry, State
from samsyn.cycle.promises.models import Promise
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow

HOURS = re.compile(
    r"\b(?:klockan|kl\.?)\s*\d{1,2}|\b\d{1,2}(?:[.:]\d\d)?\s?[–-]\s?\d{1,2}(?:[.:]\d\d)?\b", re.IGNORECASE
)
# "vid Tempo i Björbo", "på Stortorget": a preposition before a name.
NAMED_PLACE = re.compile(r"\b(?:vid|i|på|utanför|intill)\s+[A-ZÅÄÖ][a-zåäö]+")


def check_may_plan(person: Caller, partnership: Partnership) -> None:
    """Coordinators, police officers and decision makers plan."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role("coordinator", "police_officer", "decision_maker"):
        raise NotAllowed("only_coordinator_police_or_decision_maker")


def check_may_log(person: Caller, activity: Activity) -> None:
    """The organisation that does it logs it; a coordinator may log for others. What is cancelled is not logged."""
    if person.partnership_id not in (None, activity.partnership_id):
        raise NotFound("no_such_activity")
    own = person.organisation_id == activity.organisation_id and person.kind in ("member", "link")
    if not own and not person.has_role("coordinator"):
        raise NotAllowed("only_own_organisation_logs")
    if person.role == "auditor":
        raise NotAllowed("auditors_only_read")
    if activity.state == State.CANCELLED:
        raise NotNow("activity_is_cancelled")


def check_may_strike(person: Caller, entry: LogEntry) -> None:
    """A log entry is struck out, never removed, by those who may log."""
    check_may_log(person, entry.activity)
    if entry.struck_at:
        raise NotNow("already_struck")


def check_may_move(person: Caller, activity: Activity, to: str, reason: str) -> None:
    """A move of the table; pausing and cancelling need a reason."""
    if person.organisation_id != activity.organisation_id:
        check_may_plan(person, activity.partnership)
    elif person.partnership_id != activity.partnership_id:
        raise NotFound("no_such_activity")
    if to not in MOVES[State(activity.state)]:
        raise NotNow("move_not_allowed", state=activity.state, to=to)
    if to in (State.PAUSED, State.CANCELLED) and not reason.strip():
        raise NotNow("reason_missing")


def check_same(organisation: Organisation, partnership: Partnership) -> None:
    """Activities belong to organisations of the same partnership."""
    if organisation.partnership_id != partnership.pk:
        raise NotFound("no_such_organisation")


def check_may_lift(person: Caller, activity: Activity, promise: Promise | None) -> None:
    """An operative activity is shown only where a signed promise of its own states time and place; others freely."""
    check_may_plan(person, activity.partnership)
    if not operative(activity.kind):
        return
    if promise is None or not activity.promises.filter(pk=promise.pk).exists():
        raise NotNow("embargo_needs_promise")
    if promise.state != "agreed" or not states_time_and_place(promise):
        raise NotNow("promise_states_no_time_and_place")


def operative(kind: str) -> bool:
    """Whether date and place of this kind are never told before it is done."""
    found = kinds.get(kind)
    return bool(found and found.operative)


def states_time_and_place(promise: Promise) -> bool:
    """Whether the signed words themselves say at what hours and where ("Tempo i Björbo varje torsdag 10–11")."""
    words = f"{promise.sentence} {promise.explanation}"
    named = promise.area is not None and promise.area.name.casefold() in words.casefold()
    return bool(HOURS.search(words)) and (named or bool(NAMED_PLACE.search(words)))
