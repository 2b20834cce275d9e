# SPDX-License-Identifier: EUPL-1.2
"""The minutes: approved and frozen, and mailed to the members when asked; the papers before a meeting too."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotNow
from samsyn.kit.jobs import later
from samsyn.rhythm import compute, reads, rules
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import (
    Meeting,
    State,
)
from samsyn.rhythm.writes.meetings import _count

SCHEMA = 1


@transaction.atomic
def approve(meeting: Meeting, *, by: Caller, title: str, approved_on: date | None = None) -> Meeting:
    """Approve the minutes: they are frozen, and the meeting is logged where the forum's activity counts meetings."""
    meeting = Meeting.objects.select_for_update().select_related("forum", "partnership").get(pk=meeting.pk)
    rules.check_may_approve(by, meeting)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    day = approved_on or clock.today()
    if not meeting.held_on <= day <= clock.today():
        raise BadInput("day_out_of_range", field="approved_on")
    guard(title=title)
    news = compute.shown_at(meeting, seen_by=by)
    kept = frozen.freeze(
        "minutes", SCHEMA, reads.minutes(meeting, seen_by=rules.for_all(meeting.partnership)) | {"news": news}
    )
    meeting.frozen_text, meeting.frozen_digest = kept.text, kept.digest
    _count(meeting)
    meeting.state, meeting.approved_on, meeting.approved_by = State.APPROVED, day, title.strip()
    meeting.save_checked()
    journal.record("minutes approved", meeting, by=by, digest=kept.digest)
    return meeting


@transaction.atomic
def send_minutes(meeting: Meeting, *, by: Caller) -> int:
    """Queue a mail about the minutes to each function mailbox of the forum's members; how many."""
    rules.check_may_lead(by, meeting.partnership)
    if meeting.state not in (State.HELD, State.APPROVED):
        raise NotNow("meeting_lies_ahead")
    return _send(meeting, "minutes", by)


@transaction.atomic
def send_papers(meeting: Meeting, *, by: Caller) -> int:
    """Queue a mail about the papers of a coming meeting to each function mailbox of the forum's members; how many."""
    rules.check_may_write(by, meeting)
    return _send(meeting, "papers", by)


def _send(meeting: Meeting, about: str, by: Caller) -> int:
    boxes = reads.mailboxes(meeting.forum, seen_by=by)
    if not boxes:
        raise NotNow("no_mailboxes")
    for mailbox in boxes:
        later("samsyn.rhythm.tasks.send", meeting.pk, about, mailbox)
    setattr(meeting, f"{about}_sent_at", clock.now())
    meeting.save_checked(fields=[f"{about}_sent_at"])
    journal.record(f"{about} sent", meeting, by=by, mailboxes=len(boxes))
    return len(boxes)
