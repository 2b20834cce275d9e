# SPDX-License-Identifier: EUPL-1.2
"""Questions about promises and what they are measured by."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from samsyn.cycle.promises.models import Definition, EffectQuestion, Indicator, Promise, Source, State
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound

STANDING = (State.AGREED, State.ENDED, State.REPLACED)


def with_parts(at: str = "") -> list[Any]:
    """What `definitions_of` and `answering` read of many indicators in one question each; `at` leads to the indicator.

    Lists, and not the relations themselves: Django makes two queries' worth of objects for each row of a relation.
    """
    return [Prefetch(f"{at}definitions", to_attr="all"), Prefetch(f"{at}also", to_attr="others")]


def promises(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Promise]:
    """All promises of the partnership, in their order; drafts for those who may see them."""
    rows = Promise.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.select_related("focus_area", "area", "agreement").order_by("-period_from", "position", "id")


def promise(slug: str, partnership: Partnership, *, seen_by: Caller) -> Promise:
    """One promise. Raises NotFound."""
    found = promises(partnership, seen_by=seen_by).filter(slug=slug).first()
    if found is None:
        raise NotFound("no_such_promise")
    return found


def promise_by_uuid(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Promise:
    """One promise by its public id. Raises NotFound."""
    found = promises(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_promise")
    return found


def signed(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Promise]:
    """Promises that every party has signed: those that hold, and those that have ended or been replaced."""
    return promises(partnership, seen_by=seen_by).filter(state__in=STANDING)


def holding_in(partnership: Partnership, day_from: Any, day_to: Any, *, seen_by: Caller) -> list[Promise]:
    """Signed promises that held on some day of a span, in their order."""
    rows = signed(partnership, seen_by=seen_by).filter(period_from__lte=day_to)
    return [row for row in rows if held_in(row, day_from, day_to)]


def held_in(promise: Promise, day_from: Any, day_to: Any) -> bool:
    """Whether a signed promise held on some day of a span."""
    return bool(_begun(promise) <= day_to) and not _over(promise, day_from)


def indicators(promise: Promise, *, seen_by: Caller) -> list[Indicator]:
    """What a promise is measured by, in order, each with `.now` (the definition that holds) and `.all` (every one)."""
    return indicators_of([promise], seen_by=seen_by)


def indicators_of(promises: list[Promise], *, seen_by: Caller) -> list[Indicator]:
    """As `indicators`, of several promises in one question, in the promises' own order."""
    order = {row.pk: place for place, row in enumerate(promises)}
    rows = Indicator.objects.seen_by(seen_by).filter(promise_id__in=list(order))
    rows = rows.prefetch_related("promise", "organisation", "part_of", *with_parts())
    found = sorted(
        rows.order_by("position", "id"), key=lambda row: (order[row.promise_id], row.position, row.pk)
    )
    for row in found:
        row.all = definitions_of(row)  # type: ignore[attr-defined]
        row.now = row.all[-1] if row.all else None  # type: ignore[attr-defined]
    return found


def asks_of_reports(partnership: Partnership, *, seen_by: Caller) -> dict[str, tuple[str, str, date]]:
    """Which reports each indicator counts that counts reports, by its uuid: key of the area and category ("" for all
    of them), and the promise's first day."""
    rows = Indicator.objects.seen_by(seen_by).filter(partnership=partnership, source=Source.REPORTS)
    found = {}
    for row in rows.select_related("promise__area").prefetch_related("definitions"):
        said = definitions_of(row)
        takes = (said[-1].takes if said else None) or {}
        area = row.promise.area
        found[str(row.uuid)] = (
            area.key if area else "",
            takes.get("category") or "",
            row.promise.period_from,
        )
    return found


def indicator(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Indicator:
    """One indicator. Raises NotFound."""
    rows = Indicator.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid)
    found = rows.select_related("promise", "organisation").first()
    if found is None:
        raise NotFound("no_such_indicator")
    return found


def answerer(indicator: Indicator) -> Organisation | None:
    """Who is asked for a part: the first of those that answer for it and have not left; None when all have."""
    return next((party for party in answering(indicator) if party.left_on is None), None)


def answering(indicator: Indicator) -> list[Organisation]:
    """Those that answer for a part, the one that is asked first first; also those that have left."""
    others = vars(indicator).get("others")
    return [indicator.organisation, *(indicator.also.all() if others is None else others)]


def definitions_of(indicator: Indicator) -> list[Definition]:
    """Every definition of a part, the first first."""
    read = vars(indicator).get("all")
    rows = indicator.definitions.all() if read is None else read
    return sorted(rows, key=lambda entry: entry.number)


def parts_of(organisation: Organisation, *, seen_by: Caller) -> list[Indicator]:
    """The parts of promises that are drafted, proposed or hold, which an organisation answers for."""
    rows = Indicator.objects.seen_by(seen_by).filter(
        organisation=organisation,
        cancelled_on=None,
        promise__state__in=(State.DRAFT, State.PROPOSED, State.AGREED),
    )
    return list(rows.select_related("promise").order_by("promise__position", "promise_id", "position", "id"))


def waiting_for(organisation: Organisation, *, seen_by: Caller) -> list[Promise]:
    """The proposed promises that an organisation is a party to and has not signed."""
    rows = promises(organisation.partnership, seen_by=seen_by).filter(
        parties=organisation, state=State.PROPOSED
    )
    return [
        row for row in rows if not row.signatures.filter(organisation=organisation, digest=row.frozen_digest)
    ]


def effect_questions(promise: Promise, *, seen_by: Caller) -> list[EffectQuestion]:
    """What was asked, before the start, about whether it helped."""
    rows = EffectQuestion.objects.seen_by(seen_by).filter(promise=promise)
    return list(rows.select_related("area").prefetch_related("controls").order_by("id"))


def asks_for_effects(partnership: Partnership, *, seen_by: Caller) -> bool:
    """Whether any promise asks if it helped, which is counted from reports."""
    return EffectQuestion.objects.seen_by(seen_by).filter(partnership=partnership).exists()


def definition_on(indicator: Indicator, day: Any) -> Definition | None:
    """The definition that held on a day; the first one for days before any."""
    rows = definitions_of(indicator)
    held = [row for row in rows if row.holds_from <= day]
    return held[-1] if held else (rows[0] if rows else None)


def target_of(definition: Definition | None) -> dict[str, Any] | None:
    """The target as the contract prints it, or None where there is no number to reach."""
    if definition is None or definition.target is None:
        return None
    return {
        "value": plain(definition.target),
        "bound": definition.bound,
        "unit": definition.unit or None,
        "per": definition.per or None,
    }


def plain(value: Any) -> int | float | None:
    """A stored decimal as the number it is: 8, not 8.00."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def last_day(promise: Promise) -> Any:
    """The last day that a promise holds; None while it holds until it is replaced.

    With a date *and* "or until a new one is given" it goes on after the date until it is ended.
    """
    if promise.ended_on is not None:
        if promise.until_replaced or promise.period_to is None:
            return promise.ended_on
        return min(promise.ended_on, promise.period_to)
    return None if promise.until_replaced else promise.period_to


def _begun(promise: Promise) -> Any:
    """History held from its first day, what was signed here from its signature."""
    return promise.period_from if promise.history else promise.signed_on or promise.period_from


def _over(promise: Promise, day: Any) -> bool:
    last = last_day(promise)
    return last is not None and last < day


def content_of(promise: Promise) -> dict[str, Any]:
    """The exact words and numbers that the parties sign."""
    indicators = []
    for row in promise.indicators.order_by("position", "id"):
        definition = row.definitions.order_by("-number").first()
        indicators.append(
            {
                "name": row.name,
                "kind": row.kind,
                "aspect": row.aspect,
                "organisation": row.organisation.name,
                "also": [party.name for party in row.also.order_by("id")],
                "source": row.source,
                "part_of": row.part_of.name if row.part_of else None,
                "relation": row.relation or None,
                "split_by": row.split_by or None,
                "counts": definition.counts if definition else "",
                "target": target_of(definition),
                "baseline": plain(definition.baseline) if definition else None,
                "baseline_source": definition.baseline_source if definition else "",
                "sample_size": definition.sample_size if definition else None,
                "effect_days": definition.effect_days if definition else None,
                "steps": definition.steps if definition else [],
            }
        )
    return {
        "sentence": promise.sentence,
        "explanation": promise.explanation,
        "level": promise.level,
        "area": promise.area.name if promise.area else None,
        "theme": promise.theme,
        "period_from": promise.period_from,
        "period_to": promise.period_to,
        "until_replaced": promise.until_replaced,
        "owners": [party.name for party in promise.owners.order_by("id")],
        "parties": [party.name for party in promise.parties.order_by("id")],
        "focus_area": promise.focus_area.title if promise.focus_area else None,
        "indicators": indicators,
    }
