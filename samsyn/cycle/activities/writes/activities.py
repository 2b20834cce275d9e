# SPDX-License-Identifier: EUPL-1.2
"""Changes to activities: plan, move, log, strike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from django.db import transaction

from samsyn.cycle.activities import rules
from samsyn.cycle.activities.models import Activity, LogEntry, PlannedMeasure, State, Talked
from samsyn.cycle.promises.models import SIGNED, Promise
from samsyn.cycle.reports import writes as reports
from samsyn.ground.files import together
from samsyn.ground.files import writes as files
from samsyn.ground.files.models import StoredFile
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places import locating
from samsyn.ground.places.models import Area
from samsyn.ground.places.projection import to_metric
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import RecordClass, place_fields
from samsyn.kit.schedules import Schedule

SHOWN_TO_ALL = (RecordClass.SHARED, RecordClass.PUBLIC)
"""What both parties share is told of to residents unless it is under embargo; what is one party's own is not."""
OFF_THE_MAP = 1e8
"""Metres; a projection answers so, or with infinity, for what it cannot hold."""


@transaction.atomic
def plan(
    partnership: Partnership,
    title: str,
    organisation: Organisation,
    *,
    by: Caller,
    promises: Iterable[Promise] = (),
    every_weekday: int | None = None,
    partners: Iterable[Organisation] = (),
    measures: Iterable[PlannedMeasure] = (),
    point: tuple[float, float] | None = None,
    **fields: Any,
) -> Activity:
    """Put an activity in the plan: what, who, how many, where, when. One record may serve several promises.

    `point` is (longitude, latitude); the area is found from it where none is chosen. `every_weekday` (0 = Monday) plans it for each such day of its period that is no public holiday; `weekdays` with
    `every_weeks` and `holidays_too` say it more freely. An operative kind is always planned under embargo.
    """
    rules.check_may_plan(by, partnership)
    rules.check_may_answer(organisation, partnership)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    start, stop = fields.get("period_from"), fields.get("period_to")
    if start and stop and stop < start:
        raise BadInput("period_backwards", field="period_to")
    if every_weekday is not None:
        if not start or not stop:
            raise BadInput("period_missing", field="period_to")
        fields |= {"weekdays": [every_weekday], "holidays_too": False}
    if fields.get("weekdays"):
        fields["planned"] = len(_schedule(start, stop, fields).days())
    begins, ends = fields.get("time_from"), fields.get("time_to")
    if begins and ends and ends <= begins:
        raise BadInput("time_backwards", field="time_to")
    if point is not None:
        placed = _placed(partnership, point, by)
        fields |= placed | {"area": fields.get("area") or placed["area"]}
    if rules.operative(fields.get("kind", "")):
        fields["embargo"] = True
    activity = Activity.objects.create(
        partnership=partnership, title=title.strip(), organisation=organisation, **fields
    )
    activity.promises.set(list(promises))
    activity.partners.set(list(partners))
    served = list(measures)
    rules.check_may_serve(activity, served)
    activity.measures.set(served)
    _tell(activity, "activity_planned")
    journal.record("activity planned", activity, by=by)
    return activity


@transaction.atomic
def move(
    activity: Activity, to: str, *, by: Caller, reason: str = "", version: int | None = None
) -> Activity:
    """Move an activity to another state; pausing and cancelling keep their reason."""
    rules.check_may_move(by, activity, to, reason)
    activity.state, activity.state_reason = to, reason.strip()
    activity.save_checked(version)
    if to == State.DONE:
        _tell(activity, "activity_done")
    journal.record("activity moved", activity, by=by, state=to)
    return activity


def _tell(activity: Activity, kind: str) -> None:
    """Tell those who reported from the place; what it is only if that is public by itself or by promises all signed."""
    if activity.area is None or activity.embargo or activity.record_class not in SHOWN_TO_ALL:
        return
    serves = set(activity.promises.values_list("state", flat=True))
    named = activity.record_class == RecordClass.PUBLIC or (bool(serves) and serves <= SIGNED)
    reports.tell(
        activity.partnership,
        kind,
        area=activity.area,
        text=activity.title if named else "",
        about_kind="activity",
        about=str(activity.uuid),
        by=SYSTEM,  # it follows from the move, whoever in the owner's organisation made it
    )


@transaction.atomic
def hand_over(activity: Activity, to: Organisation, *, by: Caller) -> Activity:
    """Let another party answer for an activity, from now on; what was logged before stays in its log."""
    rules.check_may_hand_over(by, activity, to)
    before = activity.organisation
    activity.organisation = to
    activity.save_checked()
    journal.record("activity handed over", activity, by=by, before=str(before.uuid), to=str(to.uuid))
    return activity


@transaction.atomic
def lift_embargo(activity: Activity, *, by: Caller, promise: Promise | None = None) -> Activity:
    """Let an activity be seen by residents; an operative one only for a signed promise that states time and place."""
    rules.check_may_lift(by, activity, promise)
    activity.embargo, activity.lifted_for = False, promise
    activity.save_checked()
    journal.record("embargo lifted", activity, by=by, promise=str(promise.uuid) if promise else "")
    return activity


@together.together()
@transaction.atomic
def log(
    activity: Activity,
    *,
    by: Caller,
    done_on: date | None = None,
    quantity: int = 1,
    minutes: int | None = None,
    reached: int | None = None,
    talked: str = "",
    area: Area | None = None,
    photo: StoredFile | None = None,
    picture: bytes | None = None,
    note: str = "",
) -> LogEntry:
    """Log what was done. The first entry of a planned activity sets it going; no entry says who did it.

    `picture` is a photo without people, drawn anew, which is kept with the entry or not at all.
    """
    rules.check_may_log(by, activity)
    day = done_on or clock.today()
    if day > clock.today():
        raise BadInput("in_future", field="done_on")
    if quantity < 0 or (minutes or 0) < 0 or (reached or 0) < 0:
        raise BadInput("negative", field="quantity")
    if talked and talked not in Talked.values:
        raise BadInput("unknown_band", field="talked")
    if picture is not None:
        photo = files.store(activity.partnership, BytesIO(picture), "foto.jpg", by=by)
    entry = LogEntry.objects.create(
        partnership=activity.partnership,
        activity=activity,
        done_on=day,
        quantity=quantity,
        minutes=minutes,
        reached=0 if talked == Talked.NONE and reached is None else reached,
        talked=talked,
        area=area,
        photo=photo,
        note=note.strip(),
    )
    if activity.state == State.PLANNED:
        activity.state = State.ONGOING
        activity.save_checked()
    journal.record("activity logged", entry, by=by, activity=str(activity.uuid), quantity=quantity)
    return entry


@transaction.atomic
def strike(entry: LogEntry, *, by: Caller) -> LogEntry:
    """Strike out an entry that was wrong; it stays to be read, and counts no more."""
    rules.check_may_strike(by, entry)
    entry.struck_at = clock.now()
    entry.save_checked()
    journal.record("log entry struck", entry, by=by)
    return entry


def _placed(partnership: Partnership, point: tuple[float, float], by: Caller) -> dict[str, Any]:
    """The columns of a point, and the area it lies in (None outside them all)."""
    east, north = to_metric([point[0]], [point[1]], partnership.metric_crs)
    e, n = float(east[0]), float(north[0])
    if not (abs(e) < OFF_THE_MAP and abs(n) < OFF_THE_MAP):  # NaN as well: it is less than nothing
        raise BadInput("point_off_the_map", field="place_text")
    found = int(locating.locate(partnership, [e], [n], seen_by=by)[0])
    area = Area.objects.seen_by(by).filter(pk=found).first() if found >= 0 else None
    return {"area": area, **place_fields(e, n)}


def _schedule(start: date | None, stop: date | None, fields: dict[str, Any]) -> Schedule:
    if not start or not stop:
        raise BadInput("period_missing", field="period_to")
    return Schedule(
        tuple(fields["weekdays"]),
        start,
        stop,
        fields.get("every_weeks") or 1,
        fields.get("holidays_too", True),
    )
