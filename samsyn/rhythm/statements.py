# SPDX-License-Identifier: EUPL-1.2
"""The figures of a statement: asked for anew while it is a draft, the same as stand on the screens."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Q

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.dialogues import reads as dialogues
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications import compute as publications
from samsyn.cycle.publications import reads as published
from samsyn.cycle.publications.models import Kind as PublicationKind
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Organisation, Partnership, Role
from samsyn.kit import clock, frozen, periods
from samsyn.kit.callers import PUBLIC, Caller
from samsyn.rhythm import law, reads
from samsyn.rhythm.models import State, Statement, StatementKind

PARTS: dict[str, tuple[str, ...]] = {
    StatementKind.COUNCIL: ("summary", "picture", "measures", "promises", "cooperation", "ahead"),
    StatementKind.YEAR: ("summary", "picture", "measures", "promises", "cooperation", "costs", "ahead"),
    StatementKind.SURVEY: (
        *("law_picture", "law_plan", "law_followed", "law_planning", "law_agreement", "law_council"),
        *("law_coordination", "law_told", "law_report", "promises", "dialogues"),
    ),
    StatementKind.GRANT: ("project", "goals", "picture", "measures", "costs", "results"),
}
"""What each kind says, as codes in order; every part has room for people's own words."""

MOVING = ("law", "clocks", "asked_on", "running")
"""What moves with the calendar, without anything having been corrected."""


def figures(statement: Statement, *, seen_by: Caller) -> dict[str, Any]:
    """The figures of a statement as plain data. Whoever asks, they are those that its municipality's coordinator sees.

    Counts of residents' reports by category are the public ones, small counts hidden, since the document is public.
    """
    owner = statement.owner
    assert owner is not None
    here, first, last = statement.partnership, statement.period_from, statement.period_to
    eyes = eyes_of(owner)
    found = {
        "partnership": here.name,
        "municipality": owner.name,
        "from": first,
        "to": last,
        "asked_on": min(clock.today(), last),
        "running": last > clock.today(),
        "picture": _picture(here, eyes),
        "plans": _plans(owner, eyes),
        "promises": _promises(here, first, last, eyes),
        "followups": _followups(here, first, last, eyes),
        "activities": _activities(here, first, last, eyes),
        "reports": reports.how_many(here, reports.Filters(since=first, until=last), seen_by=eyes),
        "dialogues": _dialogues(here, first, last, eyes),
        "meetings": _meetings(here, first, last, eyes),
        "decisions": _decisions(here, first, last, eyes),
        "agreements": [
            {
                "title": row.title,
                "from": row.period_from,
                "to": row.period_to,
                "parties": [party.name for party in row.parties.all()],
            }
            for row in promises.agreements_holding(here, min(last, clock.today()), seen_by=eyes)
        ],
    } | _law(here, eyes)
    return json.loads(frozen.canonical(found))


def eyes_of(owner: Organisation) -> Caller:
    """The coordinator of a municipality, whoever that is: so that the figures do not depend on who looks."""
    return Caller(
        "member",
        owner.name,
        partnership_id=owner.partnership_id,
        organisation_id=owner.pk,
        organisation_kind=owner.kind,
        role=Role.COORDINATOR,
    )


def changed_since(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Which figures are others than when the statement was decided. The law's standing moves by itself and is left out."""
    return [name for name in now if name not in MOVING and then.get(name) != now[name]]


def _law(here: Partnership, eyes: Caller) -> dict[str, Any]:
    """How each section stands, and the clocks that run, the nearest first."""
    rows = law.sections(here, seen_by=eyes)
    run = sorted((one for row in rows for one in row.clocks), key=lambda one: (one.due, one.key))
    return {
        "law": {
            row.code: {
                "number": row.number,
                "stands": row.stands,
                "facts": row.facts,
                "evidence": [{"code": one.code, "facts": one.facts} for one in row.evidence],
            }
            for row in rows
        },
        "clocks": [{"code": one.code, "due": one.due, "facts": one.facts} for one in run],
    }


def _picture(here: Partnership, eyes: Caller) -> dict[str, Any] | None:
    current = pictures.current(here, seen_by=eyes)
    if current is None:
        return None
    told = frozen.thaw(current.frozen_text, current.frozen_digest) if current.frozen_text else {}
    # What residents were told, where it is out: beside other editions and promises it may hide more.
    out = published.picture(here, f"{current.period_from}..{current.period_to}", seen_by=PUBLIC)
    public = (publications.content(out) if out else told).get("public_figures") or {}
    found = list(pictures.findings(here, seen_by=eyes, picture=current).prefetch_related("causes"))
    return {
        "from": current.period_from,
        "to": current.period_to,
        "on": current.decided_on,
        "body": current.decided_by,
        "paragraph": law.paragraph(current.paragraph),
        "case_number": current.case_number,
        "total": public.get("total"),
        "categories": [row for row in public.get("categories") or [] if row["count"]],
        "findings": len(found),
        "with_causes": sum(bool(row.causes.all()) for row in found),
        "focus_areas": [row.title for row in pictures.focus_areas(here, seen_by=eyes)],
    }


def _plans(owner: Organisation, eyes: Caller) -> list[dict[str, Any]]:
    """The municipality's own decided plans, with how each measure stands and what it costs."""
    found = []
    for plan in activities.decided_plans(owner.partnership, seen_by=eyes):
        if plan.municipality_id != owner.pk:
            continue
        rows = activities.measures(plan, seen_by=eyes)
        stood = activities.standing_of(plan, seen_by=eyes)
        followed = activities.plan_follow_ups(plan, seen_by=eyes)
        found.append(
            {
                "title": plan.title,
                "on": plan.decided_on,
                "body": plan.decided_by,
                "paragraph": law.paragraph(plan.paragraph),
                "case_number": plan.case_number,
                "from": plan.period_from,
                "to": plan.period_to,
                "cost": activities.total_cost(rows),
                "followed_on": followed[0].followed_on if followed else None,
                "measures": [
                    stands | {"organisation": row.organisation.name, "cost": row.cost, "funding": row.funding}
                    for row, stands in zip(rows, stood, strict=True)
                ],
            }
        )
    return found


def _promises(here: Partnership, first: date, last: date, eyes: Caller) -> list[dict[str, Any]]:
    """Each promise that held, as it was last published for a period that was over by then."""
    told: dict[str, tuple[str, dict[str, Any]]] = {}
    for row, content in publications.contents(here, PublicationKind.FOLLOWUP, seen_by=eyes):
        span = periods.parse(row.period)
        if first <= span.end <= last and (row.slug not in told or row.period > told[row.slug][0]):
            told[row.slug] = row.period, content["standing"]
    found = []
    for promise in promises.holding_in(here, first, last, seen_by=eyes):
        period, standing = told.get(promise.slug, ("", {}))
        counts = {name: standing.get(name) for name in ("parts", "kept", "missed", "not_reported")}
        named = {"sentence": promise.sentence, "slug": promise.slug, "period": period}
        found.append(named | {"status": standing.get("status")} | counts)
    return found


def _followups(here: Partnership, first: date, last: date, eyes: Caller) -> dict[str, list[str]]:
    rows = followups.followups(here, seen_by=eyes).filter(period_to__gte=first, period_to__lte=last)
    told: list[str] = []
    waiting: list[str] = []
    for row in rows.order_by("period_to"):
        (told if row.state == "published" else waiting).append(row.period)
    return {"told": told, "waiting": waiting}


def _activities(here: Partnership, first: date, last: date, eyes: Caller) -> dict[str, int]:
    rows = activities.planned_rows(here, seen_by=eyes).filter(Q(period_from=None) | Q(period_from__lte=last))
    rows = rows.filter(Q(period_to=None) | Q(period_to__gte=first))
    counts = Counter(rows.order_by().values_list("state", flat=True))
    return {"all": sum(counts.values())} | {
        name: counts[name] for name in ("planned", "ongoing", "done", "cancelled")
    }


def _dialogues(here: Partnership, first: date, last: date, eyes: Caller) -> list[dict[str, Any]]:
    counts = Counter(row.kind for row in dialogues.held_in(here, first, last, seen_by=eyes))
    return [{"kind": kind, "count": count} for kind, count in sorted(counts.items())]


def _meetings(here: Partnership, first: date, last: date, eyes: Caller) -> list[dict[str, Any]]:
    found = []
    for forum in reads.forums(here, seen_by=eyes, closed=True):
        rows = reads.meetings(here, seen_by=eyes, forum=forum).filter(
            state__in=(State.HELD, State.APPROVED), held_on__gte=first, held_on__lte=last
        )
        count = rows.count()
        if count:
            found.append({"forum": forum.name, "kind": forum.kind, "count": count})
    return found


def _decisions(here: Partnership, first: date, last: date, eyes: Caller) -> dict[str, int]:
    rows = reads.decisions(here, seen_by=eyes).filter(meeting__held_on__gte=first, meeting__held_on__lte=last)
    counts = Counter(rows.order_by().values_list("state", flat=True))
    return {"made": sum(counts.values())} | {name: counts[name] for name in ("open", "done", "withdrawn")}
