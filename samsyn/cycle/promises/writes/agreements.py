# SPDX-License-Identifier: EUPL-1.2
"""Changes to the cooperation agreement above the promises: its words, a new version, its signatures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import IO, Any

from django.db import transaction

from samsyn.cycle.promises import reads, rules
from samsyn.cycle.promises.models import Agreement, AgreementState, How
from samsyn.cycle.promises.writes.signatures import _given
from samsyn.ground.files import together
from samsyn.ground.files import writes as files
from samsyn.ground.files.models import StoredFile
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import OneTimeLink, Organisation, Partnership
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

SCHEMA = 1
SIGN_LINK = "sign_agreement"


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
    **texts: str,
) -> Agreement:
    """Begin an agreement as a draft; the law asks for its purposes and areas at least.

    Parties of any number and kind; without any named, every municipality and police district of the partnership.
    """
    rules.check_may_write(by, partnership)
    rules.check_agreement_words(title, purposes, areas)
    if period_to < period_from:
        raise BadInput("period_backwards", field="period_to")
    agreement = Agreement.objects.create(
        partnership=partnership,
        title=title.strip(),
        purposes=purposes.strip(),
        areas=areas.strip(),
        period_from=period_from,
        period_to=period_to,
        **{name: text.strip() for name, text in texts.items()},
    )
    chosen = list(parties)
    if not chosen:
        rows = Organisation.objects.filter(partnership=partnership, left_on=None)
        chosen = list(rows.filter(kind__in=("municipality", "police")))
    _set_parties(agreement, chosen)
    journal.record("agreement written", agreement, by=by)
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement,
    *,
    by: Caller,
    version: int | None = None,
    parties: Iterable[Organisation] | None = None,
    **fields: Any,
) -> Agreement:
    """Change the words, the period or the parties of a draft; nobody's words are overwritten."""
    rules.check_may_change_agreement(by, agreement)
    for name, value in fields.items():
        setattr(agreement, name, value.strip() if isinstance(value, str) else value)
    rules.check_agreement_words(agreement.title, agreement.purposes, agreement.areas)
    if agreement.period_to < agreement.period_from:
        raise BadInput("period_backwards", field="period_to")
    chosen = None if parties is None else list(parties)
    for party in chosen or []:
        rules.check_may_join(party, agreement)
    agreement.save_checked(version)
    if chosen is not None:
        agreement.parties.set(chosen)
    journal.record("agreement changed", agreement, by=by, fields=sorted(fields))
    return agreement


@transaction.atomic
def new_version(agreement: Agreement, *, by: Caller, reason: str) -> Agreement:
    """Begin a new version of a signed agreement, with its words and the parties that are left; the old one stands.

    It replaces the old one when every party has signed it, from the day that its own period begins.
    """
    rules.check_may_renew(by, agreement)
    if not reason.strip():
        raise BadInput("reason_missing", field="reason")
    copied = (*reads.TEXTS, "title", "period_from", "period_to", "case_number")
    later = Agreement.objects.create(
        partnership=agreement.partnership,
        number=agreement.number + 1,
        replaces=agreement,
        change_reason=reason.strip(),
        **{name: getattr(agreement, name) for name in copied},
    )
    _set_parties(later, [party for party in agreement.parties.all() if party.left_on is None])
    journal.record("agreement version begun", later, by=by, replaces=str(agreement.uuid), number=later.number)
    return later


@transaction.atomic
def propose_agreement(agreement: Agreement, *, by: Caller) -> Agreement:
    """Lay a version before its parties: from now on its words are frozen, and signatures are given for them."""
    rules.check_may_propose_agreement(by, agreement, list(agreement.parties.all()))
    kept = frozen.freeze("agreement", SCHEMA, reads.content_of_agreement(agreement))
    agreement.frozen_text, agreement.frozen_digest = kept.text, kept.digest
    agreement.state = AgreementState.PROPOSED
    agreement.save_checked()
    journal.record("agreement proposed", agreement, by=by, digest=agreement.frozen_digest)
    return agreement


@transaction.atomic
def take_agreement_back(agreement: Agreement, *, by: Caller) -> Agreement:
    """Take a proposed version back to draft; signatures given for its words hold for those words alone."""
    rules.check_may_write(by, agreement.partnership)
    rules.check_agreement_move(agreement, AgreementState.DRAFT)
    agreement.state = AgreementState.DRAFT
    agreement.save_checked()
    journal.record("agreement taken back", agreement, by=by)
    return agreement


@together.together()
@transaction.atomic
def sign_agreement(
    agreement: Agreement,
    *,
    by: Caller,
    title: str,
    organisation: Organisation | None = None,
    how: str = How.ACCOUNT,
    signed_on: date | None = None,
    name: str = "",
    original: StoredFile | None = None,
    scan: IO[bytes] | None = None,
) -> Agreement:
    """Record one party's signature under a version; with the last one it is agreed and replaces the one before."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if organisation is None:
        organisation = people_reads.own_organisation(seen_by=by)
    rules.check_may_sign_agreement(by, agreement, organisation, on_paper=how == How.PAPER)
    if scan is not None:
        original = files.store(agreement.partnership, scan, scan.name, by=by)
    signature = _given(
        agreement,
        organisation,
        by=by,
        title=title,
        name=name,
        how=how,
        signed_on=signed_on,
        original=original,
    )
    if not reads.unsigned(agreement):
        _agree(agreement)
    journal.record(
        "agreement signed",
        signature,
        by=by,
        agreement=str(agreement.uuid),
        organisation=str(organisation.uuid),
        how=how,
        digest=signature.digest,
    )
    return agreement


@transaction.atomic
def sign_agreement_by_link(
    agreement: Agreement, link: OneTimeLink, *, by: Caller, title: str, name: str = ""
) -> Agreement:
    """Sign for the organisation that a one-time link was made for; the link is used up in the same transaction."""
    if link.purpose != SIGN_LINK or link.subject != agreement.uuid:
        raise BadInput("link_for_something_else")
    people.use_link(link, by=by)
    return sign_agreement(
        agreement, by=by, title=title, name=name, organisation=link.organisation, how=How.LINK
    )


def _agree(agreement: Agreement) -> None:
    rules.check_agreement_move(agreement, AgreementState.AGREED)
    given = agreement.signatures.filter(digest=agreement.frozen_digest).values_list("signed_on", flat=True)
    agreement.state, agreement.signed_on = AgreementState.AGREED, max(given)
    agreement.save_checked()
    before = agreement.replaces
    if before is not None and before.state == AgreementState.AGREED:
        before.state = AgreementState.REPLACED
        before.replaced_on = max(agreement.signed_on, agreement.period_from)
        before.save_checked()


def _set_parties(agreement: Agreement, parties: list[Organisation]) -> None:
    for party in parties:
        rules.check_may_join(party, agreement)
    agreement.parties.set(parties)
