# SPDX-License-Identifier: EUPL-1.2
"""While a promise holds: redefine, hand over, cancel a part, end or replace; and earlier years entered as history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from samsyn.cycle.promises import rules
from samsyn.cycle.promises.models import Definition, Indicator, OwnerChange, Promise, State
from samsyn.cycle.promises.writes.words import DEFINED
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput


@transaction.atomic
def redefine(
    indicator: Indicator,
    *,
    by: Caller,
    reason: str,
    signer_title: str,
    holds_from: date | None = None,
    **defined: Any,
) -> Definition:
    """Change what an indicator counts after signing: a new definition beside the signed one, seen by residents."""
    rules.check_may_redefine(by, indicator.promise)
    if not reason.strip():
        raise BadInput("reason_missing", field="reason")
    if not signer_title.strip():
        raise BadInput("signer_missing", field="signer_title")
    rules.check_defined(defined)
    before = indicator.definitions.order_by("-number").first()
    kept = {field: getattr(before, field) for field in DEFINED} if before else {}
    definition = Definition.objects.create(
        partnership=indicator.partnership,
        indicator=indicator,
        number=(before.number if before else 0) + 1,
        holds_from=holds_from or clock.today(),
        reason=reason.strip(),
        signer_title=signer_title.strip(),
        **(kept | defined),
    )
    journal.record(
        "indicator redefined", definition, by=by, indicator=str(indicator.uuid), number=definition.number
    )
    return definition


@transaction.atomic
def hand_over(indicator: Indicator, to: Organisation, *, by: Caller, reason: str) -> Indicator:
    """Let another organisation answer for a part, from today; who answered before is kept and shown."""
    rules.check_may_redefine(by, indicator.promise)
    rules.check_may_answer(to, indicator.promise)
    if not reason.strip():
        raise BadInput("reason_missing", field="reason")
    change = OwnerChange.objects.create(
        partnership=indicator.partnership,
        indicator=indicator,
        before=indicator.organisation,
        after=to,
        changed_on=clock.today(),
        reason=reason.strip(),
    )
    indicator.organisation = to
    indicator.save_checked()
    journal.record("indicator handed over", change, by=by, indicator=str(indicator.uuid), to=str(to.uuid))
    return indicator


@transaction.atomic
def cancel_indicator(indicator: Indicator, *, by: Caller, reason: str, on: date | None = None) -> Indicator:
    """Break off one part of a promise that holds; it goes on being read, as broken off, with its reason."""
    rules.check_may_redefine(by, indicator.promise)
    if not reason.strip():
        raise BadInput("reason_missing", field="reason")
    indicator.cancelled_on, indicator.cancelled_reason = on or clock.today(), reason.strip()
    indicator.save_checked()
    journal.record("indicator cancelled", indicator, by=by)
    return indicator


@transaction.atomic
def enter_history(promise: Promise, *, by: Caller, source: str, signed_on: date | None = None) -> Promise:
    """Turn a draft of an earlier year into history: nobody signs it here, and it says so wherever it is shown.

    `source` names where it was told (a page, a decision). The promise must be over.
    """
    rules.check_may_enter_history(by, promise)
    if not source.strip():
        raise BadInput("history_source_missing", field="source")
    promise.history, promise.history_source = True, source.strip()
    promise.signed_on = signed_on or promise.period_from
    promise.state = State.ENDED
    promise.save_checked()
    journal.record("promise entered as history", promise, by=by)
    return promise


@transaction.atomic
def end(
    promise: Promise, *, by: Caller, replaced_by: Promise | None = None, on: date | None = None
) -> Promise:
    """End a promise from a day, or let another replace it. Its pages go on answering."""
    rules.check_may_end(by, promise)
    day = on or clock.today()
    if day < promise.period_from:
        raise BadInput("period_backwards", field="on")
    promise.state = State.REPLACED if replaced_by else State.ENDED
    promise.replaced_by, promise.ended_on = replaced_by, day
    promise.save_checked()
    journal.record("promise ended", promise, by=by, state=promise.state)
    return promise
