# SPDX-License-Identifier: EUPL-1.2
"""Who may enter occasions, what people told there and what was done with it, and when."""

from __future__ import annotations

from samsyn.cycle.dialogues.models import (
    MOVES,
    OBSERVATION_MOVES,
    Kind,
    Observation,
    ObservationState,
    Occasion,
    State,
)
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow

WRITERS = ("coordinator", "police_officer", "analyst", "moderator", "reporter")
LEADERS = ("coordinator", "police_officer")


def check_may_enter(person: Caller, partnership: Partnership) -> None:
    """Those who work with residents enter occasions; a housing company enters its own walks."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role(*WRITERS):
        raise NotAllowed("role_does_not_enter_dialogues")


def check_may_write(person: Caller, occasion: Occasion) -> None:
    """The organisation that invited writes in its own occasion; coordinators and police officers in all."""
    if person.partnership_id not in (None, occasion.partnership_id):
        raise NotFound("no_such_occasion")
    check_may_enter(person, occasion.partnership)
    if not person.has_role(*LEADERS) and person.organisation_id != occasion.invited_by_id:
        raise NotAllowed("only_who_invited_writes")


def check_may_tell(person: Caller, occasion: Occasion) -> None:
    """What was said is written once the occasion has been held."""
    check_may_write(person, occasion)
    if occasion.state != State.HELD:
        raise NotNow("occasion_not_held", state=occasion.state)


def check_may_count(person: Caller, occasion: Occasion) -> None:
    """Answers in numbers belong to surveys."""
    check_may_tell(person, occasion)
    if occasion.kind != Kind.SURVEY:
        raise NotNow("only_surveys_have_answers")


def check_may_move(person: Caller, occasion: Occasion, to: str) -> None:
    """A move of the table; what lies ahead has not been held."""
    check_may_write(person, occasion)
    if to not in MOVES[State(occasion.state)]:
        raise NotNow("move_not_allowed", state=occasion.state, to=to)
    if to == State.HELD and occasion.held_on > clock.today():
        raise NotNow("occasion_lies_ahead")


def check_may_answer(person: Caller, observation: Observation, to: str, answer: str) -> None:
    """Who looks after an observation says what came of it, or the one who invited; a no is explained."""
    own = person.organisation_id is not None and person.organisation_id == observation.organisation_id
    if not (own and person.partnership_id == observation.partnership_id and person.has_role(*WRITERS)):
        check_may_write(person, observation.occasion)
    if to not in OBSERVATION_MOVES[ObservationState(observation.state)]:
        raise NotNow("move_not_allowed", state=observation.state, to=to)
    if to == ObservationState.NOT_DONE and not answer.strip():
        raise BadInput("answer_missing", field="answer")


def check_same(organisation: Organisation | None, partnership: Partnership, field: str) -> None:
    """Who invited and who looks after something are organisations of the same partnership."""
    if organisation is not None and organisation.partnership_id != partnership.pk:
        raise BadInput("no_such_organisation", field=field)
