# SPDX-License-Identifier: EUPL-1.2
"""Changes to agreements and promises: write, propose, sign, redefine, end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samsyn.cycle.promises import reads, rules
from samsyn.cycle.promises.models import (
    Agreement,
    Bound,
    Definition,
    How,
    Indicator,
    Kind,
    Promise,
    Signature,
    State,
)
from samsyn.cycle.reports import writes as reports
from samsyn.ground.files.models import StoredFile
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import OneTimeLink, Organisation, Partnership
from samsyn.kit import clock, frozen
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput

SCHEMA = 1
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
)


@transaction.atomic
def write_agreement(
    partnership: Partnership,
    *,
    by: Caller,
    title: str,
    purposes: str,
    areas: str,
    period_from: date,
    period_to: date,
    parties: Iterable[Organisation] = (),
    signed_on: date | None = None,
    **texts: str,
) -> Agreement:
    """Write down a cooperation agreement; the law asks for its purposes and areas at least."""
    rules.check_may_write(by, partnership)
    for field, text in (("title", title), ("purposes", purposes), ("areas", areas)):
        if not text.strip():
            raise BadInput("required_by_law" if field != "title" else "title_missing", field=field)
    if period_to < period_from:
        raise BadInput("period_backwards", field="period_to")
    agreement = Agreement.objects.create(
        partnership=partnership,
        title=title.strip(),
        purposes=purposes.strip(),
        areas=areas.strip(),
        period_from=period_from,
        period_to=period_to,
        signed_on=signed_on,
        **texts,
    )
    agreement.parties.set(list(parties))
    journal.record("agreement written", agreement, by=by)
    return agreement


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
    _check_defined(defined)
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
    journal.record("indicator added", indicator, by=by)
    return indicator


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Caller) -> None:
    """Take an indicator out of a draft."""
    rules.check_may_change(by, indicator.promise)
    journal.record("indicator removed", indicator, by=by)
    indicator.definitions.all().delete()
    indicator.delete()


@transaction.atomic
def redefine(
    indicator: Indicator,
    *,
    by: Caller,
    reason: str,
    signer_title: str,
    holds_from: date | None = None,
    **defined: Any,
) -> Definition:
    """Change what an indicator counts after signing: a new definition beside the signed one, seen by residents."""
    rules.check_may_redefine(by, indicator.promise)
    if not reason.strip():
        raise BadInput("reason_missing", field="reason")
    if not signer_title.strip():
        raise BadInput("signer_missing", field="signer_title")
    _check_defined(defined)
    before = indicator.definitions.order_by("-number").first()
    kept = {field: getattr(before, field) for field in DEFINED} if before else {}
    definition = Definition.objects.create(
        partnership=indicator.partnership,
        indicator=indicator,
        number=(before.number if before else 0) + 1,
        holds_from=holds_from or clock.today(),
        reason=reason.strip(),
        signer_title=signer_title.strip(),
        **(kept | defined),
    )
    journal.record(
        "indicator redefined", definition, by=by, indicator=str(indicator.uuid), number=definition.number
    )
    return definition


@transaction.atomic
def propose(promise: Promise, *, by: Caller) -> Promise:
    """Lay the promise before its parties: from now on its words are frozen, and signatures are given for them."""
    rules.check_may_propose(by, promise, promise.indicators.count(), promise.parties.count())
    kept = frozen.freeze("promise", SCHEMA, _content(promise))
    promise.frozen_text, promise.frozen_digest = kept.text, kept.digest
    promise.state = State.PROPOSED
    promise.save_checked()
    journal.record("promise proposed", promise, by=by, digest=promise.frozen_digest)
    return promise


@transaction.atomic
def take_back(promise: Promise, *, by: Caller) -> Promise:
    """Take a proposal back to draft; signatures given for its words are kept, and hold for those words alone."""
    rules.check_may_write(by, promise.partnership)
    rules.check_move(promise, State.DRAFT)
    promise.state = State.DRAFT
    promise.save_checked()
    journal.record("promise taken back", promise, by=by)
    return promise


@transaction.atomic
def sign(
    promise: Promise,
    *,
    by: Caller,
    title: str,
    organisation: Organisation | None = None,
    how: str = How.ACCOUNT,
    signed_on: date | None = None,
    name: str = "",
    original: StoredFile | None = None,
) -> Promise:
    """Record one party's signature; with the last one the promise is agreed.

    On paper: registered by a writer for the party, with the day on the paper and, where there is one, the scan.
    """
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    if organisation is None:
        organisation = Organisation.objects.get(pk=by.organisation_id or 0)
    rules.check_may_sign(by, promise, organisation, on_paper=how == How.PAPER)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    if signed_on and signed_on > clock.today():
        raise BadInput("in_future", field="signed_on")
    signature, _ = Signature.objects.get_or_create(
        promise=promise,
        organisation=organisation,
        digest=promise.frozen_digest,
        defaults={
            "partnership": promise.partnership,
            "title": title.strip(),
            "name": name.strip(),
            "signed_on": signed_on or clock.today(),
            "how": how,
            "original": original,
            "registered_by_id": by.organisation_id if how == How.PAPER else None,
        },
    )
    if not reads.unsigned(promise):
        rules.check_move(promise, State.AGREED)
        given = promise.signatures.filter(digest=promise.frozen_digest).values_list("signed_on", flat=True)
        promise.state, promise.signed_on = State.AGREED, max(given)
        promise.save_checked()
        reports.tell(
            promise.partnership,
            "promise_agreed",
            area=promise.area,
            about_kind="promise",
            about=promise.slug,
            by=SYSTEM,  # it follows from the last signature, also when that came by link
        )
    journal.record(
        "promise signed",
        signature,
        by=by,
        promise=str(promise.uuid),
        organisation=str(organisation.uuid),
        how=how,
        digest=signature.digest,
    )
    return promise


@transaction.atomic
def sign_by_link(promise: Promise, link: OneTimeLink, *, by: Caller, title: str, name: str = "") -> Promise:
    """Sign for the organisation that a one-time link was made for; the link is used up in the same transaction."""
    if link.purpose != "sign" or link.subject != promise.uuid:
        raise BadInput("link_for_something_else")
    people.use_link(link, by=by)
    return sign(promise, by=by, title=title, name=name, organisation=link.organisation, how=How.LINK)


@transaction.atomic
def end(promise: Promise, *, by: Caller, replaced_by: Promise | None = None) -> Promise:
    """End a promise, or let another replace it. Its pages go on answering."""
    rules.check_may_end(by, promise)
    promise.state = State.REPLACED if replaced_by else State.ENDED
    promise.replaced_by = replaced_by
    promise.save_checked()
    journal.record("promise ended", promise, by=by, state=promise.state)
    return promise


def _check_defined(defined: dict[str, Any]) -> None:
    for field in ("target", "baseline"):
        value = defined.get(field)
        if value is not None and Decimal(str(value)) < 0:
            raise BadInput("negative", field=field)
    if defined.get("bound", Bound.AT_LEAST) not in Bound.values:
        raise BadInput("unknown_bound", field="bound")


def _slug(partnership: Partnership, text: str) -> str:
    plain = slugify(text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")))[:60].strip("-") or "lofte"
    slug, number = plain, 2
    while Promise.objects.filter(partnership=partnership, slug=slug).exists():
        slug, number = f"{plain}-{number}", number + 1
    return slug


def _content(promise: Promise) -> dict[str, Any]:
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
                "counts": definition.counts if definition else "",
                "target": reads.target_of(definition),
                "baseline": reads.plain(definition.baseline) if definition else None,
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
