# SPDX-License-Identifier: EUPL-1.2
"""The directory: functions of the organisations, their deputies and leaves, and their seats in forums."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotNow
from samsyn.rhythm import compute, rules
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import Forum, Function, Seat

FIELDS = ("name", "about", "hours", "phone", "mailbox", "deputy")
PHONE = re.compile(r"^[0-9+() -]{3,40}$")


@transaction.atomic
def add_function(
    partnership: Partnership, organisation: Organisation, name: str, *, by: Caller, **fields: Any
) -> Function:
    """Put a function in the directory: what one calls it about, when, where, and who stands in."""
    rules.check_same(organisation, partnership)
    rules.check_may_keep_function(by, organisation)
    rules.check_still_there(organisation)
    _check(organisation, name, fields, None)
    function = Function.objects.create(
        partnership=partnership, organisation=organisation, name=name.strip(), **_clean(fields)
    )
    journal.record("function added", function, by=by)
    return function


@transaction.atomic
def change_function(function: Function, *, by: Caller, version: int | None = None, **fields: Any) -> Function:
    """Change what the directory says of a function."""
    rules.check_may_keep_function(by, function.organisation)
    _check(function.organisation, fields.get("name", function.name), fields, function)
    for name, value in _clean(fields).items():
        setattr(function, name, value)
    function.save_checked(version)
    journal.record("function changed", function, by=by, fields=sorted(fields))
    return function


@transaction.atomic
def go_on_leave(
    function: Function,
    away_from: date | None,
    away_to: date | None,
    *,
    by: Caller,
    deputy: Function | None = None,
) -> Function:
    """Hand over to a deputy for some days; with no days it is back. Meanwhile the directory and the mails go to the deputy."""
    rules.check_may_keep_function(by, function.organisation)
    if (away_from is None) != (away_to is None):
        raise BadInput("leave_has_two_days", field="away_to")
    if away_from and away_to:
        if away_to < away_from:
            raise BadInput("period_backwards", field="away_to")
        chosen = deputy or function.deputy
        if chosen is None:
            raise BadInput("deputy_missing", field="deputy")
        _check_deputy(function, chosen)
        if (
            chosen.away_from
            and chosen.away_to
            and chosen.away_from <= away_to
            and away_from <= chosen.away_to
        ):
            raise BadInput("deputy_away_too", field="deputy")
        function.deputy = chosen
    function.away_from, function.away_to = away_from, away_to
    function.save_checked()
    journal.record("function handed over", function, by=by)
    return function


@transaction.atomic
def end_function(function: Function, *, by: Caller) -> Function:
    """End a function, and its seats with it. Who has it as deputy has none."""
    rules.check_may_keep_function(by, function.organisation)
    if function.ended_on is not None:
        raise NotNow("function_has_ended")
    function.ended_on = clock.today()
    function.save_checked()
    for seat in Seat.objects.filter(function=function, ended_on=None):
        seat.ended_on = clock.today()
        seat.save_checked()
    for other in Function.objects.filter(deputy=function):
        other.deputy = other.away_from = other.away_to = None
        other.save_checked()
    journal.record("function ended", function, by=by)
    return function


@transaction.atomic
def seat(forum: Forum, function: Function, *, by: Caller, leads: bool = False) -> Seat:
    """Make a function a member of a forum. Asked again, it says whether it leads."""
    rules.check_may_settle(by, forum.partnership)
    if function.partnership_id != forum.partnership_id:
        raise BadInput("no_such_function", field="function")
    if function.ended_on is not None:
        raise BadInput("function_has_ended", field="function")
    if forum.closed_on is not None:
        raise NotNow("forum_is_closed")
    row, made = Seat.objects.get_or_create(
        forum=forum,
        function=function,
        ended_on=None,
        defaults={"partnership_id": forum.partnership_id, "leads": leads},
    )
    if not made and row.leads != leads:
        row.leads = leads
        row.save_checked()
    journal.record("seat given", row, by=by, forum=str(forum.uuid))
    return row


@transaction.atomic
def unseat(row: Seat, *, by: Caller) -> Seat:
    """End a seat in a forum."""
    rules.check_may_settle(by, row.partnership)
    row.ended_on = clock.today()
    row.save_checked()
    journal.record("seat ended", row, by=by)
    return row


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in fields.items()
        if name in FIELDS
    }


def _check(organisation: Organisation, name: str, fields: dict[str, Any], known: Function | None) -> None:
    if not name.strip():
        raise BadInput("function_missing", field="name")
    others = Function.objects.filter(organisation=organisation, name=name.strip(), ended_on=None)
    if (others.exclude(pk=known.pk) if known else others).exists():
        raise BadInput("function_name_taken", field="name")
    guard(name=name, about=fields.get("about", ""), hours=fields.get("hours", ""))
    phone, mailbox = fields.get("phone", "").strip(), fields.get("mailbox", "").strip()
    if phone and not PHONE.match(phone):
        raise BadInput("not_a_phone", field="phone")
    if mailbox and compute.names_a_person(mailbox):
        raise BadInput("mailbox_of_a_person", field="mailbox")
    deputy = fields.get("deputy")
    if deputy is not None:
        _check_deputy(known, deputy, organisation)


def _check_deputy(
    function: Function | None, deputy: Function, organisation: Organisation | None = None
) -> None:
    home = function.partnership_id if function else organisation.partnership_id if organisation else None
    if deputy.partnership_id != home or deputy.ended_on is not None:
        raise BadInput("no_such_function", field="deputy")
    if function is not None and deputy.pk == function.pk:
        raise BadInput("deputy_is_itself", field="deputy")
