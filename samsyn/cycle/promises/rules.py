# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with an agreement or a promise, and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from samsyn.cycle.pictures.models import FocusArea
from samsyn.cycle.promises.models import (
    AGREEMENT_MOVES,
    MOVES,
    Agreement,
    AgreementState,
    Bound,
    Definition,
    Indicator,
    Kind,
    Promise,
    Split,
    State,
    TargetState,
)
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow

PER = ("day", "week", "month", "quarter", "tertial", "year")
WRITERS = ("coordinator", "police_officer", "decision_maker")


def check_may_write(person: Caller, partnership: Partnership) -> None:
    """Coordinators, police officers and decision makers write agreements and promises."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role(*WRITERS):
        raise NotAllowed("only_coordinator_police_or_decision_maker")


def check_may_change(person: Caller, promise: Promise) -> None:
    """Only a draft is changed: what has been proposed or signed stands."""
    check_may_write(person, promise.partnership)
    if promise.state != State.DRAFT:
        raise NotNow("promise_is_not_a_draft", state=promise.state)


def check_may_propose(person: Caller, promise: Promise, indicators: int, parties: int) -> None:
    """A promise is proposed when it has parties to sign it and something to follow up."""
    check_may_change(person, promise)
    if not parties:
        raise NotNow("promise_has_no_parties")
    gone = promise.parties.exclude(left_on=None).first()
    if gone is not None:
        raise NotNow("party_has_left", name=gone.name)
    if not indicators:
        raise NotNow("promise_has_no_indicator")
    for definition in Definition.objects.filter(indicator__promise=promise, indicator__kind=Kind.EFFECT):
        if definition.baseline is None or not definition.baseline_source:
            raise NotNow("effect_needs_baseline", indicator=definition.indicator.name)
        if _is_share(definition.unit) and not definition.sample_size:
            raise NotNow("effect_needs_sample_size", indicator=definition.indicator.name)


def check_may_sign(person: Caller, promise: Promise, organisation: Organisation, on_paper: bool) -> None:
    """Each party signs for itself, while the promise is proposed; a writer may register a signature on paper."""
    if person.partnership_id not in (None, promise.partnership_id):
        raise NotFound("no_such_promise")
    if State.AGREED not in MOVES[State(promise.state)]:
        raise NotNow("promise_is_not_proposed", state=promise.state)
    _check_signer(person, promise, organisation, on_paper)


def check_may_sign_agreement(
    person: Caller, agreement: Agreement, organisation: Organisation, on_paper: bool
) -> None:
    """Each party signs a proposed version of an agreement for itself, as a promise is signed."""
    if person.partnership_id not in (None, agreement.partnership_id):
        raise NotFound("no_such_agreement")
    if AgreementState.AGREED not in AGREEMENT_MOVES[AgreementState(agreement.state)]:
        raise NotNow("agreement_is_not_proposed", state=agreement.state)
    _check_signer(person, agreement, organisation, on_paper)


def _check_signer(
    person: Caller, signed: Promise | Agreement, organisation: Organisation, on_paper: bool
) -> None:
    if not signed.parties.filter(pk=organisation.pk).exists():
        raise NotAllowed("only_a_party_signs")
    if organisation.left_on:
        raise NotNow("party_has_left", name=organisation.name)
    if on_paper:
        check_may_write(person, signed.partnership)
    elif person.organisation_id != organisation.pk:
        raise NotAllowed("only_for_own_organisation")
    elif person.kind == "member":
        check_may_write(person, signed.partnership)


def check_may_change_agreement(person: Caller, agreement: Agreement) -> None:
    """Only a draft is changed; what has been signed is changed by a new version, which leaves it as it was."""
    check_may_write(person, agreement.partnership)
    if agreement.state != AgreementState.DRAFT:
        raise NotNow("agreement_is_not_a_draft", state=agreement.state)


def check_may_propose_agreement(person: Caller, agreement: Agreement, parties: list[Organisation]) -> None:
    """An agreement is between at least two who are still in the partnership, and says what the law asks for."""
    check_may_change_agreement(person, agreement)
    if len(parties) < 2:
        raise NotNow("agreement_needs_parties")
    gone = [party.name for party in parties if party.left_on]
    if gone:
        raise NotNow("party_has_left", name=gone[0])
    check_agreement_words(agreement.title, agreement.purposes, agreement.areas)


def check_agreement_words(title: str, purposes: str, areas: str) -> None:
    """Lag (2023:196) § 9: an agreement says at least its purposes and the areas it covers."""
    if not title.strip():
        raise BadInput("title_missing", field="title")
    for field, text in (("purposes", purposes), ("areas", areas)):
        if not text.strip():
            raise BadInput("required_by_law", field=field)


def check_may_renew(person: Caller, agreement: Agreement) -> None:
    """A new version is begun from the one that is signed, one at a time."""
    check_may_write(person, agreement.partnership)
    if agreement.state != AgreementState.AGREED:
        raise NotNow("agreement_is_not_signed", state=agreement.state)
    if agreement.later.exists():
        raise NotNow("new_version_is_begun")


def check_may_join(organisation: Organisation, agreement: Agreement) -> None:
    """A party of an agreement belongs to the same partnership and has not left it."""
    if organisation.partnership_id != agreement.partnership_id:
        raise NotFound("no_such_organisation")
    if organisation.left_on:
        raise BadInput("organisation_has_left", field="parties", name=organisation.name)


def check_agreement_move(agreement: Any, to: AgreementState) -> None:
    """Only the moves of the table are made."""
    if to not in AGREEMENT_MOVES[AgreementState(agreement.state)]:
        raise NotNow("move_not_allowed", state=agreement.state, to=to)


def check_may_redefine(person: Caller, promise: Promise) -> None:
    """What an indicator counts may be changed while the promise holds, with reason and signer, never silently."""
    check_may_write(person, promise.partnership)
    if promise.state not in (State.DRAFT, State.AGREED):
        raise NotNow("promise_does_not_hold", state=promise.state)


def check_may_end(person: Caller, promise: Promise) -> None:
    """An agreed promise ends, or is replaced by another."""
    check_may_write(person, promise.partnership)
    if State.ENDED not in MOVES[State(promise.state)]:
        raise NotNow("promise_does_not_hold", state=promise.state)


def check_move(promise: Any, to: State) -> None:
    """Only the moves of the table are made."""
    if to not in MOVES[State(promise.state)]:
        raise NotNow("move_not_allowed", state=promise.state, to=to)


def check_may_answer(organisation: Organisation, promise: Promise) -> None:
    """Who answers for a part belongs to the same partnership and has not left it."""
    if organisation.partnership_id != promise.partnership_id:
        raise NotFound("no_such_organisation")
    if organisation.left_on:
        raise BadInput("organisation_has_left", field="organisation", name=organisation.name)


def check_may_enter_history(person: Caller, promise: Promise) -> None:
    """Only a draft whose time is over becomes history, so that nothing that holds goes unsigned."""
    check_may_change(person, promise)
    if promise.period_to is None or promise.period_to >= clock.today():
        raise NotNow("promise_is_not_over")


def _is_share(unit: str) -> bool:
    return "%" in unit or "procent" in unit.lower()


def check_may_split(indicator: Indicator, split_by: str, groups: int) -> None:
    """What is counted is split once by sex or school, into two groups or more; a group is not split again."""
    if split_by not in Split.values:
        raise BadInput("unknown_split", field="split_by")
    if groups < 2:
        raise BadInput("split_needs_groups", field="groups")
    if not can_be_split(indicator):
        raise NotNow("only_counts_are_split")
    if indicator.parts.filter(split_by=split_by).exists():
        raise NotNow("already_split")


def can_be_split(indicator: Indicator) -> bool:
    """Whether a part is a count that is no group of another."""
    return indicator.kind in (Kind.COUNT, Kind.COVERAGE) and not indicator.split_by


def check_groups(whole: Decimal | None, targets: list[Any]) -> None:
    """Targets of groups that all have one add up to the target of the whole, where that has one."""
    if whole is None or any(target is None for target in targets):
        return
    total = sum((Decimal(str(target)) for target in targets), Decimal(0))
    if total != whole:
        raise BadInput("groups_do_not_add_up", field="groups", whole=whole.normalize(), sum=total.normalize())


def check_defined(defined: dict[str, Any]) -> None:
    """No number below zero, and a bound that is known."""
    for field in ("target", "baseline"):
        value = defined.get(field)
        if value is not None and Decimal(str(value)) < 0:
            raise BadInput("negative", field=field)
    if defined.get("per") and defined["per"] not in PER:
        raise BadInput("unknown_per", field="per")
    if defined.get("bound", Bound.AT_LEAST) not in Bound.values:
        raise BadInput("unknown_bound", field="bound")


def check_effect_question(sentence: str, starts_on: date, controls: list[Any]) -> None:
    """An effect question is asked before the start, of one place beside others that the activity does not touch."""
    if not sentence.strip():
        raise BadInput("sentence_missing", field="sentence")
    if starts_on < clock.today():
        raise BadInput("effect_asked_too_late", field="starts_on")
    if not controls:
        raise BadInput("effect_needs_controls", field="controls")


def check_answered_in_time(promise: Promise, counted_to: date) -> None:
    """An effect question is answered by a follow-up of its promise: after the promise's last day there is none."""
    last = promise.period_to
    if last is not None and counted_to > last:
        raise BadInput("effect_after_promise", field="counted_to", day=last.isoformat())


def check_target_place(partnership: Partnership, area: Area, focus_areas: list[FocusArea]) -> None:
    """A target state is for an area of its own partnership, and rests on focus areas there."""
    if any(row.partnership_id != partnership.pk for row in (area, *focus_areas)):
        raise NotFound("no_such_place")


def check_may_change_target(person: Caller, target: TargetState) -> None:
    """A target state is written while it holds."""
    check_may_write(person, target.partnership)
    if target.ended_on is not None:
        raise NotNow("target_state_has_ended")
