# SPDX-License-Identifier: EUPL-1.2
"""Every change that promises, activities and follow-ups offer, tried by every role of every party.

The table is held against the rooms' own lists of writes: a new one without a line here is found. What is allowed leaves a
line in the journal; what is refused changes nothing and leaves none.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import MeasurePlan
from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import How, Promise
from samsyn.ground.journal.models import Entry
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people_writes
from samsyn.ground.people.models import Role
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM, Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.activities import test_plans
from tests.cycle.pictures import town

ROOMS: dict[str, ModuleType] = {"promises": promises, "activities": activities, "followups": followups}
TODAY = date(2026, 5, 12)
SPAN: dict[str, Any] = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}


class TakeBack(Exception):
    """Ends a trial: nothing of it is kept."""


@dataclass
class World:
    """One of everything, each in a state that allows its changes."""

    here: Any
    municipality: Any
    police: Any
    housing: Any
    areas: list[Any]
    draft: Any
    part: Any
    over: Any
    proposed: Any
    agreed: Any
    agreed_part: Any
    agreement: Any
    agreement_proposed: Any
    agreement_agreed: Any
    target: Any
    target_indicator: Any
    activity: Any
    entry: Any
    plan: Any
    measure: Any
    decided: Any
    followup: Any
    reading: Any
    approved: Any
    past: Any
    links: dict[str, Any]


def a_promise(slug: str, *, state: str = "draft", **said: Any) -> Promise:
    coordinator = people.coordinator()
    words = {**SPAN, **said}
    promise = promises.draft(
        people.partnership(), f"Minst åtta pass, {slug}.", by=coordinator, slug=slug, **words
    )
    promises.add_indicator(promise, "Pass", "count", people.organisation("police"), by=coordinator, target=8)
    if state != "draft":
        promises.propose(promise, by=coordinator)
    if state == "agreed":
        day = date(2026, 1, 10)
        promises.sign(promise, by=coordinator, title="Ordförande", signed_on=day)
        promise = promises.sign(promise, by=people.officer(), title="Chef", signed_on=day)
    return promise


def an_agreement(title: str, state: str) -> Any:
    coordinator = people.coordinator()
    found = promises.write_agreement(
        people.partnership(), by=coordinator, title=title, purposes="x", areas="y", **SPAN
    )
    if state != "draft":
        found = promises.propose_agreement(found, by=coordinator)
    if state == "agreed":
        promises.sign_agreement(found, by=coordinator, title="Ordförande")
        found = promises.sign_agreement(found, by=people.officer(), title="Chef")
    return found


def followed_up(period: str) -> Any:
    coordinator = people.coordinator()
    found = followups.open_period(people.partnership(), period, by=coordinator)
    return followups.collect(found, by=coordinator)


def built() -> World:
    here, coordinator, officer = people.partnership(), people.coordinator(), people.officer()
    municipality, police, housing = (
        people.organisation(kind) for kind in ("municipality", "police", "housing")
    )
    town.districts(here)
    areas = list(places.placing_areas(here, seen_by=SYSTEM))
    agreed = a_promise("agreed", state="agreed")
    activity = activities.plan(here, "Pass", police, by=coordinator, promises=[agreed])
    entry = activities.log(activity, by=officer, done_on=date(2026, 3, 1))
    decided = test_plans.decided()
    plan = activities.write_plan(here, "Ny plan", by=coordinator, **SPAN)
    assert isinstance(plan, MeasurePlan)
    approved = followed_up("2026-Q1")
    for row in followup_reads.readings(approved, seen_by=coordinator):
        followups.report(row, by=coordinator, said="3", as_of=date(2026, 3, 31))
    followups.approve(approved, by=coordinator)
    approved = followups.approve(approved, by=officer)
    history = a_promise("past", period_from=date(2024, 1, 1), period_to=date(2024, 12, 31))
    promises.enter_history(history, by=coordinator, source="Årsredovisningen")
    followup = followed_up("2026-T1")
    target = promises.set_target_state(here, areas[0], "Lugnare kvällar.", by=coordinator, base_year=2024)
    proposed = a_promise("proposed", state="proposed")
    agreement_proposed = an_agreement("Föreslagen", "proposed")
    reading = followup_reads.readings(followup, seen_by=coordinator)[0]
    subjects = {"sign": proposed, "sign_agreement": agreement_proposed, "report": reading, "report_all": followup,
                "approve": followup}  # fmt: skip
    links = {
        purpose: people_writes.make_link(police, purpose, row.uuid, by=coordinator)[0]
        for purpose, row in subjects.items()
    }
    return World(
        here, municipality, police, housing, areas,
        draft := a_promise("draft"), draft.indicators.get(),
        a_promise("over", period_from=date(2025, 1, 1), period_to=date(2025, 12, 31)),
        proposed, agreed, agreed.indicators.get(),
        an_agreement("Utkast", "draft"), agreement_proposed, an_agreement("Gällande", "agreed"),
        target, promises.add_target_indicator(target, "Rapporter", by=coordinator, base_value=40, source="Samsyn"),
        activity, entry, plan, activities.add_measure(plan, "Ljus", municipality, by=coordinator, unlinked_reason="x"),
        decided, followup, reading, approved, followed_up("2024-T1"), links,
    )  # fmt: skip


def inside(person: Caller) -> bool:
    return person.partnership_id == people.partnership().pk


def one_of(*roles: str) -> Callable[[Caller], bool]:
    return lambda person: inside(person) and person.role in roles


WRITERS = one_of("coordinator", "police_officer", "decision_maker")
FOLLOWING = one_of("coordinator", "police_officer", "analyst")
MANAGING = one_of("coordinator", "administrator")


def signing(person: Caller) -> bool:
    """For one's own party, which is one of the two that sign."""
    return WRITERS(person) and person.organisation_kind in ("municipality", "police")


def of_the_police(person: Caller) -> bool:
    return inside(person) and person.organisation_kind == "police"


def planning_law(person: Caller) -> bool:
    return one_of("coordinator", "decision_maker")(person) and person.organisation_kind == "municipality"


def logging(person: Caller) -> bool:
    own = of_the_police(person) and person.role != "auditor"
    return own or one_of("coordinator")(person)


def reporting(person: Caller) -> bool:
    return of_the_police(person) or one_of("coordinator")(person)


def moving(person: Caller) -> bool:
    return of_the_police(person) or WRITERS(person)


# Room and name of each change, who may make it, and how it is made in the world.
Try = tuple[Callable[[Caller], bool], Callable[[World, Caller], Any]]
TABLE: dict[tuple[str, str], Try] = {
    ("promises", "draft"): (WRITERS, lambda w, by: promises.draft(w.here, "Ny.", by=by, **SPAN)),
    ("promises", "change"): (WRITERS, lambda w, by: promises.change(w.draft, by=by, sentence="Annat.")),
    ("promises", "add_indicator"): (WRITERS, lambda w, by: promises.add_indicator(w.draft, "X", "count", w.police, by=by)),
    ("promises", "remove_indicator"): (WRITERS, lambda w, by: promises.remove_indicator(w.part, by=by)),
    ("promises", "split"): (WRITERS, lambda w, by: promises.split(w.part, "sex", {"A": 4, "B": 4}, by=by)),
    ("promises", "propose"): (WRITERS, lambda w, by: promises.propose(w.draft, by=by)),
    ("promises", "take_back"): (WRITERS, lambda w, by: promises.take_back(w.proposed, by=by)),
    ("promises", "sign"): (signing, lambda w, by: promises.sign(w.proposed, by=by, title="Chef")),
    ("promises", "sign_by_link"): (
        lambda person: of_the_police(person) and WRITERS(person),
        lambda w, by: promises.sign_by_link(w.proposed, w.links["sign"], by=by, title="Chef"),
    ),
    ("promises", "redefine"): (WRITERS, lambda w, by: promises.redefine(w.agreed_part, by=by, reason="x", signer_title="y", target=9)),
    ("promises", "hand_over"): (WRITERS, lambda w, by: promises.hand_over(w.agreed_part, w.housing, by=by, reason="x")),
    ("promises", "cancel_indicator"): (WRITERS, lambda w, by: promises.cancel_indicator(w.agreed_part, by=by, reason="x")),
    ("promises", "end"): (WRITERS, lambda w, by: promises.end(w.agreed, by=by)),
    ("promises", "enter_history"): (WRITERS, lambda w, by: promises.enter_history(w.over, by=by, source="x")),
    ("promises", "register_effect_question"): (
        WRITERS,
        lambda w, by: promises.register_effect_question(
            w.agreed, "Blev det färre?", by=by, category="vandalism", area=w.areas[0], controls=w.areas[1:],
            starts_on=TODAY + timedelta(days=5), counted_to=date(2026, 12, 31),
        ),
    ),
    ("promises", "write_agreement"): (
        WRITERS, lambda w, by: promises.write_agreement(w.here, by=by, title="x", purposes="y", areas="z", **SPAN),
    ),
    ("promises", "change_agreement"): (WRITERS, lambda w, by: promises.change_agreement(w.agreement, by=by, goals="x")),
    ("promises", "propose_agreement"): (WRITERS, lambda w, by: promises.propose_agreement(w.agreement, by=by)),
    ("promises", "take_agreement_back"): (WRITERS, lambda w, by: promises.take_agreement_back(w.agreement_proposed, by=by)),
    ("promises", "sign_agreement"): (signing, lambda w, by: promises.sign_agreement(w.agreement_proposed, by=by, title="Chef")),
    ("promises", "sign_agreement_by_link"): (
        lambda person: of_the_police(person) and WRITERS(person),
        lambda w, by: promises.sign_agreement_by_link(w.agreement_proposed, w.links["sign_agreement"], by=by, title="Chef"),
    ),
    ("promises", "new_version"): (WRITERS, lambda w, by: promises.new_version(w.agreement_agreed, by=by, reason="x")),
    ("promises", "remind_of_renewal"): (WRITERS, lambda w, by: promises.remind_of_renewal(w.here, by=by)),
    ("promises", "send_renewal"): (WRITERS, lambda w, by: promises.send_renewal(w.agreement_agreed, w.municipality, "14", by=by)),
    ("promises", "set_target_state"): (WRITERS, lambda w, by: promises.set_target_state(w.here, w.areas[1], "x", by=by, base_year=2024)),
    ("promises", "end_target_state"): (WRITERS, lambda w, by: promises.end_target_state(w.target, by=by)),
    ("promises", "add_target_indicator"): (
        WRITERS, lambda w, by: promises.add_target_indicator(w.target, "x", by=by, base_value=3, source="y"),
    ),
    ("promises", "give_target_value"): (WRITERS, lambda w, by: promises.give_target_value(w.target_indicator, 2025, 30, by=by)),
    ("activities", "plan"): (WRITERS, lambda w, by: activities.plan(w.here, "x", w.police, by=by)),
    ("activities", "hand_over"): (WRITERS, lambda w, by: activities.hand_over(w.activity, w.housing, by=by)),
    ("activities", "move"): (moving, lambda w, by: activities.move(w.activity, "paused", by=by, reason="x")),
    ("activities", "log"): (logging, lambda w, by: activities.log(w.activity, by=by)),
    ("activities", "strike"): (logging, lambda w, by: activities.strike(w.entry, by=by)),
    ("activities", "lift_embargo"): (WRITERS, lambda w, by: activities.lift_embargo(w.activity, by=by)),
    ("activities", "serve"): (WRITERS, lambda w, by: activities.serve(w.activity, [w.measure], by=by)),
    ("activities", "write_plan"): (planning_law, lambda w, by: activities.write_plan(w.here, "x", by=by, **SPAN)),
    ("activities", "change_plan"): (planning_law, lambda w, by: activities.change_plan(w.plan, by=by, summary="x")),
    ("activities", "add_measure"): (planning_law, lambda w, by: activities.add_measure(w.plan, "x", w.police, by=by, unlinked_reason="y")),
    ("activities", "remove_measure"): (planning_law, lambda w, by: activities.remove_measure(w.measure, by=by)),
    ("activities", "new_plan_version"): (planning_law, lambda w, by: activities.new_plan_version(w.decided, by=by)),
    ("activities", "follow_up_plan"): (planning_law, lambda w, by: activities.follow_up_plan(w.decided, by=by, body="KS")),
    ("followups", "open_period"): (FOLLOWING, lambda w, by: followups.open_period(w.here, "2026-H1", by=by)),
    ("followups", "open_due"): (FOLLOWING, lambda w, by: followups.open_due(w.here, by=by)),
    ("followups", "collect"): (FOLLOWING, lambda w, by: followups.collect(w.followup, by=by)),
    ("followups", "report"): (reporting, lambda w, by: followups.report(w.reading, by=by, said="5")),
    ("followups", "report_by_link"): (reporting, lambda w, by: followups.report_by_link(w.reading, w.links["report"], by=by, said="5")),
    ("followups", "report_all_by_link"): (
        reporting,
        lambda w, by: followups.report_all_by_link(w.followup, w.links["report_all"], {w.reading: {"said": "5"}}, by=by),
    ),
    ("followups", "decide_status"): (FOLLOWING, lambda w, by: followups.decide_status(w.reading, "cancelled", by=by, title="x")),
    ("followups", "approve"): (signing, lambda w, by: followups.approve(w.followup, by=by)),
    ("followups", "approve_by_link"): (
        lambda person: of_the_police(person) and WRITERS(person),
        lambda w, by: followups.approve_by_link(w.followup, w.links["approve"], by=by),
    ),
    ("followups", "reopen"): (FOLLOWING, lambda w, by: followups.reopen(w.approved, by=by, reason="x")),
    ("followups", "close_as_history"): (FOLLOWING, lambda w, by: followups.close_as_history(w.past, by=by, source="x")),
    ("followups", "remind"): (FOLLOWING, lambda w, by: followups.remind(w.followup, by=by)),
    ("followups", "remind_of_activities"): (FOLLOWING, lambda w, by: followups.remind_of_activities(w.here, by=by)),
    ("followups", "send_activity_reminder"): (FOLLOWING, lambda w, by: followups.send_activity_reminder(w.police, by=by)),
    ("followups", "set_contact"): (FOLLOWING, lambda w, by: followups.set_contact(w.housing, "trygg@bostad.example", by=by)),
    ("followups", "answer_effects"): (FOLLOWING, lambda w, by: followups.answer_effects(w.followup, by=by)),
    ("followups", "send_reminder"): (one_of("coordinator"), lambda w, by: followups.send_reminder(w.followup, w.police, "figures", "30", by=by)),
}  # fmt: skip
# Not in the table: tested where their own room's evidence is built.
ELSEWHERE = {
    ("activities", "decide_plan"): "tests/cycle/activities/test_plans.py",
    ("followups", "mark_published"): "called by publications, tests/cycle/followups/test_chain.py",
}
# May be asked for with nothing to do: then nothing has changed and the journal has no line.
NOTHING_TO_DO = {
    "remind_of_renewal",
    "open_due",
    "answer_effects",
    "remind",
    "remind_of_activities",
    "send_activity_reminder",
}


def callers() -> list[Caller]:
    """Every role in the municipality and the police, those of a third party that could matter, and two from outside."""
    roles = [role for role in Role.values if role != "guest"]
    both = [people.member(role, kind) for kind in ("municipality", "police") for role in roles]
    third = [people.member(role, "housing") for role in ("coordinator", "decision_maker", "reporter")]
    return [*both, *third, people.outsider(), PUBLIC]


def tried(change: Callable[[], Any]) -> tuple[bool, int]:
    """Whether a change was made, and how many lines it left; the database is then as before."""
    before, made, lines = Entry.objects.count(), True, 0
    try:
        with transaction.atomic():
            try:
                with transaction.atomic():
                    change()
            except (NotAllowed, NotFound):
                made = False
            lines = Entry.objects.count() - before
            raise TakeBack
    except TakeBack:
        pass
    return made, lines


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world and every caller, for this file's tests."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                with clock.frozen(TODAY):
                    callers()
                    made = built()
                yield made
                raise TakeBack
        except TakeBack:
            pass


def test_every_change_of_the_three_rooms_is_tried() -> None:
    offered = {
        (room, name)
        for room, module in ROOMS.items()
        for name in module.__all__
        if inspect.isfunction(getattr(module, name))
    }
    assert offered == TABLE.keys() | ELSEWHERE.keys()


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_who_may_make_each_change_and_that_it_leaves_a_line(room: str, world: World, db: None) -> None:
    wrong = []
    with clock.frozen(TODAY):
        for caller in callers():
            for (where, name), (may, change) in TABLE.items():
                if where != room:
                    continue
                made, lines = tried(lambda: change(deepcopy(world), caller))  # noqa: B023
                expected = may(caller)
                if made != expected or (lines > 0) != (made and (lines > 0 or name not in NOTHING_TO_DO)):
                    wrong.append((name, caller.role, caller.organisation_kind, made, lines))
    assert wrong == []


def test_nobody_signs_or_approves_for_another_party_and_a_link_only_for_its_own(
    world: World, db: None
) -> None:
    link = people_reads.caller_by_link(world.links["sign"])
    for caller in [*callers(), link]:
        for party in (world.municipality, world.police, world.housing):
            if caller.organisation_id == party.pk:
                continue
            for change in for_another(world, caller, party):
                assert tried(change) == (False, 0), (caller.role, caller.organisation_kind, party.kind)


def for_another(world: World, by: Caller, party: Any) -> list[Callable[[], Any]]:
    return [
        lambda: promises.sign(world.proposed, by=by, organisation=party, title="x"),
        lambda: promises.sign_agreement(world.agreement_proposed, by=by, organisation=party, title="x"),
        lambda: followups.approve(world.followup, by=by, organisation=party),
    ]


@pytest.mark.parametrize("how", [How.ACCOUNT, How.PAPER])
def test_nobody_edits_after_the_signature(world: World, db: None, how: str) -> None:
    changes: list[Callable[[Caller], Any]] = [
        lambda by: promises.change(world.agreed, by=by, sentence="Annat."),
        lambda by: promises.add_indicator(world.agreed, "X", "count", world.police, by=by),
        lambda by: promises.remove_indicator(world.agreed_part, by=by),
        lambda by: promises.split(world.agreed_part, "sex", {"A": 4, "B": 4}, by=by),
        lambda by: promises.propose(world.agreed, by=by),
        lambda by: promises.take_back(world.agreed, by=by),
        lambda by: promises.enter_history(world.agreed, by=by, source="x"),
        lambda by: promises.sign(world.agreed, by=by, organisation=world.police, title="x", how=how),
        lambda by: promises.change_agreement(world.agreement_agreed, by=by, goals="x"),
        lambda by: promises.take_agreement_back(world.agreement_agreed, by=by),
        lambda by: activities.change_plan(world.decided, by=by, summary="x"),
        lambda by: activities.add_measure(world.decided, "x", world.police, by=by),
        lambda by: followups.report(
            followup_reads.readings(world.approved, seen_by=SYSTEM)[0], by=by, said="9"
        ),
    ]
    for caller in (
        people.coordinator(),
        people.officer(),
        people.decision_maker(),
        people.decision_maker("police"),
    ):
        for number, change in enumerate(changes):
            with pytest.raises((NotAllowed, NotFound, NotNow)), transaction.atomic():
                change(caller)
            assert number >= 0
