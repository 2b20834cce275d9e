# SPDX-License-Identifier: EUPL-1.2
"""Who may report, approve, decide and correct, and when."""

from __future__ import annotations

from samsyn.cycle.followups.models import MOVES, Followup, Reading, State
from samsyn.cycle.promises import reads as promises
from samsyn.ground.people import rules as people
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow

PARTIES = people.PARTIES


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
    answers = {party.pk for party in promises.answering(reading.indicator)}
    own = person.organisation_id in answers and person.kind in ("member", "link")
    if not own and not person.has_role("coordinator"):
        raise NotAllowed("only_own_organisation_reports")
    check_open(reading.followup)


def check_may_decide_status(person: Caller, reading: Reading) -> None:
    """A status is decided by a named role only where it cannot be computed from a number and a target."""
    check_may_follow_up(person, reading.partnership)
    check_open(reading.followup)
    if reading.fulfilment is not None:
        raise NotNow("status_is_computed")


def check_may_approve(person: Caller, followup: Followup, organisation: Organisation, on_paper: bool) -> None:
    """Municipality and police approve each for itself; a coordinator may register an approval on paper."""
    if person.partnership_id not in (None, followup.partnership_id):
        raise NotFound("no_such_followup")
    if organisation.partnership_id != followup.partnership_id or organisation.kind not in PARTIES:
        raise NotAllowed("only_municipality_and_police_approve")
    if organisation.left_on:
        raise NotNow("organisation_has_left", name=organisation.name)
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


def check_may_collect(person: Caller, followup: Followup) -> None:
    """Numbers are collected while the follow-up is open."""
    check_may_follow_up(person, followup.partnership)
    check_open(followup)


def check_open(followup: Followup) -> None:
    """What is approved takes no more numbers until it is opened again."""
    if followup.state != State.OPEN:
        raise NotNow("followup_is_closed", state=followup.state)


def check_may_reopen(person: Caller, followup: Followup) -> None:
    """An approved or published follow-up can be corrected, and is then approved anew."""
    check_may_follow_up(person, followup.partnership)
    if State.OPEN not in MOVES[State(followup.state)]:
        raise NotNow("followup_is_open")


def check_reason(reason: str) -> None:
    """A correction says why."""
    if not reason.strip():
        raise NotNow("reason_missing")


def check_may_mark_published(person: Caller, followup: Followup) -> None:
    """Only an approved follow-up is published."""
    if person.partnership_id not in (None, followup.partnership_id):
        raise NotFound("no_such_followup")
    if State.PUBLISHED not in MOVES[State(followup.state)]:
        raise NotNow("followup_not_approved", state=followup.state)


def check_may_close_as_history(person: Caller, followup: Followup, others: int) -> None:
    """A follow-up where every promise is history was approved elsewhere, long ago: it is closed without approvals."""
    check_may_follow_up(person, followup.partnership)
    if State.APPROVED not in MOVES[State(followup.state)]:
        raise NotNow("followup_is_closed", state=followup.state)
    if others:
        raise NotNow("not_only_history", others=others)
