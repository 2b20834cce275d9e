# SPDX-License-Identifier: EUPL-1.2
"""Changes to occasions: plan, hold, write down what was said and what came of it. Every typed text is guarded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from samsyn.catalogue import categories
from samsyn.cycle.dialogues import compute, rules
from samsyn.cycle.dialogues.models import Answer, Kind, Observation, ObservationState, Occasion, State
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places import locating
from samsyn.ground.places.models import Area
from samsyn.ground.places.projection import to_metric
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import place_fields

LONGEST_AHEAD = timedelta(days=3 * 366)


@transaction.atomic
def plan(
    partnership: Partnership,
    kind: str,
    title: str,
    invited_by: Organisation,
    *,
    by: Caller,
    held_on: date,
    held_to: date | None = None,
    looked_at: bool = False,
    **fields: Any,
) -> Occasion:
    """Enter an occasion, ahead or already held; one whose day has come is held at once.

    `looked_at` says that somebody has read a text that may point at a person, and that it does not.
    """
    rules.check_may_enter(by, partnership)
    rules.check_same(invited_by, partnership, "invited_by")
    if kind not in Kind.values:
        raise BadInput("unknown_kind", field="kind")
    if not title.strip():
        raise BadInput("title_missing", field="title")
    _check_days(held_on, held_to)
    _check_counts(fields)
    _guard(looked_at, title=title, **_texts(fields))
    held = held_on <= clock.today()
    occasion = Occasion.objects.create(
        partnership=partnership,
        owner_id=by.organisation_id,
        kind=kind,
        title=title.strip(),
        invited_by=invited_by,
        held_on=held_on,
        held_to=held_to,
        state=State.HELD if held else State.PLANNED,
        **fields,
    )
    journal.record("occasion entered", occasion, by=by, kind=kind, state=str(occasion.state))
    return occasion


@transaction.atomic
def tell(
    occasion: Occasion, *, by: Caller, version: int | None = None, looked_at: bool = False, **fields: Any
) -> Occasion:
    """Write how many took part, who was not reached, and what it came to in a few words."""
    rules.check_may_tell(by, occasion)
    _check_counts(fields)
    _guard(looked_at, **_texts(fields))
    for name in ("asked", "taking_part", "missing", "summary"):
        if name in fields:
            value = fields[name]
            setattr(occasion, name, value.strip() if isinstance(value, str) else value)
    occasion.save_checked(version)
    journal.record("occasion told", occasion, by=by, fields=sorted(fields))
    return occasion


@transaction.atomic
def move(occasion: Occasion, to: str, *, by: Caller) -> Occasion:
    """Say that an occasion was held or cancelled, or plan it again."""
    rules.check_may_move(by, occasion, to)
    occasion.state = to
    occasion.save_checked()
    journal.record("occasion moved", occasion, by=by, state=to)
    return occasion


@transaction.atomic
def observe(
    occasion: Occasion,
    text: str,
    *,
    by: Caller,
    category: str = "",
    area: Area | None = None,
    place_text: str = "",
    point: tuple[float, float] | None = None,
    works_well: bool = False,
    raised_by: int | None = None,
    organisation: Organisation | None = None,
    due_on: date | None = None,
    looked_at: bool = False,
) -> Observation:
    """Write down a theme or something seen. `point` is (longitude, latitude); the area is found from it."""
    rules.check_may_tell(by, occasion)
    if not text.strip():
        raise BadInput("text_missing", field="text")
    if category and categories.get(category) is None and categories.subcategory(category) is None:
        raise BadInput("unknown_category", field="category")
    rules.check_same(organisation, occasion.partnership, "organisation")
    _check_counts({"raised_by": raised_by})
    _guard(looked_at, text=text, place_text=place_text)
    placed = _placed(occasion.partnership, point, by)
    observation = Observation.objects.create(
        partnership_id=occasion.partnership_id,
        owner_id=by.organisation_id,
        occasion=occasion,
        text=text.strip(),
        category=category,
        works_well=works_well,
        raised_by=raised_by,
        area=area or placed.pop("area", None) or occasion.area,
        place_text=place_text.strip(),
        organisation=organisation,
        due_on=due_on,
        **{name: value for name, value in placed.items() if name != "area"},
    )
    journal.record("observation written", observation, by=by, occasion=str(occasion.uuid))
    return observation


@transaction.atomic
def answer(
    observation: Observation,
    to: str,
    *,
    by: Caller,
    answer: str = "",
    organisation: Organisation | None = None,
    due_on: date | None = None,
    version: int | None = None,
    looked_at: bool = False,
) -> Observation:
    """Say what came of an observation: planned with somebody, done, or not, and then why."""
    rules.check_may_answer(by, observation, to, answer)
    rules.check_same(organisation, observation.partnership, "organisation")
    _guard(looked_at, answer=answer)
    observation.state, observation.answer = to, answer.strip()
    observation.answered_on = None if to == ObservationState.OPEN else clock.today()
    observation.organisation = organisation or observation.organisation
    observation.due_on = due_on or observation.due_on
    observation.save_checked(version)
    journal.record("observation answered", observation, by=by, state=to)
    return observation


@transaction.atomic
def count(
    occasion: Occasion,
    question: str,
    said: str,
    *,
    by: Caller,
    count: int,
    answers: int,
    looked_at: bool = False,
) -> Answer:
    """Enter how many of those who answered a question said so. The same again corrects the numbers.

    So few answers that one person could be told from them are never kept.
    """
    rules.check_may_count(by, occasion)
    question, said = " ".join(question.split()), " ".join(said.split())
    if not question:
        raise BadInput("question_missing", field="question")
    if not said:
        raise BadInput("said_missing", field="said")
    if answers < occasion.partnership.small_count_limit:
        raise BadInput("too_few_answers", field="answers", least=occasion.partnership.small_count_limit)
    if not 0 <= count <= answers:
        raise BadInput("more_than_answered", field="count", answers=answers)
    _guard(looked_at, question=question, said=said)
    row, _ = Answer.objects.update_or_create(
        occasion=occasion,
        question=question,
        said=said,
        defaults={
            "partnership_id": occasion.partnership_id,
            "owner_id": by.organisation_id,
            "count": count,
            "answers": answers,
        },
    )
    journal.record("answers counted", row, by=by, occasion=str(occasion.uuid), answers=answers)
    return row


def _guard(looked_at: bool, **texts: str) -> None:
    """Stop what surely points at a person; ask about what may."""
    for name, text in texts.items():
        found = compute.suspected(text or "")
        if found is not None and found.certain:
            raise BadInput("personal_data", field=name, kind=found.kind, many=found.many)
        if found is not None and not looked_at:
            raise BadInput("maybe_a_person", field=name, kind=found.kind, many=found.many)


def _texts(fields: dict[str, Any]) -> dict[str, str]:
    return {name: fields.get(name) or "" for name in ("place_text", "missing", "summary")}


def _check_days(held_on: date, held_to: date | None) -> None:
    if held_on.year < 2000 or held_on > clock.today() + LONGEST_AHEAD:
        raise BadInput("day_out_of_range", field="held_on")
    if held_to is not None and held_to < held_on:
        raise BadInput("period_backwards", field="held_to")


def _check_counts(fields: dict[str, Any]) -> None:
    for name in ("asked", "taking_part", "raised_by"):
        if (fields.get(name) or 0) < 0:
            raise BadInput("negative", field=name)
    asked, taking_part = fields.get("asked"), fields.get("taking_part")
    if asked is not None and taking_part is not None and taking_part > asked:
        raise BadInput("more_than_asked", field="taking_part")


def _placed(partnership: Partnership, point: tuple[float, float] | None, by: Caller) -> dict[str, Any]:
    """The columns of a point, and the area it is in; nothing where none was given or it lies off the map."""
    if point is None:
        return {}
    east, north = to_metric([point[0]], [point[1]], partnership.metric_crs)
    e, n = float(east[0]), float(north[0])
    if not (abs(e) < 1e8 and abs(n) < 1e8):  # NaN as well: it is less than nothing
        raise BadInput("point_off_the_map", field="place_text")
    found = int(locating.locate(partnership, [e], [n], seen_by=by)[0])
    area = Area.objects.seen_by(by).filter(pk=found).first() if found >= 0 else None
    return {"area": area, **place_fields(e, n)}
