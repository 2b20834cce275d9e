# SPDX-License-Identifier: EUPL-1.2
"""Who wants a digest by mail, and that a day's was sent."""

from __future__ import annotations

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Account, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed
from samsyn.rhythm import reads
from samsyn.rhythm.models import DigestChoice, DigestEvery


@transaction.atomic
def choose_digest(every: str, *, by: Caller, partnership: Partnership) -> DigestChoice:
    """Choose for one's own account, for nobody else's. What is chosen today begins tomorrow, or next Monday."""
    if by.account_id is None:
        raise NotAllowed("only_members")
    if every not in DigestEvery.values:
        raise BadInput("unknown_answer", field="every")
    choice, _ = DigestChoice.objects.update_or_create(
        account_id=by.account_id, defaults={"every": every, "told_on": clock.today()}
    )
    journal.record("digest chosen", choice, by=by, partnership=partnership, every=every)
    return choice


@transaction.atomic
def take_digest(account: Account, *, by: Caller, partnership: Partnership) -> bool:
    """Mark today's digest as told; False where it is told already, or is not to be today."""
    due = reads.digests_due(seen_by=by).select_for_update(of=("self",)).filter(account=account)
    choice = due.first()
    if choice is None:
        return False
    choice.told_on = clock.today()
    choice.save(update_fields=["told_on"])
    journal.record("digest told", choice, by=by, partnership=partnership)
    return True
