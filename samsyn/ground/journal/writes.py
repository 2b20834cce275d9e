# SPDX-License-Identifier: EUPL-1.2
"""Adding a line to the journal: the last thing a write does, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from samsyn.ground.journal.models import Entry, Head
from samsyn.ground.journal.reads import line_digest, start_of
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller


# No savepoint of its own: a line and what it tells of stand and fall together.
@transaction.atomic(savepoint=False)
def record(verb: str, subject: models.Model, *, by: Caller, partnership: Any = None, **facts: Any) -> Entry:
    """Write one line: `by` did `verb` to `subject`. Facts are ids, counts, codes and digests, never typed text."""
    owner = partnership.pk if partnership is not None else getattr(subject, "partnership_id", None)
    chain = owner or 0
    head, _ = Head.objects.select_for_update().get_or_create(
        chain=chain, defaults={"digest": start_of(chain)}
    )
    entry = Entry(
        chain=chain,
        number=head.number + 1,
        at=clock.now(),
        actor=by.journal_name,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject=str(getattr(subject, "uuid", subject.pk)),
        facts=frozen.canonical(facts),
        previous=head.digest,
    )
    entry.digest = line_digest(entry)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save(update_fields=["number", "digest"])
    return entry
