# SPDX-License-Identifier: EUPL-1.2
"""Questions about activities and what was logged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from samsyn.catalogue import activities as kinds
from samsyn.cycle.activities.models import Activity, LogEntry, State
from samsyn.cycle.promises.models import SIGNED, Promise
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import schedules
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.kit.rows import RecordClass

HOLDS = Q(log__struck_at=None)


def activities(
    partnership: Partnership, *, seen_by: Caller, promise: Promise | None = None, state: str = ""
) -> QuerySet[Activity]:
    """The plan's activities with `.done_count` (how many times logged) and `.last_on`, in the order they were planned."""
    rows = Activity.objects.seen_by(seen_by).filter(partnership=partnership)
    if promise is not None:
        rows = rows.filter(promises=promise)
    if state:
        rows = rows.filter(state=state)
    rows = rows.select_related("organisation", "area", "indicator").prefetch_related("promises")
    counted = rows.annotate(
        done_count=Sum("log__quantity", filter=HOLDS), last_on=Max("log__done_on", filter=HOLDS)
    )
    return counted.order_by("period_from", "id")


def unfinished_of(organisation: Organisation, *, seen_by: Caller) -> list[Activity]:
    """The activities that an organisation answers for and that are neither done nor called off."""
    rows = planned_rows(organisation.partnership, seen_by=seen_by).filter(organisation=organisation)
    return list(rows.exclude(state__in=(State.DONE, State.CANCELLED)))


def planned_rows(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Activity]:
    """The plan's activities in the order they were planned, without their counts: for a page, see `count_done`."""
    rows = Activity.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.select_related("organisation", "area").order_by("period_from", "id")


def count_done(rows: list[Activity], *, seen_by: Caller) -> list[Activity]:
    """The same activities with `.done_count`: one question for those that are shown, not for the whole log."""
    entries = LogEntry.objects.seen_by(seen_by).filter(activity__in=rows, struck_at=None)
    done = dict(entries.order_by().values_list("activity").annotate(Sum("quantity")))
    for row in rows:
        row.done_count = done.get(row.pk)  # type: ignore[attr-defined]
    return rows


def to_log(partnership: Partnership, *, seen_by: Caller, most: int = 20) -> list[Activity]:
    """What is logged most lately, of the plan that is not called off: what is likely to be logged next."""
    rows = Activity.objects.seen_by(seen_by).filter(partnership=partnership)
    own = seen_by.organisation_id
    if own is not None and seen_by.kind in ("member", "link") and not seen_by.has_role("coordinator"):
        rows = rows.filter(organisation_id=own)
    rows = rows.exclude(state=State.CANCELLED)
    left = set(rows.values_list("pk", flat=True))
    chosen: list[int] = []
    for _, pk in _newest_first(partnership, seen_by):
        if len(chosen) == most or not left:
            break
        if pk in left:
            left.remove(pk)
            chosen.append(pk)
    chosen += sorted(left, reverse=True)[: most - len(chosen)]  # never logged: the one planned last first
    shown = rows.select_related("organisation", "area").prefetch_related("promises").in_bulk(chosen)
    return [shown[pk] for pk in chosen]


def _newest_first(partnership: Partnership, seen_by: Caller, **only: Any) -> Iterator[tuple[int, int]]:
    """Each log entry's id and its activity's, the newest first, read as they are asked for.

    The latest are among the first: to group the log by activity would walk the whole of it.
    """
    entries = LogEntry.objects.seen_by(seen_by).filter(partnership=partnership, **only)
    yield from entries.order_by("-id").values_list("id", "activity_id").iterator(chunk_size=200)


def activity(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Activity:
    """One activity. Raises NotFound."""
    found = activities(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_activity")
    return found


def log(activity: Activity, *, seen_by: Caller) -> QuerySet[LogEntry]:
    """The log of an activity, newest first; struck entries too."""
    rows = LogEntry.objects.seen_by(seen_by).filter(activity=activity)
    return rows.select_related("area", "photo").order_by("-done_on", "-id")


def last_logged(partnership: Partnership, organisation_id: int | None, *, seen_by: Caller) -> LogEntry | None:
    """The entry that an organisation's activities were given last; what one logs next is most often the same again."""
    rows = Activity.objects.seen_by(seen_by).filter(
        partnership=partnership, organisation_id=organisation_id or 0
    )
    own = set(rows.exclude(state=State.CANCELLED).values_list("pk", flat=True))
    newest = _newest_first(partnership, seen_by, struck_at=None) if own else iter(())
    found = next((entry for entry, activity in newest if activity in own), None)
    if found is None:
        return None
    return LogEntry.objects.seen_by(seen_by).select_related("activity", "area").filter(pk=found).first()


def entry(uuid: UUID | str, activity: Activity, *, seen_by: Caller) -> LogEntry:
    """One log entry. Raises NotFound."""
    found = log(activity, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_entry")
    return found


def logged_for(spans: Mapping[int, tuple[date, date]], *, seen_by: Caller) -> dict[int, dict[str, Any]]:
    """What was logged for indicators (by their id), each in its own span: entries, times, reached, minutes, last day.

    One question for each span that is asked for, and none for each indicator; one without entries is left out.
    """
    asked: dict[tuple[date, date], list[int]] = defaultdict(list)
    for indicator, span in spans.items():
        asked[span].append(indicator)
    found: dict[int, dict[str, Any]] = {}
    for (day_from, day_to), indicators in asked.items():
        rows = LogEntry.objects.seen_by(seen_by).filter(
            activity__indicator__in=indicators, done_on__gte=day_from, done_on__lte=day_to, struck_at=None
        )
        for row in (
            rows.order_by()
            .values("activity__indicator")
            .annotate(
                entries=Count("id"),
                times=Sum("quantity"),
                reached=Sum("reached"),
                minutes=Sum("minutes"),
                last=Max("done_on"),
            )
        ):
            found[row["activity__indicator"]] = dict(row)
    return found


def occasions(activity: Activity, day_from: date, day_to: date) -> list[date]:
    """The days on which a recurring activity is planned, between two days; none for one without weekdays."""
    if activity.period_from is None or activity.period_to is None:
        return []
    found = schedules.Schedule(
        tuple(activity.weekdays),
        activity.period_from,
        activity.period_to,
        activity.every_weeks,
        activity.holidays_too,
    ).days()
    return [day for day in found if day_from <= day <= day_to]


def public(partnership: Partnership, *, seen_by: Caller, published: Collection[str] = ()) -> list[Activity]:
    """What residents may know of ahead: under no embargo, not cancelled, for signed promises or `published` by itself."""
    told = Q(promises__state__in=SIGNED) | Q(uuid__in=published)
    rows = activities(partnership, seen_by=seen_by).filter(told, embargo=False)
    return list(rows.exclude(state=State.CANCELLED).exclude(period_from=None).distinct())


def outside_promises(partnership: Partnership, *, seen_by: Caller) -> list[Activity]:
    """Joint work that no promise names: under no embargo, not cancelled, and no party's own until it is lifted."""
    rows = activities(partnership, seen_by=seen_by).filter(
        embargo=False, promises=None, record_class__in=(RecordClass.SHARED, RecordClass.PUBLIC)
    )
    return list(rows.exclude(state=State.CANCELLED).prefetch_related("partners"))


def as_told(row: Activity) -> dict[str, Any]:
    """An activity of `activities` as plain data, as it may be told of: what, whose, how far; no day and no place."""
    kind = kinds.get(row.kind)
    return {
        "title": row.title,
        "kind": row.kind,
        "owner": row.organisation.name,
        "status": row.state,
        "planned": row.planned,
        "done": getattr(row, "done_count", None) or 0,
        "unit": row.unit,
        "public": not row.embargo,
        "indicator": str(row.indicator.uuid) if row.indicator else None,
        "counts_people": bool(kind and kind.counts_people_in(row.unit)),
        "show_from": kind.show_from if kind else 1,
    }


def done_by_kind(promise: Promise, *, seen_by: Caller) -> list[dict[str, Any]]:
    """How many times each kind of activity under embargo has been done for a promise: no day, no place, no title."""
    rows = (
        LogEntry.objects.seen_by(seen_by)
        .filter(activity__promises=promise, activity__embargo=True, struck_at=None)
        .values("activity__kind")
        .annotate(done=Sum("quantity"))
        .order_by("activity__kind")
    )
    return [{"kind": row["activity__kind"], "done": row["done"] or 0} for row in rows]
