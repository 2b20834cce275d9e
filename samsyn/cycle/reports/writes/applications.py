# SPDX-License-Identifier: EUPL-1.2
"""Letting an outside application send reports, and what it tells of the faults it mends."""

from __future__ import annotations

import secrets

from django.db import transaction

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import Application, Done, Report, State
from samsyn.cycle.reports.writes import handling
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller, machine
from samsyn.kit.errors import BadInput, NotAllowed, NotNow

NAME_MOST = 120


@transaction.atomic
def add_application(
    partnership: Partnership, name: str, *, by: Caller, may_update: bool = False
) -> tuple[Application, str]:
    """Let an application send reports; returns it and its key, which is shown only now."""
    rules.check_may_connect(by, partnership)
    name = " ".join(name.split())[:NAME_MOST]
    if not name:
        raise BadInput("name_missing", field="name")
    key = secrets.token_urlsafe(24)
    made = Application.objects.create(
        partnership=partnership,
        owner_id=by.organisation_id,
        name=name,
        token_digest=people.token_digest(key),
        may_update=may_update,
    )
    journal.record("application added", made, by=by, may_update=may_update)
    return made, key


@transaction.atomic
def withdraw_application(application: Application, *, by: Caller) -> Application:
    """Take the key back: from now on it opens nothing."""
    rules.check_may_connect(by, application.partnership)
    if application.withdrawn_at:
        raise NotNow("application_withdrawn")
    application.withdrawn_at = clock.now()
    application.save_checked(fields=["withdrawn_at"])
    journal.record("application withdrawn", application, by=by)
    return application


@transaction.atomic
def hear(report: Report, to: str, words: str, *, by: Caller, application: Application) -> Report:
    """What an application tells of a fault: a move where the table allows it, and words as a note.

    Words with something of a person in them are refused. A move that says nothing new is no error.
    """
    if application.partnership_id != report.partnership_id or application.withdrawn_at:
        raise NotAllowed("no_such_application")
    if not application.may_update:
        raise NotAllowed("application_may_not_update")
    eyes = machine(f"open311:{application.pk}").inside(report.partnership_id)
    if to and report.state == State.MERGED:
        raise NotNow("no_such_move", before=report.state, after=to)
    if to == State.WITH_ORGANISATION and report.with_organisation_id is None:
        to = State.SEEN if report.state == State.NEW else ""
    if to and to != report.state:
        reason = words or ("-" if to == State.NO_ACTION else "")
        if reason == "-":
            raise BadInput("reason_missing", field="description")
        handling.move(report, to, by=eyes, reason=words)
    elif words:
        handling._check_words(words, "description", handling.REASON_MOST)
        handling._add_line(report, Done.ANSWERED, by=eyes, text=words)
    journal.record("fault updated", report, by=by, application=str(application.uuid), state=to)
    return report
