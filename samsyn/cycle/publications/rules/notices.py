# SPDX-License-Identifier: EUPL-1.2
"""Who writes notices, and who publishes them: each party speaks in its own name."""

from __future__ import annotations

from samsyn.cycle.publications.models import Notice, NoticeKind, NoticeState
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound, NotNow

WRITES = ("coordinator", "publisher", "police_officer")


def check_may_write_notices(person: Caller, partnership: Partnership) -> None:
    """Coordinators, publishers and police officers write notices."""
    if person.partnership_id not in (None, partnership.pk):
        raise NotFound("no_such_partnership")
    if not person.has_role(*WRITES):
        raise NotAllowed("role_does_not_write_notices")


def check_may_change(person: Caller, notice: Notice) -> None:
    """A party's notice is changed by those of that party who write notices, and not once it is thrown away."""
    check_may_write_notices(person, notice.partnership)
    if not person.is_trusted and notice.owner_id != person.organisation_id:
        raise NotAllowed("the_other_partys_notice")
    if notice.state == NoticeState.DROPPED:
        raise NotNow("notice_is_dropped")


def check_may_drop(person: Caller, notice: Notice) -> None:
    """What is out stays out; only a draft is thrown away."""
    check_may_change(person, notice)
    if notice.state != NoticeState.DRAFT:
        raise NotNow("notice_is_out")


def check_may_send_out(person: Caller, notice: Notice) -> None:
    """A publisher or coordinator publishes its party's notices; an officer tells of events in the police's own name."""
    check_may_change(person, notice)
    if person.role == "police_officer" and notice.kind != NoticeKind.EVENT:
        raise NotAllowed("only_publisher_answers_claims")
