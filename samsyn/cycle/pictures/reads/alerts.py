# SPDX-License-Identifier: EUPL-1.2
"""Questions about alerts, and about the weeks that have been looked at."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.pictures.models import Alert, AlertState, Look
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound


def alerts(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Alert]:
    """Every alert there ever was, newest first."""
    rows = Alert.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.select_related("area", "look").order_by("-day_to", "every_days", "id")


def open_alerts(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Alert]:
    """The alerts that nobody has answered."""
    return alerts(partnership, seen_by=seen_by).filter(state=AlertState.OPEN)


def alert(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Alert:
    """One alert. Raises NotFound."""
    found = alerts(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_alert")
    return found


def last_look(partnership: Partnership, *, seen_by: Caller) -> Look | None:
    """The latest week that was looked at; None where none has been."""
    return _looks(partnership, seen_by).order_by("week_from").last()


def first_look(partnership: Partnership, *, seen_by: Caller) -> Look | None:
    """The first week that was looked at: a year after it the hit rate can be told."""
    return _looks(partnership, seen_by).order_by("week_from").first()


def _looks(partnership: Partnership, caller: Caller) -> QuerySet[Look]:
    return Look.objects.seen_by(caller).filter(partnership=partnership)
