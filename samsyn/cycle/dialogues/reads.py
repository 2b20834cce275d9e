# SPDX-License-Identifier: EUPL-1.2
"""Questions about occasions, what was said there, what came of it, and about measured traffic."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samsyn.cycle.dialogues.models import Answer, Kind, Observation, ObservationState, Occasion, State
from samsyn.ground.figures import reads as figures
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound

WAITING = (ObservationState.OPEN, ObservationState.PLANNED)
ADJOINING = timedelta(days=3)
"""Days of measurement that lie no further apart belong to one measurement (a weekend may be left out)."""


def occasions(
    partnership: Partnership, *, seen_by: Caller, kind: str = "", ahead_of: date | None = None
) -> QuerySet[Occasion]:
    """The occasions, newest first, with `.told` (observations) and `.waiting` (those nothing has come of yet).

    `ahead_of` leaves only those planned for that day or later, the nearest first.
    """
    rows = Occasion.objects.seen_by(seen_by).filter(partnership=partnership)
    rows = rows.select_related("area", "invited_by")
    if kind:
        rows = rows.filter(kind=kind)
    rows = rows.annotate(
        told=Count("observations", distinct=True),
        waiting=Count(
            "observations", filter=Q(observations__state__in=WAITING, observations__works_well=False)
        ),
    )
    if ahead_of is not None:
        return rows.filter(state=State.PLANNED, held_on__gte=ahead_of).order_by("held_on", "starts_at", "id")
    return rows.order_by("-held_on", "-id")


def occasion(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Occasion:
    """One occasion. Raises NotFound."""
    found = occasions(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_occasion")
    return found


def observations(
    partnership: Partnership, *, seen_by: Caller, occasion: Occasion | None = None, waiting: bool = False
) -> QuerySet[Observation]:
    """What was seen or said, in the order it was written; with `waiting` only what nothing has come of yet."""
    rows = Observation.objects.seen_by(seen_by).filter(partnership=partnership)
    rows = rows.select_related("area", "organisation", "occasion__area")
    if occasion is not None:
        rows = rows.filter(occasion=occasion)
    if waiting:
        rows = rows.filter(state__in=WAITING, works_well=False)
    return rows.order_by("id")


def observation(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Observation:
    """One observation. Raises NotFound."""
    found = observations(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_observation")
    return found


def answers(occasion: Occasion, *, seen_by: Caller) -> list[Answer]:
    """A survey's answers in the order they were entered, those of one question together."""
    rows = list(Answer.objects.seen_by(seen_by).filter(occasion=occasion).order_by("id"))
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.question, row.pk)
    return sorted(rows, key=lambda row: (first[row.question], row.pk))


def answer(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Answer:
    """One answer of a survey. Raises NotFound."""
    rows = Answer.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid)
    found = rows.select_related("occasion__partnership", "occasion__area").first()
    if found is None:
        raise NotFound("no_such_answer")
    return found


def asked_before(occasion: Occasion, *, seen_by: Caller) -> dict[tuple[str, str], Answer]:
    """The latest earlier answers to the same questions, word for word, by question and answer; same area only."""
    rows = Answer.objects.seen_by(seen_by).filter(
        partnership_id=occasion.partnership_id,
        occasion__kind=Kind.SURVEY,
        occasion__area=occasion.area,
        occasion__held_on__lt=occasion.held_on,
    )
    return {(row.question, row.said): row for row in rows.order_by("occasion__held_on", "id")}


def held_in(partnership: Partnership, day_from: date, day_to: date, *, seen_by: Caller) -> list[Occasion]:
    """The occasions held in a span of days (both included), oldest first: what a picture may lean on."""
    rows = occasions(partnership, seen_by=seen_by).filter(
        state=State.HELD, held_on__gte=day_from, held_on__lte=day_to
    )
    return list(rows.order_by("held_on", "id"))


@dataclass
class Run:
    """Counts by class of speed at one place over adjoining days, with the limit that was stated."""

    first: date
    last: date
    limit: float | None = None
    classes: list[tuple[float, float | None, float]] = field(default_factory=list)


def speed_counts(partnership: Partnership, *, seen_by: Caller) -> dict[str, list[Run]]:
    """Imported traffic counts by place, each measurement in order of time. A new limit begins a new measurement."""
    limits: dict[tuple[str, date, date], float] = {}
    for row in figures.figures(partnership, seen_by=seen_by, measure="speed_limit"):
        if row.value is not None:
            limits[(row.place_name or row.place_code, row.period_from, row.period_to)] = row.value
    found: dict[str, list[Run]] = {}
    for row in figures.figures(partnership, seen_by=seen_by, measure="speed_count"):
        place = row.place_name or row.place_code
        limit = limits.get((place, row.period_from, row.period_to))
        runs = found.setdefault(place, [])
        here = runs[-1] if runs else None
        if here is None or here.limit != limit or row.period_from - here.last > ADJOINING:
            here = Run(row.period_from, row.period_to, limit)
            runs.append(here)
        here.last = max(here.last, row.period_to)
        here.classes.append((*_ends(row.group), float(row.value or 0)))
    return found


def _ends(group: str) -> tuple[float, float | None]:
    """The ends of a class as the source wrote it: "30-40", or "70-" without an upper end."""
    low, _, high = group.partition("-")
    return float(low), float(high) if high else None
