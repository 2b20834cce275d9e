# SPDX-License-Identifier: EUPL-1.2
"""What happens by itself: each whole week is searched once for what is unusual."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.cycle.pictures import compute, reads, writes
from samsyn.ground.people import reads as people
from samsyn.kit import clock, jobs
from samsyn.kit.callers import SYSTEM

LEASE_SECONDS = 3_600
"""A search through a million reports takes a minute; a slow machine gets its time."""


def weekly() -> None:
    """Queue a search for every partnership whose last whole week has not been searched. Safe to repeat each day."""
    week = last_whole_week(clock.today())
    for partnership in people.partnerships():
        last = reads.last_look(partnership, seen_by=SYSTEM.inside(partnership.pk))
        if last is None or last.week_from < week:
            jobs.later(
                "samsyn.cycle.pictures.tasks.look",
                partnership.pk,
                week.isoformat(),
                lease_seconds=LEASE_SECONDS,
            )


def look(partnership_id: int, week_from: str) -> None:
    """Search one week of one partnership and keep what was found. Done twice it leaves what once leaves."""
    partnership = next((one for one in people.partnerships() if one.pk == partnership_id), None)
    if partnership is None:
        return
    system, monday = SYSTEM.inside(partnership_id), date.fromisoformat(week_from)
    known = [
        compute.raised(row)
        for row in reads.alerts(partnership, seen_by=system).filter(
            day_to__gte=monday - compute.RAISED_LATELY
        )
    ]
    writes.note_look(partnership, compute.search(partnership, monday, known), by=system)


def last_whole_week(today: date) -> date:
    """The Monday of the latest week that is over."""
    return today - timedelta(days=today.weekday() + 7)
