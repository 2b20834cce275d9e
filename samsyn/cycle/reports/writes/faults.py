# SPDX-License-Identifier: EUPL-1.2
"""Handing a fault over to the one who mends it, by mail or Open311: what fails is seen and can be sent again."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.compute import guard as ask_guard
from samsyn.cycle.reports.models import (
    SENDING_MOVES,
    Done,
    FaultReceiver,
    HandOver,
    Report,
    Sending,
    State,
    Way,
)
from samsyn.cycle.reports.writes.handling import _add_line, _looked_at
from samsyn.cycle.reports.writes.telling import tell
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, jobs
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput, NotNow
from samsyn.kit.outside import check_address

TEXT_MOST = 1000
# Longer than all tries of a job take together: then its worker died under it, or nobody works.
STUCK_AFTER = timedelta(hours=3)
JOB = "samsyn.cycle.reports.tasks.send_fault"


@transaction.atomic
def add_receiver(
    partnership: Partnership,
    name: str,
    way: str,
    address: str,
    *,
    by: Caller,
    jurisdiction: str = "",
    service_code: str = "",
    api_key: str = "",
) -> FaultReceiver:
    """Say where faults can be sent: a mail address, or the address of an Open311 service (its `/v2`)."""
    rules.check_may_connect(by, partnership)
    name = " ".join(name.split())[:120]
    if not name:
        raise BadInput("name_missing", field="name")
    if way not in Way.values:
        raise BadInput("unknown_way", field="way")
    if way == Way.MAIL:
        try:
            validate_email(address.strip())
        except ValidationError:
            raise BadInput("bad_mail", field="address") from None
    else:
        check_address(address)
        if not service_code.strip():
            raise BadInput("service_code_missing", field="service_code")
    try:
        with transaction.atomic():
            made = FaultReceiver.objects.create(
                partnership=partnership,
                owner_id=by.organisation_id,
                name=name,
                way=way,
                address=address.strip().rstrip("/")[:300],
                jurisdiction=jurisdiction.strip()[:100],
                service_code=service_code.strip()[:100],
                api_key=api_key.strip()[:200],
            )
    except IntegrityError:
        raise BadInput("name_taken", field="name") from None
    journal.record("fault receiver added", made, by=by, way=way)
    return made


@transaction.atomic
def end_receiver(receiver: FaultReceiver, *, by: Caller) -> FaultReceiver:
    """Nothing more is sent there; what was sent stays."""
    rules.check_may_connect(by, receiver.partnership)
    if receiver.ended_on:
        raise NotNow("receiver_ended")
    receiver.ended_on = clock.today()
    receiver.save_checked(fields=["ended_on"])
    journal.record("fault receiver ended", receiver, by=by)
    return receiver


@transaction.atomic
def hand_over(report: Report, receiver: FaultReceiver, text: str, *, by: Caller) -> HandOver:
    """Send a fault out. `text` is what the receiver reads, and holds no person. It goes when the queue comes to it."""
    rules.check_may_assign(by, report)
    if receiver.partnership_id != report.partnership_id or receiver.ended_on:
        raise BadInput("unknown_receiver", field="receiver")
    if len(text) > TEXT_MOST:
        raise BadInput("too_long", field="text", most=TEXT_MOST)
    found = ask_guard(text) if text.strip() else None
    if found is not None and found.refused:
        raise BadInput("personal_data", field="text", marks=found.marks)
    if report.hand_overs.exclude(state=Sending.FAILED).filter(receiver=receiver).exists():
        raise NotNow("sent_there_already")
    made = HandOver.objects.create(
        partnership_id=report.partnership_id,
        owner_id=by.organisation_id,
        report=report,
        receiver=receiver,
        text=text.strip(),
    )
    report.told_fault = True
    _looked_at(report)
    if report.state == State.NEW:
        report.state = State.SEEN
    report.save_checked(fields=["told_fault", "first_seen_at", "state"])
    _add_line(report, Done.SENT_OUT, by=by, text=receiver.name)
    jobs.later(JOB, made.pk)
    journal.record("fault handed over", report, by=by, receiver=str(receiver.uuid))
    return made


@transaction.atomic
def send_again(sending: HandOver, *, by: Caller) -> HandOver:
    """Try once more to send what failed."""
    rules.check_may_assign(by, sending.report)
    _check(sending, Sending.WAITING)
    sending.state, sending.failure, sending.tries = Sending.WAITING, "", 0
    sending.tried_at = clock.now()
    sending.save_checked(fields=["state", "failure", "tries", "tried_at"])
    jobs.later(JOB, sending.pk)
    journal.record("fault sent again", sending.report, by=by, sending=str(sending.uuid))
    return sending


@transaction.atomic
def mark_sent(sending: HandOver, outside_id: str = "", *, by: Caller) -> HandOver:
    """It has arrived; the one who reported is told."""
    _check(sending, Sending.SENT)
    sending.state, sending.failure, sending.outside_id = Sending.SENT, "", outside_id[:100]
    sending.tries += 1
    sending.tried_at = sending.sent_at = clock.now()
    sending.save_checked(fields=["state", "failure", "outside_id", "tries", "tried_at", "sent_at"])
    tell(sending.report.partnership, "fault_handed_over", report=sending.report, by=SYSTEM)
    journal.record("fault arrived", sending.report, by=by, sending=str(sending.uuid))
    return sending


@transaction.atomic
def mark_failed(sending: HandOver, code: str, *, by: Caller, last: bool) -> HandOver:
    """A try did not succeed; after the `last` one it is told of as failed until somebody sends it again."""
    _check(sending, Sending.FAILED)
    sending.failure = code[:60]
    sending.tries += 1
    sending.tried_at = clock.now()
    if last:
        sending.state = Sending.FAILED
    sending.save_checked(fields=["state", "failure", "tries", "tried_at"])
    journal.record("fault not sent", sending.report, by=by, sending=str(sending.uuid), code=sending.failure)
    return sending


def give_up_stuck(*, by: Caller) -> int:
    """Mark as failed what has waited longer than any try takes; returns how many. Nothing stays "on its way" unseen."""
    late = clock.now() - STUCK_AFTER
    rows = HandOver.objects.filter(state=Sending.WAITING, created_at__lt=late).select_related("report")
    stuck = [row for row in rows if row.tried_at is None or row.tried_at < late]
    for sending in stuck:
        mark_failed(sending, "stuck", by=by, last=True)
    if stuck:
        journal.record("stuck faults given up", stuck[0], by=by, partnership=None, count=len(stuck))
    return len(stuck)


def _check(sending: HandOver, to: str) -> None:
    if to not in SENDING_MOVES[Sending(sending.state)]:
        raise NotNow("no_such_move", before=sending.state, after=to)
