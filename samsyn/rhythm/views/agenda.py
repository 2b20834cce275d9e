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
from samsyn.kit.requests import Request
from samsyn.rhythm import compute, reads, year
from samsyn.rhythm.models import Meeting

AHEAD = timedelta(days=28)


def at(request: Request, meeting: Meeting, point: str) -> dict[str, Any]:
    """What the page needs to show one point; nothing where people bring what there is to say."""
    shown = _POINTS.get(point)
    return shown(request, meeting) if shown else {}


def _last_decisions(request: Request, meeting: Meeting) -> dict[str, Any]:
    return {"to_review": reads.to_review(meeting, seen_by=request.person)}


def _new_reports(request: Request, meeting: Meeting) -> dict[str, Any]:
    news = compute.news(meeting, seen_by=request.person)
    wanted = request.GET.get("omrade", "")
    areas = {str(row.pk): row for row in _areas(request)}
    chosen = next(
        (row for row in news.areas if row.area_id > 0 and str(areas[str(row.area_id)].uuid) == wanted),
        news.areas[0] if news.areas and news.areas[0].unusual and news.areas[0].area_id > 0 else None,
    )
    rows = [
        {"news": row, "uuid": str(areas[str(row.area_id)].uuid) if row.area_id > 0 else ""}
        for row in news.areas
        if row.count or row.unusual
    ]
    earlier = (
        reads.in_areas(request.partnership, chosen.area_id, seen_by=request.person)
        if chosen is not None
        else []
    )
    return {"news": news, "news_rows": rows, "chosen": chosen, "earlier": earlier}


def _coming(request: Request, meeting: Meeting) -> dict[str, Any]:
    here, person = request.partnership, request.person
    until = meeting.held_on + AHEAD
    lines = [
        line
        for spoken in sorted({meeting.held_on.year, until.year})
        for line in year.lines(here, spoken, seen_by=person)
        if meeting.held_on <= line.day <= until and line.facts.get("forum") != meeting.forum.name
    ]
    return {"lines": lines, "until": until}


def _places(request: Request, meeting: Meeting) -> dict[str, Any]:
    """Where more than usual has happened, and where something is already going on."""
    here, person = request.partnership, request.person
    going_on = [
        row
        for row in activities.activities(here, seen_by=person, state="ongoing")
        if row.area_id and (row.period_to is None or row.period_to >= meeting.held_on)
    ]
    return {
        "unusual": compute.news(meeting, seen_by=person).unusual,
        "focus_areas": pictures.focus_areas(here, seen_by=person),
        "going_on": going_on[:12],
    }


def _picture(request: Request, meeting: Meeting) -> dict[str, Any]:
    here, person = request.partnership, request.person
    current = pictures.current(here, seen_by=person)
    figures = pictures.figures(current) if current else {}
    before = reads.previous(meeting, seen_by=person)
    since = before.held_on if before else meeting.held_on - timedelta(days=122)
    return {
        "picture": current,
        "figures": figures,
        "clear": [
            row
            for row in [*figures.get("categories", []), *(figures.get("areas") or [])]
            if row["verdict"] in ("increase", "decrease")
        ],
        "findings": pictures.findings(here, seen_by=person, picture=current)[:8] if current else [],
        "drafts": pictures.pictures(here, seen_by=person).filter(state="draft")[:3],
        "clocks": year.clocks(here, seen_by=person),
        "occasions": dialogues.held_in(here, since, meeting.held_on, seen_by=person),
    }


def _promises(request: Request, meeting: Meeting) -> dict[str, Any]:
    here, person = request.partnership, request.person
    day = min(meeting.held_on, clock.today())
    rows = promises.holding_in(here, day, day, seen_by=person)
    waiting = [row for row in promises.promises(here, seen_by=person) if row.state in ("draft", "proposed")]
    return {"promises": rows, "waiting": waiting}


def _followup(request: Request, meeting: Meeting) -> dict[str, Any]:
    here, person = request.partnership, request.person
    latest = followups.followups(here, seen_by=person).first()
    if latest is None:
        return {"followup": None}
    rows = [followups.as_data(row) for row in followups.readings(latest, seen_by=person)]
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


def _partners(request: Request, meeting: Meeting) -> dict[str, Any]:
    rows = people.organisations(request.partnership, seen_by=request.person)
    return {
        "partners": [
            row for row in rows if row.kind not in (OrganisationKind.POLICE, OrganisationKind.MUNICIPALITY)
        ]
    }


def _areas(request: Request) -> Any:
    return places.placing_areas(request.partnership, seen_by=request.person)


_POINTS: dict[str, Callable[[Request, Meeting], dict[str, Any]]] = {
    "last_decisions": _last_decisions,
    "open_decisions": _last_decisions,
    "new_reports": _new_reports,
    "partners": _partners,
    "coming": _coming,
    "places": _places,
    "picture": _picture,
    "promises": _promises,
    "followup": _followup,
}
