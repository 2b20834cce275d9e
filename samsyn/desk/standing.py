# SPDX-License-Identifier: EUPL-1.2
"""Where the work stands, step by step round the cycle, what comes next, and what each role does most often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.activities.models import State as ActivityState
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications import reads as publications
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, periods
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed

DAYS = 30
OFTEN = {
    "reporter": ("report", "places", "log"),
    "moderator": ("inbox", "report"),
    "police_officer": ("log", "report", "picture"),
    "decision_maker": ("followup", "promises", "picture"),
    "coordinator": ("inbox", "picture", "promises", "log"),
    "analyst": ("picture", "inbox"),
    "publisher": ("published", "followup"),
    "auditor": ("published", "followup"),
    "administrator": ("settings", "map"),
}
ADDRESSES = {
    "report": "reports-staff-new",
    "inbox": "reports-inbox",
    "places": "reports-inbox",
    "picture": "pictures-work",
    "promises": "promises-work",
    "log": "activities-log",
    "followup": "followups-work",
    "published": "publications-work",
    "settings": "people-settings",
    "map": "places-settings",
}


@dataclass(frozen=True)
class Step:
    """One step of the cycle: its code (that of the menu), where it is, how many, and the day that matters there.

    `own` says that only what the caller's own organisation did is counted.
    """

    code: str
    url_name: str
    count: int | None = None
    on: date | None = None
    period: str = ""
    own: bool = False


def steps(partnership: Partnership, *, seen_by: Caller) -> list[Step]:
    """How it stands at each step; a count is None for those who may not count there."""
    today, latest = clock.today(), None
    try:
        asked = reports.Filters(since=today - timedelta(days=DAYS))
        sent = reports.how_many(partnership, asked, seen_by=seen_by)
        latest = None if sent else reports.latest_day(partnership, seen_by=seen_by)
    except NotAllowed:
        sent = None
    picture = pictures.current(partnership, seen_by=seen_by)
    holding = promises.holding_in(partnership, today, today, seen_by=seen_by)
    rows = activities.activities(partnership, seen_by=seen_by)
    under_way = rows.filter(state__in=(ActivityState.PLANNED, ActivityState.ONGOING)).count()
    done = [row.period for row in followups.followups(partnership, seen_by=seen_by) if row.state != "open"]
    out = publications.latest(partnership, seen_by=seen_by, most=1)
    return [
        Step("reports", "reports-inbox", sent, on=latest, own=seen_by.has_role("reporter")),
        Step("pictures", "pictures-work", on=picture.decided_on if picture else None),
        Step("promises", "promises-work", len(holding)),
        Step("activities", "activities-work", under_way),
        Step("followups", "followups-work", len(done), period=max(done, default="")),
        Step("publications", "publications-work", on=out[0].published_at.date() if out else None),
    ]


def coming(today: date) -> tuple[periods.Period, date]:
    """The tertial under way and the day its follow-up is to be out; the one before it while that day is to come."""
    last = periods.tertial_before(today)
    if last.due_on >= today:
        return last, last.due_on
    now = periods.parse(f"{today.year}-T{(today.month - 1) // 4 + 1}")
    return now, now.due_on


def often(role: str) -> list[tuple[str, str]]:
    """What a role does most often: codes with the name of the page's address."""
    return [(code, ADDRESSES[code]) for code in OFTEN.get(role, ())]
