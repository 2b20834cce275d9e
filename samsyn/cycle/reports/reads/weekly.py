# SPDX-License-Identifier: EUPL-1.2
"""One week, told to everyone: what was reported, and what was done. Never a report, and no small number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samsyn.cycle.reports.models import Answer, Done, Handling, Report, Source, State
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM, Caller

WEEKS_BACK = 26
MOST_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class Week:
    """A whole week from its Monday.

    `reported` and `handled` are None below the partnership's limit. `mostly` are the categories that came so often that
    they can be named, the most common first and at most three; they carry no numbers, so that none can be worked out
    from others. `areas` are those that an answer is about.
    """

    monday: date
    sunday: date
    number: int
    reported: int | None
    mostly: tuple[str, ...]
    handled: int | None
    limit: int
    answers: tuple[Answer, ...]
    areas: tuple[Area, ...]
    before: str
    after: str


def week_told(partnership: Partnership, typed: str, *, seen_by: Caller) -> Week:
    """The week that is written as 2026-W21, else the last one that is over; at most half a year back."""
    last = _monday(clock.today()) - timedelta(days=7)
    monday = _read(typed) or last
    if not last - timedelta(weeks=WEEKS_BACK - 1) <= monday <= last:
        monday = last
    sunday = monday + timedelta(days=6)
    limit = partnership.small_count_limit
    inside = SYSTEM.inside(partnership.pk)  # counted as the system counts; the caller gets no row
    days = (monday.toordinal(), sunday.toordinal())
    rows = Report.objects.seen_by(inside).filter(partnership=partnership, received_day__range=days)
    rows = rows.exclude(source=Source.IMPORT)  # a file that is read in one week was not told in it
    counted = Counter(rows.values_list("category", flat=True))
    began, ended = _midnight(monday), _midnight(sunday + timedelta(days=1))
    handled = (
        Handling.objects.seen_by(inside)
        .filter(partnership=partnership, done=Done.MOVED, after=State.HANDLED)
        .filter(created_at__gte=began, created_at__lt=ended)
        .values("report")
        .distinct()
        .count()
    )
    told = Answer.objects.seen_by(seen_by).filter(
        partnership=partnership, report=None, told_on__range=(monday, sunday)
    )
    answers = tuple(told.select_related("area").order_by("-told_on", "-id")[:MOST_ANSWERS])
    areas = {answer.area.pk: answer.area for answer in answers if answer.area}
    total = sum(counted.values())
    named = sorted(((-n, key) for key, n in counted.items() if n >= limit))
    return Week(
        monday=monday,
        sunday=sunday,
        number=monday.isocalendar().week,
        reported=total if total >= limit else None,
        mostly=tuple(key for _, key in named[:3]),
        handled=handled if handled >= limit else None,
        limit=limit,
        answers=answers,
        areas=tuple(sorted(areas.values(), key=lambda area: area.folded)),
        before=_said(monday - timedelta(days=7)) if monday > last - timedelta(weeks=WEEKS_BACK - 1) else "",
        after=_said(monday + timedelta(days=7)) if monday < last else "",
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.LOCAL)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _read(typed: str) -> date | None:
    try:
        year, _, week = typed.partition("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    except (ValueError, OverflowError):
        return None


def _said(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"
