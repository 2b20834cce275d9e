# SPDX-License-Identifier: EUPL-1.2
"""Changes to follow-ups: open, collect, report, decide, approve, correct."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.followups import reads, rules
from samsyn.cycle.followups.models import Approval, Followup, Reading, State, Status
from samsyn.cycle.pictures import writes as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Indicator, Source
from samsyn.cycle.reports import writes as reports
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import OneTimeLink, Organisation, Partnership
from samsyn.kit import clock, frozen, periods, swedish_numbers
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

SCHEMA = 1


@transaction.atomic
def open_period(partnership: Partnership, period: str, *, by: Caller) -> Followup:
    """Open the follow-up of a period, or find it already open. Every promise that held gets its rows."""
    rules.check_may_follow_up(by, partnership)
    span = periods.parse(period)
    followup, _ = Followup.objects.get_or_create(
        partnership=partnership,
        period=span.key,
        defaults={"period_from": span.start, "period_to": span.end, "due_on": span.due_on},
    )
    if followup.state == State.OPEN:
        for promise in promises.holding_in(partnership, span.start, span.end, seen_by=by):
            for indicator in promises.indicators(promise, seen_by=by):
                _row(followup, indicator)
    journal.record("follow-up opened", followup, by=by, period=span.key)
    return followup


@transaction.atomic
def collect(followup: Followup, *, by: Caller) -> Followup:
    """Collect what can be measured from the activities' logs; what people have reported is left as it is."""
    rules.check_may_follow_up(by, followup.partnership)
    followup = Followup.objects.select_for_update().get(pk=followup.pk)
    if followup.state != State.OPEN:
        return followup
    for reading in reads.readings(followup, seen_by=by):
        if reading.indicator.source == Source.ACTIVITIES and (reading.by_itself or not reading.reported):
            _measure(reading, by)
        _judge(reading, partly=reading.reason == "decided")
        reading.save_checked()
    followup.collected_at = clock.now()
    followup.save_checked()
    journal.record("follow-up collected", followup, by=by, digest=reads.figures_digest(followup, seen_by=by))
    return followup


@transaction.atomic
def report(
    reading: Reading,
    *,
    by: Caller,
    said: str = "",
    value: Any = None,
    qualifier: str = "",
    as_of: date | None = None,
    steps_done: int | None = None,
    comment: str = "",
    next_step: str = "",
    partly: bool = False,
    version: int | None = None,
) -> Reading:
    """Take in what an owner says: a number as typed ("ett 15-tal", "minst 20"), or words where there is no number.

    "genomförd" without a count is kept as said, and the count is asked for; it is never taken for the target.
    """
    reading.followup = Followup.objects.select_for_update().get(pk=reading.followup_id)
    rules.check_may_report(by, reading)
    if value is None and said.strip():
        found = swedish_numbers.read(said)
        if found is not None:
            value, qualifier = found.value, qualifier or found.qualifier
    if value is not None and float(value) < 0:
        raise BadInput("negative", field="said")
    if as_of and as_of > clock.today():
        raise BadInput("in_future", field="as_of")
    reading.reported = True
    reading.by_itself = False
    reading.said, reading.value = said.strip()[:300], value
    reading.qualifier = qualifier or "exact"
    reading.as_of = as_of
    reading.steps_done = steps_done
    reading.comment, reading.next_step = comment.strip(), next_step.strip()
    _judge(reading, partly=partly)
    reading.save_checked(version)
    if reading.followup.collected_at is None:
        reading.followup.collected_at = clock.now()
        reading.followup.save_checked()
    journal.record("reading reported", reading, by=by, status=reading.status)
    return reading


@transaction.atomic
def decide_status(reading: Reading, status: str, *, by: Caller, title: str) -> Reading:
    """Decide a status that cannot be computed; the computed one is kept and shown beside it."""
    rules.check_may_decide_status(by, reading)
    if status not in Status.values:
        raise BadInput("unknown_status", field="status")
    if not title.strip():
        raise BadInput("title_missing", field="title")
    reading.decided_status, reading.decided_by = status, title.strip()
    reading.save_checked()
    journal.record("status decided", reading, by=by, status=status)
    return reading


@transaction.atomic
def approve(
    followup: Followup,
    *,
    by: Caller,
    organisation: Organisation | None = None,
    how: str = "account",
    title: str = "",
    approved_on: date | None = None,
    seen_digest: str = "",
) -> Followup:
    """Approve the figures as they stand for one party; with the second party the follow-up is frozen."""
    followup = Followup.objects.select_for_update().get(pk=followup.pk)
    if organisation is None:
        organisation = Organisation.objects.get(pk=by.organisation_id or 0)
    rules.check_may_approve(by, followup, organisation, on_paper=how == "paper")
    digest = reads.figures_digest(followup, seen_by=by)
    rules.check_digest(digest, seen_digest)
    approval, _ = Approval.objects.get_or_create(
        followup=followup,
        organisation=organisation,
        digest=digest,
        defaults={
            "partnership": followup.partnership,
            "approved_on": approved_on or clock.today(),
            "how": how,
            "title": title.strip(),
        },
    )
    given = {row.organisation.kind for row in reads.approvals(followup, seen_by=by)}
    if given >= set(rules.PARTIES):
        _conclude(followup, by)
    journal.record(
        "follow-up approved", approval, by=by, organisation=str(organisation.uuid), how=how, digest=digest
    )
    return followup


@transaction.atomic
def report_by_link(reading: Reading, link: OneTimeLink, *, by: Caller, **answer: Any) -> Reading:
    """Take in an answer by a one-time link; the link is used up in the same transaction."""
    if link.purpose != "report" or link.subject != reading.uuid:
        raise BadInput("link_for_something_else")
    people.use_link(link, by=by)
    return report(reading, by=by, **answer)


@transaction.atomic
def approve_by_link(followup: Followup, link: OneTimeLink, *, by: Caller, seen_digest: str = "") -> Followup:
    """Approve by a one-time link for the organisation it was made for."""
    if link.purpose != "approve" or link.subject != followup.uuid:
        raise BadInput("link_for_something_else")
    people.use_link(link, by=by)
    return approve(
        followup, by=by, organisation=link.organisation, how="link", title=link.title, seen_digest=seen_digest
    )


@transaction.atomic
def reopen(followup: Followup, *, by: Caller, reason: str) -> Followup:
    """Open an approved or published follow-up again to correct it; what was published stays readable."""
    rules.check_may_reopen(by, followup, reason)
    followup.state = State.OPEN
    followup.correction = reason.strip()
    followup.save_checked()
    journal.record("follow-up reopened", followup, by=by)
    return followup


@transaction.atomic
def mark_published(followup: Followup, *, by: Caller) -> Followup:
    """Note that the follow-up is out, and tell those who reported."""
    rules.check_may_mark_published(by, followup)
    followup.state = State.PUBLISHED
    followup.save_checked()
    reports.tell(
        followup.partnership, "followup_published", about_kind="followup", about=followup.period, by=by
    )
    journal.record("follow-up published", followup, by=by, digest=followup.frozen_digest)
    return followup


def _row(followup: Followup, indicator: Indicator) -> Reading:
    row, _ = Reading.objects.get_or_create(
        followup=followup,
        indicator=indicator,
        defaults={"partnership": followup.partnership, "reason": "not_reported"},
    )
    return row


def _measure(reading: Reading, by: Caller) -> None:
    """Count the log. Against a whole target from the promise's first day; without one, inside the period."""
    indicator, followup = reading.indicator, reading.followup
    definition = promises.definition_on(indicator, followup.period_to)
    whole = definition is not None and definition.target is not None
    start = (
        indicator.promise.period_from if whole else max(followup.period_from, indicator.promise.period_from)
    )
    end = min(followup.period_to, clock.today())
    found = activities.logged_for(indicator, start, end, seen_by=by)
    if not found["planned"] and not found["entries"]:
        return
    reading.value = found["times"]
    reading.as_of = end
    reading.reported = reading.by_itself = True


def _judge(reading: Reading, *, partly: bool = False) -> None:
    indicator, followup = reading.indicator, reading.followup
    promise = indicator.promise
    definition = promises.definition_on(indicator, followup.period_to)
    first = indicator.definitions.order_by("number").first()
    judged = rules.judge(
        rules.Known(
            kind=indicator.kind,
            target=promises.target_of(definition),
            value=promises.plain(reading.value),
            as_of=reading.as_of,
            reported=reading.reported,
            said=reading.said,
            steps=len(definition.steps) if definition else 0,
            steps_done=reading.steps_done,
            held_from=promise.period_from,
            ends_on=promise.period_to,
            changed=bool(definition and first and definition.number != first.number),
            partly=partly,
        )
    )
    reading.definition_number = definition.number if definition else 1
    reading.status, reading.reason, reading.fulfilment = judged.status, judged.reason, judged.fulfilment


def _conclude(followup: Followup, by: Caller) -> None:
    figures = [reads.as_data(row) for row in reads.readings(followup, seen_by=by)]
    kept = frozen.freeze(
        "followup",
        SCHEMA,
        {
            "period": followup.period,
            "readings": figures,
            "approvals": reads.approvals_shown(followup, seen_by=by),
            "correction": followup.correction,
        },
    )
    followup.frozen_text, followup.frozen_digest = kept.text, kept.digest
    followup.state = State.APPROVED
    followup.save_checked()
    for row in reads.readings(followup, seen_by=by):
        if row.status in (Status.NOT_FULFILLED, Status.PARTLY_FULFILLED):
            promise = row.indicator.promise
            pictures.carry_forward(
                row.indicator.name,
                area=promise.area,
                evidence={"period": followup.period, "reading": reads.as_data(row)},
                by=by,
                partnership=followup.partnership,
            )
