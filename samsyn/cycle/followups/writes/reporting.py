# SPDX-License-Identifier: EUPL-1.2
"""Taking in what an owner says, by account or by link; and deciding a status that cannot be computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from samsyn.cycle.followups import rules
from samsyn.cycle.followups.models import Followup, Reading, Status
from samsyn.cycle.promises.models import Kind
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import OneTimeLink
from samsyn.kit import clock, swedish_numbers, swedish_sums
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput


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

    A sum that the text states itself ("22, varav 9 och 11") must hold. "genomförd" without a count is kept as said, and the count is asked for; it is never taken for the target.
    """
    reading.followup = Followup.objects.select_for_update().get(pk=reading.followup_id)
    rules.check_may_report(by, reading)
    if value is None and said.strip() and reading.indicator.kind != Kind.MILESTONE:
        value, understood = _number_in(said)
        qualifier = qualifier or understood
    if value is not None and float(value) < 0:
        raise BadInput("negative", field="said")
    if as_of and as_of > clock.today():
        raise BadInput("in_future", field="as_of")
    reading.reported = True
    reading.by_itself = False
    reading.decided_status = reading.decided_by = ""  # what was decided was decided of the words before
    reading.said, reading.value = said.strip()[:300], value
    reading.qualifier = qualifier or "exact"
    reading.as_of = as_of
    reading.steps_done = steps_done
    reading.comment, reading.next_step = comment.strip(), next_step.strip()
    rules.weigh(reading, partly=partly)
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
def report_by_link(reading: Reading, link: OneTimeLink, *, by: Caller, **answer: Any) -> Reading:
    """Take in an answer by a one-time link; the link is used up in the same transaction."""
    if link.purpose != "report" or link.subject != reading.uuid:
        raise BadInput("link_for_something_else")
    people.use_link(link, by=by)
    return report(reading, by=by, **answer)


@transaction.atomic
def report_all_by_link(
    followup: Followup, link: OneTimeLink, answers: Mapping[Reading, Mapping[str, Any]], *, by: Caller
) -> list[Reading]:
    """Take in all that an organisation was asked for in one go; the link is used up in the same transaction."""
    if link.purpose != "report_all" or link.subject != followup.uuid:
        raise BadInput("link_for_something_else")
    people.use_link(link, by=by)
    taken = [report(reading, by=by, **answer) for reading, answer in answers.items()]
    journal.record("readings reported by link", followup, by=by, readings=len(taken))
    return taken


def _number_in(said: str) -> tuple[float | None, str]:
    """The number that an answer says, and how exact; a sum in it is checked."""
    stated = swedish_sums.read(said)
    if stated is not None:
        if not stated.agrees:
            raise BadInput("parts_do_not_add_up", field="said", sum=stated.total, whole=stated.whole)
        return (stated.total if stated.whole is None else stated.whole), "exact"
    found = swedish_numbers.read(said)
    if found is None or found.per:  # "veckovis" is a pace; how many times it was is asked about
        return None, ""
    return found.value, found.qualifier
