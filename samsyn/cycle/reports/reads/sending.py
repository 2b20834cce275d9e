# SPDX-License-Identifier: EUPL-1.2
"""Where faults can be sent, how each sending went, and which applications may send reports here."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import Application, FaultReceiver, HandOver, Report, Sending, Source
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound

LOOK_DAYS = 90


class FirstLook(NamedTuple):
    """How long reports of the last `days` waited for somebody to look: `hours` is the middle one, None without any."""

    days: int
    looked_at: int
    not_yet: int
    hours: float | None


def receivers(partnership: Partnership, *, seen_by: Caller) -> QuerySet[FaultReceiver]:
    """Those who mend faults, by name; what opens their door is not among what pages show."""
    rows = FaultReceiver.objects.seen_by(seen_by).filter(partnership=partnership, ended_on=None)
    return rows.defer("api_key").order_by("name")


def receiver(partnership: Partnership, uuid: UUID | str, *, seen_by: Caller) -> FaultReceiver:
    """One receiver. Raises NotFound."""
    found = receivers(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_receiver")
    return found


def hand_overs(report: Report, *, seen_by: Caller) -> QuerySet[HandOver]:
    """What has been sent out of a report, newest first."""
    rules.check_may_read(seen_by, report)
    rows = HandOver.objects.seen_by(seen_by).filter(report=report)
    return rows.select_related("receiver").order_by("-id")


def hand_over(report: Report, uuid: UUID, *, seen_by: Caller) -> HandOver:
    """One sending. Raises NotFound."""
    found = hand_overs(report, seen_by=seen_by).filter(uuid=uuid).select_related("receiver", "report").first()
    if found is None:
        raise NotFound("no_such_hand_over")
    return found


def failed_hand_overs(partnership: Partnership, *, seen_by: Caller) -> int:
    """How many faults have not reached the one who mends them, for those who can send them again."""
    if not seen_by.has_role(*rules.HANDLERS):
        return 0
    rows = HandOver.objects.seen_by(seen_by).filter(partnership=partnership, state=Sending.FAILED)
    return rows.count()


def applications(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Application]:
    """The applications that may send reports, by name; for those who connect systems."""
    rules.check_may_connect(seen_by, partnership)
    rows = Application.objects.seen_by(seen_by).filter(partnership=partnership, withdrawn_at=None)
    return rows.defer("token_digest").order_by("name")


def application_by_id(partnership: Partnership, uuid: UUID, *, seen_by: Caller) -> Application:
    """One application. Raises NotFound."""
    found = applications(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_application")
    return found


def first_look(partnership: Partnership, *, seen_by: Caller, days: int = LOOK_DAYS) -> FirstLook:
    """The time to the first look, of reports that came by people; what was read from a file has been looked at elsewhere."""
    rules.check_may_count(seen_by)
    rows = Report.objects.seen_by(seen_by).filter(
        partnership=partnership, received_at__gte=clock.now() - timedelta(days=days)
    )
    rows = rows.exclude(source=Source.IMPORT)
    n = rows.aggregate(all=Count("pk"), looked_at=Count("first_seen_at"))
    not_yet = n["all"] - n["looked_at"]
    if not n["looked_at"]:
        return FirstLook(days, 0, not_yet, None)
    seen = rows.filter(first_seen_at__isnull=False).values_list("received_at", "first_seen_at")
    waited = [(looked - came).total_seconds() / 3600 for came, looked in seen if looked]
    return FirstLook(days, len(waited), not_yet, max(0.0, median(waited)) if waited else None)
