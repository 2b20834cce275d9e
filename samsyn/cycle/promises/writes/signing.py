# SPDX-License-Identifier: EUPL-1.2
"""Proposing a promise and signing it: every party for itself, the same words for all."""

from __future__ import annotations

from datetime import date
from typing import IO

from django.db import transaction

from samsyn.cycle.promises import reads, rules
from samsyn.cycle.promises.models import How, Promise, State
from samsyn.cycle.promises.writes.signatures import _given
from samsyn.cycle.reports import writes as reports
from samsyn.ground.files import together
from samsyn.ground.files import writes as files
from samsyn.ground.files.models import StoredFile
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import OneTimeLink, Organisation
from samsyn.kit import frozen
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput

SCHEMA = 1


@transaction.atomic
def propose(promise: Promise, *, by: Caller) -> Promise:
    """Lay the promise before its parties: from now on its words are frozen, and signatures are given for them."""
    rules.check_may_propose(by, promise, promise.indicators.count(), promise.parties.count())
    kept = frozen.freeze("promise", SCHEMA, reads.content_of(promise))
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


@together.together()
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
    scan: IO[bytes] | None = None,
) -> Promise:
    """Record one party's signature; with the last one the promise is agreed.

    On paper: registered by a writer for the party, with the day on the paper and, where there is one, the `scan`
    as it is handed in, which is kept with the signature or not at all.
    """
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    if organisation is None:
        organisation = people_reads.own_organisation(seen_by=by)
    rules.check_may_sign(by, promise, organisation, on_paper=how == How.PAPER)
    if scan is not None:
        original = files.store(promise.partnership, scan, scan.name, by=by)
    signature = _given(
        promise, organisation, by=by, title=title, name=name, how=how, signed_on=signed_on, original=original
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
