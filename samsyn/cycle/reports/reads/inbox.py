# SPDX-License-Identifier: EUPL-1.2
"""The reports that a member may work with: lists, counts that add up, one report with its history.

Views get `Shown`, never a row: what a role may not see is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import (
    Guard,
    Handling,
    HandOver,
    Look,
    Photo,
    QuietWeek,
    Report,
    Sending,
    Source,
    State,
)
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import NotFound, allowed

OPEN_STATES = (State.NEW, State.SEEN, State.WITH_ORGANISATION)
STUCK_DAYS = 14
_RELATED = ("area", "reporter_organisation", "with_organisation", "partnership")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows. `state` may also be "open" or "stuck", `placed` is point, area or none."""

    state: str = ""
    category: str = ""
    source: str = ""
    area: UUID | None = None
    organisation: UUID | None = None
    placed: str = ""
    sent: str = ""  # how far a fault has come on its way out: waiting, sent, failed
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The parts add up to the total: with a point, with an area alone, without a place."""

    total: int
    with_point: int
    area_only: int
    unplaced: int
    waiting: int
    stuck: int
    failed: int  # sent to one who mends, and not arrived
    by_state: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One report as a caller may see it: None and "" stand for what it may not see as well as for what is not there."""

    uuid: str
    version: int
    category: str
    subcategory: str
    source: str
    channel: str
    state: str
    state_reason: str
    helped: str
    received_at: datetime
    first_seen_at: datetime | None
    wall_from: str
    wall_to: str
    weekdays: str
    local_day: date | None
    hour: int | None
    area_name: str
    area_uuid: str
    area_key: str
    place_kind: str
    place_text: str
    journey_line: str
    text: str
    text_state: str  # clear, waiting, withheld
    text_hidden: bool
    point: tuple[float, float] | None
    has_point: bool
    certainty: str
    felt_effect: int | None
    told_police: bool | None
    told_fault: bool | None
    action_taken: str
    reporter_organisation: str
    with_organisation: str
    merged_into: str


def visible(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Report]:
    """The reports that the caller may read one by one: all, its own organisation's, or none."""
    rows = Report.objects.seen_by(seen_by).filter(partnership=partnership)
    if rules.sees_all(seen_by):
        return rows
    if rules.sees_own(seen_by):
        mine = seen_by.organisation_id
        return rows.filter(Q(reporter_organisation_id=mine) | Q(with_organisation_id=mine))
    return rows.none()


def inbox(partnership: Partnership, filters: Filters, *, seen_by: Caller) -> QuerySet[Report]:
    """The reports of the list, newest first. Hand them to `shown` before a page gets them."""
    rows = _narrowed(visible(partnership, seen_by=seen_by), filters)
    return rows.select_related(*_RELATED).order_by("-received_at", "-id")


def counts(partnership: Partnership, filters: Filters, *, seen_by: Caller) -> Counts:
    """How many there are, in parts that add up. Those who read no report see the counts of all."""
    rules.check_may_count(seen_by)
    rows = _counted(partnership, seen_by=seen_by)
    narrowed = _narrowed(rows, filters)
    stateless = _narrowed(rows, filters, state=False)
    parts = _parts(stateless, stuck_since(clock.now()))
    by_state = tuple((code.value, parts[code.value]["total"] if code.value in parts else 0) for code in State)
    # Without a state in the filter the states are all there is, and the list is not asked a second time.
    chosen = _parts(narrowed, stuck_since(clock.now())) if filters.state else parts
    summed = {name: sum(part[name] for part in chosen.values()) for name in _PARTS}
    # Asked apart: the few that failed lead to their reports, and no report is asked whether it is one of them.
    failed = narrowed.filter(pk__in=_sent(Sending.FAILED)).count()
    waits = waiting_count(partnership, seen_by=seen_by)
    return Counts(**summed, failed=failed, waiting=waits, by_state=by_state)


_PARTS = ("total", "stuck", "with_point", "area_only", "unplaced")


def _parts(rows: QuerySet[Report], stuck: Q) -> dict[str, dict[str, int]]:
    """How many there are in each state, and of these how many with a place or without, and how many stuck."""
    counted: Any = rows.order_by().values("state").annotate(
        total=Count("pk"),
        stuck=Count("pk", filter=stuck),
        with_point=Count("pk", filter=Q(e__isnull=False)),
        area_only=Count("pk", filter=Q(e__isnull=True, area__isnull=False)),
        unplaced=Count("pk", filter=Q(e__isnull=True, area__isnull=True)),
    )  # fmt: skip
    return {part.pop("state"): part for part in counted}


def how_many(partnership: Partnership, filters: Filters, *, seen_by: Caller) -> int:
    """How many there are, and nothing more. Raises NotAllowed for those who may not count."""
    rules.check_may_count(seen_by)
    return _narrowed(_counted(partnership, seen_by=seen_by), filters).count()


def latest_day(partnership: Partnership, *, seen_by: Caller) -> date | None:
    """The day on which the latest report came in; None where there is none. Raises NotAllowed for who may not count."""
    rules.check_may_count(seen_by)
    latest = (
        _counted(partnership, seen_by=seen_by).order_by("-received_at").values_list("received_at", flat=True)
    )
    found = latest.first()
    return found.astimezone(clock.LOCAL).date() if found else None


def waiting(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Report]:
    """Reports whose text a moderator has yet to look at, oldest first. Raises NotAllowed for others."""
    rules.check_may_moderate(seen_by)
    # A photo waits as a text does. Asked by a list of ids, so that no report comes twice.
    pictured = Photo.objects.seen_by(seen_by).filter(partnership=partnership, look=Look.WAITING)
    waits = Q(guard=Guard.WAITING) | Q(pk__in=pictured.values("report_id"))
    rows = Report.objects.seen_by(seen_by).filter(waits, partnership=partnership)
    return rows.select_related(*_RELATED).order_by("received_at", "id")


def waiting_count(partnership: Partnership, *, seen_by: Caller) -> int:
    """How many texts wait for a moderator; 0 for those who do not moderate."""
    if not allowed(rules.check_may_moderate, seen_by):
        return 0
    rows = waiting(partnership, seen_by=seen_by).order_by()
    texts = Q(guard=Guard.WAITING)
    # Two questions, each with an index of its own, where one with "or" would ask every report.
    held = Report.objects.seen_by(seen_by).filter(texts, partnership=partnership).count()
    photos = Photo.objects.seen_by(seen_by).filter(partnership=partnership, look=Look.WAITING)
    return held + rows.filter(pk__in=list(photos.values_list("report_id", flat=True))).exclude(texts).count()


def report(partnership: Partnership, uuid: UUID, *, seen_by: Caller) -> Report:
    """One report that the caller may read. Raises NotFound, and NotAllowed where the role forbids it."""
    rows = Report.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid)
    found = rows.select_related(*_RELATED, "merged_into").first()
    if found is None:
        raise NotFound("no_such_report")
    rules.check_may_read(seen_by, found)
    return found


def shown(row: Report, *, seen_by: Caller) -> Shown:
    """A report as the caller may see it."""
    sees_text = allowed(rules.check_may_see_text, seen_by, row)
    sees_point = allowed(rules.check_may_see_point, seen_by)
    has_point = row.e is not None and row.n is not None
    return Shown(
        uuid=str(row.uuid),
        version=row.version,
        category=row.category,
        subcategory=row.subcategory,
        source=row.source,
        channel=row.channel,
        state=row.state,
        state_reason=row.state_reason,
        helped=row.helped,
        received_at=row.received_at,
        first_seen_at=row.first_seen_at,
        wall_from=row.wall_from,
        wall_to=row.wall_to,
        weekdays=row.weekdays,
        local_day=date.fromordinal(row.local_day) if row.local_day else None,
        hour=row.hour,
        area_name=row.area.name if row.area else "",
        area_uuid=str(row.area.uuid) if row.area else "",
        area_key=row.area.key if row.area else "",
        place_kind=row.place_kind,
        place_text=row.place_text if sees_text else "",
        journey_line=row.journey_line if sees_text else "",
        text=row.text if sees_text else "",
        text_state=row.guard,
        text_hidden=not sees_text and row.guard != Guard.CLEAR,
        point=(row.e, row.n) if has_point and sees_point else None,  # type: ignore[arg-type]
        has_point=has_point,
        certainty=row.certainty,
        felt_effect=row.felt_effect,
        told_police=row.told_police,
        told_fault=row.told_fault,
        action_taken=row.action_taken if sees_text else "",
        reporter_organisation=row.reporter_organisation.name if row.reporter_organisation else "",
        with_organisation=row.with_organisation.name if row.with_organisation else "",
        merged_into=str(row.merged_into.uuid) if row.merged_into_id and row.merged_into else "",
    )


def chosen(partnership: Partnership, uuids: Iterable[str], *, seen_by: Caller) -> list[Report]:
    """The reports with these ids that the caller may read; ids that cannot be read, or are another's, are left out."""
    wanted = []
    for typed in uuids:
        try:
            wanted.append(UUID(str(typed)))
        except ValueError:
            continue
    return list(visible(partnership, seen_by=seen_by).filter(uuid__in=wanted[:500]).select_related(*_RELATED))


def history(row: Report, *, seen_by: Caller) -> QuerySet[Handling]:
    """What was done with a report, in order. Notes are for those who handle it."""
    rules.check_may_read(seen_by, row)
    lines = Handling.objects.seen_by(seen_by).filter(report=row)
    return lines.select_related("owner", "organisation", "other").order_by("id")


def alike(row: Report, *, seen_by: Caller, days: int = 7) -> QuerySet[Report]:
    """Reports of the same category from the same area within so many days: perhaps the same matter."""
    rows = visible(row.partnership, seen_by=seen_by).exclude(pk=row.pk).exclude(state=State.MERGED)
    if row.area_id is None or row.local_day is None:
        return rows.none()
    near = rows.filter(area_id=row.area_id, category=row.category)
    return near.filter(local_day__range=(row.local_day - days, row.local_day + days)).order_by(
        "-received_at"
    )[:10]


def recent_categories(partnership: Partnership, *, seen_by: Caller, most: int = 5) -> list[str]:
    """The categories that the caller's organisation used last, newest first, each once."""
    return _recent(partnership, ("subcategory", "category"), most, seen_by=seen_by)


def favourite_places(partnership: Partnership, *, seen_by: Caller, most: int = 5) -> list[str]:
    """The places that the caller's organisation has typed most, by how often."""
    if seen_by.organisation_id is None:
        return []
    rows = Report.objects.seen_by(seen_by).filter(
        partnership=partnership, reporter_organisation_id=seen_by.organisation_id, guard=Guard.CLEAR
    )
    named = rows.exclude(place_text="").values_list("place_text").annotate(n=Count("pk"))
    return [text for text, _ in named.order_by("-n", "place_text")[:most]]


def quiet_weeks(
    partnership: Partnership, *, seen_by: Caller, iso_week: int | None = None, most: int = 8
) -> QuerySet[QuietWeek]:
    """The latest weeks in which an organisation said that it had nothing to report, or all who said so of one week.

    A week is year * 100 + week.
    """
    rules.check_may_count(seen_by)
    rows = QuietWeek.objects.seen_by(seen_by).filter(partnership=partnership)
    if iso_week is not None:
        return rows.filter(iso_week=iso_week).select_related("owner").order_by("owner__name")
    return rows.select_related("owner").order_by("-iso_week", "owner_id")[:most]


def stuck_since(now: datetime) -> Q:
    """Open matters that came so many days ago that somebody should look. What was read from a file is no matter here."""
    late = Q(state__in=OPEN_STATES, received_at__lt=now - timedelta(days=STUCK_DAYS))
    return late & ~Q(source=Source.IMPORT, state=State.SEEN)


def _recent(partnership: Partnership, names: Iterable[str], most: int, *, seen_by: Caller) -> list[str]:
    if seen_by.organisation_id is None:
        return []
    rows = Report.objects.seen_by(seen_by).filter(
        partnership=partnership, reporter_organisation_id=seen_by.organisation_id
    )
    found: dict[str, None] = {}
    for values in rows.order_by("-id").values_list(*names)[:200]:
        key = next((value for value in values if value), "")
        if key:
            found.setdefault(key)
        if len(found) == most:
            break
    return list(found)


def _counted(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Report]:
    """What a caller's counts are made of: what it may read, or all where its role reads none."""
    if rules.sees_all(seen_by) or rules.sees_own(seen_by):
        return visible(partnership, seen_by=seen_by)
    return Report.objects.seen_by(seen_by).filter(partnership=partnership)


def _sent(state: str) -> QuerySet[HandOver, Any]:
    """The reports that have come so far on their way out; only ever used to narrow what a caller may see."""
    return HandOver.objects.seen_by(SYSTEM).filter(state=state).values("report")


def _narrowed(rows: QuerySet[Report], filters: Filters, *, state: bool = True) -> QuerySet[Report]:
    wanted: Any = Q()
    if state and filters.state == "stuck":
        wanted &= stuck_since(clock.now())
    elif state and filters.state == "open":
        wanted &= Q(state__in=OPEN_STATES)
    elif state and filters.state:
        wanted &= Q(state=filters.state)
    if filters.category:
        wanted &= Q(category=filters.category)
    if filters.source:
        wanted &= Q(source=filters.source)
    if filters.area:
        wanted &= Q(area__uuid=filters.area)
    if filters.organisation:
        wanted &= Q(with_organisation__uuid=filters.organisation)
    if filters.sent:
        wanted &= Q(pk__in=_sent(filters.sent))
    if filters.since:
        wanted &= Q(local_day__gte=filters.since.toordinal())
    if filters.until:
        wanted &= Q(local_day__lte=filters.until.toordinal())
    if filters.placed == "point":
        wanted &= Q(e__isnull=False)
    elif filters.placed == "area":
        wanted &= Q(e__isnull=True, area__isnull=False)
    elif filters.placed == "none":
        wanted &= Q(e__isnull=True, area__isnull=True)
    return rows.filter(wanted)
