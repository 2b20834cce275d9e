# SPDX-License-Identifier: EUPL-1.2
"""Faults as anyone may see them, by Open311: what is broken or left, in which area, how far it has come.

No other category is ever asked for here. A point and a text are told only where they came from an application that
sent them to be shown; what a resident or a member wrote stays with those who work with reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samsyn.catalogue import categories
from samsyn.cycle.reports.models import Application, Done, Guard, Handling, Report, State
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.projection import to_degrees
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import NotFound

CHANNEL = "open311"
CLOSED = (State.HANDLED, State.NO_ACTION)
MOST = 1000
# About ten metres: which lamp it is, and no more.
DECIMALS = 4
_TOLD = (Done.MOVED, Done.ASSIGNED, Done.MERGED, Done.PARTED, Done.SENT_OUT, Done.ANSWERED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks for: ids override the rest; times are moments."""

    ids: tuple[UUID, ...] | None = None
    codes: tuple[str, ...] = ()
    closed: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    updated_since: datetime | None = None
    updated_until: datetime | None = None
    words: str = ""
    page: int = 1
    per_page: int = MOST


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `state` is the state of the matter: of the other report where this is the same as another."""

    id: str
    code: str
    state: str
    reason: str
    helped: str
    with_organisation: str
    requested_at: datetime
    updated_at: datetime
    area_name: str
    area_key: str
    text: str
    lon: float | None
    lat: float | None

    @property
    def closed(self) -> bool:
        """Whether nothing more is to happen, which says nothing of whether it helped."""
        return self.state in CLOSED


@dataclass(frozen=True, slots=True)
class Update:
    """That a fault has moved: to which state, when, and why."""

    id: str
    fault_id: str
    state: str
    reason: str
    at: datetime

    @property
    def closed(self) -> bool:
        """Whether this closed it."""
        return self.state in CLOSED


def faults(partnership: Partnership, asked: Asked, *, seen_by: Caller) -> list[Fault]:
    """Faults that fit, newest first, at most MOST at a time."""
    rows = _listed(partnership, seen_by=seen_by)
    if asked.ids is not None:
        rows = rows.filter(uuid__in=asked.ids)
    else:
        rows = _narrowed(rows, asked)
    size = max(1, min(MOST, asked.per_page))
    start = (max(1, asked.page) - 1) * size
    return [_fault(row) for row in rows.order_by("-received_at", "-id")[start : start + size]]


def fault(partnership: Partnership, uuid: UUID, *, seen_by: Caller) -> Fault:
    """One fault. Raises NotFound, alike for what is not there and for what is no fault."""
    row = _listed(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if row is None:
        raise NotFound("no_such_fault")
    return _fault(row)


def fault_row(partnership: Partnership, uuid: UUID, *, seen_by: Caller) -> Report:
    """The report behind a fault, for the application that mends it. Raises NotFound."""
    row = _listed(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if row is None:
        raise NotFound("no_such_fault")
    return row


def fault_updates(
    partnership: Partnership, *, seen_by: Caller, since: datetime | None = None, until: datetime | None = None
) -> list[Update]:
    """What has happened with faults, oldest first, at most MOST."""
    lines = Handling.objects.seen_by(SYSTEM.inside(partnership.pk)).filter(
        partnership=partnership,
        report__subcategory__in=categories.faults(retired=True),
        done__in=(Done.MOVED, Done.ASSIGNED),
    )
    if since:
        lines = lines.filter(created_at__gte=since)
    if until:
        lines = lines.filter(created_at__lte=until)
    return [
        Update(
            str(line.uuid),
            str(line.report.uuid),
            line.after,
            line.text if line.report.channel == CHANNEL and line.after in CLOSED else "",
            line.created_at,
        )
        for line in lines.select_related("report").order_by("id")[:MOST]
    ]


def application(partnership: Partnership, key: str, *, seen_by: Caller) -> Application:
    """The application whose key this is. The key is the right to ask. Raises NotFound."""
    rows = Application.objects.seen_by(SYSTEM.inside(partnership.pk)).filter(partnership=partnership)
    found = rows.filter(token_digest=people.token_digest(key), withdrawn_at=None).first() if key else None
    if found is None:
        raise NotFound("no_such_application")
    return found


def _listed(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Report]:
    """Reports of faults, as the system finds them; callers get a Fault, never the row."""
    rows = Report.objects.seen_by(SYSTEM.inside(partnership.pk)).filter(
        partnership=partnership, subcategory__in=categories.faults(retired=True)
    )
    told = Handling.objects.seen_by(SYSTEM.inside(partnership.pk)).filter(
        report=OuterRef("pk"), done__in=_TOLD
    )
    last = Subquery(told.order_by("-id").values("created_at")[:1])
    return rows.select_related("area", "with_organisation", "merged_into", "partnership").annotate(
        updated_at=Coalesce(last, F("received_at"), output_field=DateTimeField())
    )


def _narrowed(rows: QuerySet[Report], asked: Asked) -> QuerySet[Report]:
    if asked.codes:
        rows = rows.filter(Q(subcategory__in=asked.codes) | Q(category__in=asked.codes))
    if asked.since:
        rows = rows.filter(received_at__gte=asked.since)
    if asked.until:
        rows = rows.filter(received_at__lte=asked.until)
    if asked.updated_since:
        rows = rows.filter(Q(("updated_at__gte", asked.updated_since)))
    if asked.updated_until:
        rows = rows.filter(Q(("updated_at__lte", asked.updated_until)))
    if asked.words:
        rows = rows.filter(channel=CHANNEL, guard=Guard.CLEAR, text__icontains=asked.words)
    if asked.closed is not None:
        done = Q(state__in=CLOSED) | Q(state=State.MERGED, merged_into__state__in=CLOSED)
        rows = rows.filter(done) if asked.closed else rows.exclude(done)
    return rows


def _fault(row: Report) -> Fault:
    followed = row.merged_into if row.state == State.MERGED and row.merged_into else row
    told = row.channel == CHANNEL
    lon = lat = None
    if told and row.e is not None and row.n is not None:
        east, north = to_degrees([row.e], [row.n], row.partnership.metric_crs)
        lon, lat = round(float(east[0]), DECIMALS), round(float(north[0]), DECIMALS)
    return Fault(
        id=str(row.uuid),
        code=row.subcategory,
        state=followed.state,
        reason=followed.state_reason if told and followed.state in CLOSED else "",
        helped=followed.helped,
        with_organisation=row.with_organisation.name if row.with_organisation else "",
        requested_at=row.received_at,
        updated_at=getattr(row, "updated_at", row.received_at),
        area_name=row.area.name if row.area else "",
        area_key=row.area.key if row.area else "",
        text=row.text if told and row.guard == Guard.CLEAR else "",
        lon=lon,
        lat=lat,
    )
