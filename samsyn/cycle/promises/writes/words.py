# SPDX-License-Identifier: EUPL-1.2
"""Writing a promise: its words, its parts, and what each part counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samsyn.cycle.promises import rules
from samsyn.cycle.promises.models import (
    Definition,
    Indicator,
    Kind,
    Promise,
    Relation,
    Source,
)
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

DEFINED = (
    "counts",
    "unit",
    "target",
    "bound",
    "per",
    "steps",
    "baseline",
    "baseline_period",
    "baseline_source",
    "sample_size",
    "takes",
    "effect_days",
)


@transaction.atomic
def draft(
    partnership: Partnership,
    sentence: str,
    *,
    by: Caller,
    period_from: date,
    period_to: date | None = None,
    until_replaced: bool = False,
    owners: Iterable[Organisation] = (),
    parties: Iterable[Organisation] = (),
    slug: str = "",
    **fields: Any,
) -> Promise:
    """Begin a promise. Without parties named, municipality and police sign it."""
    rules.check_may_write(by, partnership)
    if not sentence.strip():
        raise BadInput("sentence_missing", field="sentence")
    if period_to is None and not until_replaced:
        raise BadInput("period_missing", field="period_to")
    if period_to is not None and period_to < period_from:
        raise BadInput("period_backwards", field="period_to")
    promise = Promise.objects.create(
        partnership=partnership,
        sentence=sentence.strip(),
        slug=_slug(partnership, slug or sentence),
        period_from=period_from,
        period_to=period_to,
        until_replaced=until_replaced,
        **fields,
    )
    both = Organisation.objects.filter(
        partnership=partnership, left_on=None, kind__in=("municipality", "police")
    )
    signing = list(parties) or list(both)
    promise.parties.set(signing)
    promise.owners.set(list(owners) or signing)
    journal.record("promise drafted", promise, by=by)
    return promise


@transaction.atomic
def change(promise: Promise, *, by: Caller, version: int | None = None, **fields: Any) -> Promise:
    """Change a draft; nobody's words are overwritten."""
    rules.check_may_change(by, promise)
    owners, parties = fields.pop("owners", None), fields.pop("parties", None)
    for name, value in fields.items():
        setattr(promise, name, value.strip() if isinstance(value, str) else value)
    if not promise.sentence:
        raise BadInput("sentence_missing", field="sentence")
    promise.save_checked(version)
    if owners is not None:
        promise.owners.set(owners)
    if parties is not None:
        promise.parties.set(parties)
    journal.record("promise changed", promise, by=by, fields=sorted(fields))
    return promise


@transaction.atomic
def add_indicator(
    promise: Promise, name: str, kind: str, organisation: Organisation, *, by: Caller, **fields: Any
) -> Indicator:
    """Add something that can be followed up, with its first definition (target, unit, baseline, what counts)."""
    rules.check_may_change(by, promise)
    if not name.strip():
        raise BadInput("name_missing", field="name")
    if kind not in Kind.values:
        raise BadInput("unknown_kind", field="kind")
    defined = {field: fields.pop(field) for field in DEFINED if field in fields}
    rules.check_defined(defined)
    also = list(fields.pop("also", ()))
    for party in (organisation, *also):
        rules.check_may_answer(party, promise)
    _check_relation(promise, fields)
    aspect = fields.pop("aspect", "effect" if kind == Kind.EFFECT else "production")
    indicator = Indicator.objects.create(
        partnership=promise.partnership,
        promise=promise,
        name=name.strip(),
        kind=kind,
        aspect=aspect,
        organisation=organisation,
        **({"position": promise.indicators.count()} | fields),
    )
    Definition.objects.create(
        partnership=promise.partnership, indicator=indicator, holds_from=promise.period_from, **defined
    )
    indicator.also.set(also)
    journal.record("indicator added", indicator, by=by)
    return indicator


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Caller) -> None:
    """Take an indicator out of a draft."""
    rules.check_may_change(by, indicator.promise)
    if indicator.parts.exists():
        raise BadInput("has_parts", field="part_of")
    journal.record("indicator removed", indicator, by=by)
    indicator.definitions.all().delete()
    indicator.delete()


@transaction.atomic
def split(
    indicator: Indicator, split_by: str, groups: Mapping[str, Decimal | int | float | None], *, by: Caller
) -> list[Indicator]:
    """Split a count of people by sex or school: one part a group, with the group's own target or None.

    The groups make the whole up, are asked of the same owner, and are published only where they are not small.
    """
    promise = indicator.promise
    rules.check_may_change(by, promise)
    named = {name.strip(): target for name, target in groups.items() if name.strip()}
    rules.check_may_split(indicator, split_by, len(named))
    whole = indicator.definitions.order_by("-number").first()
    assert whole is not None
    rules.check_groups(whole.target, list(named.values()))
    indicator.about_people = True
    indicator.save_checked()
    made = [
        add_indicator(
            promise,
            name,
            indicator.kind,
            indicator.organisation,
            by=by,
            also=indicator.also.all(),
            aspect=indicator.aspect,
            part_of=indicator,
            relation=Relation.ADDS_UP,
            split_by=split_by,
            about_people=True,
            target=target,
            bound=whole.bound,
            per=whole.per,
            unit=whole.unit,
            counts=whole.counts,
        )
        for name, target in named.items()
    ]
    journal.record("indicator split", indicator, by=by, split_by=split_by, groups=len(made))
    return made


def _check_relation(promise: Promise, fields: dict[str, Any]) -> None:
    whole = fields.get("part_of")
    if fields.get("source", Source.ASKED) not in Source.values:
        raise BadInput("unknown_source", field="source")
    if whole is None:
        fields["relation"] = ""
    elif whole.promise_id != promise.pk:
        raise BadInput("part_of_another_promise", field="part_of")
    elif fields.get("relation") not in Relation.values:
        raise BadInput("relation_missing", field="relation")


def _slug(partnership: Partnership, text: str) -> str:
    plain = slugify(text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")))[:60].strip("-") or "lofte"
    slug, number = plain, 2
    while Promise.objects.filter(partnership=partnership, slug=slug).exists():
        slug, number = f"{plain}-{number}", number + 1
    return slug
