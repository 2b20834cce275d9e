# SPDX-License-Identifier: EUPL-1.2
"""The minutes: approved and frozen."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import State as ActivityState
from samsyn.ground.journal import writes as journal
from samsyn.kit import clock, frozen
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput
from samsyn.rhythm import compute, reads, rules
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import (
    Meeting,
    State,
)

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
    kept = frozen.freeze("minutes", SCHEMA, reads.minutes(meeting, seen_by=by) | {"news": news})
    meeting.frozen_text, meeting.frozen_digest = kept.text, kept.digest
    meeting.state, meeting.approved_on, meeting.approved_by = State.APPROVED, day, title.strip()
    meeting.save_checked()
    activity = meeting.forum.activity
    if activity is not None and activity.state != ActivityState.CANCELLED:
        activities.log(activity, by=SYSTEM, done_on=meeting.held_on)
    journal.record("minutes approved", meeting, by=by, digest=kept.digest)
    return meeting
