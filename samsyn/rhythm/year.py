# SPDX-License-Identifier: EUPL-1.2
"""The year as everybody's dates together: tertials, meetings, agreements and the clocks that the law has set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samsyn.cycle.dialogues import reads as dialogues
from samsyn.cycle.dialogues.models import State as OccasionState
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.followups.models import State as FollowupState
from samsyn.cycle.promises import reads as promises
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import OrganisationKind, Partnership
from samsyn.kit import clock, periods
from samsyn.kit.callers import Caller
from samsyn.rhythm import law, patterns, reads
from samsyn.rhythm.models import ForumKind, State


@dataclass(frozen=True)
class Line:
    """One date of the year: a code with facts (the words stand in a template), and where it leads.

    `kind` is "tertial", "meeting", "dialogue", "law", "own" or "pattern"; `done` where it lies behind and was met; `late`
    where the day has passed and it was not. `until` is the last day of a span, `owner` the organisation that answers for it.
    """

    day: date
    code: str
    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    url_name: str = ""
    url_args: dict[str, Any] = field(default_factory=dict)
    done: bool = False
    uid: str = ""
    until: date | None = None
    owner: str = ""

    @property
    def late(self) -> bool:
        """True where the day has passed and nothing says that it was met."""
        return not self.done and self.kind in ("tertial", "law") and self.day < clock.today()


def lines(partnership: Partnership, year: int, *, seen_by: Caller) -> list[Line]:
    """Every date of a year, in order."""
    found = [
        *_tertials(partnership, year, seen_by),
        *_meetings(partnership, year, seen_by),
        *_dialogues(partnership, year, seen_by),
        *_endings(partnership, seen_by),
        *clocks(partnership, seen_by=seen_by),
        *_own(partnership, year, seen_by),
    ]
    order = {"law": 0, "tertial": 1, "meeting": 2, "dialogue": 3, "own": 4, "pattern": 5}
    return sorted(
        (line for line in found if line.day.year == year),
        key=lambda line: (line.day, order[line.kind], line.code),
    )


def clocks(partnership: Partnership, *, seen_by: Caller) -> list[Line]:
    """When the law next asks for something; what an agreement says of its own end stands among the endings."""
    homes = [
        row.name
        for row in people.organisations(partnership, seen_by=seen_by)
        if row.kind == OrganisationKind.MUNICIPALITY
    ]
    owner = homes[0] if len(homes) == 1 else ""
    return [
        Line(
            run.due,
            f"{run.code}_due",
            "law",
            dict(run.facts),
            run.url_name,
            run.url_args,
            uid=f"{run.key}-{partnership.key}",
            owner=run.facts.get("municipality") or owner,
        )
        for run in law.clocks(partnership, seen_by=seen_by)
        if run.code != "agreement"
    ]


def _tertials(partnership: Partnership, year: int, seen_by: Caller) -> list[Line]:
    rows = {row.period: row for row in followups.followups(partnership, seen_by=seen_by)}
    found = []
    held_then = promises.holding_in(partnership, date(year - 1, 1, 1), date(year, 12, 31), seen_by=seen_by)
    for spoken in (year - 1, year):
        for number in (1, 2, 3):
            span = periods.parse(f"{spoken}-T{number}")
            row = rows.get(span.key)
            told = row is not None and row.state == FollowupState.PUBLISHED
            held = told or any(promises.held_in(one, span.start, span.end) for one in held_then)
            if not held:
                continue
            facts = {"period": span.key}
            name = "followups-followup" if row else "followups-work"
            args = {"period": span.key} if row else {}
            found.append(
                Line(
                    span.end,
                    "tertial_ends",
                    "tertial",
                    facts,
                    name,
                    args,
                    span.end < clock.today(),
                    f"end-{span.key}",
                )
            )
            found.append(
                Line(span.due_on, "followup_due", "tertial", facts, name, args, told, f"due-{span.key}")
            )
    return found


def _meetings(partnership: Partnership, year: int, seen_by: Caller) -> list[Line]:
    """Meetings of the year; those of a weekly board are many, and only the coming ones are told one by one."""
    found = []
    for row in (
        reads.meetings(partnership, seen_by=seen_by)
        .filter(held_on__year=year)
        .select_related("forum__led_by")
    ):
        if row.state == State.CANCELLED:
            continue
        if row.forum.kind == ForumKind.BOARD and row.held_on < clock.today():
            continue
        found.append(
            Line(
                row.held_on,
                "meeting",
                "meeting",
                {"forum": row.forum.name, "starts_at": row.starts_at, "place": row.place_text},
                "rhythm-meeting",
                {"uuid": row.uuid},
                row.state != State.PLANNED,
                f"meeting-{row.uuid}",
                owner=row.forum.led_by.name if row.forum.led_by else "",
            )
        )
    return found


def _dialogues(partnership: Partnership, year: int, seen_by: Caller) -> list[Line]:
    rows = dialogues.occasions(partnership, seen_by=seen_by).filter(held_on__year=year)
    return [
        Line(
            row.held_on,
            row.kind,
            "dialogue",
            {"title": row.title},
            "dialogues-occasion",
            {"uuid": row.uuid},
            row.state == OccasionState.HELD,
            f"occasion-{row.uuid}",
            owner=row.invited_by.name,
        )
        for row in rows
        if row.state != OccasionState.CANCELLED
    ]


def _endings(partnership: Partnership, seen_by: Caller) -> list[Line]:
    found = [
        Line(row.period_to, "agreement_ends", "law", {"title": row.title}, "promises-work", {},
             row.period_to < clock.today(), f"agreement-{row.uuid}")
        for row in promises.latest_agreements(partnership, seen_by=seen_by)
    ]  # fmt: skip
    ends: dict[date, list[Any]] = {}
    for row in promises.signed(partnership, seen_by=seen_by):
        if row.period_to is not None:
            ends.setdefault(row.period_to, []).append(row)
    for day, rows in ends.items():
        facts = {"count": len(rows)}
        found.append(
            Line(
                day,
                "promises_end",
                "tertial",
                facts,
                "promises-work",
                {},
                day < clock.today(),
                f"promises-{day}",
            )
        )
    return found


def _own(partnership: Partnership, year: int, seen_by: Caller) -> list[Line]:
    found = []
    for row in reads.year_entries(partnership, seen_by=seen_by):
        days = patterns.occurrence(row, year)
        if days is None:
            continue
        facts = {"title": row.title, "uuid": row.uuid, "pattern": row.pattern, "note": row.note}
        owner = row.organisation.name if row.organisation else ""
        kind = "pattern" if row.pattern else "own"
        found.append(
            Line(days[0], "own", kind, facts, uid=f"own-{row.uuid}-{year}", until=days[1], owner=owner)
        )
    return found


def spans(partnership: Partnership, year: int, *, seen_by: Caller) -> list[tuple[date, date]]:
    """The recurring patterns as spans inside a year, also what is left of one that began the year before."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = []
    for row in reads.year_entries(partnership, seen_by=seen_by):
        for begun in (year - 1, year):
            days = patterns.occurrence(row, begun)
            if days is None or not row.pattern or days[0] > last or (days[1] or days[0]) < first:
                continue
            found.append((max(days[0], first), min(days[1] or days[0], last)))
    return found
