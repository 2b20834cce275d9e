# SPDX-License-Identifier: EUPL-1.2
"""Which photos of a report a caller may see. The public sees none, ever."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import Look, Photo, Report
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound, allowed


@dataclass(frozen=True, slots=True)
class Listed:
    """A photo in a list, without its content. `waits` until a moderator has looked."""

    uuid: str
    number: int
    width: int
    height: int
    waits: bool


def photos(report: Report, *, seen_by: Caller) -> list[Listed]:
    """The photos of a report that the caller may see: a moderator all, others those that have been looked at."""
    rules.check_may_read(seen_by, report)
    rows = Photo.objects.seen_by(seen_by).filter(report=report).order_by("number").defer("content")
    if not allowed(rules.check_may_moderate, seen_by):
        rows = rows.filter(look=Look.SHOWN)
    return [
        Listed(str(row.uuid), row.number, row.width, row.height, row.look == Look.WAITING) for row in rows
    ]


def photo(partnership: Partnership, uuid: UUID, *, seen_by: Caller) -> Photo:
    """One photo with its content. Raises NotFound where the caller may not see it, NotAllowed where not its report."""
    rows = Photo.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid)
    found = rows.select_related("report").first()
    if found is None or not allowed(rules.check_may_see_photo, seen_by, found):
        raise NotFound("no_such_photo")
    return found
