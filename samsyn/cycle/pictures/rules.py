# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a picture, and when."""

from __future__ import annotations

from samsyn.cycle.pictures.models import ALERT_MOVES, MOVES, Alert, AlertState, Picture, State
from samsyn.ground.people import rules as people
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow

STATUTORY_PARTS = ("mapping", "consequences", "other_information", "analysis")
"""The parts that lag (2023:196) § 4 asks of every picture."""

SECTIONS = ("school", "restaurants", "business", "organised_crime", "welfare_crime")
"""Sectors, and themes that have no place on a map: parts of a picture that may be left out."""

PARTIES = people.PARTIES

MAY_ACKNOWLEDGE = ("coordinator", "police_officer", "analyst")
"""Who may say what an alert was."""


def check_may_see_figures(person: Caller) -> None:
    """Members, trusted callers and nobody else see counts that are not yet published."""
    if person.kind not in ("member", "system", "machine"):
        raise NotAllowed("only_members")


def check_may_write(person: Caller, picture: Picture) -> None:
    """Coordinators, police officers and analysts write in a draft; a decided picture is never changed."""
    _check_same(person, picture)
    if not person.has_role("coordinator", "police_officer", "analyst", "decision_maker"):
        raise NotAllowed("only_coordinator_police_or_analyst")
    if picture.state != State.DRAFT:
        raise NotNow("picture_is_decided", state=picture.state)


def check_may_approve(person: Caller, picture: Picture) -> None:
    """Municipality and police approve each for itself, and only a draft with all statutory parts written."""
    _check_same(person, picture)
    if not person.is_trusted and person.organisation_kind not in PARTIES:
        raise NotAllowed("only_municipality_and_police_approve")
    if not person.has_role("coordinator", "police_officer", "decision_maker"):
        raise NotAllowed("only_coordinator_police_or_decision_maker")
    if picture.state != State.DRAFT:
        raise NotNow("picture_is_decided", state=picture.state)
    missing = missing_parts(picture)
    if missing:
        raise NotNow("statutory_part_missing", parts=missing)


def check_may_decide(person: Caller, picture: Picture, approved_kinds: set[str]) -> None:
    """A picture is decided when no part is empty and both parties have approved the figures as they stand."""
    _check_same(person, picture)
    if not person.has_role("coordinator", "decision_maker"):
        raise NotAllowed("only_coordinator_or_decision_maker")
    if State.DECIDED not in MOVES[State(picture.state)]:
        raise NotNow("picture_is_decided", state=picture.state)
    missing = missing_parts(picture)
    if missing:
        raise NotNow("statutory_part_missing", parts=missing)
    waiting = [kind for kind in PARTIES if kind not in approved_kinds]
    if waiting:
        raise NotNow("approval_missing", parties=waiting)


def missing_parts(picture: Picture) -> list[str]:
    """The statutory parts that nobody has written yet."""
    return [part for part in STATUTORY_PARTS if not getattr(picture, part).strip()]


def check_may_choose(person: Caller) -> None:
    """Coordinators, police officers and decision makers choose focus areas."""
    if not person.has_role("coordinator", "police_officer", "decision_maker"):
        raise NotAllowed("only_coordinator_police_or_decision_maker")


def check_may_acknowledge(person: Caller, alert: Alert) -> None:
    """Coordinators, police officers and analysts say what an alert was, once."""
    if person.partnership_id not in (None, alert.partnership_id):
        raise NotFound("no_such_alert")
    if not person.has_role(*MAY_ACKNOWLEDGE):
        raise NotAllowed("only_coordinator_police_or_analyst")
    if AlertState.ACKNOWLEDGED not in ALERT_MOVES[AlertState(alert.state)]:
        raise NotNow("alert_is_acknowledged")


def check_is_trusted(caller: Caller) -> None:
    """The search of a week is made by the system alone."""
    if not caller.is_trusted:
        raise NotAllowed("only_system")


def _check_same(person: Caller, picture: Picture) -> None:
    if person.partnership_id not in (None, picture.partnership_id):
        raise NotFound("no_such_picture")
