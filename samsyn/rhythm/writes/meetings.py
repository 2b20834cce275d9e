# SPDX-License-Identifier: EUPL-1.2
"""Meetings: call, move, cancel, write who is there and what is noted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import State as ActivityState
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation
from samsyn.ground.places.models import Area
from samsyn.kit import clock, periods
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput
from samsyn.rhythm import rules
from samsyn.rhythm.checks import check_day, guard
from samsyn.rhythm.models import Forum, Item, Meeting, Note, Priority, State

AHEAD = timedelta(days=62)
MOST_FIRST = 3
PRIORITY_PERIOD = re.compile(r"^\d{4}-[TQ]\d$")


@transaction.atomic
def call(forum: Forum, held_on: date, *, by: Caller, **fields: Any) -> Meeting:
    """Call a meeting; time and place are the forum's own unless said otherwise."""
    rules.check_may_call(by, forum)
    check_day(held_on)
    fields.setdefault("starts_at", forum.starts_at)
    fields["place_text"] = (fields.get("place_text") or forum.place_text).strip()
    guard(place_text=fields["place_text"])
    _check_free(forum, held_on, fields["starts_at"])
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
    _check_free(meeting.forum, held_on, fields.get("starts_at", meeting.starts_at), meeting)
    meeting.held_on = held_on
    for name in ("starts_at", "place_text"):
        if name in fields:
            setattr(meeting, name, fields[name])
    meeting.save_checked(version)
    journal.record("meeting moved", meeting, by=by)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, reason: str, *, by: Caller) -> Meeting:
    """Cancel a meeting, with its reason; also one that had begun and came to nothing, which then counts no more."""
    meeting = Meeting.objects.select_for_update().select_related("partnership").get(pk=meeting.pk)
    rules.check_may_cancel(by, meeting, reason)
    guard(reason=reason)
    if meeting.counted is not None:
        activities.strike(meeting.counted, by=SYSTEM.inside(meeting.partnership_id))
        meeting.counted = None
    meeting.state, meeting.state_reason = State.CANCELLED, reason.strip()
    meeting.save_checked()
    journal.record("meeting cancelled", meeting, by=by)
    return meeting


@transaction.atomic
def reinstate(meeting: Meeting, *, by: Caller) -> Meeting:
    """Let a cancelled meeting be held after all."""
    rules.check_may_move(by, meeting, State.PLANNED)
    rules.check_may_call(by, meeting.forum)
    _check_free(meeting.forum, meeting.held_on, meeting.starts_at, meeting)
    meeting.state, meeting.state_reason = State.PLANNED, ""
    meeting.save_checked()
    journal.record("meeting reinstated", meeting, by=by)
    return meeting


@transaction.atomic
def hold(meeting: Meeting, *, by: Caller) -> Meeting:
    """Say that a meeting is held. The first thing written on its day, or after it, says so by itself.

    It is counted at once in the forum's activity, so that a promise about meetings fills itself.
    """
    rules.check_may_decide(by, meeting)
    if not meeting.begin():
        return meeting
    if _count(meeting):
        meeting.save_checked(fields=["counted"])
    journal.record("meeting held", meeting, by=by)
    return meeting


@transaction.atomic
def attend(meeting: Meeting, organisations: Iterable[Organisation], *, by: Caller) -> Meeting:
    """Write which organisations are present."""
    rules.check_may_decide(by, meeting)
    there = list(organisations)
    for organisation in there:
        rules.check_same(organisation, meeting.partnership)
        if organisation.left_on is not None and organisation.left_on <= meeting.held_on:
            raise BadInput("organisation_has_left", field="present")
    meeting.present.set(there)
    hold(meeting, by=by)
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
    if not made and row.text == text.strip():
        return row  # sent twice over a bad line: nothing is lost, and nothing is new
    if not made:
        row.text = text.strip()
        # Without a version the writer saw no note: one that has come since must not be lost.
        row.save_checked(version if version is not None else 0)
    if meeting.held_on <= clock.today():
        hold(meeting, by=by)
    journal.record("note written", row, by=by, meeting=str(meeting.uuid), point=point)
    return row


@transaction.atomic
def bring(
    meeting: Meeting,
    point: str,
    organisation: Organisation,
    text: str,
    *,
    by: Caller,
    uuid: UUID | None = None,
) -> Item:
    """Bring a line to a point of the meeting, for one's own organisation; those who lead meetings for any.

    `uuid` is the form's own: sent twice over a bad line, it is one line.
    """
    rules.check_may_bring(by, meeting, organisation, point)
    if not text.strip():
        raise BadInput("line_missing", field="text")
    guard(text=text)
    known = Item.objects.filter(uuid=uuid, meeting=meeting).first() if uuid else None
    if known is not None:
        return known
    item = Item.objects.create(
        partnership_id=meeting.partnership_id,
        meeting=meeting,
        point=point,
        organisation=organisation,
        text=text.strip(),
        **({"uuid": uuid} if uuid and not Item.objects.filter(uuid=uuid).exists() else {}),
    )
    journal.record("line brought", item, by=by, meeting=str(meeting.uuid), point=point)
    return item


@transaction.atomic
def take_back_line(item: Item, *, by: Caller) -> Item:
    """Take a line back that was wrong."""
    rules.check_may_bring(by, item.meeting, item.organisation, item.point)
    item.struck_at = clock.now()
    item.save_checked()
    journal.record("line taken back", item, by=by)
    return item


@transaction.atomic
def put_first(meeting: Meeting, period: str, area: Area, reason: str, *, by: Caller) -> Priority:
    """Put an area first in a quarter or a tertial, with the reason; three at most stand at once."""
    rules.check_may_decide(by, meeting)
    span = periods.parse(period)
    if (
        not PRIORITY_PERIOD.match(period)
        or span.end < meeting.held_on
        or span.start > meeting.held_on + AHEAD
    ):
        raise BadInput("unknown_period", field="period")
    if area.partnership_id != meeting.partnership_id:
        raise BadInput("no_such_area", field="area")
    if not reason.strip():
        raise BadInput("reason_missing", field="reason")
    guard(reason=reason)
    standing = Priority.objects.filter(forum=meeting.forum, period=period, struck_at=None)
    if standing.filter(area=area).exists():
        raise BadInput("area_is_first_already", field="area")
    if standing.count() >= MOST_FIRST:
        raise BadInput("three_are_first", field="area")
    row = Priority.objects.create(
        partnership_id=meeting.partnership_id,
        forum=meeting.forum,
        meeting=meeting,
        period=period,
        area=area,
        reason=reason.strip(),
    )
    hold(meeting, by=by)
    journal.record("area put first", row, by=by, meeting=str(meeting.uuid))
    return row


@transaction.atomic
def no_longer_first(row: Priority, *, by: Caller) -> Priority:
    """Take an area out of those that come first."""
    rules.check_may_lead(by, row.partnership)
    row.struck_at = clock.now()
    row.save_checked()
    journal.record("area no longer first", row, by=by)
    return row


def _count(meeting: Meeting) -> bool:
    """Count a held meeting once in the forum's activity; whether it now was."""
    activity = meeting.forum.activity
    if activity is None or activity.state == ActivityState.CANCELLED or meeting.counted_id is not None:
        return False
    meeting.counted = activities.log(
        activity, by=SYSTEM.inside(meeting.partnership_id), done_on=meeting.held_on
    )
    return True


def _check_free(forum: Forum, day: date, at: time | None, but: Meeting | None = None) -> None:
    """Two meetings on one day have different times: the same twice is a slip of the hand."""
    rows = Meeting.objects.filter(forum=forum, held_on=day, starts_at=at).exclude(state=State.CANCELLED)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise BadInput("called_already", field="held_on")
