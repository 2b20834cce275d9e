# SPDX-License-Identifier: EUPL-1.2
"""What came of reports: for the holder of a receipt code, and for a place. Never a report itself."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from samsyn.cycle.reports.models import Answer, Report, State
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import NotFound

CODE_DIGITS = 9
PLACE_DAYS = 365
# Every area is answered about; a word to all (no area) is shown everywhere.
MOST_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far one report has come, as told to the one who holds its code."""

    category: str
    state: str
    reason: str
    helped: str  # of what has been handled, where somebody has said
    received_on: date
    local_day: date | None
    area_name: str
    area_uuid: str
    reports_here: int | None  # this year, same place, in steps of the limit; None below it
    text_state: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class PlaceOutcome:
    """What has happened with reports from an area. A count below the partnership's limit is None.

    Counts are rounded down to whole steps of the limit: one who looks every day must not see a single report come.
    """

    area: Area
    days: int
    count: int | None
    handled: int | None
    limit: int
    answers: tuple[Answer, ...]


def code_digest(partnership: Partnership, code: str) -> str:
    """The keyed digest under which a receipt code is kept; the code itself is kept nowhere."""
    message = f"receipt:{partnership.uuid}:{code}".encode()
    return "hmac:" + hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def clean_code(typed: str) -> str:
    """The digits of a typed code, or nothing where it cannot be one."""
    digits = re.sub(r"[\s\-.\u00a0\u202f]", "", typed)
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else ""


def by_code(partnership: Partnership, code: str, *, seen_by: Caller) -> Outcome:
    """What the holder of a code is told. The code is the right to ask, whoever asks. Raises NotFound."""
    cleaned = clean_code(code)
    report = None
    if cleaned:
        # The row is found as the system finds it; the caller gets an Outcome, never the row.
        rows = Report.objects.seen_by(SYSTEM.inside(partnership.pk)).select_related("area")
        report = rows.filter(receipt_digest=code_digest(partnership, cleaned)).first()
    if report is None:
        raise NotFound("no_such_code")
    return what_came_of_report(report, seen_by=seen_by)


def what_came_of_report(report: Report, *, seen_by: Caller) -> Outcome:
    """State of a report and the answers told for it, for its area, or to all since it came."""
    partnership = report.partnership
    followed = report.merged_into or report
    told = Q(report=report) | Q(report=followed) | _about_area(report.area, followed.area)
    answers = (
        Answer.objects.seen_by(seen_by)
        .filter(told, Q(category="") | Q(category=report.category), partnership=partnership)
        .filter(told_on__gte=report.received_at.astimezone(clock.LOCAL).date())
        .select_related("area")
        .order_by("-told_on", "-id")
    )
    count = _count_here(report.area, seen_by=seen_by) if report.area else 0
    reason = followed.state_reason if followed.state in (State.NO_ACTION, State.HANDLED) else ""
    return Outcome(
        category=report.subcategory or report.category,
        state=followed.state,
        reason=reason,
        helped=followed.helped if followed.state == State.HANDLED else "",
        received_on=report.received_at.astimezone(clock.LOCAL).date(),
        local_day=date.fromordinal(report.local_day) if report.local_day else None,
        area_name=report.area.name if report.area else "",
        area_uuid=str(report.area.uuid) if report.area else "",
        reports_here=_in_steps(count, partnership.small_count_limit) or None,
        text_state=report.guard,
        answers=tuple(answers[:MOST_ANSWERS]),
    )


def what_came_of_area(area: Area, *, seen_by: Caller, days: int = PLACE_DAYS) -> PlaceOutcome:
    """What has happened with reports from an area in the last `days`, with small counts hidden."""
    partnership = area.partnership
    since = clock.today() - timedelta(days=days)
    rows = Report.objects.seen_by(SYSTEM.inside(partnership.pk)).filter(
        area=area, local_day__gt=since.toordinal(), local_day__lte=clock.today().toordinal()
    )
    total = rows.count()
    handled = rows.filter(state=State.HANDLED).count()
    limit = partnership.small_count_limit
    # Neither what was handled nor what was not may be a small number of its own.
    says_handled = handled >= limit and (total == handled or total - handled >= limit)
    answers = (
        Answer.objects.seen_by(seen_by)
        .filter(_about_area(area), partnership=partnership, report=None, told_on__gt=since)
        .select_related("area")
        .order_by("-told_on", "-id")
    )
    return PlaceOutcome(
        area=area,
        days=days,
        count=_in_steps(total, limit) or None,
        handled=_in_steps(handled, limit) if total >= limit and says_handled else None,
        limit=limit,
        answers=tuple(answers[:MOST_ANSWERS]),
    )


def several_alike(
    partnership: Partnership, category: str, area: Area | None, *, seen_by: Caller, days: int = 7
) -> int | None:
    """How many have reported this category from an area these days; None below the partnership's limit."""
    if area is None or not category:
        return None
    today = clock.today().toordinal()
    rows = Report.objects.seen_by(SYSTEM.inside(partnership.pk)).filter(
        area=area, category=category, local_day__gt=today - days, local_day__lte=today
    )
    count = rows.count()
    return count if count >= partnership.small_count_limit else None


def what_came_of(subject: Report | Area, *, seen_by: Caller) -> Outcome | PlaceOutcome:
    """What came of a report, or of the reports from an area."""
    if isinstance(subject, Report):
        return what_came_of_report(subject, seen_by=seen_by)
    return what_came_of_area(subject, seen_by=seen_by)


def answers_since(partnership: Partnership, since: date, *, seen_by: Caller) -> tuple[Answer, ...]:
    """The answers told since a day, newest first, for "you said, we did"; none that belongs to one report."""
    rows = Answer.objects.seen_by(seen_by).filter(partnership=partnership, told_on__gte=since, report=None)
    return tuple(rows.select_related("area").order_by("-told_on", "-id"))


def _in_steps(count: int, limit: int) -> int:
    return count - count % max(limit, 1)


def _about_area(*areas: Area | None) -> Q:
    wanted: Any = Q(area=None, report=None)
    for area in areas:
        if area is not None:
            wanted |= Q(area=area, report=None)
    return wanted


def _count_here(area: Area, *, seen_by: Caller) -> int:
    since = (clock.today() - timedelta(days=PLACE_DAYS)).toordinal()
    rows = Report.objects.seen_by(SYSTEM.inside(area.partnership_id))
    return rows.filter(area=area, local_day__gt=since, local_day__lte=clock.today().toordinal()).count()
