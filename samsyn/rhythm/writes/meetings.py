# SPDX-License-Identifier: EUPL-1.2
"""Meetings: call, move, cancel, write who is there and what is noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.rhythm import rules
from samsyn.rhythm.checks import check_day, guard
from samsyn.rhythm.models import (
    Forum,
    Meeting,
    Note,
    State,
)


@transaction.atomic
def call(forum: Forum, held_on: date, *, by: Caller, **fields: Any) -> Meeting:
    """Call a meeting; time and place are the forum's own unless said otherwise."""
    rules.check_may_call(by, forum)
    check_day(held_on)
    fields.setdefault("starts_at", forum.starts_at)
    fields["place_text"] = (fields.get("place_text") or forum.place_text).strip()
    guard(place_text=fields["place_text"])
    meeting = Meeting.objects.create(
        partnership_id=forum.partnership_id, forum=forum, held_on=held_on, **fields
    )
    journal.record("meeting called", meeting, by=by, forum=str(forum.uuid))
    return meeting


@transaction.atomic
def reschedule(
    meeting: Meeting, held_on: date, *, by: Caller, version: int | None = None, **fields: Any
) -> Meeting:
    """Give a meeting another day, time or place."""
    rules.check_may_reschedule(by, meeting)
    check_day(held_on)
    guard(place_text=fields.get("place_text", ""))
    meeting.held_on = held_on
    for name in ("starts_at", "place_text"):
        if name in fields:
            setattr(meeting, name, fields[name])
    meeting.save_checked(version)
    journal.record("meeting moved", meeting, by=by)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, reason: str, *, by: Caller) -> Meeting:
    """Cancel a meeting, with its reason."""
    rules.check_may_move(by, meeting, State.CANCELLED, reason)
    guard(reason=reason)
    meeting.state, meeting.state_reason = State.CANCELLED, reason.strip()
    meeting.save_checked()
    journal.record("meeting cancelled", meeting, by=by)
    return meeting


@transaction.atomic
def attend(meeting: Meeting, organisations: Iterable[Organisation], *, by: Caller) -> Meeting:
    """Write which organisations are present."""
    rules.check_may_decide(by, meeting)
    there = list(organisations)
    for organisation in there:
        rules.check_same(organisation, meeting.partnership)
    meeting.present.set(there)
    meeting.begin()
    journal.record("attendance written", meeting, by=by, present=len(there))
    return meeting


@transaction.atomic
def note(meeting: Meeting, point: str, text: str, *, by: Caller, version: int | None = None) -> Note:
    """Write what was noted under a point, before the meeting or at it. Someone else's words are never overwritten."""
    rules.check_may_write(by, meeting)
    rules.check_point(meeting, point)
    guard(text=text)
    row, made = Note.objects.get_or_create(
        meeting=meeting,
        point=point,
        defaults={"partnership_id": meeting.partnership_id, "text": text.strip()},
    )
    if not made:
        row.text = text.strip()
        # Without a version the writer saw no note: one that has come since must not be lost.
        row.save_checked(version if version is not None else 0)
    if meeting.held_on <= clock.today():
        meeting.begin()
    journal.record("note written", row, by=by, meeting=str(meeting.uuid), point=point)
    return row
