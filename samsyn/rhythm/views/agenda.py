# SPDX-License-Identifier: EUPL-1.2
"""What each point of an agenda is made from: reports since last time, picture, promises, follow-up and open decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.dialogues import reads as dialogues
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import OrganisationKind
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.rhythm import compute, reads, rules, year
from samsyn.rhythm.models import Meeting

AHEAD = timedelta(days=28)
MOST_ALERTS = 5


def at(meeting: Meeting, point: str, *, area: str = "") -> dict[str, Any]:
    """What is shown at one point, as all parties may see it together; nothing where people bring what there is to say.

    `area` is the public id of the area that is looked at. Page, projector and papers ask here, so they say the same.
    """
    shown = _POINTS.get(point)
    return shown(meeting, rules.for_all(meeting.partnership), area) if shown else {}


def _last_decisions(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    return {"to_review": reads.to_review(meeting, seen_by=eyes)}


def _new_reports(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    news = compute.news(meeting, seen_by=eyes)
    areas = {str(row.pk): row for row in _areas(meeting, eyes)}
    chosen = next(
        (row for row in news.areas if row.area_id > 0 and str(areas[str(row.area_id)].uuid) == wanted),
        news.areas[0] if news.areas and news.areas[0].unusual and news.areas[0].area_id > 0 else None,
    )
    rows = [
        {"news": row, "uuid": str(areas[str(row.area_id)].uuid) if row.area_id > 0 else ""}
        for row in news.areas
        if row.count or row.unusual
    ]
    earlier = reads.in_areas(meeting.partnership, chosen.area_id, seen_by=eyes) if chosen is not None else []
    alerts = [
        row
        for row in pictures.open_alerts(meeting.partnership, seen_by=eyes)
        if row.day_to >= news.first - timedelta(days=7)
    ]
    return {
        "news": news,
        "news_rows": rows,
        "chosen": chosen,
        "earlier": earlier,
        "alerts": alerts[:MOST_ALERTS],
    }


def _coming(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    here = meeting.partnership
    until = meeting.held_on + AHEAD
    lines = [
        line
        for spoken in sorted({meeting.held_on.year, until.year})
        for line in year.lines(here, spoken, seen_by=eyes)
        if meeting.held_on <= line.day <= until and line.facts.get("forum") != meeting.forum.name
    ]
    return {"lines": lines, "until": until}


def _places(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    """Where more than usual has happened, and where something is already going on."""
    here = meeting.partnership
    going_on = [
        row
        for row in activities.activities(here, seen_by=eyes, state="ongoing")
        if row.area_id and (row.period_to is None or row.period_to >= meeting.held_on)
    ]
    return {
        "unusual": compute.news(meeting, seen_by=eyes).unusual,
        "priorities": reads.priorities(here, seen_by=eyes, forum=meeting.forum, day=meeting.held_on),
        "chosen_now": {row.pk for row in reads.chosen_at(meeting, seen_by=eyes)},
        "focus_areas": pictures.focus_areas(here, seen_by=eyes),
        "going_on": going_on[:12],
    }


def _picture(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    here = meeting.partnership
    current = pictures.current(here, seen_by=eyes)
    figures = pictures.figures(current) if current else {}
    before = reads.previous(meeting, seen_by=eyes)
    since = before.held_on if before else meeting.held_on - timedelta(days=122)
    return {
        "picture": current,
        "figures": figures,
        "clear": [
            row
            for row in [*figures.get("categories", []), *(figures.get("areas") or [])]
            if row["verdict"] in ("increase", "decrease")
        ],
        "findings": pictures.findings(here, seen_by=eyes, picture=current)[:8] if current else [],
        "drafts": pictures.pictures(here, seen_by=eyes).filter(state="draft")[:3],
        "clocks": year.clocks(here, seen_by=eyes),
        "occasions": dialogues.held_in(here, since, meeting.held_on, seen_by=eyes),
    }


def _promises(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    here = meeting.partnership
    day = min(meeting.held_on, clock.today())
    rows = promises.holding_in(here, day, day, seen_by=eyes)
    waiting = [row for row in promises.promises(here, seen_by=eyes) if row.state in ("draft", "proposed")]
    return {"promises": rows, "waiting": waiting}


def _followup(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    here = meeting.partnership
    latest = followups.followups(here, seen_by=eyes).first()
    if latest is None:
        return {"followup": None}
    rows = [followups.as_data(row) for row in followups.readings(latest, seen_by=eyes)]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["status"]] = counts.get(row["status"], 0) + 1
    attention = [
        row for row in rows if row["status"] in ("not_fulfilled", "partly_fulfilled", "not_reported")
    ]
    return {
        "followup": latest,
        "readings": rows,
        "status_counts": sorted(counts.items(), key=lambda pair: -pair[1]),
        "attention": attention,
    }


def _questions(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    """What has been raised in this forum; never what a party still keeps to itself."""
    return {
        "raised": reads.questions(meeting.partnership, seen_by=eyes, forum=meeting.forum, state="raised"),
        "answered": reads.answered(meeting, seen_by=eyes),
    }


def _partners(meeting: Meeting, eyes: Caller, wanted: str) -> dict[str, Any]:
    rows = people.organisations(meeting.partnership, seen_by=eyes)
    return {
        "partners": [
            row for row in rows if row.kind not in (OrganisationKind.POLICE, OrganisationKind.MUNICIPALITY)
        ]
    }


def _areas(meeting: Meeting, eyes: Caller) -> Any:
    return places.placing_areas(meeting.partnership, seen_by=eyes)


_POINTS: dict[str, Callable[[Meeting, Caller, str], dict[str, Any]]] = {
    "last_decisions": _last_decisions,
    "open_decisions": _last_decisions,
    "new_reports": _new_reports,
    "partners": _partners,
    "coming": _coming,
    "places": _places,
    "questions": _questions,
    "picture": _picture,
    "promises": _promises,
    "followup": _followup,
}
