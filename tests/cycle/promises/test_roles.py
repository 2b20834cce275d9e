# SPDX-License-Identifier: EUPL-1.2
"""Every role in every party against every change of a promise: who may, who may not, and that each leaves a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from samsyn.cycle.promises import writes
from samsyn.cycle.promises.models import How, Promise
from samsyn.cycle.promises.rules import WRITERS
from samsyn.ground.journal.models import Entry
from samsyn.ground.people.models import Role
from samsyn.kit.callers import PUBLIC, Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.followups.test_chain import a_proposed_promise, an_agreed_promise

pytestmark = pytest.mark.django_db

PARTIES = ("municipality", "police", "housing")


def callers() -> list[Caller]:
    """One member of every role in three kinds of party, a member of another partnership, and the public."""
    inside = [people.member(role, kind) for kind in PARTIES for role in Role.values if role != "guest"]
    return [*inside, people.outsider(), PUBLIC]


def changes(proposed: Promise, agreed: Promise) -> dict[str, Callable[[Caller], Any]]:
    """Changes that only writers make, each in a state that allows it."""
    part, housing = agreed.indicators.get(), people.organisation("housing")
    return {
        "draft": lambda by: writes.draft(
            people.partnership(), "Nytt.", by=by, period_from=date(2026, 1, 1), until_replaced=True
        ),
        "redefine": lambda by: writes.redefine(part, by=by, reason="Skäl.", signer_title="Chef", target=9),
        "hand_over": lambda by: writes.hand_over(part, housing, by=by, reason="Skäl."),
        "cancel": lambda by: writes.cancel_indicator(part, by=by, reason="Skäl."),
        "paper": lambda by: writes.sign(
            proposed, by=by, organisation=people.organisation("police"), title="Chef", how=How.PAPER
        ),
    }


def test_only_writers_change_a_promise_and_every_change_is_journalled() -> None:
    tried = changes(a_proposed_promise(), an_agreed_promise())
    for caller in callers():
        may = caller.role in WRITERS and caller.partnership_id == people.partnership().pk
        for name, change in tried.items():
            before = Entry.objects.count()
            if may:
                change(caller)
                assert Entry.objects.count() > before, (name, caller.role)
            else:
                with pytest.raises((NotAllowed, NotFound)):
                    change(caller)
                assert Entry.objects.count() == before, (name, caller.role)


def test_nobody_signs_by_account_for_another_party() -> None:
    promise = a_proposed_promise()
    for caller in callers():
        for kind in PARTIES:
            party = people.organisation(kind)
            own = caller.organisation_id == party.pk and caller.role in WRITERS and kind != "housing"
            if not own:
                with pytest.raises((NotAllowed, NotFound)):
                    writes.sign(promise, by=caller, organisation=party, title="Chef")
    assert not promise.signatures.exists()


def test_nobody_at_all_edits_what_is_signed() -> None:
    promise = an_agreed_promise()
    part = promise.indicators.get()
    for caller in callers():
        for attempt in (
            lambda by: writes.change(promise, by=by, sentence="Något annat."),
            lambda by: writes.add_indicator(promise, "Ny", "count", people.organisation(), by=by),
            lambda by: writes.remove_indicator(part, by=by),
            lambda by: writes.propose(promise, by=by),
            lambda by: writes.take_back(promise, by=by),
            lambda by: writes.enter_history(promise, by=by, source="x"),
        ):
            with pytest.raises((NotAllowed, NotFound, NotNow)):
                attempt(caller)
    promise.refresh_from_db()
    assert promise.sentence == "Minst åtta nya områden med grannsamverkan."
