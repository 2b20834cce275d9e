# SPDX-License-Identifier: EUPL-1.2
"""Changes to the rhythm: forums, meetings, notes, decisions, reviews, minutes, the year's lines and duties met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from samsyn.cycle.activities import reads as activity_reads
from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import MOVES as ACTIVITY_MOVES
from samsyn.cycle.activities.models import Activity
from samsyn.cycle.activities.models import State as ActivityState
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock, frozen
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput
from samsyn.rhythm import compute, reads, rules
from samsyn.rhythm.models import (
    Decision,
    DecisionState,
    Duty,
    DutyDone,
    Effect,
    Every,
    Forum,
    ForumKind,
    Meeting,
    Note,
    Review,
    Said,
    State,
    YearEntry,
)

SCHEMA = 1
FORUM_FIELDS = ("name", "mandate", "led_by", "reports_to", "every", "starts_at", "place_text", "activity")


@transaction.atomic
def add_forum(partnership: Partnership, kind: str, name: str, *, by: Caller, **fields: Any) -> Forum:
    """Add a forum under the name it goes by here."""
    rules.check_may_settle(by, partnership)
    if kind not in ForumKind.values:
        raise BadInput("unknown_kind", field="kind")
    _check_forum(partnership, name, fields, None, by)
    forum = Forum.objects.create(partnership=partnership, kind=kind, name=name.strip(), **fields)
    journal.record("forum added", forum, by=by, kind=kind)
    return forum


@transaction.atomic
def change_forum(forum: Forum, *, by: Caller, version: int | None = None, **fields: Any) -> Forum:
    """Change a forum's name, mandate, rhythm or leader. Minutes already approved keep the old name."""
    rules.check_may_settle(by, forum.partnership)
    _check_forum(forum.partnership, fields.get("name", forum.name), fields, forum, by)
    for name in FORUM_FIELDS:
        if name in fields:
            value = fields[name]
            setattr(forum, name, value.strip() if isinstance(value, str) else value)
    forum.save_checked(version)
    journal.record("forum changed", forum, by=by, fields=sorted(fields))
    return forum


@transaction.atomic
def close_forum(forum: Forum, *, by: Caller) -> Forum:
    """Close a forum. Its minutes and open decisions stay to be read."""
    rules.check_may_settle(by, forum.partnership)
    forum.closed_on = clock.today()
    forum.save_checked()
    journal.record("forum closed", forum, by=by)
    return forum


@transaction.atomic
def call(forum: Forum, held_on: date, *, by: Caller, **fields: Any) -> Meeting:
    """Call a meeting; time and place are the forum's own unless said otherwise."""
    rules.check_may_call(by, forum)
    _check_day(held_on)
    fields.setdefault("starts_at", forum.starts_at)
    fields["place_text"] = (fields.get("place_text") or forum.place_text).strip()
    _guard(place_text=fields["place_text"])
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
    _check_day(held_on)
    _guard(place_text=fields.get("place_text", ""))
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
    _guard(reason=reason)
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
    _begun(meeting)
    journal.record("attendance written", meeting, by=by, present=len(there))
    return meeting


@transaction.atomic
def note(meeting: Meeting, point: str, text: str, *, by: Caller, version: int | None = None) -> Note:
    """Write what was noted under a point, before the meeting or at it. Someone else's words are never overwritten."""
    rules.check_may_write(by, meeting)
    rules.check_point(meeting, point)
    _guard(text=text)
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
        _begun(meeting)
    journal.record("note written", row, by=by, meeting=str(meeting.uuid), point=point)
    return row


@transaction.atomic
def decide(
    meeting: Meeting,
    what: str,
    organisation: Organisation,
    *,
    by: Caller,
    area: Area | None = None,
    starts_on: date | None = None,
    due_on: date | None = None,
    purpose: str = "",
    may_be_told: bool = False,
) -> Decision:
    """Decide: what, who, where, when and what for. On the board it becomes an activity at once.

    The activity is kept from residents unless `may_be_told`, since much of what a board decides is operative.
    """
    meeting = Meeting.objects.select_for_update().select_related("forum", "partnership").get(pk=meeting.pk)
    rules.check_may_decide(by, meeting)
    rules.check_same(organisation, meeting.partnership)
    if not what.strip():
        raise BadInput("what_missing", field="what")
    if starts_on and due_on and due_on < starts_on:
        raise BadInput("period_backwards", field="due_on")
    _guard(what=what, purpose=purpose)
    activity = None
    if meeting.forum.kind == ForumKind.BOARD:
        activity = activities.plan(
            meeting.partnership,
            what,
            organisation,
            by=by,
            area=area,
            period_from=starts_on or meeting.held_on,
            period_to=due_on,
            embargo=not may_be_told,
        )
    last = Decision.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(
        partnership_id=meeting.partnership_id,
        meeting=meeting,
        number=last + 1,
        what=what.strip(),
        purpose=purpose.strip(),
        organisation=organisation,
        area=area,
        starts_on=starts_on,
        due_on=due_on,
        activity=activity,
    )
    _begun(meeting)
    journal.record("decision made", decision, by=by, meeting=str(meeting.uuid), number=decision.number)
    return decision


@transaction.atomic
def review(
    decision: Decision, meeting: Meeting, said: str, *, by: Caller, effect: str = "", note: str = ""
) -> Review:
    """Say at a meeting how an earlier decision stands. Done closes it and its activity; not done carries it over."""
    rules.check_may_review(by, decision, meeting, said)
    if effect and effect not in Effect.values:
        raise BadInput("unknown_answer", field="effect")
    if said == Said.WITHDRAWN and not note.strip():
        raise BadInput("reason_missing", field="note")
    _guard(note=note)
    row, _ = Review.objects.update_or_create(
        decision=decision,
        meeting=meeting,
        defaults={
            "partnership_id": meeting.partnership_id,
            "said": said,
            "effect": effect,
            "note": note.strip(),
        },
    )
    decision.state = rules.SAID_TO_STATE.get(Said(said), DecisionState.OPEN)
    decision.save_checked()
    _follow(decision, said, note, by)
    _begun(meeting)
    journal.record("decision reviewed", row, by=by, decision=str(decision.uuid), said=said)
    return row


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
    _guard(title=title)
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


@transaction.atomic
def add_year_entry(
    partnership: Partnership,
    title: str,
    day: date,
    *,
    by: Caller,
    yearly: bool = False,
    organisation: Organisation | None = None,
) -> YearEntry:
    """Put a line of one's own in the year wheel, once or every year."""
    rules.check_may_lead(by, partnership)
    rules.check_same(organisation, partnership)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    _check_day(day)
    _guard(title=title)
    entry = YearEntry.objects.create(
        partnership=partnership, title=title.strip(), day=day, yearly=yearly, organisation=organisation
    )
    journal.record("year entry added", entry, by=by)
    return entry


@transaction.atomic
def strike_year_entry(entry: YearEntry, *, by: Caller) -> YearEntry:
    """Take a line out of the year wheel."""
    rules.check_may_lead(by, entry.partnership)
    entry.struck_at = clock.now()
    entry.save_checked()
    journal.record("year entry struck", entry, by=by)
    return entry


@transaction.atomic
def record_duty(
    partnership: Partnership,
    duty: str,
    done_on: date,
    body: str,
    *,
    by: Caller,
    paragraph: str = "",
    case_number: str = "",
    note: str = "",
) -> DutyDone:
    """Write that a duty of the law was met: by which body, when, under which number."""
    rules.check_may_settle(by, partnership)
    if duty not in Duty.values:
        raise BadInput("unknown_duty", field="duty")
    if not body.strip():
        raise BadInput("body_missing", field="body")
    if done_on > clock.today():
        raise BadInput("in_future", field="done_on")
    _guard(body=body, note=note)
    row = DutyDone.objects.create(
        partnership=partnership,
        duty=duty,
        done_on=done_on,
        body=body.strip(),
        paragraph=paragraph.strip(),
        case_number=case_number.strip(),
        note=note.strip(),
    )
    journal.record("duty recorded", row, by=by, duty=duty)
    return row


def _check_forum(
    partnership: Partnership, name: str, fields: dict[str, Any], forum: Forum | None, by: Caller
) -> None:
    if not name.strip():
        raise BadInput("name_missing", field="name")
    others = Forum.objects.filter(partnership=partnership, name=name.strip())
    if (others.exclude(pk=forum.pk) if forum else others).exists():
        raise BadInput("forum_name_taken", field="name")
    if fields.get("every", Every.WEEK) not in Every.values:
        raise BadInput("unknown_answer", field="every")
    rules.check_same(fields.get("led_by"), partnership)
    above: Forum | None = fields.get("reports_to")
    while above is not None:
        if above.partnership_id != partnership.pk:
            raise BadInput("no_such_forum", field="reports_to")
        if forum is not None and above.pk == forum.pk:
            raise BadInput("forum_reports_to_itself", field="reports_to")
        above = above.reports_to
    activity: Activity | None = fields.get("activity")
    if activity is not None:
        activity_reads.activity(activity.uuid, partnership, seen_by=by)
    _guard(name=name, mandate=fields.get("mandate", ""), place_text=fields.get("place_text", ""))


def _check_day(day: date) -> None:
    if not 2000 <= day.year <= clock.today().year + 3:
        raise BadInput("day_out_of_range", field="held_on")


def _begun(meeting: Meeting) -> None:
    """The first thing written on the day of a meeting, or after it, says that it was held."""
    if meeting.state == State.PLANNED:
        # Two may write first at once; neither is to lose its words for that.
        Meeting.objects.filter(pk=meeting.pk, state=State.PLANNED).update(
            state=State.HELD, version=F("version") + 1
        )
        meeting.refresh_from_db(fields=["state", "version"])


def _follow(decision: Decision, said: str, note: str, by: Caller) -> None:
    """The activity goes with its decision, as far as its own table of moves lets it."""
    activity = decision.activity
    if activity is None:
        return
    to = {Said.DONE: ActivityState.DONE, Said.WITHDRAWN: ActivityState.CANCELLED}.get(Said(said))
    if said in (Said.ONGOING, Said.NOT_DONE) and activity.state == ActivityState.DONE:
        to = ActivityState.ONGOING
    if to is not None and to in ACTIVITY_MOVES[ActivityState(activity.state)]:
        activities.move(activity, to, by=SYSTEM.inside(activity.partnership_id), reason=note)


def _guard(**texts: str) -> None:
    """Stop what surely points at a person: a meeting decides about places and times."""
    for name, text in texts.items():
        found = compute.suspected(text or "")
        if found is not None and found.certain:
            raise BadInput("personal_data", field=name, kind=found.kind, many=found.many)
